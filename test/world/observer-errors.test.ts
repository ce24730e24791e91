import { expect, test } from "vitest";
import { changed, createWorld, EcsError, type Entity, validate } from "../../src/index.ts";
import { Frozen, Health, Position } from "./hook-log.ts";

const ENDLESS =
  "for a change made in a hook, 10000 times in a row. Let the hook stop when its work is done. [E142]";
const REMOVED_FOR_EVER =
  "remove: called in onAdd(Frozen), for a change made in a hook, 10000 times in a row. Let the hook stop when its work is done. [E142]";

test("hooks that go on for ever are stopped by an error that names the last, and nothing is lost", () => {
  const world = createWorld();
  let addedCount = 0;
  let removedCount = 0;
  world.onAdd(Frozen, (frozen) => {
    addedCount++;
    world.remove(frozen, Frozen);
  });
  world.onRemove(Frozen, (frozen) => {
    removedCount++;
    world.add(frozen, Frozen);
  });
  const entity = world.spawn(Position({ x: 1 }));
  expect(() => world.add(entity, Frozen)).toThrow(REMOVED_FOR_EVER);
  validate(world);
  // Every change that happened was told.
  expect([addedCount, removedCount]).toEqual([5001, 5000]);
  expect(world.has(entity, Frozen)).toBe(true);
  expect(() => world.remove(entity, Frozen)).toThrow(`add: called in onRemove(Frozen), ${ENDLESS}`);
  expect(world.has(entity, Frozen)).toBe(false);
  world.remove(entity, Position);
  validate(world);
});

test("hooks that spawn for ever, or set for ever, or change by query for ever, are stopped, too", () => {
  const world = createWorld();
  const endSpawns = world.onSpawn(() => world.spawn(Frozen));
  expect(() => world.spawn()).toThrow(`spawn: called in onSpawn(), ${ENDLESS}`);
  expect(world.query(Frozen).count).toBe(10_000);
  endSpawns();
  world.query(Frozen).despawn();
  const endMany = world.onAdd(Frozen, () => world.spawnMany(1, [Frozen]));
  expect(() => world.spawn(Frozen)).toThrow(`spawnMany: called in onAdd(Frozen), ${ENDLESS}`);
  endMany();
  world.query(Frozen).despawn();
  const endSets = world.onSet(Position, (entity) => world.set(entity, Position, { x: 1 }));
  expect(() => world.spawn(Position({ x: 2 }))).toThrow(
    `set: called in onSet(Position), ${ENDLESS}`,
  );
  endSets();
  const positions = world.query(Position);
  positions.onEnter(() => positions.remove(Position));
  const all = world.query();
  all.onExit(() => {});
  world.onRemove(Position, () => all.add(Position));
  expect(() => positions.remove(Position)).toThrow(
    `query.change: called in onRemove(Position), ${ENDLESS}`,
  );
  validate(world);
});

test("a long chain of hooks that ends is carried out to its end", () => {
  const world = createWorld();
  let left = 9000;
  const nested = world.onSpawn(() => {
    if (left-- > 0) world.spawn(Frozen);
  });
  for (const _ of [1, 2]) world.spawn();
  nested();
  expect(world.query(Frozen).count).toBe(9000);
  // Long lists of commands in one round are no chain.
  world.onAdd(Health, (entity: Entity) => world.remove(entity, Health));
  for (const chunk of world.query(Frozen)) {
    for (let row = 0; row < chunk.count; row++) world.add(chunk.entities[row] as Entity, Health);
  }
  world.spawnMany(12_000, [Health]);
  expect(world.query(Health).count).toBe(0);
  validate(world);
});

test("what cannot be observed is refused", () => {
  const world = createWorld();
  const attempts: [() => void, string][] = [
    [
      () => world.onAdd("Frozen" as never, () => {}),
      "onAdd: Frozen is not a component. Pass what component() or tag() returned. [E113]",
    ],
    [
      () => world.onRemove({} as never, () => {}),
      "onRemove: an object is not a component. Pass what component() or tag() returned. [E113]",
    ],
    [
      () => world.onSet(undefined as never, () => {}),
      "onSet: undefined is not a component. Pass what component() or tag() returned; where one is undefined, its module was imported too late. [E113]",
    ],
    [
      () => world.onSet(Frozen as never, () => {}),
      "onSet(Frozen): Frozen is a tag and is given no values. Use onAdd(Frozen). [E145]",
    ],
    [
      () => world.onAdd(Frozen, undefined as never),
      "onAdd(Frozen): the hook is undefined. Pass a function. [E143]",
    ],
    [
      () => world.query(Position, Frozen).onEnter(7 as never),
      "onEnter(query(Position, Frozen)): the hook is 7. Pass a function. [E143]",
    ],
    [
      () => world.query(changed(Position)).onExit(() => {}),
      "onExit(query(changed(Position))): the query decides row by row, and hooks follow the components that entities have. Use onAdd, onSet and onRemove, or a query without such terms. [E144]",
    ],
    [
      () => world.onRemove(Frozen, () => {}, { replayExisting: true } as never),
      "onRemove(Frozen): replayExisting is for what is there, and this hook is called for what goes. Leave it out. [E146]",
    ],
    [
      () => world.onDespawn(() => {}, { replayExisting: true } as never),
      "onDespawn(): replayExisting is for what is there, and this hook is called for what goes. Leave it out. [E146]",
    ],
  ];
  for (const [attempt, message] of attempts) {
    expect(attempt).toThrow(EcsError);
    expect(attempt).toThrow(new RegExp(`^${message.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")}$`));
  }
  expect(world.observers).toBe(undefined);
});

test("inside a hook rows must not move, and what would move them says so", () => {
  const world = createWorld();
  world.onSpawn(() => world.shrink());
  expect(() => world.spawn()).toThrow(
    "shrink: an iteration over the entities that observers are being told of is running, and rows must not move under it. Call shrink after the loop has ended. [E109]",
  );
  expect(world.entityCount).toBe(1);
});

test("a hook's error comes before a want of memory that follows it, and what waits is not lost", () => {
  const world = createWorld({ chunkRows: { min: 16, max: 16, window: 16 } });
  const entity = world.spawn(Position);
  world.add(entity, Frozen);
  world.remove(entity, Frozen);
  world.onAdd(Frozen, (frozen) => {
    world.add(frozen, Health);
    throw new Error("mine");
  });
  world.storage.allocator.beforeAllocate = () => {
    throw new Error("no memory, on purpose");
  };
  expect(() => world.add(entity, Frozen)).toThrow("mine");
  validate(world);
  expect(world.has(entity, Health)).toBe(false);
  expect(() => world.flush()).toThrow("no memory, on purpose");
  world.storage.allocator.beforeAllocate = undefined;
  world.flush();
  expect(world.has(entity, Health)).toBe(true);
  validate(world);
});

test("when the last observer has gone, the world forgets that there were any", () => {
  const world = createWorld();
  const ends = [world.onSpawn(() => {}), world.onAdd(Frozen, () => {})];
  for (const end of ends) {
    expect(world.observers).not.toBe(undefined);
    end();
    end();
  }
  expect(world.observers).toBe(undefined);
  world.spawn(Frozen);
  validate(world);
});
