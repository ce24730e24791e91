import type { Chunk } from "../storage/chunk.ts";

/** How many rows chunks have. */
export function rowsOf(chunks: readonly Chunk[]): number {
  let rows = 0;
  for (let i = 0; i < chunks.length; i++) rows += chunks[i].count;
  return rows;
}
