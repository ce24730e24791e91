/**
 * RowLayout: which chunk's rows stand where in the GPU columns.
 *
 * Rows are packed without gaps. Large chunks come first: they are full but for one per archetype, so
 * they keep their places while small chunks and tails, which change their counts, come and go behind.
 *
 * Invariant: slot i covers rows firstRows[i] .. firstRows[i] + chunks[i].count, slots in order.
 */
import type { Chunk } from "../index.ts";
import type { AnyQuery } from "./column-source.ts";

/**
 * Chunks of this many rows are uploaded as they are; a copy of smaller ones into one piece costs less
 * than the calls to upload them one by one (1.2 to 2 us each).
 */
export const DIRECT_ROWS = 16_384;

export class RowLayout {
  /** Rows in all. */
  rowCount = 0;
  /** Slots 0 .. directCount are uploaded straight from their chunks, the rest through staging. */
  directCount = 0;
  slotCount = 0;
  readonly chunks: Chunk[] = [];
  readonly firstRows: number[] = [];
  /** Per slot: whether what the GPU holds in these rows came from elsewhere. */
  readonly isMoved: boolean[] = [];

  readonly #found: Chunk[] = [];
  readonly #ids: number[] = [];

  /** Takes the query's chunks as they are now. Makes no garbage while their number does not grow. */
  refresh(query: AnyQuery, directRows: number): void {
    let found = 0;
    for (const chunk of query) this.#found[found++] = chunk;
    this.rowCount = 0;
    this.slotCount = 0;
    for (let i = 0; i < found; i++) {
      if (this.#found[i].count >= directRows) this.#place(this.#found[i]);
    }
    this.directCount = this.slotCount;
    for (let i = 0; i < found; i++) {
      if (this.#found[i].count < directRows) this.#place(this.#found[i]);
    }
    this.#forgetFrom(this.slotCount);
  }

  #place(chunk: Chunk): void {
    const slot = this.slotCount++;
    this.isMoved[slot] = this.#ids[slot] !== chunk.id || this.firstRows[slot] !== this.rowCount;
    this.chunks[slot] = chunk;
    this.#ids[slot] = chunk.id;
    this.firstRows[slot] = this.rowCount;
    this.rowCount += chunk.count;
  }

  /** Lets go of chunks that are gone, so that their memory can be. */
  #forgetFrom(slot: number): void {
    if (this.#found.length > slot) this.#found.length = slot;
    if (this.chunks.length <= slot) return;
    for (const list of [this.chunks, this.#ids, this.firstRows, this.isMoved]) list.length = slot;
  }
}
