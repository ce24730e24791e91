/**
 * SortedEntities: a query's entities in the order of one field, sorted again only after a change.
 */
import type { Entity } from "../base/ids.ts";
import type { Chunk } from "../storage/chunk.ts";
import type { AnyComponent } from "../storage/component.ts";
import { isMarked, MaskWords } from "./row-mask.ts";
import { Match } from "./row-term.ts";
import type { RowChooser } from "./run-iterator.ts";

/** What is sorted: the rows of a query. */
export interface SortedRows {
  readonly selection: RowChooser;
  readonly decidesByRow: boolean;
  readonly structureVersion: number;
  chunks(): readonly Chunk[];
}

export class SortedEntities {
  #entities: Entity[] = [];
  #cursor = -1;
  #structureVersion = -1;
  readonly #component: AnyComponent;
  readonly #field: string;
  readonly #words = new MaskWords();

  constructor(component: AnyComponent, field: string) {
    this.#component = component;
    this.#field = field;
  }

  /** `takeCursor` is called only when there is something to sort. */
  read(query: SortedRows, takeCursor: () => number): readonly Entity[] {
    const { structureVersion, selection } = query;
    const chunks = query.chunks();
    // What rows decide may change without leaving a mark on any column.
    const isFresh =
      !query.decidesByRow &&
      structureVersion === this.#structureVersion &&
      chunks.every((chunk) => !chunk.changedSince(this.#component, this.#cursor));
    if (isFresh) return this.#entities;
    this.#structureVersion = structureVersion;
    this.#cursor = takeCursor();
    const rows: { entity: Entity; key: number }[] = [];
    for (const chunk of chunks) {
      const mask = this.#words.for(chunk);
      const match = selection.choose(chunk, mask);
      if (match === Match.None) continue;
      const column = chunk.read(this.#component)[this.#field];
      for (let row = 0; row < chunk.count; row++) {
        if (match === Match.Some && !isMarked(mask, row)) continue;
        rows.push({ entity: chunk.entityAt(row) as Entity, key: column[row] });
      }
    }
    // Array.prototype.sort is stable: equal keys keep the order of the rows.
    rows.sort((a, b) => a.key - b.key);
    this.#entities = rows.map((row) => row.entity);
    return this.#entities;
  }
}
