/**
 * FieldCodec: what the stored numbers of non-plain fields stand for in one world.
 *
 * `field-value.ts` knows what is the same in every world; this knows the strings and who is alive.
 */
import { type Entity, NO_ENTITY } from "../base/ids.ts";
import type { Field } from "./component.ts";
import type { EntityIndex } from "./entity-index.ts";
import { fromStored, toStored } from "./field-value.ts";
import type { StringTable } from "./string-table.ts";

export class FieldCodec {
  /** Made with the first string field. */
  #strings: StringTable | undefined;
  readonly #index: EntityIndex;
  readonly #openStrings: () => StringTable;

  constructor(index: EntityIndex, openStrings: () => StringTable) {
    this.#index = index;
    this.#openStrings = openStrings;
  }

  /** The world's strings. */
  get strings(): StringTable {
    this.#strings ??= this.#openStrings();
    return this.#strings;
  }

  /** The starting value of each lane. @throws {EcsError} E014 no room for one more string */
  initialOf(field: Field): readonly number[] {
    return field.meaning === "string" ? [this.strings.keep(field.initialText)] : field.initial;
  }

  /** The number that is stored for a checked value. @throws {EcsError} E014 no room for one more string */
  toStored(field: Field, value: unknown): number {
    return field.meaning === "string"
      ? this.strings.intern(value as string)
      : toStored(field, value);
  }

  /** The value that a stored number stands for. @throws {EcsError} E147 no string has this id */
  fromStored(field: Field, stored: number): unknown {
    if (field.meaning === "entity") return this.living(stored as Entity);
    return field.meaning === "string" ? this.strings.textOf(stored) : fromStored(field, stored);
  }

  /** The entity while it lives, `NO_ENTITY` afterwards. 1 ns. */
  living(entity: Entity): Entity {
    return this.#index.isAlive(entity) ? entity : NO_ENTITY;
  }
}
