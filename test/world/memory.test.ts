import { expect, test } from "vitest";
import { component, createWorld, f32, f64, tag, validate } from "../../src/index.ts";
import { failAfter, restoreMemory } from "./failing-memory.ts";

const Position = component("Position", { x: f32, y: f32 });
const Fine = component("Fine", { value: f64 });
const Frozen = tag("Frozen");

test("after reserve, spawning as many takes no memory", () => {
  const world = createWorld({ capacity: 0 });
  world.reserve(5000, [Position, Frozen]);
  failAfter(world, 0);
  world.spawnMany(2000, [Position, Frozen]);
  for (let i = 0; i < 3000; i++) world.spawn(Position, Frozen);
  expect(() => world.spawnMany(20_000, [Position, Frozen])).toThrow("no memory, on purpose");
  expect(world.query(Position, Frozen).count).toBe(5000);
  validate(world);
});

test("reserve counts the entities in all, not the ones to come", () => {
  const world = createWorld({ capacity: 0 });
  world.spawnMany(64, [Position]);
  world.reserve(64, [Position]);
  expect(world.memory().archetypes[0].rowCapacity).toBe(64);
  world.reserve(65, [Position]);
  expect(world.memory().archetypes[0].rowCapacity).toBe(128);
});

test("shrink gives back what a peak left behind, and keeps what was reserved", () => {
  const world = createWorld({
    capacity: 0,
    chunkRows: { min: 16, max: 64 },
    firstSlabBytes: 65_536,
    slabBytes: 65_536,
  });
  world.reserve(100, [Position]);
  world.spawnMany(10_000, [Position]);
  world.spawnMany(5000, [Fine]);
  const peak = world.memory();
  expect(peak.slabs.length).toBeGreaterThan(3);
  world.query().despawn();
  expect(world.memory().usedBytes).toBe(peak.usedBytes); // chunks are kept for reuse until asked
  const freed = world.shrink().bytes;
  const after = world.memory();
  validate(world);
  expect(after.usedBytes).toBe(peak.usedBytes - freed);
  expect(after.archetypes.map(({ components }) => components)).toEqual([["Position"]]);
  expect(after.archetypes[0].rowCapacity).toBeGreaterThanOrEqual(100);
  expect(after.archetypes[0].rowCapacity).toBeLessThan(200);
  expect(after.slabs.length).toBeLessThan(peak.slabs.length);
  expect(after.peakBytes).toBe(peak.peakBytes);
  expect(peak.peakBytes).toBeGreaterThanOrEqual(peak.usedBytes);
  expect(world.shrink()).toEqual({ bytes: 0, isDone: true });
});

test("shrink leaves rows in use where they are", () => {
  const world = createWorld({ chunkRows: { min: 16, max: 16 } });
  const entities = Array.from({ length: 100 }, (_, x) => world.spawn(Position({ x })));
  for (let i = 0; i < 50; i++) world.despawn(entities[i]);
  const { archetypes } = world.memory();
  expect(archetypes[0].chunkCount).toBe(7);
  world.shrink();
  validate(world);
  expect(world.memory().archetypes[0].chunkCount).toBe(4);
  for (let x = 50; x < 100; x++) expect(world.get(entities[x], Position, "x")).toBe(x);
});

test("shrink gives back the chunks that rows waited in", () => {
  const world = createWorld({ chunkRows: { min: 16, max: 16 } });
  world.spawn(Position);
  for (const _ of world.query()) for (let i = 0; i < 40; i++) world.spawn(Position);
  expect(world.memory().archetypes[0].chunkCount).toBe(6);
  world.shrink();
  validate(world);
  expect(world.memory().archetypes[0]).toMatchObject({ entityCount: 41, chunkCount: 3 });
});

test("empty chunks of one archetype serve another before the limit is felt", () => {
  const world = createWorld({ capacity: 0, maxBytes: 26_000, chunkRows: { min: 16, max: 64 } });
  world.spawnMany(1000, [Position]);
  world.query().despawn();
  world.spawnMany(800, [Fine]); // would not fit beside the others' empty chunks
  validate(world);
  expect(world.entityCount).toBe(800);
  expect(world.query(Position).count).toBe(0);
});

test("a doubling entity index takes the place of empty chunks before the limit is felt", () => {
  const world = createWorld({ capacity: 256, maxBytes: 20_000, chunkRows: { min: 16, max: 64 } });
  const spawned = Array.from({ length: 255 }, () => world.spawn(Position));
  for (const entity of spawned.splice(0, 200)) world.despawn(entity);
  world.spawnMany(600, [Frozen]); // indices for 200 are free, and room for 400 is not
  validate(world);
  expect(world.entityCount).toBe(655);
  expect(world.memory().entityIndexBytes).toBe(656 * 8);
});

test("a chunk grows with its archetype: one entity takes little, many take few chunks", () => {
  const world = createWorld({ capacity: 0 });
  world.spawn(Position);
  const [lone] = world.memory().archetypes;
  expect(lone.rowCapacity).toBe(64);
  expect(lone.bytes).toBeLessThanOrEqual(1024);
  for (let i = 0; i < 99_999; i++) world.spawn(Position);
  const [many] = world.memory().archetypes;
  expect(many.chunkCount).toBeLessThan(20);
  expect([...world.query(Position)].at(-1)?.capacity).toBe(16_384);
});

test("memory tells where the bytes are, in figures that add up", () => {
  const world = createWorld({ capacity: 1000, chunkRows: { min: 16, max: 16, window: 16 } });
  world.spawnMany(20, [Position, Frozen]);
  world.spawnMany(3, [Position, Fine]);
  const report = world.memory();
  expect(report.entityCount).toBe(23);
  expect(report.freeBytes).toBe(report.reservedBytes - report.usedBytes);
  expect(report.slabs.reduce((sum, slab) => sum + slab.bytes, 0)).toBe(report.reservedBytes);
  expect(report.slabs.reduce((sum, slab) => sum + slab.freeBytes, 0)).toBe(report.freeBytes);
  expect(report.slabs[0].largestFreeBytes).toBeLessThanOrEqual(report.slabs[0].freeBytes);
  const chunkBytes = report.archetypes.reduce((sum, row) => sum + row.bytes, 0);
  expect(chunkBytes + report.entityIndexBytes).toBe(report.usedBytes);
  const blocks = report.slabs.flatMap((slab) => slab.blocks);
  expect(blocks.reduce((sum, block) => sum + block.bytes, 0)).toBe(report.usedBytes);
  const columnBytes = report.components.reduce((sum, row) => sum + row.bytes, 0);
  expect(columnBytes + report.chunkOverheadBytes).toBe(chunkBytes);
  expect(report.chunkOverheadBytes).toBe(3 * 64); // versions
  expect(report.archetypes).toEqual([
    {
      components: ["Position", "Frozen"],
      entityCount: 20,
      chunkCount: 2,
      rowCapacity: 32,
      reservedRows: 0,
      bytes: 2 * (64 + 64 + 2 * 64), // versions, entities, x and y
      usedBytes: 20 * 12,
      peakBytes: 2 * (64 + 64 + 2 * 64),
      shrinkableBytes: 0,
    },
    {
      components: ["Position", "Fine"],
      entityCount: 3,
      chunkCount: 1,
      rowCapacity: 16,
      reservedRows: 0,
      bytes: 64 + 64 + 2 * 64 + 128,
      usedBytes: 3 * 20,
      peakBytes: 64 + 64 + 2 * 64 + 128,
      shrinkableBytes: 0,
    },
  ]);
  expect(report.components.map(({ shrinkableBytes, ...figures }) => figures)).toEqual([
    { label: "entity", entityCount: 23, bytes: 48 * 4, usedBytes: 23 * 4, peakBytes: 48 * 4 },
    { label: "Position", entityCount: 23, bytes: 48 * 8, usedBytes: 23 * 8, peakBytes: 48 * 8 },
    { label: "Frozen", entityCount: 20, bytes: 0, usedBytes: 0, peakBytes: 0 },
    { label: "Fine", entityCount: 3, bytes: 16 * 8, usedBytes: 3 * 8, peakBytes: 16 * 8 },
  ]);
});

// Seen to fail on purpose: chunks handed over that stay their former archetype's, and ones given back that still count.
test("memory tells what there was at most, by component, archetype and slab", () => {
  const world = createWorld({
    capacity: 100,
    chunkRows: { min: 16, max: 16, window: 16 },
    firstSlabBytes: 65_536,
    slabBytes: 65_536,
  });
  const chunkBytes = 64 + 64 + 2 * 64;
  world.spawnMany(64, [Position]);
  world.query(Position).add(Frozen); // four full chunks change their archetype and stay where they are
  for (const entity of world.query(Position).entities().slice(0, 40)) world.despawn(entity);
  world.shrink();
  const { components, archetypes, slabs, usedBytes, peakBytes } = world.memory();
  expect(components).toMatchObject([
    { label: "entity", bytes: 32 * 4, usedBytes: 24 * 4, peakBytes: 64 * 4 },
    { label: "Position", bytes: 32 * 8, usedBytes: 24 * 8, peakBytes: 64 * 8 },
    { label: "Frozen", bytes: 0, peakBytes: 0 },
  ]);
  expect(archetypes).toMatchObject([
    { bytes: 2 * chunkBytes, usedBytes: 24 * 12, peakBytes: 4 * chunkBytes },
  ]);
  expect(slabs).toMatchObject([{ usedBytes, peakBytes }]);
  expect(peakBytes - usedBytes).toBe(2 * chunkBytes);
  world.spawnMany(32, [Position]); // as much as there was at most, and no more
  expect(world.memory().components[1]).toMatchObject({ bytes: 64 * 8, peakBytes: 64 * 8 });
});

test("memory tells how much of each chunk and of the entity index is in use", () => {
  const world = createWorld({ capacity: 100, chunkRows: { min: 16, max: 16, window: 16 } });
  world.spawnMany(20, [Position]);
  const { slabs, entityIndexBytes, entityIndexUsedBytes } = world.memory();
  const used = slabs[0].blocks.map((block) => [block.owner, block.usedBytes]);
  expect(used).toEqual([
    ["entity index", 21 * 8], // index 0 is nobody's
    ["Position", 16 * 12],
    ["Position", 4 * 12],
  ]);
  expect(entityIndexUsedBytes).toBe(21 * 8);
  expect(entityIndexBytes).toBeGreaterThanOrEqual(101 * 8);
});

test("the frame arena is counted beside the slabs", () => {
  const world = createWorld();
  expect(world.memory()).toMatchObject({ heapBytes: 0, parts: [] });
  world.frameArena.current.f32(100);
  const bytes = 2 * 65_536;
  expect(world.memory().heapBytes).toBe(bytes);
  expect(world.memory().parts).toEqual([
    { label: "frame arena", place: "heap", bytes, usedBytes: 400, peakBytes: 400 },
  ]);
});

test("the whole suite runs with poison, and the engine's tests once more without, as release builds do", () => {
  expect(createWorld().storage.allocator.poison).toBe(__DEV__);
});

test("freed rows read as poison where it is on", () => {
  const world = createWorld({ poison: true });
  const [, last] = [world.spawn(Position({ x: 1 })), world.spawn(Position({ x: 2 }))];
  world.despawn(last);
  for (const chunk of world.query(Position)) {
    expect(chunk.count).toBe(1);
    expect(chunk.read(Position).x[1]).toBe(new Float32Array(Uint32Array.of(0xdddddddd).buffer)[0]);
    expect(chunk.entities[1]).toBe(0xdddddddd);
  }
});

test("a spawn that finds no memory changes nothing, and works again afterwards", () => {
  const world = createWorld({ capacity: 0, chunkRows: { min: 16, max: 16 } });
  for (let x = 0; x < 16; x++) world.spawn(Position({ x }));
  failAfter(world, 0);
  expect(() => world.spawn(Position)).toThrow("no memory, on purpose");
  expect(() => world.add(world.query().entities()[3], Fine)).toThrow("no memory, on purpose");
  expect(() => world.remove(world.query().entities()[3], Position)).toThrow(
    "no memory, on purpose",
  );
  validate(world);
  expect(world.query(Position).count).toBe(16);
  restoreMemory(world);
  world.spawn(Position);
  expect(world.query(Position).count).toBe(17);
});
