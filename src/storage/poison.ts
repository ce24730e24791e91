/** Poison: what a freed row is filled with, so that whoever kept a stale row notices. */
import { POISON_BYTE } from "../memory/arena-block.ts";
import type { Chunk } from "./chunk.ts";

export function poisonRow(chunk: Chunk, row: number): void {
  const { slab, set } = chunk;
  for (let column = 0; column < set.fields.length; column++) {
    const bytes = set.fields[column].bytesPerRow;
    const start = chunk.byteOffsets[column] + row * bytes;
    slab.u8.fill(POISON_BYTE, start, start + bytes);
  }
  slab.u32[chunk.entityWord + row] = 0xdddddddd;
}
