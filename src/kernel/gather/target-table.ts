/**
 * TargetTable: where the gathered columns begin in each chunk that a run has come across.
 *
 * Filled anew in each run, chunk by chunk as targets are found there: chunks come, go and change their components.
 */
import { ELEMENT_SHIFT } from "../../base/element.ts";
import type { Slab } from "../../memory/slab.ts";
import type { Storage } from "../../storage/storage.ts";
import type { GatheredTerm } from "./gathered-columns.ts";

/** In place of a term's entry, where the chunk has no such component. */
export const LACKS = -1;

export class TargetTable {
  /** Entries of a chunk: the place of its slab in `slabs`; of each term 0 or `LACKS`, and the first element of each column. */
  readonly stride: number;
  entries = new Int32Array(0);
  readonly slabs: Slab[] = [];
  /** By chunk id: the run in which its entries were made. */
  runs = new Int32Array(0);
  run = 0;
  readonly #terms: readonly GatheredTerm[];
  #storage!: Storage;

  constructor(terms: readonly GatheredTerm[]) {
    this.#terms = terms;
    this.stride = terms.reduce((sum, { columns }) => sum + 1 + columns.length, 1);
  }

  begin(storage: Storage): void {
    this.#storage = storage;
    this.run = (this.run + 1) | 0;
    this.slabs.length = 0;
    const chunkCount = storage.chunks.length;
    if (this.runs.length >= chunkCount) return;
    this.runs = new Int32Array(chunkCount * 2).fill(this.run - 1);
    this.entries = new Int32Array(chunkCount * 2 * this.stride);
  }

  /** Makes the entries of a chunk. */
  learn(id: number): void {
    const chunk = this.#storage.chunks[id];
    if (chunk === undefined) return;
    const { set, slab, byteOffsets } = chunk;
    this.runs[id] = this.run;
    let at = id * this.stride;
    let place = this.slabs.indexOf(slab);
    if (place < 0) place = this.slabs.push(slab) - 1;
    this.entries[at++] = place;
    for (let i = 0; i < this.#terms.length; i++) {
      const { component, columns } = this.#terms[i];
      const hasIt = set.has(component);
      this.entries[at++] = hasIt ? 0 : LACKS;
      const first = set.columnOf(component);
      for (let j = 0; j < columns.length; j++, at++) {
        const { field, fieldIndex, lane } = columns[j];
        if (!hasIt || field === undefined) continue;
        this.entries[at] =
          (byteOffsets[first + fieldIndex] >>> ELEMENT_SHIFT[field.element]) + lane;
      }
    }
  }
}
