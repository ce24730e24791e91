/**
 * Row cursors: what `each` hands to its callback, one per component, moved from row to row.
 *
 * A cursor reads and writes the columns in place; it is the same object for every row, so keep
 * nothing of it. The accessors close over a holder of the current column instead of reading fields
 * of `this`: component shapes differ, and an accessor that had seen five of them would run ten times
 * slower. One access site per element kind, for the same reason.
 *
 * A holder is a view of the whole slab and a base: as long as a field has been seen in one slab only, the
 * view is a constant to V8, which makes `each` a quarter faster than with a view for each column.
 */
import { type Column, ELEMENT_SHIFT } from "../base/element.ts";
import { EcsError } from "../base/errors.ts";
import type { Entity } from "../base/ids.ts";
import type { Slab } from "../memory/slab.ts";
import type { Chunk } from "../storage/chunk.ts";
import type { AnyComponent, Field, SchemaOf, Values } from "../storage/component.ts";
import type { FieldType, Schema } from "../storage/field.ts";
import type { FieldCodec } from "../storage/field-codec.ts";
import { valueProblem } from "../storage/field-value.ts";
import { RowMarks } from "../storage/row-marks.ts";
import { refsIn } from "../storage/row-refs.ts";
import type { OptionalTerm } from "./term.ts";

/** The lanes of one row, in place. */
export interface LaneCursor {
  readonly length: number;
  [lane: number]: number;
}

/** One component of the current row: plain properties, read and written in place. */
export type RowCursor<S extends Schema> = {
  -readonly [K in keyof S]: S[K] extends FieldType<infer Value, readonly unknown[]>
    ? Value // a reference
    : Values<S>[K] extends number | boolean | string | Entity
      ? Values<S>[K]
      : LaneCursor;
};
export type Cursors<Data extends readonly unknown[]> = {
  [I in keyof Data]: Data[I] extends OptionalTerm<infer C>
    ? RowCursor<SchemaOf<C>> | undefined
    : RowCursor<SchemaOf<Data[I]>>;
};

/** The row that all cursors of one query stand on. */
export class CurrentRow {
  index = 0;
  /** What stored numbers stand for in the query's world. */
  codec: FieldCodec = undefined as unknown as FieldCodec; // bound before the first row is visited
}

/** Where the column of one field begins in the current chunk, and whether the callback wrote to it. */
class Holder<View = Column> {
  // Declared only: a field that is defined first and given its value later is no constant to V8.
  declare heap: View;
  base = 0;
  isWritten = false;
  readonly shift: number;

  constructor(heap: View, shift: number) {
    this.heap = heap;
    this.shift = shift;
  }
}

/** That of a reference: its column is a plain array, another one in each chunk. Of another class, as its `heap` is no constant. */
class RefHolder extends Holder {}

interface Access {
  get(): number;
  set(value: number): void;
}

interface Accessors {
  plain(holder: Holder, row: CurrentRow): Access;
  lane(holder: Holder, row: CurrentRow, lanes: number, lane: number): Access;
}

// By element kind, and last for references. The text is repeated on purpose: V8 keeps one record of what it has
// seen per piece of source text, so shared text would be slow for every kind at once. Fields of one lane have
// accessors of their own, because V8 always inlines a getter of up to 27 bytes of bytecode; with `at` for `h`, and not
// without, it has just as many.
// biome-ignore format: a kind takes two lines
const ACCESSORS: readonly Accessors[] = [
  { plain: (h, row) => ({ get: () => { const at = h; return at.heap[at.base + row.index]; }, set: (value) => { h.heap[h.base + row.index] = value; h.isWritten = true; } }),
    lane: (h, row, n, lane) => ({ get: () => h.heap[h.base + row.index * n + lane], set: (value) => { h.heap[h.base + row.index * n + lane] = value; h.isWritten = true; } }) },
  { plain: (h, row) => ({ get: () => { const at = h; return at.heap[at.base + row.index]; }, set: (value) => { h.heap[h.base + row.index] = value; h.isWritten = true; } }),
    lane: (h, row, n, lane) => ({ get: () => h.heap[h.base + row.index * n + lane], set: (value) => { h.heap[h.base + row.index * n + lane] = value; h.isWritten = true; } }) },
  { plain: (h, row) => ({ get: () => { const at = h; return at.heap[at.base + row.index]; }, set: (value) => { h.heap[h.base + row.index] = value; h.isWritten = true; } }),
    lane: (h, row, n, lane) => ({ get: () => h.heap[h.base + row.index * n + lane], set: (value) => { h.heap[h.base + row.index * n + lane] = value; h.isWritten = true; } }) },
  { plain: (h, row) => ({ get: () => { const at = h; return at.heap[at.base + row.index]; }, set: (value) => { h.heap[h.base + row.index] = value; h.isWritten = true; } }),
    lane: (h, row, n, lane) => ({ get: () => h.heap[h.base + row.index * n + lane], set: (value) => { h.heap[h.base + row.index * n + lane] = value; h.isWritten = true; } }) },
  { plain: (h, row) => ({ get: () => { const at = h; return at.heap[at.base + row.index]; }, set: (value) => { h.heap[h.base + row.index] = value; h.isWritten = true; } }),
    lane: (h, row, n, lane) => ({ get: () => h.heap[h.base + row.index * n + lane], set: (value) => { h.heap[h.base + row.index * n + lane] = value; h.isWritten = true; } }) },
  { plain: (h, row) => ({ get: () => { const at = h; return at.heap[at.base + row.index]; }, set: (value) => { h.heap[h.base + row.index] = value; h.isWritten = true; } }),
    lane: (h, row, n, lane) => ({ get: () => h.heap[h.base + row.index * n + lane], set: (value) => { h.heap[h.base + row.index * n + lane] = value; h.isWritten = true; } }) },
  { plain: (h, row) => ({ get: () => { const at = h; return at.heap[at.base + row.index]; }, set: (value) => { h.heap[h.base + row.index] = value; h.isWritten = true; } }),
    lane: (h, row, n, lane) => ({ get: () => h.heap[h.base + row.index * n + lane], set: (value) => { h.heap[h.base + row.index * n + lane] = value; h.isWritten = true; } }) },
  { plain: (h, row) => ({ get: () => { const at = h; return at.heap[at.base + row.index]; }, set: (value) => { h.heap[h.base + row.index] = value; h.isWritten = true; } }),
    lane: (h, row, n, lane) => ({ get: () => h.heap[h.base + row.index * n + lane], set: (value) => { h.heap[h.base + row.index * n + lane] = value; h.isWritten = true; } }) },
  { plain: (h, row) => ({ get: () => { const at = h; return at.heap[at.base + row.index]; }, set: (value) => { h.heap[h.base + row.index] = value; h.isWritten = true; } }),
    lane: (h, row, n, lane) => ({ get: () => h.heap[h.base + row.index * n + lane], set: (value) => { h.heap[h.base + row.index * n + lane] = value; h.isWritten = true; } }) },
];
const REFS = 8;

/** Wraps an access so that each write marks its row, for components that track rows. */
function stamping(access: Access, row: CurrentRow, marks: RowMarks): Access {
  const { get, set } = access;
  const setAndStamp = (value: number): void => {
    set(value);
    marks.mark(row.index);
  };
  return { get, set: setAndStamp };
}

/** The slab's view that a field's column is read through; for references, the column itself. */
function heapOf({ element, meaning }: Field, chunk: Chunk, column: number): Column {
  return meaning === "ref"
    ? (refsIn(chunk, column) as unknown as Column)
    : chunk.slab.viewOf(element);
}

/** The cursor of one component, and the means to move it from chunk to chunk. */
export class BoundCursor {
  readonly #component: AnyComponent;
  /** Only where rows are tracked; its writes are stamped one by one. */
  readonly #marks: RowMarks | undefined;
  readonly #row: CurrentRow;
  /** What the callback is given; made, with its holders, for the first chunk. */
  #cursor: object | undefined;
  #holders: readonly Holder[] = [];
  /** The slab whose views the holders have. */
  #slab: Slab | undefined;
  #hasRefs = false;

  constructor(component: AnyComponent, row: CurrentRow) {
    this.#row = row;
    this.#component = component;
    if (component.tracksRows) this.#marks = new RowMarks();
  }

  /** Points the cursor at a chunk's columns and returns it; undefined where the chunk lacks the component. */
  bind(chunk: Chunk): object | undefined {
    const slot = chunk.set.slotOf(this.#component);
    if (slot <= 0) return undefined;
    this.#row.codec = chunk.set.codec;
    const first = chunk.set.firstColumnOf(slot);
    const cursor = this.#cursor ?? this.#make(chunk, first);
    if (chunk.slab !== this.#slab) this.#enterSlab(chunk, first);
    const { byteOffsets } = chunk;
    for (let i = 0; i < this.#holders.length; i++) {
      const holder = this.#holders[i];
      holder.base = byteOffsets[first + i] >> holder.shift;
      holder.isWritten = false;
    }
    if (this.#marks !== undefined) chunk.pointMarks(this.#marks, slot);
    return cursor;
  }

  #enterSlab(chunk: Chunk, first: number): void {
    const { fields } = this.#component;
    for (let i = 0; i < fields.length; i++) {
      const heap = heapOf(fields[i], chunk, first + i);
      if (this.#holders[i].heap !== heap) this.#holders[i].heap = heap;
    }
    // References are fetched for every chunk.
    this.#slab = this.#hasRefs ? undefined : chunk.slab;
  }

  #make(chunk: Chunk, first: number): object {
    const { fields } = this.#component;
    this.#hasRefs = fields.some((field) => field.meaning === "ref");
    this.#holders = fields.map((field, i) => {
      const heap = heapOf(field, chunk, first + i);
      if (field.meaning === "ref") return new RefHolder(heap, 31); // its base is 0, always
      return new Holder(heap, ELEMENT_SHIFT[field.element]);
    });
    // The accessors sit on a prototype of their own: as own properties of two objects with equal
    // names they would send both into slow dictionary mode.
    const prototype = {};
    for (let i = 0; i < fields.length; i++) {
      const property = fieldProperty(fields[i], this.#holders[i], this.#row, this.#marks);
      Object.defineProperty(prototype, fields[i].name, property);
    }
    this.#cursor = Object.create(prototype) as object;
    return this.#cursor;
  }

  /** Stamps rows `start` to `end` as changed if the callback wrote through this cursor. */
  settle(chunk: Chunk, start: number, end: number): void {
    if (this.#marks !== undefined) return;
    for (const holder of this.#holders) {
      if (!holder.isWritten) continue;
      holder.isWritten = false;
      chunk.stamp(chunk.set.slotOf(this.#component), start, end);
    }
  }
}

function fieldProperty(
  field: Field,
  holder: Holder,
  row: CurrentRow,
  marks: RowMarks | undefined,
): PropertyDescriptor {
  const stamped = (access: Access): Access =>
    marks === undefined ? access : stamping(access, row, marks);
  const { plain, lane } = ACCESSORS[field.meaning === "ref" ? REFS : field.element];
  if (field.lanes > 1)
    return laneProperty(field, (i) => stamped(lane(holder, row, field.lanes, i)));
  const { get, set } = stamped(plain(holder, row));
  if (field.meaning === "bool") {
    const setBool = (value: boolean): void => set(value ? 1 : 0);
    return { get: () => get() !== 0, set: setBool, enumerable: true };
  }
  if (field.meaning === "entity") {
    return { get: () => row.codec.living(get() as Entity), set, enumerable: true };
  }
  if (field.meaning === "choice" || field.meaning === "string") {
    return textProperty(field, get, set, row);
  }
  return { get, set, enumerable: true };
}

/** Choices and strings: checked when written, translated by the world. */
function textProperty(
  field: Field,
  get: () => number,
  set: (value: number) => void,
  row: CurrentRow,
): PropertyDescriptor {
  const setText = (value: string): void => {
    const problem = valueProblem(field, value);
    if (problem !== undefined) throw new EcsError("E107", `each: ${field.name} ${problem}`);
    set(row.codec.toStored(field, value));
  };
  return { get: () => row.codec.fromStored(field, get()), set: setText, enumerable: true };
}

function laneProperty(field: Field, accessOf: (lane: number) => Access): PropertyDescriptor {
  const prototype = { length: field.lanes };
  const sets: ((value: number) => void)[] = [];
  for (let lane = 0; lane < field.lanes; lane++) {
    const { get, set } = accessOf(lane);
    sets.push(set);
    Object.defineProperty(prototype, lane, { get, set, enumerable: true });
  }
  const lanes = Object.create(prototype) as LaneCursor;
  const setAll = (values: LaneCursor): void => {
    for (let lane = 0; lane < sets.length; lane++) sets[lane](values[lane]);
  };
  return { get: () => lanes, set: setAll, enumerable: true };
}
