/**
 * SimdOperations: the operations that are one instruction, by the type of their inputs.
 *
 * A bool is a mask, all ones or all zeros in each lane of 32 bits. An f64 is two vectors, and a comparison of
 * f64s makes masks of 64 bits, which `SimdValues` narrows. What is missing here is made of several instructions.
 */
import type { Operation, ValueType } from "../program.ts";
import * as Simd from "./simd-opcodes.ts";

type Table = { readonly [operation in Operation]?: number };

const F32: Table = {
  add: Simd.F32x4Add,
  sub: Simd.F32x4Sub,
  mul: Simd.F32x4Mul,
  div: Simd.F32x4Div,
  neg: Simd.F32x4Neg,
  abs: Simd.F32x4Abs,
  min: Simd.F32x4Min,
  max: Simd.F32x4Max,
  sqrt: Simd.F32x4Sqrt,
  floor: Simd.F32x4Floor,
  ceil: Simd.F32x4Ceil,
  trunc: Simd.F32x4Trunc,
  lt: Simd.F32x4Lt,
  le: Simd.F32x4Le,
  gt: Simd.F32x4Gt,
  ge: Simd.F32x4Ge,
  eq: Simd.F32x4Eq,
  ne: Simd.F32x4Ne,
};

const F64: Table = {
  add: Simd.F64x2Add,
  sub: Simd.F64x2Sub,
  mul: Simd.F64x2Mul,
  div: Simd.F64x2Div,
  neg: Simd.F64x2Neg,
  abs: Simd.F64x2Abs,
  min: Simd.F64x2Min,
  max: Simd.F64x2Max,
  sqrt: Simd.F64x2Sqrt,
  floor: Simd.F64x2Floor,
  ceil: Simd.F64x2Ceil,
  trunc: Simd.F64x2Trunc,
  lt: Simd.F64x2Lt,
  le: Simd.F64x2Le,
  gt: Simd.F64x2Gt,
  ge: Simd.F64x2Ge,
  eq: Simd.F64x2Eq,
  ne: Simd.F64x2Ne,
};

const BITS: Table = {
  and: Simd.V128And,
  or: Simd.V128Or,
  xor: Simd.V128Xor,
  not: Simd.V128Not,
  eq: Simd.I32x4Eq,
  ne: Simd.I32x4Ne,
};

const INTEGER: Table = {
  ...BITS,
  add: Simd.I32x4Add,
  sub: Simd.I32x4Sub,
  mul: Simd.I32x4Mul,
  neg: Simd.I32x4Neg,
  abs: Simd.I32x4Abs,
};

const I32: Table = {
  ...INTEGER,
  min: Simd.I32x4MinS,
  max: Simd.I32x4MaxS,
  lt: Simd.I32x4LtS,
  le: Simd.I32x4LeS,
  gt: Simd.I32x4GtS,
  ge: Simd.I32x4GeS,
};

const U32: Table = {
  ...INTEGER,
  min: Simd.I32x4MinU,
  max: Simd.I32x4MaxU,
  lt: Simd.I32x4LtU,
  le: Simd.I32x4LeU,
  gt: Simd.I32x4GtU,
  ge: Simd.I32x4GeU,
};

const TABLES: { readonly [type in ValueType]: Table } = {
  f32: F32,
  f64: F64,
  i32: I32,
  u32: U32,
  bool: BITS,
};

/** undefined where it takes several instructions. */
export function simdOpcode(operation: Operation, of: ValueType): number | undefined {
  return TABLES[of][operation];
}

const COMPARISONS: ReadonlySet<Operation> = new Set(["lt", "le", "gt", "ge", "eq", "ne"]);

export function isComparison(operation: Operation): boolean {
  return COMPARISONS.has(operation);
}
