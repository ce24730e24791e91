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

/** The shared columns of one program, which hands them out lowest first. */
export class ScratchColumns {
  readonly #held = new Set<Scratch>();
  readonly #used = new Set<Scratch>();

  /** A column that the program does not hold. */
  take(type: ValueType): Scratch {
    return this.#takeOutside(this.#held, type);
  }

  /** A column that the program has not held before either. */
  takeUnused(type: ValueType): Scratch {
    return this.#takeOutside(this.#used, type);
  }

  giveBack(column: Scratch): void {
    this.#held.delete(column);
  }

  #takeOutside(taken: ReadonlySet<Scratch>, type: ValueType): Scratch {
    const columns = pool[type];
    let at = 0;
    while (at < columns.length && taken.has(columns[at])) at++;
    if (at === columns.length) columns.push(newScratch(type));
    this.#held.add(columns[at]);
    this.#used.add(columns[at]);
    return columns[at];
  }
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
