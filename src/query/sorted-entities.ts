/**
 * SortedEntities: a query's entities in the order of one field, sorted again only after a change.
 */
import { EcsError } from "../base/errors.ts";
import type { Entity } from "../base/ids.ts";
import type { Chunk } from "../storage/chunk.ts";
import {
  type AnyComponent,
  type Field,
  fieldIndexOf,
  isComponent,
  type ReadonlyColumn,
} from "../storage/component.ts";
import { notComponent } from "../storage/misplaced.ts";
import { unknownField } from "../storage/value-errors.ts";
import { isMarked, MaskWords } from "./row-mask.ts";
import { Match } from "./row-term.ts";
import type { RowChooser } from "./run-iterator.ts";

/** Whose clock tells what was written since. */
export interface SortClock {
  changeCursor(): number;
}

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
  readonly #type: Field;
  readonly #words = new MaskWords();

  /** @throws {EcsError} E106 no such field · E113 not a component · E148 one that has no order */
  constructor(component: AnyComponent, field: string) {
    if (!isComponent(component)) throw notComponent("sorted", component);
    const index = fieldIndexOf(component, field, 0);
    if (index < 0) throw unknownField(component, field, "sorted");
    this.#component = component;
    this.#field = field;
    this.#type = component.fields[index];
    if (this.#type.lanes === 1 && this.#type.meaning !== "ref") return;
    throw new EcsError(
      "E148",
      `sorted: ${component.label}.${field} is ${this.#type.typeName}, and such values have no order. Sort by a field of one number or string.`,
    );
  }

  sortsBy(component: AnyComponent, field: string): boolean {
    return component === this.#component && field === this.#field;
  }

  /** The clock moves on only when there is something to sort. */
  read(query: SortedRows, clock: SortClock): readonly Entity[] {
    return this.#isFresh(query) ? this.#entities : this.#sort(query, clock);
  }

  #isFresh(query: SortedRows): boolean {
    // What rows decide may change without leaving a mark on any column.
    if (query.decidesByRow || query.structureVersion !== this.#structureVersion) return false;
    const chunks = query.chunks();
    for (let i = 0; i < chunks.length; i++)
      if (chunks[i].changedSince(this.#component, this.#cursor)) return false;
    return true;
  }

  #sort(query: SortedRows, clock: SortClock): readonly Entity[] {
    const { structureVersion, selection } = query;
    const chunks = query.chunks();
    this.#structureVersion = structureVersion;
    this.#cursor = clock.changeCursor();
    const isText = this.#type.meaning === "string";
    const rows: { readonly entity: Entity; readonly key: number | string }[] = [];
    for (const chunk of chunks) {
      const mask = this.#words.for(chunk);
      const match = selection.choose(chunk, mask);
      if (match === Match.None) continue;
      const column = chunk.read(this.#component)[this.#field] as ReadonlyColumn;
      for (let row = 0; row < chunk.count; row++) {
        if (match === Match.Some && !isMarked(mask, row)) continue;
        const stored = column[row];
        const key = isText ? (chunk.set.codec.fromStored(this.#type, stored) as string) : stored;
        rows.push({ entity: chunk.entityAt(row) as Entity, key });
      }
    }
    // Array.prototype.sort is stable: equal keys keep the order of the rows.
    rows.sort((a, b) => compare(a.key, b.key));
    this.#entities = rows.map((row) => row.entity);
    return this.#entities;
  }
}

/**
 * Strings go by UTF-16 units, the same on every machine whatever its language. NaN comes last: a difference
 * with it is no order, and would leave its neighbours unsorted.
 */
function compare(a: number | string, b: number | string): number {
  if (a < b) return -1;
  if (a > b) return 1;
  return Number(Number.isNaN(a)) - Number(Number.isNaN(b));
}
