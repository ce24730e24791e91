/**
 * Moves blocks of rows between a slab's columns and scratch columns.
 *
 * Each pair of an element kind and a variable's type has loops of its own, so that each access site sees one kind
 * of array. Narrow integers are widened to i32 and wrap when they are stored; any byte but 0 is a true bool.
 */
import type { Column, ElementKind } from "../../base/element.ts";
import type { ValueType } from "../program.ts";
import type { Scratch } from "./scratch.ts";

/** Between `rows` rows of a column, the first at element `first` and each `lanes` after the one before, and a scratch column. */
export interface RowMoves<T, S> {
  load(rows: number, from: T, first: number, lanes: number, out: S): void;
  store(rows: number, out: T, first: number, lanes: number, from: S): void;
}

const f32: RowMoves<Float32Array, Float32Array> = {
  load(rows, from, first, lanes, out) {
    for (let i = 0; i < rows; i++) out[i] = from[first + i * lanes];
  },
  store(rows, out, first, lanes, from) {
    for (let i = 0; i < rows; i++) out[first + i * lanes] = from[i];
  },
};

const f64: RowMoves<Float64Array, Float64Array> = {
  load(rows, from, first, lanes, out) {
    for (let i = 0; i < rows; i++) out[i] = from[first + i * lanes];
  },
  store(rows, out, first, lanes, from) {
    for (let i = 0; i < rows; i++) out[first + i * lanes] = from[i];
  },
};

const i8: RowMoves<Int8Array, Int32Array> = {
  load(rows, from, first, lanes, out) {
    for (let i = 0; i < rows; i++) out[i] = from[first + i * lanes];
  },
  store(rows, out, first, lanes, from) {
    for (let i = 0; i < rows; i++) out[first + i * lanes] = from[i];
  },
};

const u8: RowMoves<Uint8Array, Int32Array> = {
  load(rows, from, first, lanes, out) {
    for (let i = 0; i < rows; i++) out[i] = from[first + i * lanes];
  },
  store(rows, out, first, lanes, from) {
    for (let i = 0; i < rows; i++) out[first + i * lanes] = from[i];
  },
};

const i16: RowMoves<Int16Array, Int32Array> = {
  load(rows, from, first, lanes, out) {
    for (let i = 0; i < rows; i++) out[i] = from[first + i * lanes];
  },
  store(rows, out, first, lanes, from) {
    for (let i = 0; i < rows; i++) out[first + i * lanes] = from[i];
  },
};

const u16: RowMoves<Uint16Array, Int32Array> = {
  load(rows, from, first, lanes, out) {
    for (let i = 0; i < rows; i++) out[i] = from[first + i * lanes];
  },
  store(rows, out, first, lanes, from) {
    for (let i = 0; i < rows; i++) out[first + i * lanes] = from[i];
  },
};

const i32: RowMoves<Int32Array, Int32Array> = {
  load(rows, from, first, lanes, out) {
    for (let i = 0; i < rows; i++) out[i] = from[first + i * lanes];
  },
  store(rows, out, first, lanes, from) {
    for (let i = 0; i < rows; i++) out[first + i * lanes] = from[i];
  },
};

const u32: RowMoves<Uint32Array, Uint32Array> = {
  load(rows, from, first, lanes, out) {
    for (let i = 0; i < rows; i++) out[i] = from[first + i * lanes];
  },
  store(rows, out, first, lanes, from) {
    for (let i = 0; i < rows; i++) out[first + i * lanes] = from[i];
  },
};

const bool: RowMoves<Uint8Array, Uint8Array> = {
  load(rows, from, first, lanes, out) {
    for (let i = 0; i < rows; i++) out[i] = from[first + i * lanes] === 0 ? 0 : 1;
  },
  store(rows, out, first, lanes, from) {
    for (let i = 0; i < rows; i++) out[first + i * lanes] = from[i];
  },
};

/** Of masks, which are only loaded; `first` is the word of row 0, and the first row stands where others have lanes. */
export const maskMoves = {
  load(rows: number, from: Uint32Array, first: number, row: number, out: Uint8Array): void {
    for (let i = row; i < row + rows; i++)
      out[i - row] = (~from[first + (i >>> 5)] >>> (i & 31)) & 1;
  },
} as RowMoves<Column, Scratch>;

/** By element kind. Loosely typed: that a column and a variable fit each other is the program's part. */
const MOVES: readonly RowMoves<Column, Scratch>[] = [f32, f64, i8, u8, i16, u16, i32, u32];

/** The moves between a column's elements and a variable of a type. */
export function rowMovesOf(element: ElementKind, type: ValueType): RowMoves<Column, Scratch> {
  return type === "bool" ? (bool as RowMoves<Column, Scratch>) : MOVES[element];
}
