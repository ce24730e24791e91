/** Memory report: where a world's bytes are, in figures that add up to its slabs. */
import type { FrameArena } from "../memory/frame-arena.ts";
import type { Archetype } from "../storage/archetype.ts";
import type { Storage } from "../storage/storage.ts";

export interface ArchetypeMemory {
  readonly components: readonly string[];
  readonly entityCount: number;
  readonly chunkCount: number;
  /** Rows its chunks have room for. */
  readonly rowCapacity: number;
  /** Bytes of its chunks, and those of them that hold rows in use. */
  readonly bytes: number;
  readonly usedBytes: number;
}

export interface MemoryReport {
  /** Address space of all slabs: blocks in use and free. */
  readonly reservedBytes: number;
  /** Bytes of blocks in use: chunks and the entity index. */
  readonly usedBytes: number;
  readonly peakBytes: number;
  readonly freeBytes: number;
  readonly entityIndexBytes: number;
  readonly entityCount: number;
  /** Bytes of the frame arena, which lies outside the slabs, and the most it ever used in a frame. */
  readonly frameArenaBytes: number;
  readonly frameArenaHighWaterBytes: number;
  readonly slabs: readonly {
    readonly bytes: number;
    readonly freeBytes: number;
    readonly largestFreeBytes: number;
  }[];
  readonly archetypes: readonly ArchetypeMemory[];
  /** Column bytes in chunks, by component label; the entity column is under "entity". */
  readonly components: Readonly<Record<string, number>>;
}

export function memoryReport(storage: Storage, arena: FrameArena | undefined): MemoryReport {
  const { allocator, index } = storage;
  const components: Record<string, number> = {};
  for (const archetype of storage.archetypes) {
    let rows = 0;
    for (const chunk of chunksOf(archetype)) rows += chunk.capacity;
    if (rows === 0) continue;
    components.entity = (components.entity ?? 0) + rows * 4;
    for (const component of archetype.set.dataComponents) {
      const bytesPerRow = component.fields.reduce((bytes, field) => bytes + field.bytesPerRow, 0);
      components[component.label] = (components[component.label] ?? 0) + rows * bytesPerRow;
    }
  }
  return {
    reservedBytes: allocator.reservedBytes,
    usedBytes: allocator.usedBytes,
    peakBytes: allocator.peakBytes,
    freeBytes: allocator.reservedBytes - allocator.usedBytes,
    entityIndexBytes: index.byteLength,
    entityCount: index.aliveCount,
    frameArenaBytes: arena?.heldBytes ?? 0,
    frameArenaHighWaterBytes:
      arena === undefined
        ? 0
        : Math.max(arena.current.highWaterBytes, arena.previous.highWaterBytes),
    slabs: allocator.slabs.map((slab) => {
      const free = allocator.freeIn(slab);
      return { bytes: slab.byteLength, freeBytes: free.bytes, largestFreeBytes: free.largestBytes };
    }),
    archetypes: storage.archetypes.map(archetypeMemory).filter((row) => row.chunkCount > 0),
    components,
  };
}

function archetypeMemory(archetype: Archetype): ArchetypeMemory {
  const chunks = chunksOf(archetype);
  return {
    components: archetype.set.components.map((component) => component.label),
    entityCount: archetype.count,
    chunkCount: chunks.length,
    rowCapacity: chunks.reduce((rows, chunk) => rows + chunk.capacity, 0),
    bytes: chunks.reduce((bytes, chunk) => bytes + chunk.block.byteLength, 0),
    usedBytes: archetype.count * archetype.set.bytesPerRow,
  };
}

function chunksOf(archetype: Archetype): Archetype["chunks"] {
  return [...archetype.chunks, ...archetype.waiting];
}
