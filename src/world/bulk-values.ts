/** Bulk values: the same values for every row of an archetype, column by column. */
import type { Archetype } from "../storage/archetype.ts";
import { type ComponentInput, ComponentValue } from "../storage/component.ts";
import { fillValues } from "../storage/row-fill.ts";
import type { Observers } from "./observers.ts";

/** Writes the given values into all rows from a chunk's row onward, where the archetype has their columns. */
export function writeRows(
  archetype: Archetype,
  firstChunk: number,
  firstRow: number,
  inputs: readonly ComponentInput[],
): void {
  for (let i = 0; i < inputs.length; i++) {
    const input = inputs[i];
    if (input instanceof ComponentValue) writeInput(archetype, firstChunk, firstRow, input);
  }
}

/** The same for one component. */
export function writeInput(
  archetype: Archetype,
  firstChunk: number,
  firstRow: number,
  { component, values }: ComponentValue,
): void {
  const slot = archetype.set.slotOf(component);
  if (slot <= 0) return;
  for (let i = firstChunk; i < archetype.chunks.length; i++) {
    const chunk = archetype.chunks[i];
    const start = i === firstChunk ? firstRow : 0;
    if (start >= chunk.count) continue;
    fillValues(chunk, start, chunk.count, component, values);
    chunk.stampWritten(slot, start, chunk.count);
  }
}

/** Queues for observers that all rows which arrived from number `first` on were given the values. */
export function tellGivenToArrivals(
  observers: Observers,
  inputs: readonly ComponentInput[],
  first: number,
): void {
  for (let i = 0; i < inputs.length; i++) {
    const input = inputs[i];
    if (input instanceof ComponentValue) observers.queue.givenToArrivals(input.component, first);
  }
}

/** The same for all rows of an archetype. */
export function tellGivenToAll(
  observers: Observers,
  inputs: readonly ComponentInput[],
  archetype: Archetype,
): void {
  for (let i = 0; i < inputs.length; i++) {
    const input = inputs[i];
    if (input instanceof ComponentValue) observers.queue.givenToAll(input.component, archetype);
  }
}
