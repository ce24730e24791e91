/**
 * The operations of each type, and the values that they are tried with.
 */
import { ElementKind } from "../../src/base/element.ts";
import type { Operation, ValueType } from "../../src/kernel/program.ts";
import type { ColumnPlan } from "./build.ts";

const { F32, F64, U8, I32, U32 } = ElementKind;

const FLOATS = [
  0,
  -0,
  1,
  -1,
  0.5,
  -0.5,
  1.5,
  -1.5,
  2.5,
  -2.5,
  -0.2,
  0.1,
  3.75,
  -7.25,
  1e-45,
  -1e-45,
  3.4e38,
  0.49999997,
  8388607.5,
  16777217,
  2147483647.5,
  -2147483648,
  2147483648,
  4294967295.5,
  4294967296,
  -6442450944,
  2 ** 63,
  -(2 ** 63),
  2 ** 63 + 2 ** 41,
  -1e20,
  Number.POSITIVE_INFINITY,
  Number.NEGATIVE_INFINITY,
  Number.NaN,
];
const INTEGERS = [
  0, 1, -1, 2, 3, -7, 31, 32, 33, 255, 65_535, 65_536, -65_537, 0x12345678, 16_777_217, 0x7fffffff,
  -0x80000000, -0x7fffffff,
];
/** By type, values where engines could differ. */
export const VALUES: { readonly [type in ValueType]: readonly number[] } = {
  f32: FLOATS,
  f64: [
    ...FLOATS,
    0.49999999999999994,
    -0.49999999999999994,
    5e-324,
    1e300,
    -1e300,
    2 ** 52 + 1,
    2 ** 53 + 2,
    -4294967297.5,
    9007199254740991,
    1.7976931348623157e308,
  ],
  i32: INTEGERS,
  u32: INTEGERS.map((value) => value >>> 0),
  bool: [0, 1],
};

const FLOAT_OPERATIONS: readonly (readonly Operation[])[] = [
  ["neg", "abs", "sqrt", "floor", "ceil", "round", "trunc", "sign", "sin", "cos", "exp", "log"],
  [
    "add",
    "sub",
    "mul",
    "min",
    "max",
    "div",
    "rem",
    "atan2",
    "hypot",
    "pow",
    "lt",
    "le",
    "gt",
    "ge",
    "eq",
    "ne",
  ],
];
const BITS: readonly Operation[] = [
  "add",
  "sub",
  "mul",
  "min",
  "max",
  "and",
  "or",
  "xor",
  "shl",
  "shr",
  "lt",
  "le",
  "gt",
  "ge",
  "eq",
  "ne",
];
export const CONVERSIONS: readonly Operation[] = ["f32", "f64", "i32", "u32", "bool"];

/** By type, the operations of one input, and those of two. */
export const OPERATIONS: { readonly [type in ValueType]: readonly (readonly Operation[])[] } = {
  f32: FLOAT_OPERATIONS,
  f64: FLOAT_OPERATIONS,
  i32: [["neg", "abs", "not"], BITS],
  u32: [["not"], BITS],
  bool: [["not"], ["and", "or", "xor", "eq", "ne"]],
};

/** The column that holds a type. */
export const PLANS: { readonly [type in ValueType]: ColumnPlan } = {
  f32: { element: F32 },
  f64: { element: F64 },
  i32: { element: I32 },
  u32: { element: U32 },
  bool: { element: U8, type: "bool" },
};
