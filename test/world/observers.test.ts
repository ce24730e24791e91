import { expect, test } from "vitest";
import { type Entity, validate } from "../../src/index.ts";
import { Frozen, Health, Position, recorded, taken } from "./hook-log.ts";

test("hooks are called in the order spawn, add, remove, despawn, components as they were defined", () => {
  const { world, log } = recorded();
  const entity = world.spawn(Frozen, Position({ x: 7 }));
  expect(taken(log)).toEqual(["spawn 7", "add Position 7", "add Frozen 7"]);
  world.despawn(entity);
  expect(taken(log)).toEqual(["remove Position 7", "remove Frozen 7", "despawn 7"]);
  validate(world);
});

test("add and remove call their hooks only where something changes", () => {
  const { world, log } = recorded();
  const entity = world.spawn();
  world.add(entity, Position({ x: 3 }));
  world.add(entity, Position({ x: 4 }));
  world.add(entity, Health);
  world.remove(entity, Health);
  world.remove(entity, Position);
  world.remove(entity, Position);
  expect(log).toEqual(["spawn -", "add Position 3", "remove Position 4"]);
});

test("what waits for the end of a loop calls its hooks then, once for an entity's net move", () => {
  const { world, log } = recorded();
  const entity = world.spawn(Position({ x: 1 }));
  taken(log);
  for (const _ of world.query()) {
    world.add(entity, Frozen);
    world.remove(entity, Position);
    world.add(entity, Position({ x: 2 }));
    world.spawn(Position({ x: 9 }));
    world.spawnMany(2, [Frozen]);
    expect(log).toEqual([]);
  }
  expect(taken(log)).toEqual([
    "spawn 9",
    "add Position 9",
    "spawn -",
    "spawn -",
    "add Frozen -",
    "add Frozen -",
    "add Frozen 2",
  ]);
  for (const _ of world.query()) {
    world.add(entity, Health);
    world.despawn(entity);
    world.query(Frozen).remove(Frozen);
  }
  expect(log).toEqual([
    "remove Position 2",
    "remove Frozen 2",
    "despawn 2",
    "remove Frozen -",
    "remove Frozen -",
  ]);
  validate(world);
});

test("what a hook changes happens when all hooks of its change are done, with hooks of its own", () => {
  const { world, log } = recorded();
  world.onAdd(Frozen, (frozen) => {
    world.remove(frozen, Frozen);
    log.push(`has ${world.has(frozen, Frozen)}`);
    world.spawn(Position({ x: 50 }));
  });
  world.onAdd(Frozen, () => log.push("second"));
  const entity = world.spawn(Position({ x: 1 }));
  taken(log);
  world.add(entity, Frozen);
  expect(log).toEqual([
    "add Frozen 1",
    "has true",
    "second",
    "spawn 50",
    "add Position 50",
    "remove Frozen 1",
  ]);
  expect(world.has(entity, Frozen)).toBe(false);
  validate(world);
});

test("set in a hook happens at once, although the change that called it was recorded", () => {
  const { world } = recorded();
  const entity = world.spawn(Position({ x: 1 }));
  const seen: number[] = [];
  world.onAdd(Frozen, () => {
    world.set(entity, Position, { x: 8 });
    seen.push(world.get(entity, Position, "x"));
    world.add(entity, Health({ points: 1 }));
  });
  for (const _ of world.query()) {
    world.add(entity, Frozen);
    world.set(entity, Position, { x: 2 });
  }
  expect(seen).toEqual([8]);
  expect(world.get(entity, Health, "points")).toBe(1);
  validate(world);
});

test("unsubscribed hooks are not called again, also when that happens inside a hook", () => {
  const { world } = recorded();
  const log: string[] = [];
  const endFirst = world.onSpawn(() => {
    log.push("first");
    endSecond();
    world.onSpawn(() => log.push("third"));
  });
  const endSecond = world.onSpawn(() => log.push("second"));
  world.spawn();
  expect(log.splice(0)).toEqual(["first"]);
  endFirst();
  endFirst();
  world.spawn();
  expect(log).toEqual(["third"]);
});

test("replayExisting calls a hook for what is there, and no hook is called twice for one entity", () => {
  const { world } = recorded();
  const log: string[] = [];
  for (let x = 0; x < 3; x++) world.spawn(Position({ x }));
  world.spawn(Frozen);
  const note = (name: string) => (entity: Entity) => {
    log.push(`${name} ${world.has(entity, Position) ? world.get(entity, Position, "x") : "-"}`);
  };
  world.onAdd(
    Position,
    (entity) => {
      note("one")(entity);
      world.add(entity, Frozen);
    },
    { replayExisting: true },
  );
  expect(taken(log)).toEqual(["one 0", "one 1", "one 2"]);
  expect(world.query(Frozen).count).toBe(4);
  const end = world.onSpawn((entity) => {
    end();
    note("two")(entity);
    world.onSpawn((rows) => log.push(`three ${rows.end - rows.start}`), {
      batch: true,
      replayExisting: true,
    });
  });
  for (const _ of world.query()) {
    world.spawn(Position({ x: 7 }));
    world.onAdd(Position, note("four"), { replayExisting: true });
    expect(taken(log)).toEqual(["four 0", "four 1", "four 2"]);
    break;
  }
  expect(log).toEqual(["two 7", "three 1", "three 1", "three 3", "one 7", "four 7"]);
  validate(world);
});

test("a hook that throws stops neither the change nor other hooks, and its caller gets the first error", () => {
  const { world, log } = recorded();
  const entities = [world.spawn(Position), world.spawn(Position)];
  world.onAdd(Frozen, (entity) => {
    throw new Error(`first of ${entities.indexOf(entity)}`);
  });
  world.onAdd(Frozen, () => {
    throw new Error("second");
  });
  world.onAdd(Frozen, () => log.push("third"));
  taken(log);
  expect(() => world.add(entities[0], Frozen)).toThrow("first of 0");
  expect(taken(log)).toEqual(["add Frozen 0", "third"]);
  expect(world.has(entities[0], Frozen)).toBe(true);
  validate(world);
  world.remove(entities[0], Frozen);
  expect(() => world.query(Position).add(Frozen)).toThrow("first of 1"); // whose row comes first now
  world.query(Frozen).remove(Frozen);
  expect(() => {
    for (const _ of world.query()) for (const entity of entities) world.add(entity, Frozen);
  }).toThrow("first of 0");
  expect(world.query(Frozen).count).toBe(2);
  validate(world);
  world.remove(entities[0], Frozen);
});

test("hooks follow archetypes that shrink has forgotten and whose ids are used again", () => {
  const { world, log } = recorded();
  const entity = world.spawn(Position({ x: 1 }), Health);
  world.add(entity, Frozen);
  world.despawn(entity);
  world.shrink();
  taken(log);
  const other = world.spawn(Frozen);
  world.add(other, Health);
  world.add(other, Position({ x: 2 }));
  world.despawn(other);
  expect(log).toEqual([
    "spawn -",
    "add Frozen -",
    "add Position 2",
    "remove Position 2",
    "remove Frozen 2",
    "despawn 2",
  ]);
  validate(world);
});

test("dispose tells of the end of every entity, lets hooks have their turn, and takes what they spawn along", () => {
  const { world, log } = recorded();
  const [first] = [1, 2].map((x) => world.spawn(Position({ x })));
  world.spawn(Frozen);
  taken(log);
  world.onDespawn((entity) => {
    world.remove(entity, Position);
    if (entity === first) world.spawn(Position({ x: 3 }));
    if (entity === first) throw new Error("stop");
  });
  expect(() => world.dispose()).toThrow("stop");
  expect(log).toEqual([
    ...["remove Position 1", "remove Position 2", "despawn 1", "despawn 2"],
    ...["remove Frozen -", "despawn -"],
    ...["spawn 3", "add Position 3"],
  ]);
  expect(world.entityCount).toBe(0);
  expect(world.memory().usedBytes).toBe(0);
  expect(() => world.spawn()).toThrow("[E111]");
});
