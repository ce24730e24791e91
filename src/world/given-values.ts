/**
 * Given values: queues for observers which inputs of a spawn came with values.
 */
import type { Archetype } from "../storage/archetype.ts";
import type { Chunk } from "../storage/chunk.ts";
import { type ComponentInput, ComponentValue } from "../storage/component.ts";
import type { Observers } from "./observers.ts";

/** For one row; with its archetype also that it was spawned, without when it is to join later. */
export function tellSpawned(
  observers: Observers,
  archetype: Archetype | undefined,
  inputs: readonly ComponentInput[],
  chunk: Chunk,
  row: number,
): void {
  if (archetype !== undefined) observers.spawned(archetype, chunk, row, row + 1);
  for (let i = 0; i < inputs.length; i++) {
    const input = inputs[i];
    if (input instanceof ComponentValue) observers.given(input.component, chunk, row, row + 1);
  }
}

/** For `count` rows, from one on. */
export function tellGivenToMany(
  observers: Observers,
  inputs: readonly ComponentInput[],
  chunks: readonly Chunk[],
  first: number,
  firstRow: number,
  count: number,
): void {
  for (let i = 0; i < inputs.length; i++) {
    const input = inputs[i];
    if (!(input instanceof ComponentValue)) continue;
    for (let j = first, left = count; left > 0; j++) {
      const start = j === first ? firstRow : 0;
      const end = Math.min(chunks[j].count, start + left);
      observers.given(input.component, chunks[j], start, end, j === first);
      left -= end - start;
    }
  }
}
