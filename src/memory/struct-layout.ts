/**
 * Struct layout: where the fields of one interleaved row lie, and what the row costs in padding
 * and cache lines.
 *
 * For rows that lie one after another in one buffer (an array of structs). Components live in
 * columns instead and need none of this; it is here to compare with them, and to talk to GPUs and
 * file formats. Knows nothing of components.
 */
import { checkOptions } from "../base/argument-checks.ts";
import { ELEMENT_BYTES, ElementKind } from "../base/element.ts";
import { EcsError } from "../base/errors.ts";
import { shown } from "../base/shown.ts";

const KINDS = {
  f32: ElementKind.F32,
  f64: ElementKind.F64,
  i8: ElementKind.I8,
  u8: ElementKind.U8,
  i16: ElementKind.I16,
  u16: ElementKind.U16,
  i32: ElementKind.I32,
  u32: ElementKind.U32,
} as const;

export type StructFieldType = keyof typeof KINDS;

/**
 * - `declared`: the order given, as C does it: each field at a multiple of its size, the row at a
 *   multiple of the largest.
 * - `largest-first`: the same after sorting by size, equals as given; only the end can be padded.
 * - `packed`: the order given, without padding; fields may lie where no typed array reaches.
 */
export type StructOrder = "declared" | "largest-first" | "packed";

const ORDERS: readonly StructOrder[] = ["declared", "largest-first", "packed"];

const CACHE_LINE_BYTES = 64;

export interface StructField<Name extends string = string> {
  readonly name: Name;
  readonly type: StructFieldType;
  readonly kind: ElementKind;
  readonly byteOffset: number;
  readonly bytes: number;
  /** Unused bytes between the field before and this one. */
  readonly paddingBefore: number;
  /** Whether the field is at a multiple of its size in every row, so that a typed array reaches it. */
  readonly isAligned: boolean;
}

export interface StructLayout<Name extends string = string> {
  readonly order: StructOrder;
  /** From one row to the next, padding included. */
  readonly strideBytes: number;
  /** What the first row's offset must be a multiple of. */
  readonly alignBytes: number;
  /** Unused bytes in a row, at its end too. */
  readonly paddingBytes: number;
  readonly offsets: Readonly<Record<Name, number>>;
  /** The fields from the lowest offset up. */
  readonly fields: readonly StructField<Name>[];
  /** Whether typed arrays reach every field; a `DataView` reaches them anyway, slower. */
  readonly isAligned: boolean;
  /**
   * 64-byte cache lines that one row touches, on average over rows that follow each other from the
   * start of a line: `1 + (stride - gcd(stride, 64)) / 64`. It is what a visit in random order
   * loads; a pass in order shares lines between neighbours and loads `strideBytes / 64` per row.
   */
  readonly cacheLinesPerRow: number;
}

/**
 * Lays out one row of `fields`. Takes microseconds; the result is frozen and holds no buffer.
 *
 * @throws {EcsError} E008 no fields, an unknown type or order, or a name such as "0", which
 *   JavaScript would move to the front
 */
export function structLayout<const Fields extends Readonly<Record<string, StructFieldType>>>(
  fields: Fields,
  options: { readonly order?: StructOrder } = {},
): StructLayout<keyof Fields & string> {
  type Name = keyof Fields & string;
  checkOptions(options, "structLayout");
  const { order = "declared" } = options;
  check(fields, order);

  const names = Object.keys(fields) as Name[];
  const sizeOf = (name: Name): number => ELEMENT_BYTES[KINDS[fields[name]]];
  if (order === "largest-first") names.sort((a, b) => sizeOf(b) - sizeOf(a));

  const alignBytes = order === "packed" ? 1 : Math.max(...names.map(sizeOf));
  let end = 0;
  const placed = names.map((name) => {
    const bytes = sizeOf(name);
    const byteOffset = order === "packed" ? end : roundUp(end, bytes);
    const paddingBefore = byteOffset - end;
    end = byteOffset + bytes;
    return {
      name,
      type: fields[name],
      kind: KINDS[fields[name]],
      byteOffset,
      bytes,
      paddingBefore,
    };
  });

  const strideBytes = roundUp(end, alignBytes);
  const payloadBytes = placed.reduce((sum, field) => sum + field.bytes, 0);
  const rows = placed.map((field) => {
    const isAligned = field.byteOffset % field.bytes === 0 && strideBytes % field.bytes === 0;
    return Object.freeze({ ...field, isAligned });
  });
  const offsets = Object.fromEntries(rows.map((field) => [field.name, field.byteOffset]));
  return Object.freeze({
    order,
    strideBytes,
    alignBytes,
    paddingBytes: strideBytes - payloadBytes,
    offsets: Object.freeze(offsets) as Readonly<Record<Name, number>>,
    fields: Object.freeze(rows),
    isAligned: rows.every((field) => field.isAligned),
    cacheLinesPerRow: 1 + (strideBytes - gcd(strideBytes, CACHE_LINE_BYTES)) / CACHE_LINE_BYTES,
  });
}

function check(fields: Readonly<Record<string, StructFieldType>>, order: StructOrder): void {
  if (typeof fields !== "object" || fields === null)
    throw bad(`the fields are ${shown(fields)}`, "Pass an object with a type for each");
  const names = Object.keys(fields);
  if (!ORDERS.includes(order)) {
    throw bad(`order is "${shown(order)}"`, `Pass one of ${ORDERS.join(", ")}`);
  }
  if (names.length === 0) throw bad("there are no fields", "Pass at least one");
  for (const name of names) {
    if (typeof fields[name] !== "string" || !Object.hasOwn(KINDS, fields[name])) {
      const problem = `field "${name}" has type "${shown(fields[name])}"`;
      throw bad(problem, `Use one of ${Object.keys(KINDS).join(", ")}`);
    }
    if (/^\d+$/.test(name)) {
      const problem = `field "${name}" is named like an array index, which loses its place`;
      throw bad(problem, "Start the name with a letter");
    }
  }
}

function bad(problem: string, remedy: string): EcsError {
  return new EcsError("E008", `structLayout: ${problem}. ${remedy}.`);
}

function roundUp(value: number, multiple: number): number {
  return Math.ceil(value / multiple) * multiple;
}

function gcd(a: number, b: number): number {
  return b === 0 ? a : gcd(b, a % b);
}
