import { expect, test } from "vitest";
import { component, createWorld, type Entity, f32, ref, SlabAllocator } from "../../src/index.ts";
import { checkIndex } from "../../src/inspect/validate-lookups.ts";
import type { Chunk } from "../../src/storage/chunk.ts";
import { EntityIndex } from "../../src/storage/entity-index.ts";
import { allocateRows, releaseRows } from "../../src/storage/entity-rows.ts";

const CHUNK_ID = 200_000;
const ENTITY_WORD = 3;

function makeIndex(generationBits: number): EntityIndex {
  const allocator = new SlabAllocator({ firstSlabBytes: 1 << 22 });
  return new EntityIndex(allocator, { generationBits, maxEntities: 2 ** 20 });
}

/** Everything that an index knows. */
const contentsOf = (index: EntityIndex) => ({
  words: [...index.words.subarray(0, 2 * index.indexCount)],
  alive: index.aliveCount,
  free: index.freeCount,
  head: index.freeHead,
  retired: index.retiredCount,
});

// Seen to fail on purpose: indices that were never used not counted; an index whose generations are used up
// linked among the free ones.
test.each([1, 2, 8, 16])("runs of rows do what single entities do, with %i bits", (bits) => {
  const index = makeIndex(bits);
  const oracle = makeIndex(bits);
  const chunk = {
    id: CHUNK_ID,
    entityWord: ENTITY_WORD,
    slab: { u32: new Uint32Array(1024) },
  } as Chunk;
  let state = 7;
  const next = (below: number): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return (state >>> 8) % below;
  };
  for (let step = 0; step < 60; step++) {
    const kept = next(40);
    const count = kept + next(200);
    index.ensure(count, "spawn");
    oracle.ensure(count, "spawn");
    const made: Entity[] = [];
    for (let i = 0; i < count; i++) {
      made[i] = oracle.allocate();
      oracle.place(made[i], CHUNK_ID, i);
    }
    allocateRows(index, chunk, 0, kept);
    allocateRows(index, chunk, kept, count);
    const handles = chunk.slab.u32.subarray(ENTITY_WORD, ENTITY_WORD + count);
    expect([...handles]).toEqual(made);
    expect(contentsOf(index)).toEqual(contentsOf(oracle));
    // Some stay alive, in the middle of those that end.
    const ended = count - next(count + 1);
    for (let i = 0; i < ended; i++) oracle.release(made[i]);
    releaseRows(index, chunk, ended);
    expect(contentsOf(index)).toEqual(contentsOf(oracle));
    expect(checkIndex(index)).toEqual([]);
  }
});

test("a component keeps one of the last 64 values made of it alive, but no references", () => {
  const Size = component("Size", { w: f32 });
  const Sprite = component("Sprite", { image: ref<object>() });
  const world = createWorld();
  for (let round = 0; round < 3; round++) {
    const made = Array.from({ length: 64 }, (_, w) => Size({ w }));
    expect(made).toContain(Size.keptValue);
  }
  world.spawn(Size({ w: 2 }), Sprite({ image: {} }));
  expect(Sprite.keptValue).toBeUndefined();
  world.dispose();
});
