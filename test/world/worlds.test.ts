import { expect, test } from "vitest";
import { component, createWorld, type Entity, f32, tag, validate } from "../../src/index.ts";

const Position = component("Position", { x: f32 });
const Frozen = tag("Frozen");

test("worlds share definitions and nothing else", () => {
  const [a, b] = [createWorld(), createWorld()];
  const inA = a.spawn(Position({ x: 1 }));
  const inB = b.spawn(Position({ x: 2 }), Frozen);
  expect(inA).toBe(inB); // the same number, of two worlds
  expect([a.get(inA, Position, "x"), b.get(inB, Position, "x")]).toEqual([1, 2]);
  expect([a.has(inA, Frozen), b.has(inB, Frozen)]).toEqual([false, true]);
  b.despawn(inB);
  expect([a.isAlive(inA), b.isAlive(inB)]).toEqual([true, false]);
  expect([a.query(Position).count, b.query(Position).count]).toEqual([1, 0]);
  validate(a);
  validate(b);
});

test("an iteration of one world defers nothing in another", () => {
  const [a, b] = [createWorld(), createWorld()];
  const [inA, inB] = [a.spawn(Position), b.spawn(Position)];
  for (const _ of a.query(Position)) {
    a.despawn(inA);
    b.despawn(inB);
    expect([a.isAlive(inA), b.isAlive(inB)]).toEqual([true, false]);
  }
  expect(a.isAlive(inA)).toBe(false);
});

test("the same calls give the same handles and rows in any world", () => {
  const run = () => {
    const world = createWorld({ chunkRows: { min: 16, max: 64 } });
    const entities = Array.from({ length: 100 }, (_, x) => world.spawn(Position({ x })));
    for (let i = 0; i < 100; i += 3) world.despawn(entities[i]);
    for (const _ of world.query(Position)) {
      world.spawn(Position({ x: 1000 }));
      world.add(entities[1], Frozen);
    }
    world.spawnMany(30, [Position, Frozen]);
    const rows: (Entity | number)[] = [];
    world.query(Position).each((position, entity) => {
      rows.push(entity, position.x);
    });
    return rows;
  };
  expect(run()).toEqual(run());
});

test("a handle of generation 0 is not alive in a world that has not used its index", () => {
  const [a, b] = [createWorld(), createWorld()];
  const handle = a.spawn();
  expect(b.isAlive(handle)).toBe(false);
  expect(b.has(handle, Position)).toBe(false);
});

test("a disposed world has no entities and no memory, and refuses to spawn", () => {
  const world = createWorld();
  const entities = Array.from({ length: 100 }, () => world.spawn(Position));
  const query = world.query(Position);
  world.despawn(entities[7]);
  world.reserve(1000, [Position, Frozen]);
  world.dispose();
  validate(world);
  expect(entities.some((entity) => world.isAlive(entity))).toBe(false);
  expect([world.entityCount, query.count, [...query].length]).toEqual([0, 0, 0]);
  expect(world.memory()).toMatchObject({ reservedBytes: 0, usedBytes: 0, slabs: [] });
  const refusal =
    "allocate: this world has been disposed of. Make another with createWorld(). [E111]";
  expect(() => world.spawn()).toThrow(refusal);
  expect(() => world.spawnMany(3, [Position])).toThrow(refusal);
  expect(() => world.reserve(3, [Position])).toThrow(refusal);
  expect(() => world.get(entities[0], Position)).toThrow("[E101]");
  world.dispose(); // a second time does nothing
  validate(world);
});

test("a world over shared memory works as any other", () => {
  const world = createWorld({ shared: true, chunkRows: { min: 16, max: 16 } });
  const entities = Array.from({ length: 40 }, (_, x) => world.spawn(Position({ x })));
  world.query(Position).add(Frozen);
  world.despawn(entities[0]);
  validate(world);
  expect(world.get(entities[39], Position, "x")).toBe(39);
  for (const chunk of world.query(Position))
    expect(chunk.read(Position).x).toHaveProperty("buffer", expect.any(SharedArrayBuffer));
});

test("options set the size of chunks and windows", () => {
  const world = createWorld({ chunkRows: { min: 32, max: 32, window: 16 } });
  world.spawnMany(40, [Position]);
  const chunks = [...world.query(Position)];
  expect(chunks.map((chunk) => chunk.capacity)).toEqual([32, 32]);
  expect(chunks[0].windowRows).toBe(16);
  const tiny = createWorld({ chunkRows: { max: 16 } });
  tiny.spawn(Position);
  expect([...tiny.query(Position)][0].capacity).toBe(16);
});

test("what an option may be is said where it is something else", () => {
  const message = (options: object): string => {
    try {
      createWorld(options);
    } catch (error) {
      return (error as Error).message;
    }
    return "nothing was thrown";
  };
  expect(message({ capacity: -1 })).toBe(
    "createWorld: option capacity is -1. Pass a whole number from 0 to 4194303, or leave it out. [E112]",
  );
  expect(message({ capacity: 11, maxEntities: 10 })).toBe(
    "createWorld: option capacity is 11. Pass a whole number from 0 to 10, or leave it out. [E112]",
  );
  expect(message({ generationBits: 1 })).toBe(
    "createWorld: option generationBits is 1. Pass a whole number from 2 to 16, or leave it out. [E112]",
  );
  expect(message({ chunkRows: { min: 128, max: 64 } })).toBe(
    "createWorld: option chunkRows.min is 128. Pass a power of two from 16 to 64, or leave it out. [E112]",
  );
  expect(message({ chunkRows: { window: 1000 } })).toBe(
    "createWorld: option chunkRows.window is 1000. Pass a power of two from 16 to 16384, or leave it out. [E112]",
  );
  expect(message({ cap: 5 })).toBe(
    "createWorld: option cap is unknown. Pass one of capacity, maxEntities, maxBytes, shared, workers, poison, chunkRows, generationBits, firstSlabBytes, slabBytes, reserveMemory, or leave it out. [E112]",
  );
  expect(message({ maxBytes: 0.5 })).toContain("option maxBytes is 0.5.");
  expect(message({ slabBytes: 2 ** 32 })).toContain("option slabBytes is 4294967296.");
});
