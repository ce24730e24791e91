/** The ecs bench's changes to entities: add, remove, spawn, despawn; one by one and by query. */
import { type Entity, not } from "../../src/index.ts";
import type { Cost } from "./ecs-table.ts";
import {
  Frozen,
  Health,
  Marked,
  makeWorld,
  Position,
  ROWS,
  SOME,
  Target,
  Velocity,
} from "./ecs-world.ts";

/** Adding and removing, entity by entity and by query. */
export function changing(): Cost[] {
  const { world, entities } = makeWorld();
  const some = entities.slice(0, SOME);
  const others = entities.slice(SOME, 2 * SOME);
  for (const entity of others) world.add(entity, Health);
  const movers = world.query(Position, Velocity, not(Health));
  const hurt = world.query(Position, Velocity, Health);
  // Each loop is written out: V8 inlines none of several callbacks of one.
  const add = () => {
    for (let i = 0; i < SOME; i++) world.add(some[i], Health);
    return 1;
  };
  const removeAdded = () => {
    for (let i = 0; i < SOME; i++) world.remove(some[i], Health);
  };
  const remove = () => {
    for (let i = 0; i < SOME; i++) world.remove(others[i], Health);
    return 1;
  };
  const addRemoved = () => {
    for (let i = 0; i < SOME; i++) world.add(others[i], Health);
  };
  const freeze = () => {
    for (let i = 0; i < SOME; i++) world.add(some[i], Frozen);
    return 1;
  };
  const thaw = () => {
    for (let i = 0; i < SOME; i++) world.remove(some[i], Frozen);
  };
  const hand = "hand: move a row between two tables";
  return [
    { name: "add a tag", operations: SOME, targetNs: 60, hand, run: freeze, undo: thaw },
    {
      name: "add a component of 2 fields",
      operations: SOME,
      targetNs: 60,
      hand,
      run: add,
      undo: removeAdded,
    },
    {
      name: "remove a component of 2 fields",
      operations: SOME,
      targetNs: 60,
      hand,
      run: remove,
      undo: addRemoved,
    },
    {
      name: "add a component inside a loop (deferred)",
      operations: movers.count,
      hand,
      run: () => {
        for (const chunk of movers) {
          for (let i = 0; i < chunk.count; i++) world.add(chunk.entities[i] as Entity, Health);
        }
        return 1;
      },
      undo: () => {
        for (let i = 2 * SOME; i < entities.length; i++) world.remove(entities[i], Health);
        for (let i = 0; i < SOME; i++) world.remove(entities[i], Health);
      },
    },
    {
      name: "add a component by query",
      operations: movers.count,
      targetNs: 5,
      hand: "hand: copy columns",
      run: () => {
        movers.add(Health);
        return 1;
      },
      undo: () => hurt.remove(Health),
    },
    {
      name: "add and remove tags by query, one move",
      operations: 2 * movers.count,
      targetNs: 5,
      run: () => {
        movers.change({ add: [Frozen], remove: [Marked] });
        movers.change({ add: [Marked], remove: [Frozen] });
        return 1;
      },
    },
    {
      name: "set a field by query",
      operations: movers.count,
      hand: "hand: fill one column",
      run: () => {
        movers.set(Position, { x: 1 });
        return 1;
      },
    },
  ];
}

/** Spawning and despawning. */
export function spawning(): Cost[] {
  const { world } = makeWorld();
  const spawned: Entity[] = [];
  const spawn = () => {
    for (let i = 0; i < SOME; i++) spawned[i] = world.spawn(Position, Velocity);
    return 1;
  };
  const spawnValues = () => {
    for (let i = 0; i < SOME; i++)
      spawned[i] = world.spawn(Position({ x: i, y: 1 }), Velocity({ x: 1, y: 1 }));
    return 1;
  };
  const despawn = () => {
    for (let i = 0; i < SOME; i++) world.despawn(spawned[i]);
    return 1;
  };
  const bulk = world.query(Health, Target, Marked);
  const fill = () => {
    world.spawnMany(ROWS, [Health, Target, Marked]);
    return 1;
  };
  const clear = () => {
    bulk.despawn();
    return 1;
  };
  const ending = makeWorld().world;
  const doomed: Entity[] = [];
  const revive = () => {
    for (let i = 0; i < SOME; i++) doomed[i] = ending.spawn(Position, Velocity);
  };
  revive();
  const full = makeWorld().world;
  const fullBulk = full.query(Health, Target, Marked);
  full.spawnMany(ROWS, [Health, Target, Marked]);
  return [
    {
      name: "spawn, 2 components",
      operations: SOME,
      targetNs: 100,
      hand: "hand: take a row",
      run: spawn,
      undo: despawn,
    },
    {
      name: "spawn with values, 2 components",
      operations: SOME,
      targetNs: 100,
      hand: "hand: take a row",
      run: spawnValues,
      undo: despawn,
    },
    {
      name: "spawnMany",
      operations: ROWS,
      targetNs: 10,
      hand: "hand: fill columns",
      run: fill,
      undo: clear,
    },
    {
      name: "despawn",
      operations: SOME,
      targetNs: 50,
      hand: "hand: free a row",
      run: () => {
        for (let i = 0; i < SOME; i++) ending.despawn(doomed[i]);
        return 1;
      },
      undo: revive,
    },
    {
      name: "despawn by query",
      operations: ROWS,
      targetNs: 5,
      run: () => {
        fullBulk.despawn();
        return 1;
      },
      undo: () => full.spawnMany(ROWS, [Health, Target, Marked]),
    },
  ];
}
