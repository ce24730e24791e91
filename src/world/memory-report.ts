/**
 * Memory report: where a world's bytes are, in figures that add up to its slabs.
 *
 * Every byte of a slab is in a block, and every block has an owner: a chunk, the entity index, or a
 * part that registered itself. JavaScript objects, such as the chunks' views and columns of references, are not counted.
 */
import type { PartMemory } from "../memory/memory-user.ts";

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
