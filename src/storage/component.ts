/**
 * Component definitions: a typed record by name, and a function that makes values of it.
 *
 * A definition belongs to no world and holds no data; any number of worlds may use it at once.
 * A tag is a component without fields: it costs no bytes per row.
 */
import { ELEMENT_BYTES, type ElementKind } from "../base/element.ts";
import { EcsError } from "../base/errors.ts";
import type { AnyFieldType, FieldType, Schema } from "./field.ts";
import type { FieldMeaning } from "./field-value.ts";

/** What `get` returns: one plain value per field. */
export type Values<S extends Schema> = {
  -readonly [K in keyof S]: S[K] extends FieldType<infer Value, infer _View> ? Value : never;
};

/** What `chunk.write` returns: one typed array per field, `lanes` elements per row. */
export type Columns<S extends Schema> = {
  readonly [K in keyof S]: S[K] extends FieldType<infer _Value, infer View> ? View : never;
};

/** A typed array that can be read only. */
export interface ReadonlyColumn {
  readonly length: number;
  readonly [row: number]: number;
}

/** What `chunk.read` returns: the same columns, which the compiler keeps from being written. */
export type ReadonlyColumns<S extends Schema> = { readonly [K in keyof S]: ReadonlyColumn };

/** One component's starting values for `spawn` or `add`, as `Position({ x: 1 })` makes them. */
export class ComponentValue<S extends Schema = Schema> {
  readonly component: Component<S>;
  readonly values: Readonly<Partial<Values<S>>>;

  constructor(definition: Component<S>, values: Readonly<Partial<Values<S>>>) {
    this.component = definition;
    this.values = values;
  }
}

/** One field of a component, resolved. */
export interface Field {
  readonly name: string;
  readonly typeName: string;
  readonly element: ElementKind;
  readonly meaning: FieldMeaning;
  /** Elements per row. */
  readonly lanes: number;
  readonly bytesPerRow: number;
  readonly initial: readonly number[];
  readonly choices: readonly string[];
  /** One lane, stored as it is passed: what hot paths test first. */
  readonly isPlain: boolean;
}

/** What a component's constructor takes: any of its fields; nothing for a tag. */
export type ValuesInput<S extends Schema> = keyof S extends never
  ? undefined
  : Readonly<Partial<Values<S>>>;

export interface Component<S extends Schema = Schema> {
  /** Starting values for `spawn` and `add`; fields left out start at their defaults. */
  (values?: ValuesInput<S>): ComponentValue<S>;
  /** A small integer, unique in this process; not stable between runs, so never saved. */
  readonly id: number;
  readonly label: string;
  readonly schema: S;
  readonly fields: readonly Field[];
  /** @internal Where in `fields` each name stands; inherited names are not numbers. */
  readonly fieldIndex: Readonly<Record<string, number>>;
  readonly isTag: boolean;
}

// biome-ignore lint/suspicious/noExplicitAny: stands for "a component of any schema"; Component is invariant in its schema.
export type AnyComponent = Component<any>;
/** What `spawn` and `add` take: a component with its defaults, or one with values. */
// biome-ignore lint/suspicious/noExplicitAny: as above.
export type ComponentInput<S extends Schema = any> = Component<S> | ComponentValue<S>;
export type SchemaOf<C> = C extends Component<infer S> ? S : never;

/** The most fields one component may have. */
export const MAX_FIELDS = 64;

let definitionCount = 0;

/**
 * Defines a component: `component("Position", { x: f32, y: f32 })`.
 *
 * Each field becomes a column of its own. Define once, at module level, and share the result.
 * @throws {EcsError} E105 when the name is empty, a field is not a field type, or there are none or more than 64
 */
export function component<const S extends Schema>(label: string, schema: S): Component<S> {
  checkLabel(label, "component");
  const names = Object.keys(schema);
  if (names.length === 0 || names.length > MAX_FIELDS) {
    throw new EcsError(
      "E105",
      `component("${label}"): it has ${names.length} fields, and 1 to ${MAX_FIELDS} are possible. Use tag("${label}") for none; split a larger one.`,
    );
  }
  return define(
    label,
    schema,
    names.map((name) => resolveField(label, name, schema[name])),
  );
}

/**
 * Defines a component without fields: an entity has it or has not. Costs no bytes per row.
 *
 * @throws {EcsError} E105 when the name is empty
 */
export function tag(label: string): Component<Record<never, never>> {
  checkLabel(label, "tag");
  return define(label, {}, []);
}

function checkLabel(label: string, verb: string): void {
  if (typeof label === "string" && label !== "") return;
  throw new EcsError(
    "E105",
    `${verb}(${JSON.stringify(label)}): a component needs a name. Give it one that its messages can use.`,
  );
}

function resolveField(label: string, name: string, type: AnyFieldType | undefined): Field {
  if (typeof type !== "function" || type.initial === undefined) {
    throw new EcsError(
      "E105",
      `component("${label}"): field "${name}" is ${String(type)}, not a field type. Use f32, u8(100), array(f32, 4) and the like.`,
    );
  }
  const { typeName, element, meaning, lanes, initial, choices } = type;
  return {
    name,
    typeName,
    element,
    meaning,
    lanes,
    bytesPerRow: lanes * ELEMENT_BYTES[element],
    initial,
    choices,
    isPlain: lanes === 1 && (meaning === "number" || meaning === "entity"),
  };
}

function define<S extends Schema>(
  label: string,
  schema: S,
  fields: readonly Field[],
): Component<S> {
  const make = (values?: ValuesInput<S>): ComponentValue<S> =>
    new ComponentValue(definition, (values ?? {}) as Partial<Values<S>>);
  // A plain object, although names like "constructor" are found on it: one without prototype would be
  // looked up three times slower. Readers check that they found a number.
  const fieldIndex: Record<string, number> = {};
  for (let i = 0; i < fields.length; i++) fieldIndex[fields[i].name] = i;
  // `make.name` is left alone: redefining it turns the function into a slow dictionary, and every
  // `component.id` in a hot path into a hash lookup.
  const definition: Component<S> = Object.assign(make, {
    id: definitionCount++,
    label,
    schema,
    fields,
    fieldIndex,
    isTag: fields.length === 0,
  });
  return definition;
}

/** The component that an input names, with or without values. */
export function componentOf(input: ComponentInput): AnyComponent {
  return typeof input === "function" ? input : input.component;
}

/** Whether a value is a component definition: what guards calls from untyped code. */
export function isComponent(value: unknown): value is AnyComponent {
  return typeof value === "function" && Array.isArray((value as Partial<AnyComponent>).fields);
}
