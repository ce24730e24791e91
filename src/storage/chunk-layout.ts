/**
 * ChunkLayout: where everything stands in a chunk's block, for one archetype and one capacity.
 *
 *   | versions: slots x windows u32 | entities: u32 x capacity | toggles: bits x capacity | column 0 | column 1 | ...
 *
 * Each part starts on a cache line. Columns of a page or more are staggered by a line each, so that
 * a loop over many of them does not map every stream to the same cache sets.
 */
import type { Field } from "./component.ts";

const LINE_BYTES = 64;
const PAGE_BYTES = 4096;

export interface ChunkLayout {
  readonly capacity: number;
  readonly windowCount: number;
  readonly entitiesOffset: number;
  /** Where the first toggle's bits start; the next one's follow after `toggleWords` words. */
  readonly togglesOffset: number;
  readonly toggleWords: number;
  /** Byte offset of each column from the block's start. */
  readonly columnOffsets: readonly number[];
  readonly byteLength: number;
}

export function chunkLayout(
  fields: readonly Field[],
  versionSlots: number,
  toggleCount: number,
  capacity: number,
  windowRows: number,
): ChunkLayout {
  const windowCount = Math.ceil(capacity / windowRows);
  const entitiesOffset = roundUpToLine(versionSlots * windowCount * 4);
  const togglesOffset = entitiesOffset + roundUpToLine(capacity * 4);
  const toggleWords = Math.ceil(capacity / 32);
  let end = togglesOffset + roundUpToLine(toggleCount * toggleWords * 4);
  const columnOffsets: number[] = [];
  for (const field of fields) {
    const bytes = capacity * field.bytesPerRow;
    columnOffsets.push(end);
    end += roundUpToLine(bytes) + (bytes >= PAGE_BYTES ? LINE_BYTES : 0);
  }
  return {
    capacity,
    windowCount,
    entitiesOffset,
    togglesOffset,
    toggleWords,
    columnOffsets,
    byteLength: end,
  };
}

function roundUpToLine(bytes: number): number {
  return Math.ceil(bytes / LINE_BYTES) * LINE_BYTES;
}
