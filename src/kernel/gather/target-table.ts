/**
 * TargetTable: where the gathered columns begin in each chunk of a world.
 *
 * An entry is `stride` words, by chunk id: the id of the chunk's slab, then for each column the byte offset of row 0's
 * lane in it, 0 where the chunk has no such component; for `exists`, 1. Columns of one term lie side by side.
 *
 * Kept from run to run: only chunks that are others by now, or have other components, are looked up again.
 */
import { ELEMENT_BYTES } from "../../base/element.ts";
import type { Slab } from "../../memory/slab.ts";
import type { Chunk } from "../../storage/chunk.ts";
import type { ComponentSet } from "../../storage/component-set.ts";
import type { Storage } from "../../storage/storage.ts";
import type { GatheredTerm } from "./gathered-columns.ts";

export class TargetTable {
  readonly stride: number;
  entries: Int32Array = new Int32Array(0);
  /** Words in use. */
  length = 0;
  /** The slab that all chunks are in, and the index of the entities; undefined where there are several. */
  only: Slab | undefined;
  readonly #terms: readonly GatheredTerm[];
  #storage: Storage | undefined;
  /** By chunk id: what its entry is of. */
  readonly #chunks: (Chunk | undefined)[] = [];
  readonly #sets: (ComponentSet | undefined)[] = [];

  constructor(terms: readonly GatheredTerm[]) {
    this.#terms = terms;
    this.stride = terms.reduce((sum, { columns }) => sum + columns.length, 1);
  }

  /** Makes the entries right. About 2 ns a chunk that is as it was. */
  begin(storage: Storage): void {
    const { chunks, index, allocator } = storage;
    const known = this.#chunks;
    const sets = this.#sets;
    if (storage !== this.#storage) known.length = 0;
    this.#storage = storage;
    this.#ensure(chunks.length);
    known.length = chunks.length;
    sets.length = chunks.length;
    let only = allocator.entries[0]?.slab;
    if (only?.buffer !== index.words.buffer) only = undefined;
    for (let id = 0; id < chunks.length; id++) {
      const chunk = chunks[id];
      if (chunk === undefined) {
        known[id] = undefined;
        sets[id] = undefined;
        continue;
      }
      if (chunk.slab !== only) only = undefined;
      if (chunk !== known[id] || chunk.set !== sets[id]) {
        known[id] = chunk;
        sets[id] = chunk.set;
        this.#learn(chunk);
      }
    }
    this.only = only;
  }

  #ensure(chunkCount: number): void {
    this.length = chunkCount * this.stride;
    if (this.length <= this.entries.length) return;
    const entries = new Int32Array(this.length * 2);
    entries.set(this.entries);
    this.entries = entries;
  }

  #learn({ id, set, slab, byteOffsets }: Chunk): void {
    const { entries } = this;
    let at = id * this.stride;
    entries[at++] = slab.id;
    for (let i = 0; i < this.#terms.length; i++) {
      const { component, columns } = this.#terms[i];
      const hasIt = set.has(component);
      const first = set.columnOf(component);
      for (let j = 0; j < columns.length; j++) {
        const { field, fieldIndex, lane } = columns[j];
        if (!hasIt) entries[at++] = 0;
        else if (field === undefined) entries[at++] = 1;
        else entries[at++] = byteOffsets[first + fieldIndex] + lane * ELEMENT_BYTES[field.element];
      }
    }
  }
}
