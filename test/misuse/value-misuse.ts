import {
  Armour,
  Body,
  Burning,
  Frozen,
  Health,
  type Misuse,
  Position,
  Stance,
  untyped,
  Visible,
} from "./scene.ts";

const wrongField = untyped({ z: 1 });

export const VALUE_MISUSE: readonly Misuse[] = [
  // E106
  {
    name: "spawn with a wrong field",
    provoke: (s) => s.world.spawn(Position(wrongField)),
    message: 'spawn: Position has no field "z". Its fields: x, y. [E106]',
  },
  {
    name: "spawnMany with a wrong field",
    provoke: (s) => s.world.spawnMany(2, [Position(wrongField)]),
    message: 'spawnMany: Position has no field "z". Its fields: x, y. [E106]',
  },
  {
    name: "add with a wrong field",
    provoke: (s) => s.world.add(s.friend, Health(wrongField)),
    message: 'add: Health has no field "z". Its fields: points, drift. [E106]',
  },
  {
    name: "set a wrong field",
    provoke: (s) => s.world.set(s.hero, Position, wrongField),
    message: 'set: Position has no field "z". Its fields: x, y. [E106]',
  },
  {
    name: "set a wrong field of a sparse component",
    provoke: (s) => s.world.set(s.knight, Burning, wrongField),
    message: 'set: Burning has no field "z". Its fields: heat. [E106]',
  },
  {
    name: "get a wrong field",
    provoke: (s) => s.world.get(s.hero, Position, untyped("z")),
    message: 'get: Position has no field "z". Its fields: x, y. [E106]',
  },
  {
    name: "get a field that objects inherit",
    provoke: (s) => s.world.get(s.hero, Position, untyped("constructor")),
    message: 'get: Position has no field "constructor". Its fields: x, y. [E106]',
  },
  {
    name: "set a field of a tag",
    provoke: (s) => s.world.set(s.hero, Visible, wrongField),
    message:
      'set: Visible has no field "z". Its fields: none, it is a tag and holds no values. [E106]',
  },
  // E107
  {
    name: "spawn with a value out of range",
    provoke: (s) => s.world.spawn(Position({ x: 7 }), Health({ points: 256 })),
    message:
      "spawn: Health.points is u8 and cannot hold 256. Pass 0 to 255, or use a wider field type. [E107]",
  },
  {
    name: "set a value out of range, beside a good one",
    provoke: (s) => s.world.set(s.hero, Health, { points: 1, drift: -129 }),
    message:
      "set: Health.drift is i8 and cannot hold -129. Pass -128 to 127, or use a wider field type. [E107]",
  },
  {
    name: "set an integer to NaN",
    provoke: (s) => s.world.set(s.hero, Health, { points: Number.NaN }),
    message:
      "set: Health.points is u8 and cannot hold NaN. Pass 0 to 255, or use a wider field type. [E107]",
  },
  {
    name: "set an integer to a fraction",
    provoke: (s) => s.world.set(s.hero, Health, { points: 99.5 }),
    message:
      "set: Health.points is u8 and cannot hold 99.5, which is no whole number. Round it, or use f32. [E107]",
  },
  {
    name: "set a number to a string",
    provoke: (s) => s.world.set(s.hero, Health, untyped({ points: "5" })),
    message: "set: Health.points is u8 and was given 5 (string). Pass a number. [E107]",
  },
  {
    name: "set a boolean to a number",
    provoke: (s) => s.world.set(s.hero, Body, untyped({ isSolid: 1 })),
    message: "set: Body.isSolid is bool and was given 1 (number). Pass a boolean. [E107]",
  },
  {
    name: "set an entity field to null",
    provoke: (s) => s.world.set(s.hero, Body, untyped({ owner: null })),
    message: "set: Body.owner is entity and was given null (object). Pass a number. [E107]",
  },
  {
    name: "set too many lanes",
    provoke: (s) => s.world.set(s.hero, Body, untyped({ place: [1, 2, 3] })),
    message: "set: Body.place has 2 lanes and was given 3. Pass an array of 2 numbers. [E107]",
  },
  {
    name: "set lanes to a number",
    provoke: (s) => s.world.set(s.hero, Body, untyped({ place: 7 })),
    message: "set: Body.place has 2 lanes and was given 7. Pass an array of 2 numbers. [E107]",
  },
  {
    name: "set a choice that is none",
    provoke: (s) => s.world.set(s.hero, Body, untyped({ mood: "glad" })),
    message:
      'set: Body.mood is oneOf(calm, cross) and cannot hold "glad". Pass one of its choices. [E107]',
  },
  {
    name: "set a choice to a number",
    provoke: (s) => s.world.set(s.hero, Body, untyped({ mood: 1 })),
    message: "set: Body.mood is oneOf(calm, cross) and was given 1 (number). Pass a string. [E107]",
  },
  {
    name: "set a choice through a cursor to one that is none",
    provoke: (s) =>
      s.world.query(Body).each((body) => {
        body.mood = untyped("glad");
      }),
    message:
      'each: mood is oneOf(calm, cross) and cannot hold "glad". Pass one of its choices. [E107]',
  },
  {
    name: "spawnMany half an entity",
    provoke: (s) => s.world.spawnMany(1.5, [Position]),
    message: "spawnMany: the count is 1.5. Pass a whole number of entities. [E107]",
  },
  {
    name: "reserve fewer than none",
    provoke: (s) => s.world.reserve(-1),
    message: "reserve: the count is -1. Pass a whole number of entities. [E107]",
  },
  // E110, E113, E114, E115, E116
  {
    name: "spawn a component twice",
    provoke: (s) => s.world.spawn(Position, Frozen, Position({ x: 1 })),
    message: "spawn: Position is given twice. Pass each component once. [E110]",
  },
  {
    name: "spawn a required component twice",
    provoke: (s) => s.world.spawn(Visible, Position, Position),
    message: "spawn: Position is given twice. Pass each component once. [E110]",
  },
  {
    name: "spawnMany of a component twice",
    provoke: (s) => s.world.spawnMany(2, [Position, Position]),
    message: "spawnMany: Position is given twice. Pass each component once. [E110]",
  },
  {
    name: "reserve for a component twice",
    provoke: (s) => s.world.reserve(2, [Position, Position]),
    message: "reserve: Position is given twice. Pass each component once. [E110]",
  },
  {
    name: "spawn undefined",
    provoke: (s) => s.world.spawn(Position, untyped(undefined)),
    message:
      "spawn: undefined, number 2 in the list, is not a component. Pass what component() or tag() returned; where one is undefined, its module was imported too late. [E113]",
  },
  {
    name: "add a string",
    provoke: (s) => s.world.add(s.hero, untyped("Position")),
    message: "add: Position is not a component. Pass what component() or tag() returned. [E113]",
  },
  {
    name: "remove an object",
    provoke: (s) => s.world.remove(s.hero, untyped({})),
    message:
      "remove: an object is not a component. Pass what component() or tag() returned. [E113]",
  },
  {
    name: "get an object",
    provoke: (s) => s.world.get(s.hero, untyped({})),
    message: "get: an object is not a component. Pass what component() or tag() returned. [E113]",
  },
  {
    name: "spawn two tags of one group",
    provoke: (s) => s.world.spawn(Stance.Walk, Stance.Run),
    message:
      "spawn: Stance.Walk and Stance.Run exclude each other, and an entity has one of their group. Pass one of them. [E114]",
  },
  {
    name: "remove what another component requires",
    provoke: (s) => s.world.remove(s.hero, Position),
    message:
      "remove: entity 1v0 has Visible, which requires Position. Remove Visible first. [E115]",
  },
  {
    name: "remove it inside a loop",
    provoke: (s) => {
      for (const _ of s.world.query(Position)) s.world.remove(s.hero, Position);
    },
    message:
      "remove: entity 1v0 has Visible, which requires Position. Remove Visible first. [E115]",
  },
  {
    name: "set what the component's check refuses",
    provoke: (s) => s.world.set(s.knight, Armour, { points: 101 }),
    message:
      'set: Armour refuses {"points":101,"most":100}: more points than most. Pass values that its validate accepts. [E116]',
    isDiagnostic: true,
  },
  {
    name: "add what the component's check refuses",
    provoke: (s) => s.world.add(s.hero, Armour({ points: 101 })),
    message:
      'add: Armour refuses {"points":101,"most":100}: more points than most. Pass values that its validate accepts. [E116]',
    isDiagnostic: true,
  },
  {
    name: "spawn what the component's check refuses",
    provoke: (s) => s.world.spawn(Armour({ points: 101 })),
    message:
      'spawn: Armour refuses {"points":101,"most":100}: more points than most. Pass values that its validate accepts. [E116]',
    isDiagnostic: true,
  },
  {
    name: "spawn a number in place of values",
    provoke: (s) => s.world.spawn(Health(untyped(5))),
    message:
      "spawn: Health was given 5 in place of its values. Pass an object with some of its fields. [E107]",
    isDiagnostic: true,
  },
  {
    name: "set to nothing",
    provoke: (s) => s.world.set(s.hero, Health, untyped(undefined)),
    message:
      "set: Health was given undefined in place of its values. Pass an object with some of its fields. [E107]",
    isDiagnostic: true,
  },
];
