/**
 * World memory: counts the bytes of a world for its memory report.
 *
 * Rows of an archetype are counted once, for all its components.
 */
import type { FrameArena } from "../memory/frame-arena.ts";
import type { MemoryUser } from "../memory/memory-user.ts";
import type { Block } from "../memory/slab-allocator.ts";
import type { Archetype } from "../storage/archetype.ts";
import type { Chunk } from "../storage/chunk.ts";
import type { RowRoom } from "../storage/row-room.ts";
import type { Storage } from "../storage/storage.ts";
import { columnsOf } from "../storage/version-column.ts";
import type {
  ArchetypeMemory,
  BlockMemory,
  ComponentMemory,
  MemoryReport,
  SlabMemory,
} from "./memory-report.ts";

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
