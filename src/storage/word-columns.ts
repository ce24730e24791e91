/**
 * WordColumns: a few columns of 32-bit words that grow together, one behind the other in one block.
 *
 * For tables that stand beside the chunks (pairs and their lists). What is new is zero, and so is
 * the first word of each column until somebody writes it.
 */
import type { Block } from "../memory/slab-allocator.ts";

/** Where blocks come from. */
export interface BlockSource {
  allocate(bytes: number): Block;
  free(block: Block): void;
}

export class WordColumns {
  /** Words in each column. */
  capacity = 0;
  /** Replaced when the columns grow: fetch them anew. */
  columns: readonly Uint32Array[];
  readonly #source: BlockSource;
  #block: Block | undefined;

  constructor(source: BlockSource, count: number) {
    this.#source = source;
    this.columns = Array.from({ length: count }, () => new Uint32Array(0));
  }

  get block(): Block | undefined {
    return this.#block;
  }

  /** Bytes of its block at another capacity, which is a multiple of 16. */
  bytesFor(capacity: number): number {
    return capacity * 4 * this.columns.length;
  }

  /**
   * Makes the columns `capacity` words long, or shorter than they were; keeps what fits.
   *
   * @throws {EcsError} E010/E011 no memory. Nothing changes.
   */
  resize(capacity: number): void {
    const old = this.#block;
    const block = capacity === 0 ? undefined : this.#source.allocate(this.bytesFor(capacity));
    this.columns = this.columns.map((column, i) => {
      if (block === undefined) return new Uint32Array(0);
      const { buffer } = block.slab;
      const grown = new Uint32Array(buffer, block.byteOffset + i * capacity * 4, capacity);
      const kept = Math.min(capacity, column.length);
      grown.set(column.subarray(0, kept));
      grown.fill(0, kept);
      return grown;
    });
    this.#block = block;
    this.capacity = capacity;
    if (old !== undefined) this.#source.free(old);
  }
}
