/**
 * Value check: asks a component's own `validate` about the values an entity is about to hold.
 *
 * For development only; that values fit their fields is checked always, by `checkValues`.
 */
import { EcsError } from "../base/errors.ts";
import type { Entity } from "../base/ids.ts";
import type { AnyQuery } from "../query/query.ts";
import { isMarked, MaskWords } from "../query/row-mask.ts";
import { Match } from "../query/row-term.ts";
import type { Chunk } from "../storage/chunk.ts";
import {
  type AnyComponent,
  type ComponentInput,
  ComponentValue,
  componentOf,
} from "../storage/component.ts";
import { fromStored } from "../storage/field-value.ts";
import { readValues } from "../storage/row-values.ts";
import type { Storage } from "../storage/storage.ts";

type PlainValues = Readonly<Record<string, unknown>>;

/**
 * @param current - what the entity holds now; undefined where it starts from the defaults
 * @throws {EcsError} E116 the component refuses the values
 */
export function checkWhole(
  verb: string,
  input: ComponentInput,
  current: PlainValues | undefined,
): void {
  const component = componentOf(input);
  const given = typeof input === "function" ? {} : input.values;
  const values = { ...(current ?? initialValues(component)), ...given };
  const problem = component.problemOf?.(values as never);
  if (problem === undefined) return;
  throw new EcsError(
    "E116",
    `${verb}: ${component.label} refuses ${describe(component, values)}: ${problem}. Pass values that its validate accepts.`,
  );
}

/** Values for people; references may lead anywhere and are not followed. */
function describe({ fields }: AnyComponent, values: PlainValues): string {
  const shown: Record<string, unknown> = { ...values };
  for (const { name, meaning } of fields) if (meaning === "ref") shown[name] = typeof values[name];
  return JSON.stringify(shown);
}

/**
 * Asks about every matching entity that would be given values: those that have the component by what they hold; where
 * it is added, also the others, which start from the defaults. @throws {EcsError} E116
 */
export function checkEveryRow(
  verb: string,
  query: AnyQuery,
  input: ComponentInput,
  storage: Storage,
  isAdded: boolean,
): void {
  const words = new MaskWords();
  const component = componentOf(input);
  let asksAboutDefaults = isAdded;
  for (const chunk of query.chunks()) {
    const mask = words.for(chunk);
    const match = query.selection.choose(chunk, mask);
    for (let row = 0; row < chunk.count; row++) {
      if (match === Match.None || (match === Match.Some && !isMarked(mask, row))) continue;
      const current = valuesOf(chunk, row, component, storage);
      if (current === undefined) {
        if (asksAboutDefaults) checkWhole(verb, input, undefined);
        asksAboutDefaults = false;
      } else if (input instanceof ComponentValue) checkWhole(verb, input, current);
    }
  }
}

/** What an entity holds of a component, sparse or not; undefined where it lacks it. */
function valuesOf(
  chunk: Chunk,
  row: number,
  component: AnyComponent,
  storage: Storage,
): PlainValues | undefined {
  if (chunk.set.slotOf(component) > 0) return readValues(chunk, row, component);
  if (!component.isSparse) return undefined;
  const store = storage.sparse.of(component);
  const place = store.placeOf(chunk.entityAt(row) as Entity);
  if (place === 0) return undefined;
  return readValues(store.chunkAt(place), store.rowAt(place), component);
}

function initialValues(component: AnyComponent): PlainValues {
  const values: Record<string, unknown> = {};
  for (const field of component.fields) {
    const lanes = field.initial.map((stored) => fromStored(field, stored));
    if (field.meaning === "string") values[field.name] = field.initialText;
    else if (field.meaning === "ref") values[field.name] = undefined;
    else values[field.name] = field.lanes > 1 ? lanes : lanes[0];
  }
  return values;
}
