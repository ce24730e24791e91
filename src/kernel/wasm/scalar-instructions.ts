/**
 * The operations of a program that are one instruction of WebAssembly each, on single values.
 */
import type { Operation, ValueType } from "../program.ts";
import * as Op from "./opcodes.ts";

type Instructions = { readonly [operation in Operation]?: number };

const F32: Instructions = {
  add: Op.F32Add,
  sub: Op.F32Sub,
  mul: Op.F32Mul,
  div: Op.F32Div,
  neg: Op.F32Neg,
  abs: Op.F32Abs,
  min: Op.F32Min,
  max: Op.F32Max,
  sqrt: Op.F32Sqrt,
  floor: Op.F32Floor,
  ceil: Op.F32Ceil,
  trunc: Op.F32Trunc,
  lt: Op.F32Lt,
  le: Op.F32Le,
  gt: Op.F32Gt,
  ge: Op.F32Ge,
  eq: Op.F32Eq,
  ne: Op.F32Ne,
  f64: Op.F64PromoteF32,
};

const F64: Instructions = {
  add: Op.F64Add,
  sub: Op.F64Sub,
  mul: Op.F64Mul,
  div: Op.F64Div,
  neg: Op.F64Neg,
  abs: Op.F64Abs,
  min: Op.F64Min,
  max: Op.F64Max,
  sqrt: Op.F64Sqrt,
  floor: Op.F64Floor,
  ceil: Op.F64Ceil,
  trunc: Op.F64Trunc,
  lt: Op.F64Lt,
  le: Op.F64Le,
  gt: Op.F64Gt,
  ge: Op.F64Ge,
  eq: Op.F64Eq,
  ne: Op.F64Ne,
  f32: Op.F32DemoteF64,
};

/** What i32, u32 and bool have in common. */
const BITS: Instructions = {
  and: Op.I32And,
  or: Op.I32Or,
  xor: Op.I32Xor,
  eq: Op.I32Eq,
  ne: Op.I32Ne,
};

const I32: Instructions = {
  ...BITS,
  add: Op.I32Add,
  sub: Op.I32Sub,
  mul: Op.I32Mul,
  shl: Op.I32Shl,
  shr: Op.I32ShrS,
  lt: Op.I32LtS,
  le: Op.I32LeS,
  gt: Op.I32GtS,
  ge: Op.I32GeS,
  f32: Op.F32ConvertI32S,
  f64: Op.F64ConvertI32S,
};

const U32: Instructions = {
  ...I32,
  shr: Op.I32ShrU,
  lt: Op.I32LtU,
  le: Op.I32LeU,
  gt: Op.I32GtU,
  ge: Op.I32GeU,
  f32: Op.F32ConvertI32U,
  f64: Op.F64ConvertI32U,
};

const BOOL: Instructions = {
  ...BITS,
  not: Op.I32Eqz,
  f32: Op.F32ConvertI32S,
  f64: Op.F64ConvertI32S,
};

/** By the type of the inputs. */
export const SCALAR_INSTRUCTIONS: { readonly [type in ValueType]: Instructions } = {
  f32: F32,
  f64: F64,
  i32: I32,
  u32: U32,
  bool: BOOL,
};
