/**
 * Memory report: where a world's bytes are, in figures that add up to its slabs.
 *
 * Every byte of a slab is in a block, and every block has an owner: a chunk, the entity index, or a
 * part that registered itself. JavaScript objects, such as the chunks' views and columns of references, are not counted.
 */
import type { FrameArena } from "../memory/frame-arena.ts";
import type { MemoryUser, PartMemory } from "../memory/memory-user.ts";
import type { Block } from "../memory/slab-allocator.ts";
import type { Archetype } from "../storage/archetype.ts";
import type { Chunk } from "../storage/chunk.ts";
import type { RowRoom } from "../storage/row-room.ts";
import type { Storage } from "../storage/storage.ts";
import { columnsOf } from "../storage/version-column.ts";

export interface ArchetypeMemory {
  readonly components: readonly string[];
  readonly entityCount: number;
  readonly chunkCount: number;
  /** Rows its chunks have room for, and those of them that `reserve` keeps room for. */
  readonly rowCapacity: number;
  readonly reservedRows: number;
  /** Bytes of its chunks, those of them that hold rows in use, and the most `bytes` since it appeared. */
  readonly bytes: number;
  readonly usedBytes: number;
  readonly peakBytes: number;
  /** Bytes of the chunks that `shrink` would give back. */
  readonly shrinkableBytes: number;
}

/** The columns of one component, in all chunks that have it. */
export interface ComponentMemory {
  readonly label: string;
  readonly entityCount: number;
  /** Bytes of its columns, those of them that hold rows in use, and the most `bytes` has been. */
  readonly bytes: number;
  readonly usedBytes: number;
  readonly peakBytes: number;
  /** Those of `bytes` in chunks that `shrink` would give back. */
  readonly shrinkableBytes: number;
}

/** One block of a slab. */
export interface BlockMemory {
  /** Whose it is: "Position, Velocity" for a chunk, "entity index", or the label of a memory user. */
  readonly owner: string;
  /** The chunk's id; undefined for other blocks. */
  readonly chunk: number | undefined;
  readonly byteOffset: number;
  readonly bytes: number;
  /** Of a chunk or the entity index, those in use; of other blocks all, and `parts` tell how much of them. */
  readonly usedBytes: number;
  /** Of a chunk that `shrink` would give back, all; of others 0, and `parts` tell what comes back of them. */
  readonly shrinkableBytes: number;
}

export interface SlabMemory {
  readonly bytes: number;
  readonly usedBytes: number;
  /** The most `usedBytes` has been. */
  readonly peakBytes: number;
  readonly freeBytes: number;
  readonly largestFreeBytes: number;
  /** Bytes of its chunks that `shrink` would give back. A slab that has no blocks then goes as a whole. */
  readonly shrinkableBytes: number;
  /** Its blocks in use, in the order of their offsets. */
  readonly blocks: readonly BlockMemory[];
}

export interface MemoryReport {
  /** Address space of all slabs: blocks in use and free. */
  readonly reservedBytes: number;
  /** Bytes of blocks in use: chunks, the entity index, and the parts "in slabs". */
  readonly usedBytes: number;
  readonly peakBytes: number;
  readonly freeBytes: number;
  /** Bytes of the parts outside the slabs, such as the frame arena and messages. */
  readonly heapBytes: number;
  /**
   * What `world.shrink()` would give back now: that of `archetypes`, `sparse` and `parts`. Inside a loop, what it
   * would if no row waited. Where memory has run out, it may give back less: smaller copies need room beside what they replace.
   */
  readonly shrinkableBytes: number;
  readonly entityCount: number;
  /** Bytes of the entity index, which never gets smaller, and those of indices that have been used. */
  readonly entityIndexBytes: number;
  readonly entityIndexUsedBytes: number;
  readonly slabs: readonly SlabMemory[];
  /** How many component combinations the world keeps, and those of them that have chunks. */
  readonly archetypeCount: number;
  readonly archetypes: readonly ArchetypeMemory[];
  /** The same of sparse components that have chunks; the pages of their indices are a part. */
  readonly sparse: readonly ArchetypeMemory[];
  /** By component; the handles of the rows' entities are under "entity", a sparse component's own under itself. */
  readonly components: readonly ComponentMemory[];
  /** Bytes of chunks that are no column: versions, bits of toggle components, and padding to cache lines. */
  readonly chunkOverheadBytes: number;
  /** What other parts hold, those in slabs and those outside. */
  readonly parts: readonly PartMemory[];
}

export function memoryReport(storage: Storage): MemoryReport {
  const { allocator, index, archetypes } = storage;
  const stores = storage.sparse.list.map((store) => store.rows);
  const components = componentMemory(archetypes, stores, storage.rowRoom);
  const rows = archetypes.map(archetypeMemory).filter((row) => row.chunkCount > 0);
  const sparse = stores.map(archetypeMemory).filter((row) => row.chunkCount > 0);
  const parts = storage.memoryUsers.flatMap((user) => user.memory());
  const shrinkable = [...rows, ...sparse, ...parts];
  return {
    reservedBytes: allocator.reservedBytes,
    usedBytes: allocator.usedBytes,
    peakBytes: allocator.peakBytes,
    freeBytes: allocator.reservedBytes - allocator.usedBytes,
    heapBytes: sum(parts.filter((part) => part.place === "heap")),
    shrinkableBytes: shrinkable.reduce((bytes, of) => bytes + (of.shrinkableBytes ?? 0), 0),
    entityCount: index.aliveCount,
    entityIndexBytes: index.byteLength,
    entityIndexUsedBytes: index.usedBytes,
    slabs: slabMemory(storage),
    archetypeCount: archetypes.length,
    archetypes: rows,
    sparse,
    components,
    chunkOverheadBytes: sum(rows) + sum(sparse) - sum(components),
    parts,
  };
}

/** How the frame arena of a world shows in its report. */
export function frameArenaUser(arena: FrameArena): MemoryUser {
  const label = "frame arena";
  return {
    label,
    memory: () => {
      const { current, previous } = arena;
      return [
        {
          label,
          place: "heap",
          bytes: arena.heldBytes,
          usedBytes: current.usedBytes + previous.usedBytes,
          peakBytes: current.highWaterBytes + previous.highWaterBytes,
        },
      ];
    },
    shrink: () => {
      arena.shrink(); // at its next two swaps
      return 0;
    },
  };
}

function componentMemory(
  archetypes: readonly Archetype[],
  stores: readonly Archetype[],
  room: RowRoom,
): ComponentMemory[] {
  const byId = new Map<number, { -readonly [K in keyof ComponentMemory]: ComponentMemory[K] }>();
  const count = (id: number, label: string, bytesPerRow: number, rows: RowUse) => {
    let memory = byId.get(id);
    if (memory === undefined) {
      const peakBytes = room.peakOf(id) * bytesPerRow;
      memory = { label, entityCount: 0, bytes: 0, usedBytes: 0, peakBytes, shrinkableBytes: 0 };
      byId.set(id, memory);
    }
    memory.entityCount += rows.used;
    memory.usedBytes += rows.used * bytesPerRow;
    memory.bytes += rows.capacity * bytesPerRow;
    memory.shrinkableBytes += rows.spare * bytesPerRow;
  };
  for (const archetype of archetypes) {
    if (archetype.chunks.length + archetype.waiting.length === 0) continue;
    const rows = rowUse(archetype);
    count(-1, "entity", 4, rows);
    for (const component of archetype.set.components) {
      const bytesPerRow = columnsOf(component).reduce(
        (bytes, field) => bytes + field.bytesPerRow,
        0,
      );
      count(component.id, component.label, bytesPerRow, rows);
    }
  }
  for (const store of stores) {
    if (store.chunks.length === 0) continue;
    const rows = rowUse(store);
    for (const { id, label } of store.set.components) count(id, label, store.set.bytesPerRow, rows);
  }
  return [...byId.values()];
}

function archetypeMemory(archetype: Archetype): ArchetypeMemory {
  const chunks = chunksOf(archetype);
  const entityCount = archetype.count + archetype.waitingRows;
  return {
    components: archetype.set.components.map((component) => component.label),
    entityCount,
    chunkCount: chunks.length,
    rowCapacity: rowsOf(chunks),
    reservedRows: archetype.reservedRows,
    bytes: archetype.heldBytes,
    usedBytes: entityCount * archetype.set.bytesPerRow,
    peakBytes: archetype.peakBytes,
    shrinkableBytes: spareChunksOf(archetype).reduce(
      (bytes, chunk) => bytes + chunk.block.byteLength,
      0,
    ),
  };
}

function slabMemory(storage: Storage): SlabMemory[] {
  const { allocator, index, memoryUsers, archetypes, sparse } = storage;
  const everyRow = [...archetypes, ...sparse.list.map((store) => store.rows)];
  const spare = new Set(everyRow.flatMap(spareChunksOf));
  const bySlab = new Map<unknown, BlockMemory[]>();
  const add = (owner: string, block: Block, usedBytes: number, chunk?: Chunk) => {
    const { slab, byteOffset, byteLength } = block;
    const blocks = bySlab.get(slab) ?? [];
    const shrinkableBytes = chunk !== undefined && spare.has(chunk) ? byteLength : 0;
    const bytes = byteLength;
    blocks.push({ owner, chunk: chunk?.id, byteOffset, bytes, usedBytes, shrinkableBytes });
    bySlab.set(slab, blocks);
  };
  for (const block of index.blocks()) add("entity index", block, index.usedBytes);
  for (const user of memoryUsers) {
    for (const block of user.blocks?.() ?? []) add(user.label, block, block.byteLength);
  }
  for (const chunk of storage.chunks) {
    if (chunk !== undefined)
      add(ownerOf(chunk), chunk.block, chunk.count * chunk.set.bytesPerRow, chunk);
  }
  return allocator.slabs.map((slab) => {
    const free = allocator.freeIn(slab);
    const blocks = bySlab.get(slab) ?? [];
    return {
      bytes: slab.byteLength,
      usedBytes: slab.byteLength - free.bytes,
      peakBytes: allocator.peakIn(slab),
      freeBytes: free.bytes,
      largestFreeBytes: free.largestBytes,
      shrinkableBytes: blocks.reduce((bytes, block) => bytes + block.shrinkableBytes, 0),
      blocks: blocks.sort((a, b) => a.byteOffset - b.byteOffset),
    };
  });
}

function ownerOf(chunk: Chunk): string {
  return chunk.set.components.map((component) => component.label).join(", ");
}

/** Rows of an archetype's chunks, whatever a row is made of. */
interface RowUse {
  readonly used: number;
  readonly capacity: number;
  /** In chunks that `shrink` would give back. */
  readonly spare: number;
}

function rowUse(archetype: Archetype): RowUse {
  return {
    used: archetype.count + archetype.waitingRows,
    capacity: rowsOf(chunksOf(archetype)),
    spare: rowsOf(spareChunksOf(archetype)),
  };
}

function rowsOf(chunks: Archetype["chunks"]): number {
  return chunks.reduce((rows, chunk) => rows + chunk.capacity, 0);
}

function chunksOf(archetype: Archetype): Archetype["chunks"] {
  return [...archetype.chunks, ...archetype.waiting];
}

/** Those that `shrink` would give back. */
function spareChunksOf({ chunks, waiting, spareChunks }: Archetype): Archetype["chunks"] {
  const unused = waiting.filter((chunk) => chunk.count === 0);
  return [...chunks.slice(chunks.length - spareChunks), ...unused];
}

function sum(rows: readonly { readonly bytes: number }[]): number {
  return rows.reduce((bytes, row) => bytes + row.bytes, 0);
}
