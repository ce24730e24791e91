/**
 * Hand-over: full chunks that change their archetype whole, where rows of both look alike.
 *
 * What makes a bulk change of tags cost nothing per row; partly full chunks are copied by `Bulk`.
 *
 * Invariant: rows arrive behind those that are there, in their order, as they would if each were copied: where rows
 * stand says nothing of how large chunks are.
 */
import type { Archetype, Edge } from "../storage/archetype.ts";
import type { Observers } from "./observers.ts";

/** How many chunks are full: all before the tail, and perhaps the tail. */
function fullChunkCount({ chunks, tail }: Archetype): number {
  if (chunks.length === 0) return 0;
  return chunks[tail].count === chunks[tail].capacity ? tail + 1 : tail;
}

/**
 * Rows that a move cannot hand over with their chunk: all, unless the next row of its target begins a chunk.
 * Before it come `moves` others, along `edges` and with so many copied `rows` each.
 */
export function rowsToCopy(
  source: Archetype,
  target: Archetype,
  edges: readonly Edge[],
  rows: readonly number[],
  moves: number,
): number {
  if (!source.set.hasSameColumns(target.set)) return source.count;
  const last = target.chunks[target.tail];
  if (target.count > 0 && last.count < last.capacity) return source.count;
  for (let i = 0; i < moves; i++)
    if (rows[i] > 0 && edges[i].target === target) return source.count;
  const full = fullChunkCount(source);
  return full <= source.tail ? source.chunks[source.tail].count : 0;
}

/** Full chunks change their archetype and stay where they are: not a row is touched. The target ends with a chunk. */
export function handOverFullChunks(
  source: Archetype,
  target: Archetype,
  observers: Observers | undefined,
): void {
  const full = fullChunkCount(source);
  if (full === 0) return;
  const at = target.count === 0 ? 0 : target.tail + 1;
  const plan = observers?.planOf(source, target);
  for (let i = target.chunks.length - 1; i >= at; i--) target.chunks[i + full] = target.chunks[i];
  for (let i = 0; i < full; i++) {
    const chunk = source.chunks[i];
    chunk.set = target.set;
    chunk.archetypeId = target.id;
    chunk.stamp(0, 0, chunk.count);
    source.hold(-chunk.block.byteLength);
    target.hold(chunk.block.byteLength);
    source.count -= chunk.count;
    target.count += chunk.count;
    target.chunks[at + i] = chunk;
    if (plan !== undefined) observers?.queue.arrived(plan, chunk, 0, chunk.count);
  }
  for (let i = full; i < source.chunks.length; i++) source.chunks[i - full] = source.chunks[i];
  source.chunks.length -= full;
  source.tail = 0;
  target.tail = at + full - 1;
  source.markChunksChanged();
  target.markChunksChanged();
}
