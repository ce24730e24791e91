/**
 * SortedEntities: a query's entities in the order of one field, sorted again only after a change.
 */
import { EcsError } from "../base/errors.ts";
import type { Entity } from "../base/ids.ts";
import type { Chunk } from "../storage/chunk.ts";
import type { AnyComponent, Field, ReadonlyColumn } from "../storage/component.ts";
import { unknownField } from "../storage/row-values.ts";
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
  readonly #type: Field;
  readonly #words = new MaskWords();

  /** @throws {EcsError} E106 no such field · E148 one that has no order */
  constructor(component: AnyComponent, field: string) {
    const index = component.fieldIndex[field];
    if (typeof index !== "number") throw unknownField(component, field, "sorted");
    this.#component = component;
    this.#field = field;
    this.#type = component.fields[index];
    if (this.#type.lanes === 1 && this.#type.meaning !== "ref") return;
    throw new EcsError(
      "E148",
      `sorted: ${component.label}.${field} is ${this.#type.typeName}, and such values have no order. Sort by a field of one number or string.`,
    );
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
    const isText = this.#type.meaning === "string";
    const rows: { entity: Entity; key: number; text: string }[] = [];
    for (const chunk of chunks) {
      const mask = this.#words.for(chunk);
      const match = selection.choose(chunk, mask);
      if (match === Match.None) continue;
      const column = chunk.read(this.#component)[this.#field] as ReadonlyColumn;
      for (let row = 0; row < chunk.count; row++) {
        if (match === Match.Some && !isMarked(mask, row)) continue;
        const key = column[row];
        const text = isText ? (chunk.set.codec.fromStored(this.#type, key) as string) : "";
        rows.push({ entity: chunk.entityAt(row) as Entity, key, text });
      }
    }
    // Array.prototype.sort is stable: equal keys keep the order of the rows.
    rows.sort(isText ? byText : (a, b) => a.key - b.key);
    this.#entities = rows.map((row) => row.entity);
    return this.#entities;
  }
}

/** By UTF-16 units, as arrays of strings sort: the same on every machine, whatever its language. */
function byText(a: { readonly text: string }, b: { readonly text: string }): number {
  if (a.text === b.text) return 0;
  return a.text < b.text ? -1 : 1;
}
