/**
 * Field types: what one field of a component is made of, and what it holds until it is set.
 *
 * `f32` is a field type that starts at 0; `f32(9.81)` is one that starts at 9.81. `array(f32, 4)`
 * keeps four lanes per row next to each other in one column.
 */
import { ElementKind } from "../base/element.ts";
import { EcsError } from "../base/errors.ts";
import type { Entity } from "../base/ids.ts";
import { shown } from "../base/shown.ts";
import { type FieldMeaning, toStored, valueProblem } from "./field-value.ts";

/**
 * @typeParam Value - what `get` returns and a constructor takes
 * @typeParam View - the column a chunk hands out: `lanes` elements a row
 */
export interface FieldType<Value, View> {
  /** The same field type with another starting value. */
  (initial: Value): FieldType<Value, View>;
  readonly typeName: string;
  readonly element: ElementKind;
  readonly lanes: number;
  readonly meaning: FieldMeaning;
  /** What a choice may be, in the order of the stored numbers; empty for other meanings. */
  readonly choices: readonly string[];
  /** The starting value of each lane, as stored; what a string starts at is `initialText`. */
  readonly initial: readonly number[];
  /** @internal What a string starts at; empty for other meanings. */
  readonly initialText: string;
  /** @internal Carries the types only. */
  readonly _types?: { readonly value: Value; readonly view: View };
}

// biome-ignore lint/suspicious/noExplicitAny: the one place that stands for "any field type"; FieldType is invariant in Value.
export type AnyFieldType = FieldType<any, any>;
export type Schema = Readonly<Record<string, AnyFieldType>>;

/** What only some meanings have. */
interface Extras {
  readonly choices?: readonly string[];
  readonly initialText?: string;
}

function fieldType<Value, View>(
  typeName: string,
  element: ElementKind,
  meaning: FieldMeaning,
  initial: readonly number[],
  extras: Extras = {},
): FieldType<Value, View> {
  const lanes = initial.length;
  const { choices = [], initialText = "" } = extras;
  const parts = { typeName, element, lanes, meaning, initial, choices, initialText };
  const withInitial = (value: Value): FieldType<Value, View> => {
    if (meaning === "ref") {
      throw new EcsError(
        "E105",
        "ref(...): a reference starts as undefined, because all rows would share one object. Give each entity its own when it is spawned.",
      );
    }
    const problem = valueProblem(parts, value);
    if (problem !== undefined) {
      throw new EcsError("E105", `${typeName}(${shown(value)}): the field ${problem}`);
    }
    if (meaning === "string") {
      return fieldType(typeName, element, meaning, initial, { ...extras, initialText: `${value}` });
    }
    const values: readonly unknown[] =
      lanes === 1 ? [value] : Array.from(value as ArrayLike<unknown>);
    const stored = values.map((one) => toStored(parts, one));
    return fieldType(typeName, element, meaning, stored, extras);
  };
  return Object.assign(withInitial, parts);
}

function scalar<View>(typeName: string, element: ElementKind): FieldType<number, View> {
  return fieldType<number, View>(typeName, element, "number", [0]);
}

export const f32: FieldType<number, Float32Array> = /* @__PURE__ */ scalar("f32", ElementKind.F32);
export const f64: FieldType<number, Float64Array> = /* @__PURE__ */ scalar("f64", ElementKind.F64);
export const i8: FieldType<number, Int8Array> = /* @__PURE__ */ scalar("i8", ElementKind.I8);
export const u8: FieldType<number, Uint8Array> = /* @__PURE__ */ scalar("u8", ElementKind.U8);
export const i16: FieldType<number, Int16Array> = /* @__PURE__ */ scalar("i16", ElementKind.I16);
export const u16: FieldType<number, Uint16Array> = /* @__PURE__ */ scalar("u16", ElementKind.U16);
export const i32: FieldType<number, Int32Array> = /* @__PURE__ */ scalar("i32", ElementKind.I32);
export const u32: FieldType<number, Uint32Array> = /* @__PURE__ */ scalar("u32", ElementKind.U32);
/** True or false, one byte; its column holds 0 and 1. */
export const bool: FieldType<boolean, Uint8Array> = /* @__PURE__ */ fieldType(
  "bool",
  ElementKind.U8,
  "bool",
  [0],
);
/**
 * A reference to an entity; `NO_ENTITY` until set, and again once its target is dead.
 *
 * `get` and cursors look whether the target lives, in 1 ns; it can never become another entity. The
 * column keeps the handle: `world.isAlive` is for loops over columns.
 */
export const entity: FieldType<Entity, Uint32Array> = /* @__PURE__ */ fieldType(
  "entity",
  ElementKind.U32,
  "entity",
  [0],
);

/**
 * Any string; `string("none")` starts at "none", `string` at "".
 *
 * Each world holds every different string once, and the column holds its id: `world.stringId` and
 * `world.stringOf` translate in loops over columns. A cursor reads one in 2 ns more than a number; `set`
 * writes one in 35 ns more, or 0.5 us where the world has not seen it. Strings that no row holds any more
 * are let go by `world.shrink()`.
 */
export const string: FieldType<string, Uint32Array> = /* @__PURE__ */ fieldType(
  "string",
  ElementKind.U32,
  "string",
  [0],
);

/**
 * A reference to any JavaScript value, such as a sprite or a callback: `ref<Sprite>()` reads and writes
 * as `Sprite | undefined` and starts as undefined.
 *
 * Its column is an ordinary array of `capacity` entries beside the chunk's memory: it moves with its
 * rows and lets go of what it held when the row is removed, and it cannot be saved, sent or drawn as
 * bytes. Where `set` or a value names it, undefined clears it. Read and written like a number; a row that has one moves in 8 ns more.
 */
export function ref<T>(): FieldType<T | undefined, (T | undefined)[]> {
  return fieldType("ref", ElementKind.U8, "ref", [0]);
}

/** The most choices one field may have: they are stored in a byte. */
export const MAX_CHOICES = 256;

/**
 * One of a few strings, stored in a byte: `oneOf("idle", "run")` reads and writes as that union and
 * starts at the first. Its column holds each choice's place in the list.
 *
 * @throws {EcsError} E105 without choices, with more than 256, or with one given twice
 */
export function oneOf<const Choices extends readonly string[]>(
  ...choices: Choices
): FieldType<Choices[number], Uint8Array> {
  const isDistinct = new Set(choices).size === choices.length;
  const areTexts = choices.every((one) => typeof one === "string");
  if (choices.length === 0 || choices.length > MAX_CHOICES || !isDistinct || !areTexts) {
    const what = isDistinct
      ? areTexts
        ? ""
        : ", some of them no strings"
      : ", some of them twice";
    throw new EcsError(
      "E105",
      `oneOf(${choices.slice(0, 8).map(shown).join(", ")}): there are ${choices.length} choices${what}. Pass 1 to ${MAX_CHOICES} different strings.`,
    );
  }
  return fieldType(`oneOf(${choices.join(", ")})`, ElementKind.U8, "choice", [0], { choices });
}

/** A tuple of exactly `Length` items. */
export type Lanes<Length extends number, Item = number> = number extends Length
  ? readonly Item[]
  : LanesUpTo<Length, Item, []>;
type LanesUpTo<
  Length extends number,
  Item,
  Built extends readonly Item[],
> = Built["length"] extends Length ? Readonly<Built> : LanesUpTo<Length, Item, [...Built, Item]>;

/** The most lanes one field may have: a 4 x 4 matrix twice over. */
export const MAX_LANES = 32;

/**
 * A field of `length` lanes per row, side by side in one column: lane `j` of row `i` is element
 * `i * length + j`. For vectors and matrices that are read whole.
 *
 * @throws {EcsError} E105 unless `length` is a whole number from 2 to 32 and `type` has one lane
 */
export function array<View, const Length extends number>(
  type: FieldType<number, View>,
  length: Length,
): FieldType<Lanes<Length>, View> {
  const isNumber = type?.lanes === 1 && type.meaning === "number";
  if (!Number.isInteger(length) || length < 2 || length > MAX_LANES || !isNumber) {
    throw new EcsError(
      "E105",
      `array(${type?.typeName ?? shown(type)}, ${shown(length)}): the length must be a whole number from 2 to ${MAX_LANES} and the type a single number. Use the type itself for one lane, several fields for more.`,
    );
  }
  const initial = new Array<number>(length).fill(type.initial[0]);
  return fieldType(`${type.typeName}x${length}`, type.element, type.meaning, initial);
}

export const f32x2: FieldType<Lanes<2>, Float32Array> = /* @__PURE__ */ array(f32, 2);
export const f32x3: FieldType<Lanes<3>, Float32Array> = /* @__PURE__ */ array(f32, 3);
export const f32x4: FieldType<Lanes<4>, Float32Array> = /* @__PURE__ */ array(f32, 4);
