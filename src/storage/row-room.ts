/**
 * RowRoom: how many rows chunks have had room for, now and at most, component by component.
 *
 * For memory reports only; what a chunk costs beside its columns is counted by its archetype.
 */
import type { ComponentSet } from "./component-set.ts";

export class RowRoom {
  readonly #rows: number[] = [];
  readonly #peaks: number[] = [];

  /** When a chunk comes, or, with a negative number, goes. Components without columns may change meanwhile. */
  add({ components }: ComponentSet, rows: number): void {
    // The handles of a sparse component's rows are its own, not those of entities.
    if (components[0]?.isSparse !== true) this.#add(0, rows);
    for (let i = 0; i < components.length; i++) this.#add(components[i].id + 1, rows);
  }

  /** The most rows at once; of the handles of entities for component -1. */
  peakOf(componentId: number): number {
    return this.#peaks[componentId + 1] ?? 0;
  }

  #add(slot: number, rows: number): void {
    const now = (this.#rows[slot] ?? 0) + rows;
    this.#rows[slot] = now;
    this.#peaks[slot] = Math.max(this.#peaks[slot] ?? 0, now);
  }
}
