/**
 * Message cursors: objects whose properties are the fields of one message, in place.
 *
 * A reader's view can only be read: others are yet to see the same message. A draft can be written,
 * and lies in columns of its own.
 */
import { type Column, ElementKind } from "../base/element.ts";
import { EcsError } from "../base/errors.ts";
import { readColumn, writeColumn } from "../memory/column-access.ts";
import type { ReadonlyColumn } from "../storage/component.ts";
import { fromStored, toStored, valueProblem } from "../storage/field-value.ts";
import type { MessageColumns } from "./message-columns.ts";
import type { MessageField } from "./message-field.ts";

/** The row that all cells of one cursor stand on. */
interface Place {
  row: number;
}

interface Access {
  get(): number;
  set(value: number): void;
}

/** The column of one field, and accessors of its current row. */
class Cell<View extends Column = Column> {
  column: View = undefined as unknown as View; // bound before the first access
}

// One line, and one class, per element kind, and nothing shared: what has seen five kinds of typed
// array is slow for all of them. Short, too: V8 inlines functions under 28 bytes of bytecode always,
// and an accessor that it does not inline boxes every fraction that goes through it.
// biome-ignore format: a row of the table
class F32 extends Cell<Float32Array> { access(place: Place): Access { return { get: () => this.column[place.row], set: (value) => { this.column[place.row] = value; } }; } }
// biome-ignore format: a row of the table
class F64 extends Cell<Float64Array> { access(place: Place): Access { return { get: () => this.column[place.row], set: (value) => { this.column[place.row] = value; } }; } }
// biome-ignore format: a row of the table
class I8 extends Cell<Int8Array> { access(place: Place): Access { return { get: () => this.column[place.row], set: (value) => { this.column[place.row] = value; } }; } }
// biome-ignore format: a row of the table
class U8 extends Cell<Uint8Array> { access(place: Place): Access { return { get: () => this.column[place.row], set: (value) => { this.column[place.row] = value; } }; } }
// biome-ignore format: a row of the table
class I16 extends Cell<Int16Array> { access(place: Place): Access { return { get: () => this.column[place.row], set: (value) => { this.column[place.row] = value; } }; } }
// biome-ignore format: a row of the table
class U16 extends Cell<Uint16Array> { access(place: Place): Access { return { get: () => this.column[place.row], set: (value) => { this.column[place.row] = value; } }; } }
// biome-ignore format: a row of the table
class I32 extends Cell<Int32Array> { access(place: Place): Access { return { get: () => this.column[place.row], set: (value) => { this.column[place.row] = value; } }; } }
// biome-ignore format: a row of the table
class U32 extends Cell<Uint32Array> { access(place: Place): Access { return { get: () => this.column[place.row], set: (value) => { this.column[place.row] = value; } }; } }

type AnyCell = Cell & { access(place: Place): Access };

function makeCell(kind: ElementKind): AnyCell {
  switch (kind) {
    case ElementKind.F32:
      return new F32();
    case ElementKind.F64:
      return new F64();
    case ElementKind.I8:
      return new I8();
    case ElementKind.U8:
      return new U8();
    case ElementKind.I16:
      return new I16();
    case ElementKind.U16:
      return new U16();
    case ElementKind.I32:
      return new I32();
    case ElementKind.U32:
      return new U32();
  }
}

/** On a view: the cursor that it belongs to. A symbol, so that no field can have its name. */
const CURSOR = Symbol("cursor");

/** The cursor behind a view or draft; undefined for plain values. */
export function cursorOf(values: object): MessageCursor | undefined {
  return (values as { [CURSOR]?: MessageCursor })[CURSOR];
}

/** The fields of one row of columns as properties of one object. */
export class MessageCursor {
  /** What callbacks and callers are given; the same object for every row. */
  readonly view: object;
  readonly fields: readonly MessageField[];
  readonly place: Place = { row: 0 };
  frame: MessageColumns | undefined;
  readonly #cells: readonly AnyCell[];

  constructor(fields: readonly MessageField[], isWritable: boolean) {
    this.fields = fields;
    this.#cells = fields.map((field) => makeCell(field.element));
    // On a prototype of their own: as own properties of two objects with equal names the accessors
    // would send both into slow dictionary mode.
    const prototype = Object.defineProperty({}, CURSOR, { value: this });
    fields.forEach((field, i) => {
      const { get, set } = fieldProperty(field, this.#cells[i], this.place, isWritable);
      const property = isWritable ? { get, set, enumerable: true } : { get, enumerable: true };
      Object.defineProperty(prototype, field.name, property);
    });
    // Frozen, so that a misspelt field of a draft is an error and not a property of its own.
    this.view = Object.freeze(Object.create(prototype) as object);
  }

  bind(frame: MessageColumns): void {
    this.frame = frame;
    for (let i = 0; i < this.#cells.length; i++) this.#cells[i].column = frame.columns[i];
  }
}

interface Property {
  get(): unknown;
  set(value: unknown): void;
}

function fieldProperty(
  field: MessageField,
  cell: AnyCell,
  place: Place,
  isWritable: boolean,
): Property {
  if (field.lanes > 1) return laneProperty(field, cell, place, isWritable);
  const access = cell.access(place);
  // Numbers pass through nothing, so that they are never boxed on the way.
  if (field.meaning === "number" || field.meaning === "entity") return access as Property;
  return {
    get: () => fromStored(field, access.get()),
    set: (value) => {
      const problem = valueProblem(field, value);
      if (problem !== undefined) throw new EcsError("E107", `draft: ${field.path} ${problem}`);
      access.set(toStored(field, value));
    },
  };
}

function laneProperty(
  field: MessageField,
  cell: AnyCell,
  place: Place,
  isWritable: boolean,
): Property {
  const prototype = { length: field.lanes };
  const { element, lanes: count } = field;
  const accesses = Array.from({ length: count }, (_, lane): Access => {
    const get = (): number => readColumn(element, cell.column, place.row * count + lane);
    const set = (value: number): void =>
      writeColumn(element, cell.column, place.row * count + lane, value);
    const property = isWritable ? { get, set } : { get };
    Object.defineProperty(prototype, lane, { ...property, enumerable: true });
    return { get, set };
  });
  const lanes = Object.create(prototype) as ReadonlyColumn;
  return {
    get: () => lanes,
    set: (values) => {
      for (let lane = 0; lane < accesses.length; lane++) {
        accesses[lane].set((values as ArrayLike<number>)[lane]);
      }
    },
  };
}
