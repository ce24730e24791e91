/** A term that rows decide by their values: the smallest there is, to try what terms decided by row may do. */
import { type Chunk, component, f32 } from "../../src/index.ts";
import { Match, RowTerm } from "../../src/query/row-term.ts";
import type { ComponentSet } from "../../src/storage/component-set.ts";

export const Value = component("Value", { of: f32 });

/** Holds for rows whose `Value.of` has the bit: the simplest thing that rows can decide. */
export class HasBit extends RowTerm<typeof Value> {
  readonly key: string;
  readonly components = [Value];
  readonly #bit: number;

  constructor(bit: number) {
    super();
    this.#bit = bit;
    this.key = `HasBit ${bit}`;
  }

  matchSet(set: ComponentSet): Match {
    return set.has(Value) ? Match.Some : Match.None;
  }

  fillMask(chunk: Chunk, mask: Uint32Array): Match {
    mask.fill(0xffffffff); // bits past the last row are not this term's business
    for (let row = 0; row < chunk.count; row++) {
      if (!this.test(chunk, row)) mask[row >>> 5] &= ~(1 << (row & 31));
    }
    return Match.Some;
  }

  test(chunk: Chunk, row: number): boolean {
    return (chunk.read(Value).of[row] & this.#bit) !== 0;
  }

  describe(): string {
    return `HasBit(${this.#bit})`;
  }
}
