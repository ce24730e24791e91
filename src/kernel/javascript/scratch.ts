/**
 * Scratch columns: where the JavaScript engine keeps a block of rows while it works on them.
 *
 * All programs share one set, for no two run at the same time and none keeps anything from block to block: the
 * engine's memory is that of the largest program, 1 to 8 KiB for each column it holds at once.
 */
import type { ValueType } from "../program.ts";

/** Rows that are worked on at a time: so few that a program's columns stay in the nearest cache. */
export const BLOCK_ROWS = 1024;

export type Scratch = Float32Array | Float64Array | Int32Array | Uint32Array | Uint8Array;

/** By type, the columns that were made so far. */
const pool: Record<ValueType, Scratch[]> = { f32: [], f64: [], i32: [], u32: [], bool: [] };

/** The columns of a program that numbers them from 0, by their types. */
export function scratchColumns(types: readonly ValueType[]): Scratch[] {
  const taken = { f32: 0, f64: 0, i32: 0, u32: 0, bool: 0 };
  return types.map((type) => {
    const at = taken[type]++;
    pool[type][at] ??= newScratch(type);
    return pool[type][at];
  });
}

function newScratch(type: ValueType): Scratch {
  switch (type) {
    case "f32":
      return new Float32Array(BLOCK_ROWS);
    case "f64":
      return new Float64Array(BLOCK_ROWS);
    case "i32":
      return new Int32Array(BLOCK_ROWS);
    case "u32":
      return new Uint32Array(BLOCK_ROWS);
    case "bool":
      return new Uint8Array(BLOCK_ROWS);
  }
}
