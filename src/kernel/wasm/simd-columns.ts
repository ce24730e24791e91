/**
 * SimdColumns: four rows of a column to a variable's vectors, and back.
 *
 * A whole group is stored at once; of a group at the edge of what is run, only the lanes that are run, because
 * another thread may be writing the rows beside them. Loads take whole groups, which end where a chunk does.
 */
import { ELEMENT_BYTES, ElementKind } from "../../base/element.ts";
import type { ProgramColumn } from "../program.ts";
import * as Op from "./opcodes.ts";
import * as Simd from "./simd-opcodes.ts";
import type { SimdValues } from "./simd-values.ts";

const LOW_BYTES = [0, 4, 8, 12, 0, 4, 8, 12, 0, 4, 8, 12, 0, 4, 8, 12];
const LOW_SHORTS = [0, 1, 4, 5, 8, 9, 12, 13, 0, 1, 4, 5, 8, 9, 12, 13];
const BIT_OF_LANE = [1, 0, 0, 0, 2, 0, 0, 0, 4, 0, 0, 0, 8, 0, 0, 0];
const STORE_LANE = [
  Simd.V128Store8Lane,
  Simd.V128Store16Lane,
  Simd.V128Store32Lane,
  Simd.V128Store64Lane,
];

/** Bytes from a row to the next one; 0 of a mask, whose address stays where it is. */
export function strideOf({ element, lanes }: ProgramColumn): number {
  return ELEMENT_BYTES[element] * lanes;
}

function shiftOf({ element }: ProgramColumn): number {
  return Math.log2(ELEMENT_BYTES[element]);
}

/** Locals: the address of the group's first row, of a mask that of its first word; and that row's number. */
export function loadColumn(
  values: SimdValues,
  column: ProgramColumn,
  pointer: number,
  row: number,
): void {
  const { writer } = values;
  const local = values.local(column.variable);
  if (column.lanes === 0) {
    loadMask(values, pointer, row);
    writer.set(local);
    return;
  }
  const isBool = values.typeOf(column.variable) === "bool";
  if (column.lanes > 1) {
    loadStrided(values, column, pointer);
  } else {
    writer.get(pointer);
    switch (column.element) {
      case ElementKind.I8:
      case ElementKind.U8:
        writer.simdMemory(Simd.V128Load32Zero, 0);
        if (column.element === ElementKind.I8) {
          writer.simd(Simd.I16x8ExtendLowI8x16S);
          writer.simd(Simd.I32x4ExtendLowI16x8S);
        } else {
          writer.simd(Simd.I16x8ExtendLowI8x16U);
          writer.simd(Simd.I32x4ExtendLowI16x8U);
        }
        break;
      case ElementKind.I16:
        writer.simdMemory(Simd.V128Load16x4S, 1);
        break;
      case ElementKind.U16:
        writer.simdMemory(Simd.V128Load16x4U, 1);
        break;
      case ElementKind.F64:
        writer.simdMemory(Simd.V128Load, 3);
        writer.set(local);
        writer.get(pointer);
        writer.simdMemory(Simd.V128Load, 3, 16);
        writer.set(local + 1);
        return;
      default:
        writer.simdMemory(Simd.V128Load, 2);
    }
  }
  if (column.lanes > 1 && column.element === ElementKind.F64) return;
  if (isBool) {
    values.pushNumber("i32", 0);
    writer.simd(Simd.I32x4Ne);
  }
  writer.set(local);
}

/** The bits of a group are within one word, as it begins at a multiple of four. */
function loadMask(values: SimdValues, pointer: number, row: number): void {
  const { writer } = values;
  writer.get(pointer);
  writer.get(row);
  writer.i32(5);
  writer.op(Op.I32ShrU);
  writer.i32(2);
  writer.op(Op.I32Shl);
  writer.op(Op.I32Add);
  writer.memory(Op.I32Load, 2);
  writer.get(row); // its lowest five bits count
  writer.op(Op.I32ShrU);
  writer.simd(Simd.I32x4Splat);
  writer.vector(BIT_OF_LANE);
  writer.simd(Simd.V128And);
  values.pushNumber("i32", 0);
  writer.simd(Simd.I32x4Eq);
}

/** Elements that do not lie side by side, one by one. */
function loadStrided(values: SimdValues, column: ProgramColumn, pointer: number): void {
  const { writer } = values;
  const stride = strideOf(column);
  const first = column.lane * ELEMENT_BYTES[column.element];
  const shift = shiftOf(column);
  if (column.element === ElementKind.F64) {
    for (let part = 0; part < 2; part++) {
      const local = values.local(column.variable, part);
      for (let lane = 0; lane < 2; lane++) {
        const at = first + (part * 2 + lane) * stride;
        writer.get(pointer);
        if (lane === 1) writer.get(local);
        if (lane === 0) writer.simdMemory(Simd.V128Load64Zero, 3, at);
        else writer.simdMemory(Simd.V128Load64Lane, 3, at, 1);
        writer.set(local);
      }
    }
    return;
  }
  const load = {
    [ElementKind.I8]: Op.I32Load8S,
    [ElementKind.U8]: Op.I32Load8U,
    [ElementKind.I16]: Op.I32Load16S,
    [ElementKind.U16]: Op.I32Load16U,
    [ElementKind.I32]: Op.I32Load,
    [ElementKind.U32]: Op.I32Load,
    [ElementKind.F32]: Op.F32Load,
  }[column.element];
  const isFloat = column.element === ElementKind.F32;
  for (let lane = 0; lane < 4; lane++) {
    writer.get(pointer);
    writer.memory(load, shift, first + lane * stride);
    if (lane === 0) writer.simd(isFloat ? Simd.F32x4Splat : Simd.I32x4Splat);
    else writer.simd(isFloat ? Simd.F32x4ReplaceLane : Simd.I32x4ReplaceLane, lane);
  }
}

/** All four rows. */
export function storeColumn(values: SimdValues, column: ProgramColumn, pointer: number): void {
  const { writer } = values;
  if (column.lanes > 1) {
    for (let lane = 0; lane < 4; lane++) storeRow(values, column, pointer, lane);
    return;
  }
  writer.get(pointer);
  pushStored(values, column);
  switch (column.element) {
    case ElementKind.I8:
    case ElementKind.U8:
      writer.get(values.local(column.variable));
      writer.shuffle(LOW_BYTES);
      writer.simdMemory(Simd.V128Store32Lane, 0, 0, 0);
      return;
    case ElementKind.I16:
    case ElementKind.U16:
      writer.get(values.local(column.variable));
      writer.shuffle(LOW_SHORTS);
      writer.simdMemory(Simd.V128Store64Lane, 1, 0, 0);
      return;
    case ElementKind.F64:
      writer.simdMemory(Simd.V128Store, 3);
      writer.get(pointer);
      writer.get(values.local(column.variable, 1));
      writer.simdMemory(Simd.V128Store, 3, 16);
      return;
    default:
      writer.simdMemory(Simd.V128Store, 2);
  }
}

/** One of the four rows. */
export function storeRow(
  values: SimdValues,
  column: ProgramColumn,
  pointer: number,
  row: number,
): void {
  const { writer } = values;
  const at = column.lane * ELEMENT_BYTES[column.element] + row * strideOf(column);
  const shift = shiftOf(column);
  writer.get(pointer);
  if (column.element === ElementKind.F64) writer.get(values.local(column.variable, row >> 1));
  else pushStored(values, column);
  // A narrow integer is the lowest part of its lane.
  const lane = column.element === ElementKind.F64 ? row & 1 : row << (2 - shift);
  writer.simdMemory(STORE_LANE[shift], shift, at, lane);
}

/** The variable's vector, with a mask as 0 or 1. */
function pushStored(values: SimdValues, column: ProgramColumn): void {
  const { writer } = values;
  const isBool = values.typeOf(column.variable) === "bool";
  writer.get(values.local(column.variable));
  if (isBool) {
    values.pushNumber("i32", 1);
    writer.simd(Simd.V128And);
  }
}
