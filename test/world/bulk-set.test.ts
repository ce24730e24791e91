import { expect, test } from "vitest";
import { DEV } from "../../src/base/dev.ts";
import {
  array,
  bool,
  component,
  createWorld,
  type Entity,
  f32,
  f32x2,
  f64,
  i16,
  oneOf,
  tag,
  u8,
  validate,
  type World,
} from "../../src/index.ts";
import { failAfter, restoreMemory } from "./failing-memory.ts";

const Position = component("Position", { x: f32, y: f32(-1) });
const Look = component("Look", {
  tint: u8(7),
  glow: f64,
  at: f32x2,
  bytes: array(u8, 3),
  drift: array(i16, 3),
  isShown: bool,
  mood: oneOf("calm", "cross"),
});
const Health = component("Health", { points: u8(100) });
const Frozen = tag("Frozen");
const Burning = tag("Burning");

/** Small chunks and windows, so that forty entities fill several. */
function smallWorld(): World {
  return createWorld({ capacity: 256, chunkRows: { min: 16, max: 16, window: 16 }, poison: true });
}

function spawnRows(world: World, count: number, ...tags: (typeof Frozen)[]): Entity[] {
  return Array.from({ length: count }, (_, x) => world.spawn(Position({ x }), ...tags));
}

test("a column is set in every match, over chunks and archetypes, and other fields are kept", () => {
  const world = smallWorld();
  const plain = spawnRows(world, 40);
  const frozen = spawnRows(world, 20, Frozen);
  const other = world.spawn(Position({ x: 4, y: 5 }), Burning);
  world.query(Position).not(Burning).set(Position, { y: 9 });
  validate(world);
  for (const list of [plain, frozen])
    for (const [x, entity] of list.entries())
      expect(world.get(entity, Position)).toEqual({ x, y: 9 });
  expect(world.get(other, Position)).toEqual({ x: 4, y: 5 });
});

test("fields of every kind are set, lanes among them, and nothing beside them", () => {
  const world = smallWorld();
  const entities = Array.from({ length: 19 }, () => world.spawn(Look, Position({ x: 3 })));
  const values = {
    tint: 255,
    glow: 0.1,
    at: [1.5, -2],
    bytes: [1, 2, 3],
    drift: [-4, 5, -6],
    isShown: true,
    mood: "cross",
  } as const;
  world.query(Look).set(Look, values);
  validate(world);
  for (const entity of entities) {
    expect(world.get(entity, Look)).toEqual(values);
    expect(world.get(entity, Position)).toEqual({ x: 3, y: -1 });
  }
  world.query(Look).set(Look, { bytes: [9, 8, 7] });
  expect(world.get(entities[18], Look)).toEqual({ ...values, bytes: [9, 8, 7] });
  world.query(Look).set(Look, {});
  expect(world.get(entities[0], Look, "bytes")).toEqual([9, 8, 7]);
});

test("set by query reaches the matches that have the component, and leaves out those that lack it", () => {
  const world = smallWorld();
  const has = world.spawn(Position, Health);
  const lacks = world.spawn(Position);
  world.query(Position).set(Health, { points: 3 });
  expect(world.get(has, Health, "points")).toBe(3);
  expect(world.has(lacks, Health)).toBe(false);
});

test("set by query stamps what it wrote and nothing else", () => {
  const world = smallWorld();
  spawnRows(world, 20);
  world.spawn(Position, Health);
  const cursor = world.changeCursor();
  world.query(Position).not(Health).set(Position, { y: 2 });
  const changed = [...world.query(Position)].map((chunk) => [
    chunk.changedSince(Position, cursor),
    chunk.count,
  ]);
  expect(changed).toEqual([
    [true, 16],
    [true, 4],
    [false, 1],
  ]);
});

test("set by query takes no memory", () => {
  const world = smallWorld();
  const [first] = spawnRows(world, 20);
  failAfter(world, 0);
  world.query(Position).set(Position, { x: 8 });
  restoreMemory(world);
  expect(world.get(first, Position, "x")).toBe(8);
});

test("inside an iteration, set by query waits its turn among the other commands", () => {
  const world = smallWorld();
  const [early, late] = spawnRows(world, 2);
  const hurt = world.query(Health);
  for (const _ of world.query(Position)) {
    world.add(early, Health({ points: 50 }));
    hurt.set(Health, { points: 1 });
    world.add(late, Health({ points: 50 }));
  }
  expect(world.get(early, Health, "points")).toBe(1);
  expect(world.get(late, Health, "points")).toBe(50);
});

test("change adds and removes in one move, and keeps all other values", () => {
  const world = smallWorld();
  const entities = Array.from({ length: 40 }, (_, x) => world.spawn(Position({ x }), Burning));
  const archetypes = world.storage.archetypes.length;
  const query = world.query(Position);
  query.change({ add: [Health({ points: 5 }), Frozen], remove: [Burning] });
  validate(world);
  for (const [x, entity] of entities.entries()) {
    expect(world.get(entity, Position)).toEqual({ x, y: -1 });
    expect(world.get(entity, Health, "points")).toBe(5);
    expect([world.has(entity, Frozen), world.has(entity, Burning)]).toEqual([true, false]);
  }
  expect(world.query(Burning).count).toBe(0);
  // Those on the way are known but were never given a chunk.
  const before = world.storage.archetypes.slice(archetypes);
  expect(before.filter((archetype) => archetype.chunks.length > 0)).toHaveLength(1);
});

test("where only tags differ, change hands full chunks over as they are", () => {
  const world = smallWorld();
  spawnRows(world, 40, Burning);
  const query = world.query(Position);
  const before = [...query].map((chunk) => chunk.id);
  query.change({ add: [Frozen], remove: [Burning] });
  validate(world);
  expect([...world.query(Frozen)].slice(0, 2).map((chunk) => chunk.id)).toEqual(before.slice(0, 2));
  expect(world.query(Frozen).count).toBe(40);
});

test("change without room for all of it changes nothing", () => {
  const world = smallWorld();
  const plain = spawnRows(world, 20, Burning);
  const frozen = spawnRows(world, 20, Frozen);
  const query = world.query(Position);
  const lists = { add: [Health({ points: 1 })], remove: [Burning, Frozen] };
  for (const granted of [0, 1, 2]) {
    failAfter(world, granted);
    expect(() => query.change(lists)).toThrow("no memory, on purpose");
    restoreMemory(world);
    validate(world);
    expect(world.query(Health).count).toBe(0);
    expect([world.query(Burning).count, world.query(Frozen).count]).toEqual([20, 20]);
    world.shrink();
  }
  query.change(lists);
  validate(world);
  expect(world.query(Health).not(Burning, Frozen).count).toBe(40);
  for (const list of [plain, frozen])
    for (const [x, entity] of list.entries()) expect(world.get(entity, Position, "x")).toBe(x);
});

test("inside an iteration, change waits for its end", () => {
  const world = smallWorld();
  const [entity] = spawnRows(world, 3, Burning);
  const query = world.query(Position);
  for (const _ of query) {
    query.change({ add: [Frozen], remove: [Burning] });
    expect(world.has(entity, Burning)).toBe(true);
  }
  expect([world.has(entity, Frozen), world.has(entity, Burning)]).toEqual([true, false]);
});

test("change with empty lists changes nothing", () => {
  const world = smallWorld();
  const [entity] = spawnRows(world, 1, Burning);
  world.query(Position).change({});
  world.query(Position).change({ add: [], remove: [] });
  validate(world);
  expect(world.has(entity, Burning)).toBe(true);
});

test.runIf(DEV)("set by query asks the component about what every entity would hold", () => {
  const world = smallWorld();
  const Armour = component(
    "Armour",
    { points: u8(10), most: u8(100) },
    { validate: (it) => (it.points > it.most ? "more points than most" : undefined) },
  );
  const [weak, strong] = [world.spawn(Armour({ most: 20 })), world.spawn(Armour)];
  expect(() => world.query(Armour).set(Armour, { points: 30 })).toThrow(
    'query.set: Armour refuses {"points":30,"most":20}: more points than most. Pass values that its validate accepts. [E116]',
  );
  expect([weak, strong].map((entity) => world.get(entity, Armour, "points"))).toEqual([10, 10]);
  world.query(Armour).set(Armour, { points: 15 });
  expect([weak, strong].map((entity) => world.get(entity, Armour, "points"))).toEqual([15, 15]);
});

test("values given in bulk reach the rows that join a chunk, not those that were there, nor other columns", () => {
  const world = smallWorld();
  const there = Array.from({ length: 3 }, () => world.spawn(Look({ bytes: [7, 7, 7] }), Position));
  const joining = spawnRows(world, 45);
  const values = { at: [1.5, -2], bytes: [1, 2, 3], drift: [-4, 5, -6], tint: 9 } as const;
  world.query(Position).not(Look).add(Look(values));
  validate(world);
  const initial = { tint: 7, glow: 0, at: [0, 0], drift: [0, 0, 0], isShown: false, mood: "calm" };
  for (const entity of there)
    expect(world.get(entity, Look)).toEqual({ ...initial, bytes: [7, 7, 7] });
  for (const [x, entity] of joining.entries()) {
    expect(world.get(entity, Look)).toEqual({ ...initial, ...values });
    expect(world.get(entity, Position)).toEqual({ x, y: -1 });
  }
});

test("set and add by query leave components that are off as they are, and reach their values", () => {
  const world = smallWorld();
  const Shield = component("Shield", { points: u8(5) }, { toggle: true });
  const all = Array.from({ length: 40 }, (_, i) =>
    i % 3 === 0 ? world.spawn(Position) : world.spawn(Position, Shield),
  );
  const off = all.filter((_, i) => i % 3 === 1);
  for (const entity of off) world.disable(entity, Shield);
  const expectStates = (): void => {
    for (const entity of all)
      expect(world.isEnabled(entity, Shield)).toBe(
        world.has(entity, Shield) && !off.includes(entity),
      );
    validate(world);
  };
  world.query(Shield).set(Shield, { points: 6 }); // those that are on
  expect(world.get(off[0], Shield, "points")).toBe(5);
  expectStates();
  world.query(Position).set(Shield, { points: 7 });
  expect(world.get(off[0], Shield, "points")).toBe(7);
  expectStates();
  world.query(Position).add(Frozen); // every row moves
  expectStates();
  world.query(Position).add(Shield({ points: 8 })); // a third get it, and have it on
  expect(all.map((entity) => world.get(entity, Shield, "points"))).toEqual(Array(40).fill(8));
  expectStates();
});
