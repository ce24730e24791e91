/**
 * Row versions: which rows of a chunk were written after a stamp, as exactly as is known of their component.
 *
 * Windows know of all components; a row has a version of its own where its component tracks rows. Functions and
 * no methods of `Chunk`, so that only a program that asks has them in its bundle.
 */
import type { Chunk } from "./chunk.ts";

/** The version of one row, in a slot whose component tracks rows. */
export function rowVersionOf(chunk: Chunk, slot: number, row: number): number {
  return chunk.slab.u32[(chunk.byteOffsets[chunk.set.versionColumns[slot]] >> 2) + row];
}

/** Whether one row came, went or was written after the stamp. */
export function isRowAfter(chunk: Chunk, slot: number, row: number, stamp: number): boolean {
  if (chunk.set.versionColumns[slot] >= 0) return rowVersionOf(chunk, slot, row) > stamp;
  return chunk.isWindowAfter(slot, Math.floor(row / chunk.windowRows), stamp);
}

/** Marks, in a mask of a bit per row, those of rows `start` to `end` that were written after the stamp. */
export function markRowsAfter(
  chunk: Chunk,
  slot: number,
  start: number,
  end: number,
  stamp: number,
  mask: Uint32Array,
): void {
  const { u32 } = chunk.slab;
  const first = chunk.byteOffsets[chunk.set.versionColumns[slot]] >> 2;
  for (let row = start; row < end; ) {
    const word = row >>> 5;
    const next = Math.min(end, (word + 1) << 5);
    let bits = 0;
    for (; row < next; row++) if (u32[first + row] > stamp) bits |= 1 << (row & 31);
    mask[word] |= bits;
  }
}
