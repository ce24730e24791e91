/**
 * Entity rows: entities that come into being or end with a whole run of rows of one chunk.
 *
 * The same as `allocate`, `place` and `release` of the entity index one by one, in the same order, in loops
 * that take a third of the time.
 */
import type { Entity } from "../base/ids.ts";
import type { Chunk } from "./chunk.ts";
import { type EntityIndex, ROW_BITS } from "./entity-index.ts";

/** Makes an entity for each of rows `start` to `end`; `index.ensure` must have succeeded for as many. */
export function allocateRows(index: EntityIndex, chunk: Chunk, start: number, end: number): void {
  const { words, generationBits } = index;
  const { u32 } = chunk.slab;
  const count = end - start;
  const firstWord = chunk.entityWord + start;
  const location = (chunk.id << ROW_BITS) | start;
  let head = index.freeHead;
  let taken = 0;
  for (; taken < count && head !== 0; taken++) {
    const at = head << 1;
    const handle = ~words[at];
    head = words[at + 1];
    words[at] = handle;
    words[at + 1] = location + taken;
    u32[firstWord + taken] = handle;
  }
  index.freeHead = head;
  index.freeCount -= taken;
  index.aliveCount += count;
  let fresh = index.indexCount;
  for (; taken < count; taken++) {
    const handle = fresh << generationBits;
    words[fresh << 1] = handle;
    words[(fresh << 1) + 1] = location + taken;
    u32[firstWord + taken] = handle;
    fresh++;
  }
  index.indexCount = fresh;
}

/** Ends the entities of rows 0 to `count`; their handles stay where they are. */
export function releaseRows(index: EntityIndex, chunk: Chunk, count: number): void {
  const { words, generationBits, recorder } = index;
  const { u32 } = chunk.slab;
  const firstWord = chunk.entityWord;
  const lastGeneration = 2 ** generationBits - 1;
  let head = index.freeHead;
  let retired = 0;
  for (let i = 0; i < count; i++) {
    const entity = u32[firstWord + i];
    if (recorder !== undefined) recorder.died(entity as Entity);
    const freed = entity >>> generationBits;
    const at = freed << 1;
    if ((entity & lastGeneration) === lastGeneration) {
      words[at] = 0;
      words[at + 1] = 0;
      retired++;
      continue;
    }
    words[at] = ~(entity + 1);
    words[at + 1] = head;
    head = freed;
  }
  index.freeHead = head;
  index.freeCount += count - retired;
  index.retiredCount += retired;
  index.aliveCount -= count;
}
