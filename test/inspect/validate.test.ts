import { expect, test } from "vitest";
import { added, component, createWorld, f32, tag, validate, type World } from "../../src/index.ts";
import type { Archetype } from "../../src/storage/archetype.ts";

const Position = component("Position", { x: f32 });
const Frozen = tag("Frozen");

/** Three chunks of one archetype, the last partly full, and a query over them. */
function wholeWorld() {
  const world = createWorld({ capacity: 64, chunkRows: { min: 16, max: 16, window: 16 } });
  const entities = Array.from({ length: 40 }, () => world.spawn(Position, Frozen));
  const query = world.query(Position);
  const archetype = world.storage.archetypes.at(-1) as Archetype;
  const [first, second, last] = archetype.chunks;
  validate(world);
  return { world, entities, query, archetype, first, second, last };
}

function problemsOf(world: World): string {
  try {
    validate(world);
  } catch (error) {
    const { name, message } = error as Error;
    expect(name).toBe("InternalError");
    return message;
  }
  return "none";
}

test("a world that is whole has nothing wrong with it, also while a loop runs", () => {
  const { world, entities, query } = wholeWorld();
  for (const _ of query) {
    world.spawn(Position);
    world.despawn(entities[3]);
    world.spawnMany(30, [Position, Frozen], () => validate(world));
    validate(world);
  }
  validate(world);
});

test("a problem is an internal error that asks to be reported", () => {
  const { world, last } = wholeWorld();
  last.count--;
  expect(problemsOf(world)).toMatch(/^The world is broken: .*please report it\.$/);
});

test("rows are counted: in the chunk, in the archetype, and among the living", () => {
  const { world, last, archetype } = wholeWorld();
  last.count--;
  expect(problemsOf(world)).toContain("chunks hold 39 rows for 40 living entities");
  expect(problemsOf(world)).toContain("[Position, Frozen]: chunks hold 39 rows, 40 were counted");
  last.count++;
  archetype.count++;
  expect(problemsOf(world)).toContain("chunks hold 40 rows, 41 were counted");
});

test("the order of full, tail and empty chunks is checked", () => {
  const { world, archetype, first, second } = wholeWorld();
  archetype.tail = 1;
  expect(problemsOf(world)).toContain("chunk 2 after the tail has 8 rows");
  archetype.tail = 2;
  second.count--;
  expect(problemsOf(world)).toContain("chunk 1 before the tail has 15 of 16 rows");
  second.count++;
  first.count = 17;
  expect(problemsOf(world)).toContain(`chunk ${first.id} has 17 of 16 rows`);
});

test("every row and its entity point at each other", () => {
  const { world, entities, first } = wholeWorld();
  world.storage.index.place(entities[2], first.id, 5);
  expect(problemsOf(world)).toContain(
    `chunk ${first.id} row 2 holds entity 3v0, whose row is 5 of chunk ${first.id}`,
  );
  world.storage.index.place(entities[2], first.id, 2);
  const u32 = first.slab.u32;
  u32[first.entityWord + 2] = 9;
  expect(problemsOf(world)).toContain("row 2 holds dead entity 0v9");
});

test("chunks belong to one archetype, to its set, and to their id", () => {
  const { world, archetype, first, query } = wholeWorld();
  first.archetypeId = 0;
  expect(problemsOf(world)).toContain("says it belongs to archetype 0");
  first.archetypeId = archetype.id;
  archetype.chunks.pop();
  expect(problemsOf(world)).toContain("belongs to no archetype");
  archetype.chunks.push(first);
  expect(problemsOf(world)).toContain("stands in two lists");
  expect(query.count).toBe(40);
});

test("queries match the archetypes and list the chunks that they should", () => {
  const { world, archetype, query } = wholeWorld();
  archetype.chunks.length = 2;
  expect(problemsOf(world)).toContain("query(Position) lists 3 chunks of 2");
  expect(problemsOf(world)).toContain("[Position, Frozen]: the tail is empty");
  query.archetypes.length = 0;
  expect(problemsOf(world)).toContain("query(Position) has matched 0 archetypes of 2");
});

test("edges lead to archetypes that are there, which count them", () => {
  const { world, archetype } = wholeWorld();
  archetype.incoming.length = 0;
  expect(problemsOf(world)).toContain("[Position, Frozen] counts 0 edges that lead to it");
  archetype.isRemoved = true;
  expect(problemsOf(world)).toContain("[Position, Frozen] is not the archetype of id 2");
  expect(problemsOf(world)).toContain(
    "[Position] has an edge to [Position, Frozen], which was removed",
  );
  world.storage.graph.byId.pop();
  expect(problemsOf(world)).toContain("2 archetypes have ids, 3 are listed");
});

test("bytes in use are those of chunks and index, and versions are of the past", () => {
  const { world, first } = wholeWorld();
  const block = world.storage.allocator.allocate(128);
  expect(problemsOf(world)).toMatch(
    /chunks, index and memory users have \d+ bytes, \d+ are in use/,
  );
  world.storage.allocator.free(block);
  first.slab.u32[first.versionWord] = 1000;
  expect(problemsOf(world)).toContain("carries a version from the future");
});

test("rows that wait have room to join, and claims do not outlive their operation", () => {
  const { world, archetype, query } = wholeWorld();
  for (const _ of query) {
    for (let i = 0; i < 9; i++) world.spawn(Position, Frozen); // one more than the tail has room for
    const spare = archetype.chunks.pop() as (typeof archetype.chunks)[0];
    expect(problemsOf(world)).toContain("9 rows wait to join, 8 are free");
    archetype.chunks.push(spare);
    archetype.markChunksChanged(); // validate has made the query list the chunks without it
    break;
  }
  archetype.isClaimed = true;
  expect(problemsOf(world)).toContain("still claimed by an operation that has ended");
  archetype.isClaimed = false;
  validate(world);
});

test("the entity index agrees with itself", () => {
  const { world } = wholeWorld();
  world.storage.index.aliveCount++;
  expect(problemsOf(world)).toContain("40 indices are alive, 41 were counted");
});

test("no row is newer than its window, and no stamp of an entity than the latest", () => {
  const Tracked = component("Tracked", { x: f32 }, { track: "rows" });
  const world = createWorld({ chunkRows: { min: 16, max: 16, window: 16 } });
  const entity = world.spawn(Tracked);
  world.query(added(Frozen)).reader();
  world.add(entity, Frozen);
  validate(world);
  const [chunk] = [...world.query(Tracked)];
  const word = chunk.byteOffsets[chunk.set.versionColumns[1]] >> 2;
  chunk.slab.u32[word] += 5;
  expect(problemsOf(world)).toMatch(/slot 1 row 0 has version \d+, its window \d+/);
  chunk.slab.u32[word] -= 5;
  validate(world);
  const [{ slab, byteOffset }] =
    world.storage.memoryUsers.find((user) => user.label === "added(Frozen)")?.blocks?.() ?? [];
  const stamps = (byteOffset >> 2) + world.storage.index.capacity; // behind as many handles
  slab.u32[stamps + 1] += 5;
  expect(problemsOf(world)).toMatch(/added\(Frozen\) has stamp \d+, later than the latest/);
  slab.u32[stamps] = world.storage.clock.now + 1;
  expect(problemsOf(world)).toContain("added(Frozen) has a stamp of the future");
});

test("rows that are not in use have nothing switched off, and queries know what rows decide", () => {
  const world = createWorld({ capacity: 0, chunkRows: { min: 16, max: 16, window: 16 } });
  const Shield = tag("Shield", { toggle: true });
  world.spawn(Position, Shield);
  const query = world.query(Shield);
  const [chunk] = query.chunks();
  const bits = chunk.slab.u32;
  bits[chunk.toggleWord] = 1 << 5;
  expect(problemsOf(world)).toContain("row 5 is not in use and has Shield switched off");
  bits[chunk.toggleWord] = 1;
  validate(world);
  query.addArchetype(query.archetypes[0], 2);
  expect(problemsOf(world)).toContain("query(Shield) decides otherwise about [Position, Shield]");
});
