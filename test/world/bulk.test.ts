import { expect, test } from "vitest";
import {
  component,
  createWorld,
  type Entity,
  f32,
  f64,
  tag,
  u8,
  validate,
  type World,
} from "../../src/index.ts";
import { failAfter, restoreMemory } from "./failing-memory.ts";

const Position = component("Position", { x: f32, y: f32 });
const Health = component("Health", { points: u8(100), armour: f64(0.5) });
const Frozen = tag("Frozen");
const Burning = tag("Burning");

/** Small chunks, so that a hundred entities fill several. */
function smallWorld(): World {
  return createWorld({ capacity: 256, chunkRows: { min: 16, max: 16, window: 16 } });
}

function spawnRows(world: World, count: number, ...tags: (typeof Frozen)[]): Entity[] {
  return Array.from({ length: count }, (_, x) => world.spawn(Position({ x }), ...tags));
}

/** The chunk ids of a query, with their row counts. */
function chunksOf(query: ReturnType<World["query"]>): [number, number][] {
  return [...query].map((chunk) => [chunk.id, chunk.count]);
}

test("a tag added by query leaves full chunks where they are and moves the rest", () => {
  const world = smallWorld();
  const entities = spawnRows(world, 40);
  const movers = world.query(Position);
  const before = chunksOf(movers);
  movers.add(Frozen);
  validate(world);
  const after = chunksOf(world.query(Position, Frozen));
  expect(before.map(([, count]) => count)).toEqual([16, 16, 8]);
  expect(after.map(([, count]) => count)).toEqual([16, 16, 8]);
  expect(after.slice(0, 2)).toEqual(before.slice(0, 2)); // the same chunks
  for (const [x, entity] of entities.entries()) {
    expect(world.has(entity, Frozen)).toBe(true);
    expect(world.get(entity, Position)).toEqual({ x, y: 0 });
  }
});

test("chunks handed over go before a tail that is partly full", () => {
  const world = smallWorld();
  const frozen = spawnRows(world, 20, Frozen);
  const free = spawnRows(world, 35);
  world.query(Position).add(Frozen);
  validate(world);
  const counts = chunksOf(world.query(Position, Frozen)).map(([, count]) => count);
  expect(counts).toEqual([16, 16, 16, 7]);
  for (const [x, entity] of [...frozen.entries(), ...free.entries()])
    expect(world.get(entity, Position, "x")).toBe(x);
});

test("a component with columns is added to every match, with given values and starting values", () => {
  const world = smallWorld();
  const entities = spawnRows(world, 40);
  world.query(Position).add(Health({ points: 7 }), Burning);
  validate(world);
  for (const [x, entity] of entities.entries()) {
    expect(world.get(entity, Health)).toEqual({ points: 7, armour: 0.5 });
    expect(world.get(entity, Position, "x")).toBe(x);
    expect(world.has(entity, Burning)).toBe(true);
  }
});

test("where entities have the component already, given values are written and the rest is kept", () => {
  const world = smallWorld();
  const has = world.spawn(Position, Health({ points: 1, armour: 2 }));
  const lacks = world.spawn(Position);
  world.query(Position).add(Health({ points: 9 }));
  expect(world.get(has, Health)).toEqual({ points: 9, armour: 2 });
  expect(world.get(lacks, Health)).toEqual({ points: 9, armour: 0.5 });
  world.query(Position).add(Health);
  expect(world.get(has, Health)).toEqual({ points: 9, armour: 2 });
});

test("entities of several archetypes that come together keep their values", () => {
  const world = smallWorld();
  const plain = spawnRows(world, 20);
  const frozen = spawnRows(world, 20, Frozen);
  const burning = spawnRows(world, 20, Burning);
  world.query(Position).remove(Frozen, Burning);
  validate(world);
  expect(world.query(Position).not(Frozen, Burning).count).toBe(60);
  for (const list of [plain, frozen, burning])
    for (const [x, entity] of list.entries()) expect(world.get(entity, Position, "x")).toBe(x);
});

test("room is made for the rows of all archetypes that come together, by copying", () => {
  const world = smallWorld();
  const plain = spawnRows(world, 20);
  const frozen = spawnRows(world, 20, Frozen);
  const burning = spawnRows(world, 20, Burning);
  world.query(Position).add(Health, Frozen, Burning);
  validate(world);
  expect(world.query(Health, Frozen, Burning).count).toBe(60);
  for (const list of [plain, frozen, burning])
    for (const [x, entity] of list.entries()) expect(world.get(entity, Position, "x")).toBe(x);
});

test("removing a component by query drops its values for good", () => {
  const world = smallWorld();
  const entity = world.spawn(Position({ x: 1 }), Health({ points: 3 }));
  const query = world.query(Health);
  query.remove(Health);
  expect(query.count).toBe(0);
  expect(world.get(entity, Position, "x")).toBe(1);
  world.add(entity, Health);
  expect(world.get(entity, Health, "points")).toBe(100);
});

test("despawning by query ends the matches and no others", () => {
  const world = smallWorld();
  const free = spawnRows(world, 40);
  const frozen = spawnRows(world, 40, Frozen);
  world.query(Position).not(Frozen).despawn();
  validate(world);
  expect(free.some((entity) => world.isAlive(entity))).toBe(false);
  expect(frozen.every((entity) => world.isAlive(entity))).toBe(true);
  expect(world.entityCount).toBe(40);
  world.query(Position).not(Frozen).despawn(); // nothing left
  expect(world.entityCount).toBe(40);
});

test("a bulk change without room for all of it changes nothing", () => {
  const world = smallWorld();
  const plain = spawnRows(world, 40);
  const frozen = spawnRows(world, 40, Frozen);
  const query = world.query(Position);
  for (const granted of [0, 1, 2, 3, 4, 5]) {
    failAfter(world, granted);
    expect(() => query.add(Health({ points: 1 }))).toThrow("no memory, on purpose");
    restoreMemory(world);
    validate(world);
    expect(world.query(Health).count).toBe(0);
    world.shrink();
  }
  query.add(Health({ points: 1 }));
  validate(world);
  for (const list of [plain, frozen]) {
    for (const [x, entity] of list.entries()) {
      expect(world.get(entity, Health, "points")).toBe(1);
      expect(world.get(entity, Position, "x")).toBe(x);
    }
  }
});

test("handing over full chunks takes no memory", () => {
  const world = smallWorld();
  spawnRows(world, 32);
  failAfter(world, 0);
  world.query(Position).add(Frozen);
  restoreMemory(world);
  validate(world);
  expect(world.query(Position, Frozen).count).toBe(32);
});

test("archetypes without entities are not multiplied by bulk changes", () => {
  const world = smallWorld();
  const tags = Array.from({ length: 8 }, (_, i) => tag(`Tag${i}`));
  const entity = world.spawn(Position);
  for (let round = 0; round < 4; round++) {
    for (const one of tags) world.query(Position).add(one);
    for (const one of tags) world.query(Position).remove(one);
  }
  validate(world);
  expect(world.has(entity, Position)).toBe(true);
  // The empty one, [Position], and those on the way up to all tags and down again.
  expect(world.storage.archetypes).toHaveLength(2 + 8 + 7);
});

test("adding or removing nothing changes nothing", () => {
  const world = smallWorld();
  const entity = world.spawn(Position);
  world.query(Position).add();
  world.query(Position).remove();
  world.query(Position).remove(Frozen);
  validate(world);
  expect(world.has(entity, Position)).toBe(true);
});
