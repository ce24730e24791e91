/**
 * Which loops the JavaScript engine has for each type: what may stand in a program, and nothing else.
 *
 * A loop reads and writes dense scratch columns row by row, so that its output may be one of its inputs.
 */
import type { Operation, ValueType } from "../program.ts";
import type { Scratch } from "./scratch.ts";

export type LoopName = Operation | "copy" | "fill" | "blend" | "andNot";

type Comparison = "lt" | "le" | "gt" | "ge" | "eq" | "ne";
type Unary<T, Out = T> = (rows: number, out: Out, a: T) => void;
type Binary<T, Out = T> = (rows: number, out: Out, a: T, b: T) => void;

// Type aliases, not interfaces: only those fit a table whose names are any string.
type Moves<T> = {
  select(rows: number, out: T, test: Uint8Array, a: T, b: T): void;
  /** Sets the rows of the mask, and leaves the others as they are. */
  blend(rows: number, out: T, mask: Uint8Array, a: T): void;
  copy(rows: number, out: T, a: T): void;
  /** Sets all rows to the first number of `from`: a number itself would be boxed on its way into a call. */
  fill(rows: number, out: T, from: Float64Array): void;
};

/** The loop that converts to each other type. */
type Conversions<T, Self extends ValueType> = {
  readonly [K in Exclude<ValueType, Self>]: Unary<T, ArrayOf[K]>;
};

interface ArrayOf {
  f32: Float32Array;
  f64: Float64Array;
  i32: Int32Array;
  u32: Uint32Array;
  bool: Uint8Array;
}

type Comparisons<T> = { readonly [K in Comparison]: Binary<T, Uint8Array> };
type Arithmetic<T> = {
  readonly [K in "add" | "sub" | "mul" | "min" | "max"]: Binary<T>;
};

export type FloatLoops<T extends Float32Array | Float64Array> = Arithmetic<T> &
  Comparisons<T> &
  Moves<T> &
  Conversions<T, T extends Float32Array ? "f32" : "f64"> & {
    readonly [K in "div" | "rem" | "atan2" | "hypot" | "pow"]: Binary<T>;
  } & {
    readonly [K in
      | "neg"
      | "abs"
      | "sqrt"
      | "floor"
      | "ceil"
      | "round"
      | "trunc"
      | "sign"
      | "sin"
      | "cos"
      | "exp"
      | "log"]: Unary<T>;
  };

export type IntegerLoops<T extends Int32Array | Uint32Array> = Arithmetic<T> &
  Comparisons<T> &
  Moves<T> &
  Conversions<T, T extends Int32Array ? "i32" : "u32"> & {
    readonly [K in "and" | "or" | "xor" | "shl" | "shr"]: Binary<T>;
  } & { readonly not: Unary<T> };

export type SignedLoops = IntegerLoops<Int32Array> & {
  readonly [K in "neg" | "abs"]: Unary<Int32Array>;
};

export type BoolLoops = Moves<Uint8Array> &
  Conversions<Uint8Array, "bool"> & {
    readonly [K in "and" | "andNot" | "or" | "xor" | "eq" | "ne"]: Binary<Uint8Array>;
  } & { readonly not: Unary<Uint8Array> };

/** Any loop. What it is given fits it because the program's types do; a method, as only those are compared loosely. */
export type Loop = {
  run(rows: number, out: Scratch, a: Scratch, b: Scratch, c: Scratch): void;
}["run"];
