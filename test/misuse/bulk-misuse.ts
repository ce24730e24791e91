/** Mistakes with bulk changes, observers, and the world as a whole. */
import { createWorld } from "../../src/index.ts";
import { Armour, Frozen, Health, type Misuse, Position, untyped, Visible } from "./scene.ts";

const wrongField = untyped({ z: 1 });

export const BULK_MISUSE: readonly Misuse[] = [
  // Bulk
  {
    name: "add a wrong field by query",
    provoke: (s) => s.world.query(Position).add(Health(wrongField)),
    message: 'query.add: Health has no field "z". Its fields: points, drift. [E106]',
  },
  {
    name: "add a value out of range by query",
    provoke: (s) => s.world.query(Position).add(Health({ points: -1 })),
    message:
      "query.add: Health.points is u8 and cannot hold -1. Pass 0 to 255, or use a wider field type. [E107]",
  },
  {
    name: "add null by query",
    provoke: (s) => s.world.query().add(untyped(null)),
    message:
      "query.add: null, number 1 in the list, is not a component. Pass what component() or tag() returned. [E113]",
  },
  {
    name: "add by query what the component's check refuses",
    provoke: (s) => s.world.query(Position).add(Armour({ points: 101 })),
    message:
      'query.add: Armour refuses {"points":101,"most":100}: more points than most. Pass values that its validate accepts. [E116]',
    isDiagnostic: true,
  },
  {
    name: "remove a number by query",
    provoke: (s) => s.world.query().remove(untyped(7)),
    message:
      "query.remove: 7, number 1 in the list, is not a component. Pass what component() or tag() returned. [E113]",
  },
  {
    name: "remove by query what another component requires",
    provoke: (s) => s.world.query(Position).remove(Position),
    message:
      "query.remove: 1 entities of [Position, Health, Body, Visible, Stance.Idle, Likes, Guards] have Visible, which requires Position. Remove Visible first. [E115]",
  },
  {
    name: "set a tag by query",
    provoke: (s) => s.world.query(Frozen).set(Frozen, {}),
    message: "query.set: Frozen is a tag and holds no values. Use query.add(Frozen). [E102]",
  },
  {
    name: "set an object by query",
    provoke: (s) => s.world.query().set(untyped({}), {}),
    message:
      "query.set: an object is not a component. Pass what component() or tag() returned. [E113]",
  },
  {
    name: "set a wrong field by query",
    provoke: (s) => s.world.query().set(Position, wrongField),
    message: 'query.set: Position has no field "z". Its fields: x, y. [E106]',
  },
  {
    name: "set a value out of range by query",
    provoke: (s) => s.world.query().set(Health, { points: 300 }),
    message:
      "query.set: Health.points is u8 and cannot hold 300. Pass 0 to 255, or use a wider field type. [E107]",
  },
  {
    name: "set by query what the component's check refuses",
    provoke: (s) => s.world.query().set(Armour, { points: 101 }),
    message:
      'query.set: Armour refuses {"points":101,"most":100}: more points than most. Pass values that its validate accepts. [E116]',
    isDiagnostic: true,
  },
  {
    name: "change a component both ways",
    provoke: (s) => s.world.query().change({ add: [Frozen], remove: [Frozen] }),
    message:
      "query.change: Frozen is to be added and to be removed. Name it in one of the two lists. [E110]",
  },
  {
    name: "change away what the change requires",
    provoke: (s) => s.world.query().change({ add: [Visible], remove: [Position] }),
    message:
      "query.change: Visible is to be added and requires Position, which is to be removed. Name one of the two. [E110]",
  },
  {
    name: "change away what others require",
    provoke: (s) => s.world.query(Health).change({ remove: [Position] }),
    message:
      "query.change: 1 entities of [Position, Health, Body, Visible, Stance.Idle, Likes, Guards] have Visible, which requires Position. Remove Visible first. [E115]",
  },
  {
    name: "many spawned of nothing at all",
    provoke: (s) => s.world.spawnMany(3, untyped(undefined)),
    message:
      "spawnMany: undefined is no list of components. Pass an array of them, [] for none. [E113]",
  },
  {
    name: "room reserved for a component that stands in no list",
    provoke: (s) => s.world.reserve(3, untyped(Position)),
    message:
      "reserve: a function is no list of components. Pass an array of them, [] for none. [E113]",
  },
  {
    name: "a change by query that says nothing of what",
    provoke: (s) => s.world.query().change(untyped(undefined)),
    message:
      "query.change: undefined is no pair of lists. Pass { add: [Running], remove: [Tired] }, or one of the two. [E113]",
  },
  {
    name: "change with something that is no component",
    provoke: (s) => s.world.query().change({ add: [untyped(7)] }),
    message:
      "query.change: 7, number 1 in the list, is not a component. Pass what component() or tag() returned. [E113]",
  },
  // Observers
  {
    name: "observe something that is no component",
    provoke: (s) => s.world.onAdd(untyped("Health"), () => {}),
    message: "onAdd: Health is not a component. Pass what component() or tag() returned. [E113]",
  },
  {
    name: "observe the removal of something that is no component",
    provoke: (s) => s.world.onRemove(untyped(7), () => {}),
    message: "onRemove: 7 is not a component. Pass what component() or tag() returned. [E113]",
  },
  // The world
  {
    name: "make a world with an option misspelt",
    provoke: () => createWorld(untyped({ capasity: 3 })),
    message:
      "createWorld: option capasity is unknown. Pass one of capacity, maxEntities, maxBytes, shared, workers, poison, chunkRows, generationBits, firstSlabBytes, slabBytes, reserveMemory, or leave it out. [E112]",
  },
  {
    name: "make a world of half an entity",
    provoke: () => createWorld({ capacity: 0.5 }),
    message:
      "createWorld: option capacity is 0.5. Pass a whole number from 0 to 4194303, or leave it out. [E112]",
  },
  {
    name: "make a world with a bit of generation",
    provoke: () => createWorld({ generationBits: 1 }),
    message:
      "createWorld: option generationBits is 1. Pass a whole number from 2 to 16, or leave it out. [E112]",
  },
  {
    name: "make a world with chunks of 17 rows",
    provoke: () => createWorld({ chunkRows: { min: 17, max: 64 } }),
    message:
      "createWorld: option chunkRows.min is 17. Pass a power of two from 16 to 64, or leave it out. [E112]",
  },
  {
    name: "shrink for less than no time",
    provoke: (s) => s.world.shrink(untyped({ budgetMs: -1 })),
    message: "shrink: budgetMs is -1. Pass milliseconds, 0 or more, or leave it out. [E170]",
  },
  {
    name: "spawn in a world that was disposed of",
    provoke: () => {
      const world = createWorld();
      world.dispose();
      world.spawn(Position);
    },
    message: "allocate: this world has been disposed of. Make another with createWorld(). [E111]",
  },
  {
    name: "spawn past the bytes allowed",
    provoke: () => {
      const world = createWorld({ capacity: 0, maxBytes: 100_000 });
      world.spawnMany(100_000, [Position]);
    },
    message:
      "allocate: 800064 bytes more would make 800064 in use, past the limit of 100000. Raise maxBytes, despawn entities, or call world.shrink(). [E010]",
  },
];
