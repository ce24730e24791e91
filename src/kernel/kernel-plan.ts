/**
 * KernelPlan: what a kernel needs to know of each chunk of a query, in one list of words.
 *
 * A query makes a new list of chunks whenever one of them comes, goes or changes its components, and a plan is good
 * for one list. In chunks of a hundred rows, looking this up costs more than running the rows.
 */
import type { Chunk } from "../storage/chunk.ts";
import type { Engine } from "./engine.ts";
import type { KernelColumns } from "./kernel-columns.ts";

const NO_CHUNKS: readonly Chunk[] = [];

export class KernelPlan {
  readonly #columns: KernelColumns;
  #chunks = NO_CHUNKS;
  /** By chunk: where each column begins, and its entities, in bytes; then the first version of each component written. */
  #words = new Int32Array(0);

  constructor(columns: KernelColumns) {
    this.#columns = columns;
  }

  /** Runs all rows of the chunks and stamps what is written. No row can move meanwhile: nothing calls the program. */
  run(chunks: readonly Chunk[], engine: Engine, values: Float64Array): void {
    if (chunks.length === 0) return;
    if (chunks !== this.#chunks) this.#make(chunks);
    const { offsets, writtenCount, tracksRows } = this.#columns;
    const columnCount = offsets.length;
    const words = this.#words;
    const { now, windowRows } = chunks[0];
    const shift = 31 - Math.clz32(windowRows);
    let { slab } = chunks[0];
    let run = engine.on(slab);
    for (let i = 0, at = 0; i < chunks.length; i++, at += columnCount + 1 + writtenCount) {
      const chunk = chunks[i];
      const { count } = chunk;
      if (count === 0) continue;
      if (chunk.slab !== slab) {
        slab = chunk.slab;
        run = engine.on(slab);
      }
      for (let column = 0; column < columnCount; column++) offsets[column] = words[at + column];
      run(offsets, words[at + columnCount], 0, count, values);
      if (tracksRows) {
        this.#columns.stamp(chunk, 0, count);
        continue;
      }
      const { u32 } = slab;
      const lastWindow = (count - 1) >> shift;
      for (let written = 1; written <= writtenCount; written++) {
        const first = words[at + columnCount + written];
        for (let window = 0; window <= lastWindow; window++) u32[first + window] = now;
      }
    }
  }

  #make(chunks: readonly Chunk[]): void {
    const columns = this.#columns;
    const { offsets, writtenCount } = columns;
    const stride = offsets.length + 1 + writtenCount;
    const words = new Int32Array(chunks.length * stride);
    chunks.forEach((chunk, i) => {
      columns.point(chunk);
      words.set(offsets, i * stride);
      words[i * stride + offsets.length] = chunk.entityWord << 2;
      columns.listVersions(chunk, words, i * stride + offsets.length + 1);
    });
    this.#words = words;
    this.#chunks = chunks;
  }
}
