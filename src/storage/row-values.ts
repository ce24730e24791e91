/**
 * Row values: writing starting values and `set`, reading `get`.
 *
 * Every element kind has its own access site over the slab's own views, so that no site ever sees
 * more than one kind of typed array.
 */
import { ElementKind } from "../base/element.ts";
import type { Slab } from "../memory/slab.ts";
import type { Chunk } from "./chunk.ts";
import { type AnyComponent, type Field, fieldIndexOf } from "./component.ts";
import type { FreshColumns } from "./component-set.ts";
import type { FieldCodec } from "./field-codec.ts";
import { valueProblem } from "./field-value.ts";
import { fillRefs, refsIn } from "./row-refs.ts";
import { checkObject, unknownField, wrongValue } from "./value-errors.ts";
import { VERSION_FIELD } from "./version-column.ts";

/** Writes element `index` of the column that starts at `byteOffset`; a narrow integer wraps as typed arrays do. */
export function writeElement(
  slab: Slab,
  kind: ElementKind,
  byteOffset: number,
  index: number,
  value: number,
): void {
  switch (kind) {
    case ElementKind.F32:
      slab.f32[(byteOffset >> 2) + index] = value;
      return;
    case ElementKind.F64:
      slab.f64[(byteOffset >> 3) + index] = value;
      return;
    case ElementKind.I8:
    case ElementKind.U8:
      slab.u8[byteOffset + index] = value;
      return;
    case ElementKind.I16:
    case ElementKind.U16:
      slab.u16[(byteOffset >> 1) + index] = value;
      return;
    case ElementKind.I32:
    case ElementKind.U32:
      slab.u32[(byteOffset >> 2) + index] = value;
  }
}

export function readElement(
  slab: Slab,
  kind: ElementKind,
  byteOffset: number,
  index: number,
): number {
  switch (kind) {
    case ElementKind.F32:
      return slab.f32[(byteOffset >> 2) + index];
    case ElementKind.F64:
      return slab.f64[(byteOffset >> 3) + index];
    case ElementKind.I8:
      return slab.i8[byteOffset + index];
    case ElementKind.U8:
      return slab.u8[byteOffset + index];
    case ElementKind.I16:
      return slab.i16[(byteOffset >> 1) + index];
    case ElementKind.U16:
      return slab.u16[(byteOffset >> 1) + index];
    case ElementKind.I32:
      return slab.i32[(byteOffset >> 2) + index];
    case ElementKind.U32:
      return slab.u32[(byteOffset >> 2) + index];
  }
}

/** Gives the listed columns their fields' starting values in rows `start` to `end`; a version starts as now. */
export function fillDefaults(
  chunk: Chunk,
  columns: ArrayLike<number>,
  start: number,
  end: number,
): void {
  const { slab, byteOffsets } = chunk;
  const { fields, initials } = chunk.set;
  for (let i = 0; i < columns.length; i++) {
    const column = columns[i];
    const field = fields[column];
    const { element, lanes } = field;
    const initial = initials[column];
    const byteOffset = byteOffsets[column];
    if (field.meaning === "ref") {
      fillRefs(refsIn(chunk, column), undefined, start, end);
      continue;
    }
    if (field === VERSION_FIELD) {
      fillElements(slab, element, byteOffset, start, end, chunk.now);
      continue;
    }
    if (lanes === 1 && end - start > 1) {
      fillElements(slab, element, byteOffset, start, end, initial[0]);
      continue;
    }
    for (let row = start; row < end; row++) {
      for (let lane = 0; lane < lanes; lane++) {
        writeElement(slab, element, byteOffset, row * lanes + lane, initial[lane]);
      }
    }
  }
}

/** Gives columns their fields' starting values in one row. */
export function fillRowDefaults(chunk: Chunk, fresh: FreshColumns, row: number): void {
  const { words, initialWords, others } = fresh;
  const u32 = chunk.slab.u32;
  const byteOffsets = chunk.byteOffsets;
  for (let i = 0; i < words.length; i++) u32[(byteOffsets[words[i]] >> 2) + row] = initialWords[i];
  if (others.length > 0) fillDefaults(chunk, others, row, row + 1);
}

/** Writes one value into elements `start` to `end` of a column. */
export function fillElements(
  slab: Slab,
  kind: ElementKind,
  byteOffset: number,
  start: number,
  end: number,
  value: number,
): void {
  switch (kind) {
    case ElementKind.F32:
      slab.f32.fill(value, (byteOffset >> 2) + start, (byteOffset >> 2) + end);
      return;
    case ElementKind.F64:
      slab.f64.fill(value, (byteOffset >> 3) + start, (byteOffset >> 3) + end);
      return;
    case ElementKind.I8:
    case ElementKind.U8:
      slab.u8.fill(value, byteOffset + start, byteOffset + end);
      return;
    case ElementKind.I16:
    case ElementKind.U16:
      slab.u16.fill(value, (byteOffset >> 1) + start, (byteOffset >> 1) + end);
      return;
    case ElementKind.I32:
    case ElementKind.U32:
      slab.u32.fill(value, (byteOffset >> 2) + start, (byteOffset >> 2) + end);
  }
}

type PlainValues = Readonly<Record<string, unknown>>;

/**
 * Throws unless every value names a field of the component and fits it; writes no row.
 *
 * Called before anything changes, so that a wrong value leaves the world as it was. Strings are
 * interned here, so that writing them later cannot fail.
 * @throws {EcsError} E106 no such field · E107 a value its field cannot hold, a fraction for an integer among them · E014 too many strings
 */
export function checkValues(
  component: AnyComponent,
  values: PlainValues,
  verb: string,
  codec: FieldCodec,
): void {
  checkObject(component, values, verb);
  let guess = 0;
  for (const name in values) {
    const index = fieldIndexOf(component, name, guess++);
    if (index < 0) throw unknownField(component, name, verb);
    const value = values[name];
    if (value === undefined) continue;
    const field = component.fields[index];
    // What is right is told at once, as a rule; what is wrong, and with what, by `valueProblem`.
    if (typeof value === "number" && value >= field.least && value <= field.most) {
      if (field.isFloat || (value | 0) === value || value >>> 0 === value) continue;
    }
    const problem = valueProblem(field, value);
    if (problem !== undefined) throw wrongValue(component, name, problem, verb);
    if (field.meaning === "string") codec.toStored(field, value);
  }
}

/** Writes checked values into one row; fields not named keep what they hold. */
export function writeValues(
  chunk: Chunk,
  row: number,
  component: AnyComponent,
  values: PlainValues,
): void {
  const first = chunk.set.firstColumnOf(chunk.set.slotOf(component));
  let guess = 0;
  for (const name in values) {
    const value = values[name];
    const index = fieldIndexOf(component, name, guess++);
    const field = component.fields[index];
    if (value === undefined && field.meaning !== "ref") continue;
    const { element, lanes } = field;
    const byteOffset = chunk.byteOffsets[first + index];
    if (field.isPlain) writeElement(chunk.slab, element, byteOffset, row, value as number);
    else if (field.meaning === "ref") refsIn(chunk, first + index)[row] = value;
    else if (lanes === 1) {
      writeElement(chunk.slab, element, byteOffset, row, chunk.set.codec.toStored(field, value));
    } else {
      for (let lane = 0; lane < lanes; lane++) {
        writeElement(
          chunk.slab,
          element,
          byteOffset,
          row * lanes + lane,
          (value as ArrayLike<number>)[lane],
        );
      }
    }
  }
}

/** One row of a component as a fresh plain object. */
export function readValues(
  chunk: Chunk,
  row: number,
  component: AnyComponent,
): Record<string, unknown> {
  const first = chunk.set.firstColumnOf(chunk.set.slotOf(component));
  const values: Record<string, unknown> = {};
  for (let i = 0; i < component.fields.length; i++) {
    const field = component.fields[i];
    values[field.name] = readField(chunk, row, field, first + i);
  }
  return values;
}

/** One field of one row, by name, where `column` is the component's first. @throws {EcsError} E106 no such field */
export function readNamed(
  chunk: Chunk,
  row: number,
  component: AnyComponent,
  column: number,
  name: string,
): unknown {
  const index = fieldIndexOf(component, name, 0);
  if (index < 0) throw unknownField(component, name, "get");
  const field = component.fields[index];
  // Short, so that V8 inlines all of it into the program: else each number would be boxed on its way out.
  return field.isPlain && field.element === ElementKind.F32
    ? chunk.slab.f32[(chunk.byteOffsets[column + index] >> 2) + row]
    : readField(chunk, row, field, column + index);
}

function readField(chunk: Chunk, row: number, field: Field, column: number): unknown {
  if (field.meaning === "ref") return refsIn(chunk, column)[row];
  const byteOffset = chunk.byteOffsets[column];
  if (field.lanes > 1) {
    const lanes: number[] = [];
    for (let lane = 0; lane < field.lanes; lane++) {
      lanes.push(readElement(chunk.slab, field.element, byteOffset, row * field.lanes + lane));
    }
    return lanes;
  }
  return chunk.set.codec.fromStored(field, readElement(chunk.slab, field.element, byteOffset, row));
}
