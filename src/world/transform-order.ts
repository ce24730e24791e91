/**
 * TransformOrder: every entity with a transform, parents before children, as arrays that a frame runs through.
 *
 *   chunkAt[node], rowAt[node]   where its row is       parentAt[node]   its parent's node, -1 for none
 *   matrices[node * 6 ..]        its world transform    isDirty[node]    whether it was written this time
 *
 * Nodes of one depth stand in the order of the rows, so that columns are read nearly in order. Worked out anew
 * when rows have moved or parents have changed; nothing is ever sorted.
 */
import type { MemoryUser, PartMemory } from "../memory/memory-user.ts";
import type { Chunk } from "../storage/chunk.ts";
import type { PairTable } from "../storage/pair-table.ts";

export const MATRIX_FLOATS = 6;

export class TransformOrder implements MemoryUser {
  readonly label = "transform order";
  count = 0;
  chunks: readonly Chunk[] = [];
  chunkAt: Uint32Array = new Uint32Array(0);
  rowAt: Uint32Array = new Uint32Array(0);
  parentAt: Int32Array = new Int32Array(0);
  matrices: Float32Array = new Float32Array(0);
  isDirty: Uint8Array = new Uint8Array(0);

  readonly #indexShift: number;
  #entityAt: Uint32Array = new Uint32Array(0);
  #depthAt: Uint32Array = new Uint32Array(0);
  /** By entity index: its node and one. Entries of entities that are gone may be left. */
  #nodeOf: Uint32Array = new Uint32Array(0);
  /** By depth: where its next node goes. */
  #next: Uint32Array = new Uint32Array(16);

  constructor(indexShift: number) {
    this.#indexShift = indexShift;
  }

  memory(): readonly PartMemory[] {
    const perNode = 5 * 4 + MATRIX_FLOATS * 4 + 1;
    const others = this.#nodeOf.byteLength + this.#next.byteLength;
    const bytes = this.rowAt.length * perNode + others;
    const usedBytes = this.count * perNode + others;
    return [{ label: this.label, place: "heap", bytes, usedBytes, peakBytes: bytes }];
  }

  /** Lists the rows of the chunks anew. About 20 ns a row. */
  rebuild(chunks: readonly Chunk[], indexEnd: number, table: PairTable | undefined): void {
    this.#ensure(chunks, indexEnd);
    this.chunks = chunks;
    this.#countDepths(chunks, table);
    this.#place(chunks);
    for (let node = 0; node < this.count; node++) {
      this.parentAt[node] = table === undefined ? -1 : this.#parentOf(this.#entityAt[node], table);
    }
  }

  #ensure(chunks: readonly Chunk[], indexEnd: number): void {
    let count = 0;
    for (let i = 0; i < chunks.length; i++) count += chunks[i].count;
    this.count = count;
    if (count > this.rowAt.length) {
      const capacity = Math.max(count, this.rowAt.length * 2);
      this.chunkAt = new Uint32Array(capacity);
      this.rowAt = new Uint32Array(capacity);
      this.parentAt = new Int32Array(capacity);
      this.matrices = new Float32Array(capacity * MATRIX_FLOATS);
      this.isDirty = new Uint8Array(capacity);
      this.#entityAt = new Uint32Array(capacity);
      this.#depthAt = new Uint32Array(capacity);
    }
    if (indexEnd > this.#nodeOf.length)
      this.#nodeOf = new Uint32Array(Math.max(indexEnd, this.#nodeOf.length * 2));
    this.#next.fill(0);
  }

  /** Notes each row's depth, and turns the numbers of rows into where each depth begins. */
  #countDepths(chunks: readonly Chunk[], table: PairTable | undefined): void {
    let most = 0;
    let at = 0;
    for (let i = 0; i < chunks.length; i++) {
      for (let row = 0; row < chunks[i].count; row++) {
        const depth = table?.depths?.depthOf(chunks[i].entityAt(row)) ?? 0;
        this.#depthAt[at++] = depth;
        if (depth > most) most = depth;
        if (depth >= this.#next.length) this.#growDepths(depth);
        this.#next[depth]++;
      }
    }
    let start = 0;
    for (let depth = 0; depth <= most; depth++) {
      const count = this.#next[depth];
      this.#next[depth] = start;
      start += count;
    }
  }

  #growDepths(depth: number): void {
    const longer = new Uint32Array((depth + 1) * 2);
    longer.set(this.#next);
    this.#next = longer;
  }

  #place(chunks: readonly Chunk[]): void {
    let at = 0;
    for (let i = 0; i < chunks.length; i++) {
      for (let row = 0; row < chunks[i].count; row++) {
        const node = this.#next[this.#depthAt[at++]]++;
        const entity = chunks[i].entityAt(row);
        this.chunkAt[node] = i;
        this.rowAt[node] = row;
        this.#entityAt[node] = entity;
        this.#nodeOf[entity >>> this.#indexShift] = node + 1;
      }
    }
  }

  /** The node of the nearest entity above that has a transform; -1 for none. */
  #parentOf(entity: number, table: PairTable): number {
    let pair = table.firstOut(entity);
    while (pair !== 0) {
      const parent = table.targets[pair];
      const node = this.#nodeOf[parent >>> this.#indexShift] - 1;
      if (node >= 0 && node < this.count && this.#entityAt[node] === parent) return node;
      pair = table.firstOut(parent);
    }
    return -1;
  }
}
