/**
 * Storage: the archetypes of one world, their chunks, and the entity index.
 *
 * Knows how to find room and give it back, nothing of what the rows mean; `world/` is its only writer.
 */
import { EcsError } from "../base/errors.ts";
import type { WorldProfile } from "../base/profile.ts";
import type { MemoryUser } from "../memory/memory-user.ts";
import type { Block } from "../memory/slab-allocator.ts";
import { type SlabAllocatorOptions, Slabs } from "../memory/slabs.ts";
import type { WorkerPlan } from "../memory/worker-plan.ts";
import type { Archetype, Edge } from "./archetype.ts";
import { ArchetypeGraph } from "./archetype-graph.ts";
import { ChangeClock, type StampKeeper } from "./change-clock.ts";
import { Chunk } from "./chunk.ts";
import type { AnyComponent } from "./component.ts";
import { EntityIndex, MAX_CHUNKS } from "./entity-index.ts";
import { FieldCodec } from "./field-codec.ts";
import type { PairTables } from "./pair-tables.ts";
import { RowRoom } from "./row-room.ts";
import type { SparseHost } from "./sparse-store.ts";
import { SparseStores } from "./sparse-stores.ts";
import { StringTable } from "./string-table.ts";

/** Chunks grow by this factor, from `minRows` to `maxRows`. */
const GROWTH = 4;

export interface ChunkRows {
  /** Rows of an archetype's first chunk; a power of two. */
  readonly min: number;
  /** Rows of its largest chunks; a power of two, at most 16,384. */
  readonly max: number;
  /** Rows that share one change version; a power of two. */
  readonly window: number;
}

export interface StorageOptions extends SlabAllocatorOptions {
  readonly chunkRows: ChunkRows;
  readonly generationBits: number;
  readonly maxEntities: number;
  readonly workers: WorkerPlan;
}

export class Storage implements SparseHost, StampKeeper {
  readonly allocator: Slabs;
  readonly index: EntityIndex;
  readonly clock = new ChangeClock();
  readonly codec: FieldCodec;
  readonly chunkRows: ChunkRows;
  /** The archetype of entities without components; every other is reached from it. */
  readonly root: Archetype;
  readonly graph: ArchetypeGraph;
  /** In the order in which they appeared; `graph.byId` has them by id. */
  readonly archetypes: readonly Archetype[];
  /** The components whose rows are not in archetypes. */
  readonly sparse: SparseStores;
  /** The pairs of each relation in use; undefined in a world without. */
  pairs: PairTables | undefined;
  /** By chunk id. */
  readonly chunks: (Chunk | undefined)[] = [];
  readonly rowRoom = new RowRoom();
  readonly workers: WorkerPlan;
  /** Who is told of kernels, flushes and uploads; undefined until somebody asks to be. */
  profile: WorldProfile | undefined;

  /** Who holds memory for this world beside its chunks and its index. */
  readonly memoryUsers: MemoryUser[] = [];

  readonly #freeChunkIds: number[] = [];

  constructor(options: StorageOptions) {
    this.allocator = new Slabs(options);
    this.workers = options.workers;
    this.index = new EntityIndex(this, options);
    this.codec = new FieldCodec(this.index, () => this.#openStrings());
    this.graph = new ArchetypeGraph(this.codec);
    this.archetypes = this.graph.archetypes;
    this.chunkRows = options.chunkRows;
    this.sparse = new SparseStores(this);
    this.root = this.graph.archetypeOf([]);
    this.clock.keepers.push(this);
  }

  /**
   * The rows of a chunk leave it for their archetype, and count as written just now: a reader may have
   * taken its cursor since they were spawned, and has not seen them.
   */
  stampJoining(chunk: Chunk): void {
    chunk.stampVersions(0, chunk.count);
    this.sparse.touchWatched(chunk.entities, chunk.count);
  }

  lowerStamps(by: number): void {
    for (const chunk of this.chunks) chunk?.lowerStamps(by);
  }

  /**
   * The archetype with one component more, and those it requires, and without others of its group;
   * `archetype` must lack it.
   */
  edgeByAdding(archetype: Archetype, component: AnyComponent): Edge {
    return archetype.addEdges[component.id] ?? this.graph.makeAddEdge(archetype, component);
  }

  /** The archetype with one component fewer; `archetype` must have it. */
  edgeByRemoving(archetype: Archetype, component: AnyComponent): Edge {
    return archetype.removeEdges[component.id] ?? this.graph.makeRemoveEdge(archetype, component);
  }

  /** The way from one archetype to any other, for moves that add and remove several components at once. */
  edgeBetween(from: Archetype, target: Archetype): Edge {
    return from.farEdges.get(target.id) ?? this.graph.makeFarEdge(from, target);
  }

  /**
   * Makes room for `rows` more rows in an archetype, so that taking them cannot fail.
   *
   * @throws {EcsError} E010/E011 no memory · E104 too many chunks. Nothing changes.
   */
  ensureRows(archetype: Archetype, rows: number): void {
    const { freeRows } = archetype;
    let missing = rows - freeRows;
    if (missing <= 0) return;
    let capacity = archetype.count + freeRows;
    const before = archetype.chunks.length;
    const wasClaimed = archetype.isClaimed;
    archetype.isClaimed = true;
    try {
      while (missing > 0) {
        const chunk = this.createChunk(archetype, this.#nextChunkSize(capacity, missing));
        archetype.chunks.push(chunk);
        capacity += chunk.capacity;
        missing -= chunk.capacity;
      }
    } catch (error) {
      while (archetype.chunks.length > before)
        this.#releaseChunk(archetype, archetype.chunks.pop() as Chunk);
      throw error;
    } finally {
      archetype.isClaimed = wasClaimed;
    }
    archetype.markChunksChanged();
  }

  /** Gives back the empty chunks that neither a reservation nor waiting rows need; returns their bytes. */
  releaseEmpty(archetype: Archetype): number {
    let bytes = 0;
    for (let left = archetype.spareChunks; left > 0; left--) {
      const last = archetype.chunks.pop() as Chunk;
      bytes += last.block.byteLength;
      this.#releaseChunk(archetype, last);
    }
    if (bytes > 0) archetype.markChunksChanged();
    return bytes;
  }

  /** Forgets an archetype that has no chunk, no reservation, and is not where all others begin. */
  removeIfEmpty(archetype: Archetype): void {
    const { chunks, waiting, reservedRows, isClaimed } = archetype;
    if (chunks.length + waiting.length + reservedRows > 0 || isClaimed) return;
    if (archetype !== this.root) this.graph.remove(archetype);
  }

  /** Gives back the empty chunks kept for rows that wait; returns their bytes. None may wait now. */
  releaseWaiting(archetype: Archetype): number {
    let bytes = 0;
    for (const chunk of archetype.waiting) {
      bytes += chunk.block.byteLength;
      this.#releaseChunk(archetype, chunk);
    }
    archetype.waiting.length = 0;
    return bytes;
  }

  #releaseChunk(archetype: Archetype, chunk: Chunk): void {
    this.allocator.free(chunk.block);
    archetype.hold(-chunk.block.byteLength);
    this.rowRoom.add(chunk.set, -chunk.capacity);
    this.chunks[chunk.id] = undefined;
    this.#freeChunkIds.push(chunk.id);
  }

  /** A chunk that belongs to `archetype` but is not yet among its chunks, for rows that must wait. */
  createChunk(archetype: Archetype, capacity: number): Chunk {
    const layout = archetype.set.layoutFor(capacity, this.chunkRows.window);
    if (this.#freeChunkIds.length === 0 && this.chunks.length >= MAX_CHUNKS) {
      throw new EcsError(
        "E104",
        `spawn: the world has ${MAX_CHUNKS} chunks, the most there can be. Use fewer component combinations, or larger chunks.`,
      );
    }
    const block = this.allocate(layout.byteLength);
    const id = this.#freeChunkIds.pop() ?? this.chunks.length;
    const chunk = new Chunk(
      id,
      archetype.id,
      archetype.set,
      block,
      layout,
      this.clock,
      this.chunkRows.window,
    );
    this.chunks[id] = chunk;
    archetype.hold(block.byteLength);
    this.rowRoom.add(chunk.set, capacity);
    return chunk;
  }

  /** The largest chunk size that `rows` would fill. */
  chunkSizeFor(rows: number): number {
    const { min, max } = this.chunkRows;
    let size = min;
    while (size * GROWTH <= rows && size < max) size *= GROWTH;
    return Math.min(size, max);
  }

  /** Rows asked for at once are one chunk; what comes one by one grows with what is there (docs/decisions/003). */
  #nextChunkSize(capacity: number, missing: number): number {
    const { min, max } = this.chunkRows;
    const asked = Math.ceil(missing / min) * min;
    return Math.min(max, Math.max(this.chunkSizeFor(capacity), asked));
  }

  get isPoisoned(): boolean {
    return this.allocator.poison;
  }

  free(block: Block): void {
    this.allocator.free(block);
  }

  /**
   * A block of a slab. Where memory has run out, empty chunks held for reuse are given back before failing.
   *
   * @throws {EcsError} E010/E011 no memory. Nothing changes.
   */
  allocate(bytes: number): Block {
    try {
      return this.allocator.allocate(bytes);
    } catch (error) {
      let freed = 0;
      for (const archetype of this.archetypes) {
        if (!archetype.isClaimed) freed += this.releaseEmpty(archetype);
      }
      for (const { rows } of this.sparse.list) {
        if (!rows.isClaimed) freed += this.releaseEmpty(rows);
      }
      if (freed === 0) throw error;
      return this.allocator.allocate(bytes);
    }
  }

  #openStrings(): StringTable {
    const strings = new StringTable((isUsed) => markStrings(this, isUsed));
    this.memoryUsers.push(strings);
    return strings;
  }
}

/** Marks the ids of all strings that rows hold. */
function markStrings({ chunks, pairs }: Storage, isUsed: Uint8Array): void {
  for (const chunk of chunks) if (chunk !== undefined) markRows(chunk, chunk.count, isUsed);
  for (const { values, sources, usedEnd } of pairs?.all ?? []) {
    // A row without a source is a gap that a pair has left.
    if (values?.chunk !== undefined) markRows(values.chunk, usedEnd, isUsed, sources);
  }
}

function markRows(chunk: Chunk, count: number, isUsed: Uint8Array, owners?: Uint32Array): void {
  const { u32 } = chunk.slab;
  for (const column of chunk.set.stringColumns) {
    const start = chunk.byteOffsets[column] >>> 2;
    for (let row = 0; row < count; row++)
      if (owners === undefined || owners[row] !== 0) isUsed[u32[start + row]] = 1;
  }
}
