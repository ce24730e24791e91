/**
 * SortedEntities: a query's entities in the order of one field, sorted again only after a change.
 */
import type { Entity } from "../base/ids.ts";
import type { Chunk } from "../storage/chunk.ts";
import type { AnyComponent } from "../storage/component.ts";

export class SortedEntities {
  #entities: Entity[] = [];
  #cursor = -1;
  #structureVersion = -1;
  readonly #component: AnyComponent;
  readonly #field: string;

  constructor(component: AnyComponent, field: string) {
    this.#component = component;
    this.#field = field;
  }

  /** `takeCursor` is called only when there is something to sort. */
  read(
    chunks: readonly Chunk[],
    structureVersion: number,
    takeCursor: () => number,
  ): readonly Entity[] {
    const isFresh =
      structureVersion === this.#structureVersion &&
      chunks.every((chunk) => !chunk.changedSince(this.#component, this.#cursor));
    if (isFresh) return this.#entities;
    this.#structureVersion = structureVersion;
    this.#cursor = takeCursor();
    const rows: { entity: Entity; key: number }[] = [];
    for (const chunk of chunks) {
      const column = chunk.read(this.#component)[this.#field];
      for (let row = 0; row < chunk.count; row++) {
        rows.push({ entity: chunk.entityAt(row) as Entity, key: column[row] });
      }
    }
    // Array.prototype.sort is stable: equal keys keep the order of the rows.
    rows.sort((a, b) => a.key - b.key);
    this.#entities = rows.map((row) => row.entity);
    return this.#entities;
  }
}
