/**
 * Archetype: the chunks that hold the rows of every entity with exactly one set of components.
 *
 * Not to be confused with a query, which matches many archetypes.
 *
 * Invariant: chunks before `tail` are full, the tail holds the last row, chunks after it are empty
 * and kept for reuse until `Storage.releaseEmpty`.
 */
import type { Chunk } from "./chunk.ts";
import type { ComponentSet } from "./component-set.ts";
import { makeTransfer, type RowTransfer } from "./row-transfer.ts";

/** One step in the archetype graph, and how a row takes it. */
export interface Edge {
  readonly target: Archetype;
  readonly transfer: RowTransfer;
}

/** Something that keeps a list of chunks and wants to know when it is out of date. */
export interface ChunkListWatcher {
  isStale: boolean;
  /** Told before the archetype's id may become another's. It has no chunks. */
  removeArchetype(archetype: Archetype): void;
}

export class Archetype {
  readonly id: number;
  readonly set: ComponentSet;

  chunks: Chunk[] = [];
  /** Index of the chunk that holds the last row; 0 when there is none. */
  tail = 0;
  /** Rows in use, over all chunks. */
  count = 0;
  /** Rows that `Storage.releaseEmpty` keeps room for. */
  reservedRows = 0;
  /** Free rows promised to a move that is under way while observers are told of it. */
  claimedRows = 0;
  /** Bytes of its chunks, those for waiting rows included, and the most there have been. */
  heldBytes = 0;
  peakBytes = 0;
  /** Set while an operation counts on the empty chunks staying. */
  isClaimed = false;
  /** Set when the world has forgotten this archetype: it has no rows and never will. */
  isRemoved = false;

  /** By component id: the archetype one component away. */
  readonly addEdges: (Edge | undefined)[] = [];
  readonly removeEdges: (Edge | undefined)[] = [];
  /** By archetype id: ways to archetypes more than one component away. */
  readonly farEdges = new Map<number, Edge>();
  /** The archetypes that edges lead here from, one entry for each edge. */
  readonly incoming: Archetype[] = [];
  readonly watchers: ChunkListWatcher[] = [];
  /** How a row moves within the archetype. */
  readonly selfEdge: Edge;
  /** Rows spawned while an iteration runs; they join `chunks` when it ends. */
  readonly waiting: Chunk[] = [];

  constructor(id: number, set: ComponentSet) {
    this.id = id;
    this.set = set;
    this.selfEdge = { target: this, transfer: makeTransfer(set, set) };
  }

  /** Rows that can be taken without another chunk. */
  get freeRows(): number {
    let rows = 0;
    for (let i = this.tail; i < this.chunks.length; i++) {
      rows += this.chunks[i].capacity - this.chunks[i].count;
    }
    return rows;
  }

  /** How many of its last chunks hold no row and are needed neither by a reservation nor for rows to come. */
  get spareChunks(): number {
    const { chunks, count } = this;
    const needed = Math.max(this.reservedRows, count + this.waitingRows + this.claimedRows);
    let spareRows = this.freeRows + count - needed;
    let at = chunks.length;
    while (at > 0 && chunks[at - 1].count === 0 && chunks[at - 1].capacity <= spareRows)
      spareRows -= chunks[--at].capacity;
    return chunks.length - at;
  }

  /** Rows that will join when the running iteration ends. */
  get waitingRows(): number {
    let rows = 0;
    for (let i = 0; i < this.waiting.length; i++) rows += this.waiting[i].count;
    return rows;
  }

  get hasRoom(): boolean {
    const { chunks, tail } = this;
    return (
      tail + 1 < chunks.length || (chunks.length > 0 && chunks[tail].count < chunks[tail].capacity)
    );
  }

  /** The chunk whose row `chunk.count` is free; there must be one. O(1). */
  chunkWithRoom(): Chunk {
    const chunk = this.chunks[this.tail];
    if (chunk.count < chunk.capacity) return chunk;
    this.tail++;
    return this.chunks[this.tail];
  }

  /** Moves the tail back past chunks that have become empty. */
  settleTail(): void {
    while (this.tail > 0 && (this.chunks[this.tail]?.count ?? 0) === 0) this.tail--;
  }

  /** When a chunk of so many bytes comes or, with a negative number, goes. */
  hold(bytes: number): void {
    this.heldBytes += bytes;
    this.peakBytes = Math.max(this.peakBytes, this.heldBytes);
  }

  markChunksChanged(): void {
    for (let i = 0; i < this.watchers.length; i++) this.watchers[i].isStale = true;
  }
}
