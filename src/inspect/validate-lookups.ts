/** The part of `validate` that is about finding rows: the entity index, and the pages of sparse components. */
import type { Entity } from "../base/ids.ts";
import type { EntityIndex } from "../storage/entity-index.ts";
import type { SparseStore } from "../storage/sparse-store.ts";

/** Problems found, as sentences. Walks the free indices. */
export function checkIndex(index: EntityIndex): string[] {
  const problems: string[] = [];
  const { indexCount, generationBits } = index;
  let free = 0;
  for (
    let at = index.indexAfter(0);
    at < indexCount && free <= indexCount;
    at = index.indexAfter(at)
  ) {
    free++;
    const handle = index.handleAt(at);
    if (~handle >>> generationBits !== at) problems.push(`free index ${at} holds ${handle}`);
  }
  if (free !== index.freeCount)
    problems.push(`${free} indices are on the free list, ${index.freeCount} were counted`);
  const alive = indexCount - 1 - free - index.retiredCount;
  if (alive !== index.aliveCount)
    problems.push(`${alive} indices are alive, ${index.aliveCount} were counted`);
  return problems;
}

/** Problems found, as sentences. Walks every row and every page. */
export function checkStore(store: SparseStore, index: EntityIndex): string[] {
  const problems: string[] = [];
  const name = `sparse ${store.component.label}`;
  for (const chunk of store.rows.chunks) {
    for (let row = 0; row < chunk.count; row++) {
      const entity = chunk.entityAt(row) as Entity;
      const place = store.placeOf(entity);
      const isFound = place !== 0 && store.chunkAt(place) === chunk && store.rowAt(place) === row;
      if (!index.isAlive(entity))
        problems.push(`${name} holds dead entity ${index.describe(entity)}`);
      if (!isFound)
        problems.push(`${name} does not find the row of entity ${index.describe(entity)}`);
    }
  }
  let places = 0;
  for (const { slab, byteOffset, byteLength } of store.pageBlocks()) {
    const page = slab.u32.subarray(byteOffset >>> 2, (byteOffset + byteLength) >>> 2);
    for (const place of page) if (place !== 0) places++;
  }
  if (places !== store.count) problems.push(`${name} has ${places} places for ${store.count} rows`);
  return problems;
}
