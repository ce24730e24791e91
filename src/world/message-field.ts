/** Message fields: what one field of a message is made of, checked and resolved. */
import { ELEMENT_BYTES, type ElementKind } from "../base/element.ts";
import { EcsError } from "../base/errors.ts";
import { shown } from "../base/shown.ts";
import type { RowCursor } from "../query/row-cursor.ts";
import type { ReadonlyColumn, Values } from "../storage/component.ts";
import type { Schema } from "../storage/field.ts";
import type { FieldMeaning } from "../storage/field-value.ts";

export interface MessageField {
  readonly name: string;
  /** For errors: `Hit.amount`. */
  readonly path: string;
  readonly typeName: string;
  readonly element: ElementKind;
  readonly meaning: FieldMeaning;
  readonly lanes: number;
  readonly bytesPerRow: number;
  readonly choices: readonly string[];
  readonly initial: readonly number[];
}

/** One message, as `reader.each` shows it: plain properties to read; several lanes as a short list. */
export type MessageView<S extends Schema> = {
  readonly [K in keyof S]: Values<S>[K] extends number | boolean | string
    ? Values<S>[K]
    : ReadonlyColumn;
};

/** A message that is being put together: plain properties to write. */
export type MessageDraft<S extends Schema> = RowCursor<S>;

const MOST_FIELDS = 64;
/** What a message can hold: what a number in a column can stand for without help from a world. */
const MEANINGS: ReadonlySet<string> = new Set(["number", "bool", "entity", "choice"]);

/** @throws {EcsError} E133 naming the message, the field and what is wrong with it */
export function messageFields(label: string, schema: Schema): MessageField[] {
  const names = Object.keys(schema);
  if (names.length > MOST_FIELDS) {
    throw new EcsError(
      "E133",
      `message("${label}"): it has ${names.length} fields, and at most ${MOST_FIELDS} are possible. Split it, or send an entity that has the rest.`,
    );
  }
  return names.map((name) => {
    const type: unknown = schema[name];
    if (typeof type !== "function" || !("initial" in type)) {
      throw new EcsError(
        "E133",
        `message("${label}"): field "${name}" is ${shown(type)}, not a field type. Use f32, u8(100), entity, oneOf("a", "b") and the like.`,
      );
    }
    const { typeName, element, meaning, lanes, choices, initial } = schema[name];
    if (!MEANINGS.has(meaning)) {
      throw new EcsError(
        "E133",
        `message("${label}"): field "${name}" is ${typeName}, which a message cannot hold. Use numbers, bool, entity or oneOf, or send an entity that has it.`,
      );
    }
    const bytesPerRow = lanes * ELEMENT_BYTES[element];
    const path = `${label}.${name}`;
    return { name, path, typeName, element, meaning, lanes, bytesPerRow, choices, initial };
  });
}
