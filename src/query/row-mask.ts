/**
 * Row masks: a bit per row of a chunk, in 32-bit words; row `r` is bit `r % 32` of word `r / 32`.
 *
 * Functions over plain words, so that a loop over runs of rows makes no garbage.
 */
import type { Chunk } from "../storage/chunk.ts";
import { Match } from "./row-term.ts";

/** Words that are kept from chunk to chunk. */
export class MaskWords {
  #words = new Uint32Array(0);

  /** At least a bit per row of the chunk; what is in them is left over. */
  for(chunk: Chunk): Uint32Array {
    if (this.#words.length * 32 < chunk.capacity)
      this.#words = new Uint32Array(wordCount(chunk.capacity));
    return this.#words;
  }
}

export function wordCount(rows: number): number {
  return (rows + 31) >>> 5;
}

/** Clears the bits past the last row, and says whether none, some or all rows are left. */
export function settleMask(mask: Uint32Array, rows: number): Match {
  const words = rows >>> 5;
  let every = 0xffffffff | 0;
  let some = 0;
  for (let i = 0; i < words; i++) {
    every &= mask[i];
    some |= mask[i];
  }
  const rest = rows & 31;
  if (rest > 0) {
    const low = (1 << rest) - 1;
    mask[words] &= low;
    every &= mask[words] | ~low;
    some |= mask[words];
  }
  if (some === 0) return Match.None;
  return every === -1 ? Match.All : Match.Some;
}

/** The first marked row from `row` on; `rows` when there is none. */
export function nextMarked(mask: Uint32Array, row: number, rows: number): number {
  if (row >= rows) return rows;
  let word = row >>> 5;
  let bits = mask[word] & (-1 << (row & 31));
  while (bits === 0) {
    word++;
    if (word << 5 >= rows) return rows;
    bits = mask[word];
  }
  return Math.min(rows, (word << 5) + 31 - Math.clz32(bits & -bits));
}

/** The first row from `row` on that is not marked; `rows` when there is none. */
export function nextUnmarked(mask: Uint32Array, row: number, rows: number): number {
  if (row >= rows) return rows;
  let word = row >>> 5;
  let bits = ~mask[word] & (-1 << (row & 31));
  while (bits === 0) {
    word++;
    if (word << 5 >= rows) return rows;
    bits = ~mask[word];
  }
  return Math.min(rows, (word << 5) + 31 - Math.clz32(bits & -bits));
}

/** Marks rows `start` to `end`, which is not included. */
export function markRows(mask: Uint32Array, start: number, end: number): void {
  for (let row = start; row < end; ) {
    const next = Math.min(end, (row | 31) + 1);
    // A shift by 32 would be one by 0.
    const bits = next - row === 32 ? -1 : ((1 << (next - row)) - 1) << (row & 31);
    mask[row >>> 5] |= bits;
    row = next;
  }
}

/** How many rows are marked; the mask is settled. */
export function countMarked(mask: Uint32Array, rows: number): number {
  let count = 0;
  for (let i = 0; i << 5 < rows; i++) {
    let bits = mask[i];
    bits -= (bits >>> 1) & 0x55555555;
    bits = (bits & 0x33333333) + ((bits >>> 2) & 0x33333333);
    count += Math.imul((bits + (bits >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
  }
  return count;
}

export function isMarked(mask: Uint32Array, row: number): boolean {
  return ((mask[row >>> 5] >>> (row & 31)) & 1) !== 0;
}
