/**
 * Defining components: `component`, `tag` and `tagGroup`.
 *
 * What they return is described in `component.ts`; it belongs to no world.
 */
import { ELEMENT_BYTES } from "../base/element.ts";
import { EcsError } from "../base/errors.ts";
import { quoted, shown } from "../base/shown.ts";
import {
  type AnyComponent,
  type Component,
  ComponentValue,
  type Field,
  type PairHolder,
  type Tag,
  type Values,
  type ValuesInput,
} from "./component.ts";
import {
  type ComponentOptions,
  checkOptions,
  type TagOptions,
  withRequired,
} from "./component-options.ts";
import type { AnyFieldType, Schema } from "./field.ts";
import { isFloat, rangeOf } from "./field-value.ts";

/** The range of a field that holds anything else than plain numbers. */
const NO_NUMBER: readonly [number, number] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];

/** The most fields one component may have. */
export const MAX_FIELDS = 64;

let definitionCount = 0;

/**
 * Defines a component: `component("Position", { x: f32, y: f32 })`.
 *
 * Each field becomes a column of its own. Define once, at module level, and share the result.
 * @throws {EcsError} E105 when the name is empty, a field is not a field type, there are none or more than 64, or an option is wrong
 */
export function component<const S extends Schema>(
  label: string,
  schema: S,
  options: ComponentOptions<S> = {},
): Component<S> {
  checkLabel(label, "component");
  const names = Object.keys(schema ?? {});
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
    options,
  );
}

/**
 * Defines a component without fields: an entity has it or has not. Costs no bytes per row.
 *
 * @throws {EcsError} E105 when the name is empty, or an option is wrong
 */
export function tag(label: string, options: TagOptions = {}): Tag {
  checkLabel(label, "tag");
  return define(label, {}, [], options);
}

/**
 * Defines tags of which an entity has one at most: `const Stance = tagGroup("Stance", "Idle", "Run")`
 * makes `Stance.Idle` and `Stance.Run`.
 *
 * Adding one takes the place of the one the entity had, in a single move. Having none is possible, too.
 * @throws {EcsError} E105 when a name is empty or given twice, or there are fewer than two
 */
export function tagGroup<const Names extends readonly string[]>(
  label: string,
  ...names: Names
): { readonly [Name in Names[number]]: Tag } {
  checkLabel(label, "tagGroup");
  if (names.length < 2 || new Set(names).size !== names.length || !names.every(isName)) {
    throw new EcsError(
      "E105",
      `tagGroup("${label}"): its tags are [${names.map(shown).join(", ")}]. Pass two or more different names.`,
    );
  }
  const group: AnyComponent[] = [];
  const tags: Record<string, Tag> = {};
  for (const name of names) {
    const member: Tag = define(`${label}.${name}`, {}, [], {}, group);
    group.push(member);
    tags[name] = member;
  }
  return tags as { readonly [Name in Names[number]]: Tag };
}

function isName(label: unknown): boolean {
  return typeof label === "string" && label !== "";
}

function checkLabel(label: string, verb: string): void {
  if (isName(label)) return;
  throw new EcsError(
    "E105",
    `${verb}(${quoted(label)}): a component needs a name. Give it one that its messages can use.`,
  );
}

function resolveField(label: string, name: string, type: AnyFieldType | undefined): Field {
  if (typeof type !== "function" || type.initial === undefined) {
    throw new EcsError(
      "E105",
      `component("${label}"): field "${name}" is ${shown(type)}, not a field type. Use f32, u8(100), array(f32, 4) and the like.`,
    );
  }
  const { typeName, element, meaning, lanes, initial, choices, initialText } = type;
  const isPlain = lanes === 1 && meaning === "number";
  const [least, most] = isPlain ? rangeOf(element) : NO_NUMBER;
  return {
    name,
    typeName,
    element,
    meaning,
    lanes,
    bytesPerRow: meaning === "ref" ? 0 : lanes * ELEMENT_BYTES[element],
    initial,
    choices,
    initialText,
    isPlain,
    least,
    most,
    isFloat: isFloat(element),
  };
}

function define<S extends Schema>(
  label: string,
  schema: S,
  fields: readonly Field[],
  options: ComponentOptions<S>,
  group: readonly AnyComponent[] = [],
): Component<S> {
  checkOptions(fields.length === 0 ? "tag" : "component", label, options);
  const requires = withRequired(options.requires ?? []);
  const keeps = !fields.some((field) => field.meaning === "ref");
  // Every 64th will do: each that is kept costs V8 the note that an old object leads to a young one.
  let turn = 0;
  const make = (values?: ValuesInput<S>): ComponentValue<S> => {
    const made = new ComponentValue(definition, (values ?? {}) as Partial<Values<S>>);
    if (turn === 0 && keeps) definition.keptValue = made;
    turn = (turn + 1) & 63;
    return made;
  };
  const definition: Component<S> = complete(make, {
    label,
    schema,
    fields,
    isSparse: options.storage === "sparse",
    isToggle: options.toggle === true,
    tracksRows: options.track === "rows",
    requires,
    group,
    problemOf: options.validate,
    pairRules: undefined,
  });
  for (const required of requires) required.requiredBy.push(definition as AnyComponent);
  return definition;
}

/** @internal Makes a tag of a function that is called otherwise than a tag: what a relation is. */
export function defineTagAs<Make extends object>(
  make: Make,
  label: string,
  pairRules: PairHolder,
): Make & Pick<Tag, keyof Tag> {
  checkLabel(label, "relation");
  return complete(make, {
    label,
    schema: {},
    fields: [],
    isSparse: false,
    isToggle: false,
    tracksRows: false,
    requires: [],
    group: [],
    problemOf: undefined,
    pairRules,
  });
}

type Worked = "id" | "fieldNames" | "isTag" | "requiredBy" | "isLinked" | "keptValue";
type Writable<T> = { -readonly [K in keyof T]: T[K] };

/** Puts the parts of a definition on the function that it is. */
function complete<Make extends object, S extends Schema>(
  make: Make,
  parts: Pick<Component<S>, Exclude<keyof Component<S>, Worked>>,
): Make & Pick<Component<S>, keyof Component<S>> {
  const { fields, requires, group, pairRules } = parts;
  // One by one and by name, and `make.name` left alone: `Object.assign` of this many, or another name, turns the
  // function into a slow dictionary, and every `component.id` in a hot path into a hash lookup.
  const made = make as Make & Writable<Pick<Component<S>, keyof Component<S>>>;
  made.id = definitionCount++;
  made.label = parts.label;
  made.schema = parts.schema;
  made.fields = fields;
  made.fieldNames = fields.map((field) => field.name);
  made.isTag = fields.length === 0;
  made.isSparse = parts.isSparse;
  made.isToggle = parts.isToggle;
  made.tracksRows = parts.tracksRows;
  made.requires = requires;
  made.requiredBy = [];
  made.group = group;
  made.isLinked = requires.length > 0 || group.length > 0 || pairRules !== undefined;
  made.problemOf = parts.problemOf;
  made.keptValue = undefined;
  made.pairRules = pairRules;
  return made;
}
