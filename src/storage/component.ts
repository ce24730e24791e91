/**
 * Component: a typed record by name, and a function that makes values of it. `define-component.ts` makes them.
 *
 * A definition belongs to no world and holds no data; any number of worlds may use it at once.
 * A tag is a component without fields: it costs no bytes per row.
 */
import type { ElementKind } from "../base/element.ts";
import type { FieldType, Schema } from "./field.ts";
import type { FieldMeaning } from "./field-value.ts";

/** What `get` returns: one plain value per field. */
export type Values<S extends Schema> = {
  -readonly [K in keyof S]: S[K] extends FieldType<infer Value, infer _View> ? Value : never;
};

/** What `chunk.write` returns: one typed array per field, `lanes` elements per row; a plain array for references. */
export type Columns<S extends Schema> = {
  readonly [K in keyof S]: S[K] extends FieldType<infer _Value, infer View> ? View : never;
};

/** A typed array that can be read only. */
export interface ReadonlyColumn {
  readonly length: number;
  readonly [row: number]: number;
}

/** What `chunk.read` returns: the same columns, which the compiler keeps from being written. */
export type ReadonlyColumns<S extends Schema> = {
  readonly [K in keyof S]: S[K] extends FieldType<infer _Value, readonly (infer Item)[]>
    ? readonly Item[]
    : ReadonlyColumn;
};

/** One component's starting values for `spawn` or `add`, as `Position({ x: 1 })` makes them. */
export class ComponentValue<S extends Schema = Schema> {
  readonly component: Component<S>;
  values: Readonly<Partial<Values<S>>>;
  /** @internal */
  isOwn = false;

  constructor(definition: Component<S>, values: Readonly<Partial<Values<S>>>) {
    this.component = definition;
    this.values = values;
  }

  /**
   * @internal Copies the values, once, for a command that waits: until it is carried out the program may
   * fill the object that it passed with the next entity's values.
   */
  own(): void {
    if (this.isOwn) return;
    this.isOwn = true;
    const given = this.values as Readonly<Record<string, unknown>>;
    const copy: Record<string, unknown> = {};
    for (const name in given) {
      const value = given[name];
      const isList =
        value !== undefined &&
        this.component.fields[fieldIndexOf(this.component, name, 0)].lanes > 1;
      copy[name] = isList ? Array.from(value as ArrayLike<number>) : value;
    }
    this.values = copy as Readonly<Partial<Values<S>>>;
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
  /** In the chunk's block; none for references. */
  readonly bytesPerRow: number;
  readonly initial: readonly number[];
  readonly choices: readonly string[];
  /** @internal */
  readonly initialText: string;
  /** One lane of numbers, stored as they are passed: what hot paths test first. */
  readonly isPlain: boolean;
  /** @internal What a plain number may be; an empty range for other fields. */
  readonly least: number;
  /** @internal */
  readonly most: number;
  /** @internal Whether it takes fractions. */
  readonly isFloat: boolean;
}

/** What a component's constructor takes: any of its fields; nothing for a tag. */
export type ValuesInput<S extends Schema> = 0 extends 1 & S
  ? // biome-ignore lint/suspicious/noExplicitAny: what "a component of any schema" takes; relations are among them.
    any
  : keyof S extends never
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
  /** @internal The fields' names, in their order: see `fieldIndexOf`. */
  readonly fieldNames: readonly string[];
  readonly isTag: boolean;
  /** Whether its rows are kept apart, so that adding and removing it moves nothing. */
  readonly isSparse: boolean;
  /** Whether it can be switched off and on where an entity has it, with `world.disable` and `world.enable`. */
  readonly isToggle: boolean;
  /** @internal Whether each row carries the version of its last write: `track: "rows"`. */
  readonly tracksRows: boolean;
  /** Components that come with it wherever it is added, theirs included. */
  readonly requires: readonly AnyComponent[];
  /** @internal Components that name this one in their `requires`. */
  readonly requiredBy: AnyComponent[];
  /** @internal Tags of which an entity has one at most, this one among them; empty for most. */
  readonly group: readonly AnyComponent[];
  /** @internal What is wrong with a whole set of values, asked in development. */
  readonly problemOf: ((values: Values<S>) => string | undefined) | undefined;
  /** @internal Whether adding it does more than add it: it requires others, or is of a group. */
  readonly isLinked: boolean;
  /**
   * @internal One of the last 64 values made of it; none where it has references, which are to be let go. V8 throws away what
   * it has compiled for a shape once a full collection finds no object of that shape, and values seldom
   * outlive a call: `spawn` would begin in the interpreter again after each.
   */
  keptValue: ComponentValue<S> | undefined;
  /** @internal What relations do where a component is only there or not: a `PairRules` of `world/`. */
  readonly pairRules: PairHolder | undefined;
}

/** @internal What can be known here of a relation's rules: the component of its pairs' values, if they hold any. */
export interface PairHolder {
  readonly kind: { readonly payload: AnyComponent | undefined };
}

/** A component without fields. */
export type Tag = Component<Record<never, never>>;

// biome-ignore lint/suspicious/noExplicitAny: stands for "a component of any schema"; Component is invariant in its schema.
export type AnyComponent = Component<any>;
/** What `spawn` and `add` take: a component with its defaults, or one with values. */
// biome-ignore lint/suspicious/noExplicitAny: as above.
export type ComponentInput<S extends Schema = any> = Component<S> | ComponentValue<S>;
export type SchemaOf<C> = C extends { readonly schema: infer S extends Schema } ? S : never;

/** The component that an input names, with or without values. */
export function componentOf(input: ComponentInput): AnyComponent {
  return typeof input === "function" ? input : input.component;
}

/**
 * Where in `fields` a name stands; -1 for none. `guess` is looked at first.
 *
 * A walk: names that are literals compare as pointers, and a lookup by name in an object costs more
 * where components of many shapes pass by.
 */
export function fieldIndexOf(component: AnyComponent, name: string, guess: number): number {
  const names = component.fieldNames;
  if (guess < names.length && names[guess] === name) return guess;
  for (let i = 0; i < names.length; i++) if (names[i] === name) return i;
  return -1;
}

/** Whether a value is a component definition: what guards calls from untyped code. */
export function isComponent(value: unknown): value is AnyComponent {
  return typeof value === "function" && Array.isArray((value as Partial<AnyComponent>).fields);
}
