/**
 * Toggle bits: which rows of a chunk have a toggle component switched off.
 *
 * A bit per row for each of `chunk.set.toggles`, 1 for off, in the chunk's own block; row `r` is bit `r % 32` of
 * word `r / 32`. Not to be confused with lacking the component: the row and its values stay.
 *
 * Invariant: bits past `chunk.count` are 0, so that a row that is added starts with everything on.
 */
import type { Chunk } from "./chunk.ts";

export function isOff(chunk: Chunk, toggle: number, row: number): boolean {
  return ((chunk.slab.u32[wordOf(chunk, toggle, row)] >>> (row & 31)) & 1) !== 0;
}

/** Switches one row, and marks its window as changed where it was the other way. */
export function switchRow(chunk: Chunk, toggle: number, row: number, off: boolean): void {
  if (isOff(chunk, toggle, row) === off) return;
  chunk.slab.u32[wordOf(chunk, toggle, row)] ^= 1 << (row & 31);
  chunk.stampRow(chunk.set.slotCount, row); // the slot behind the components'
}

/** Switches everything on in a row that is given up. */
export function clearRow(chunk: Chunk, row: number): void {
  for (let toggle = 0; toggle < chunk.toggleCount; toggle++) setBit(chunk, toggle, row, false);
}

/** Switches everything on in all rows, which are given up. */
export function clearRows(chunk: Chunk): void {
  const end = chunk.toggleWord + chunk.toggleCount * chunk.toggleWords;
  chunk.slab.u32.fill(0, chunk.toggleWord, end);
}

/** Copies the bits of one row; `pairs` are toggles of both chunks: from, to. */
export function copyBits(
  pairs: Int32Array,
  from: Chunk,
  fromRow: number,
  to: Chunk,
  toRow: number,
): void {
  for (let i = 0; i < pairs.length; i += 2)
    setBit(to, pairs[i + 1], toRow, isOff(from, pairs[i], fromRow));
}

/** Copies the bits of `count` rows to rows that have just been added. Words without a bit cost next to nothing. */
export function copyBitRuns(
  pairs: Int32Array,
  from: Chunk,
  fromRow: number,
  to: Chunk,
  toRow: number,
  count: number,
): void {
  const end = fromRow + count;
  for (let i = 0; i < pairs.length; i += 2) {
    for (let row = fromRow; row < end; ) {
      const bits = from.slab.u32[wordOf(from, pairs[i], row)] >>> (row & 31);
      if (bits === 0) {
        row = (row | 31) + 1;
        continue;
      }
      row += 31 - Math.clz32(bits & -bits);
      if (row < end) setBit(to, pairs[i + 1], toRow + row - fromRow, true);
      row++;
    }
  }
}

function setBit(chunk: Chunk, toggle: number, row: number, off: boolean): void {
  const word = wordOf(chunk, toggle, row);
  const bit = 1 << (row & 31);
  if (off) chunk.slab.u32[word] |= bit;
  else chunk.slab.u32[word] &= ~bit;
}

function wordOf(chunk: Chunk, toggle: number, row: number): number {
  return chunk.toggleWord + toggle * chunk.toggleWords + (row >>> 5);
}
