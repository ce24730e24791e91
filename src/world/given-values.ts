/**
 * Given values: queues for observers which inputs of a spawn came with values.
 */
import type { Entity } from "../base/ids.ts";
import type { Archetype } from "../storage/archetype.ts";
import type { Chunk } from "../storage/chunk.ts";
import { type AnyComponent, type ComponentInput, ComponentValue } from "../storage/component.ts";
import type { Observers } from "./observers.ts";

/** For one row; with its archetype also that it was spawned, without when it is to join later. */
export function tellSpawned(
  observers: Observers,
  archetype: Archetype | undefined,
  inputs: readonly ComponentInput[],
  chunk: Chunk,
  row: number,
): void {
  if (archetype !== undefined) observers.queue.spawned(archetype, chunk, row, row + 1);
  for (let i = 0; i < inputs.length; i++) {
    const input = inputs[i];
    if (input instanceof ComponentValue)
      tellGiven(observers, input.component, chunk, row, row + 1, true);
  }
}

function tellGiven(
  observers: Observers,
  component: AnyComponent,
  chunk: Chunk,
  start: number,
  end: number,
  isFirst: boolean,
): void {
  if (component.isSparse) {
    for (let row = start; row < end; row++)
      observers.queue.sparseGiven(
        component,
        chunk.entityAt(row) as Entity,
        isFirst && row === start,
      );
  } else observers.queue.given(component, chunk, start, end, isFirst);
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
      tellGiven(observers, input.component, chunks[j], start, end, j === first);
      left -= end - start;
    }
  }
}
