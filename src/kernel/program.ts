/**
 * KernelProgram: a kernel with types, as all engines run it. `lower` makes it from a tree.
 *
 * A program is run for every row (or four rows at once): load the columns that are read into their variables,
 * take the steps, store the columns that are written. An engine is free to decide how: scalar code branches at
 * an `if`, SIMD code and the JavaScript engine take both ways and blend what they set by the mask of the `if`.
 *
 * One meaning. Each operation rounds to its own type: an f32 sum is rounded to f32 before it is used again. i32
 * and u32 wrap. A variable that is set inside an `if` keeps its value where the test is false. Expressions have
 * no side effects, so evaluating one where it is not needed changes nothing.
 */
import type { ElementKind } from "../base/element.ts";
import type { OutputKind } from "./tree.ts";

/** Bools are masks in SIMD, 0 or 1 elsewhere. */
export type ValueType = "f32" | "f64" | "i32" | "u32" | "bool";

/**
 * What an operation does, for inputs of the one type `of`:
 *
 * - arithmetic, to the same type: add sub mul neg abs min max (f32 f64 i32 u32; neg and abs not u32);
 *   div rem sqrt floor ceil round trunc sign sin cos exp log atan2 hypot pow (f32 f64)
 * - bits, to the same type: and or xor not (i32 u32 bool); shl shr (i32 u32: shr keeps the sign of an i32, and
 *   not of a u32). The second input of a shift may be any value; its lowest five bits count.
 * - comparisons, to bool: lt le gt ge eq ne (f32 f64 i32 u32; eq ne also bool)
 * - select, to the type of its second and third input; the first is a bool
 * - conversions, named by what they make of their one input: f32 f64 i32 u32 bool. Floats become integers as in
 *   `x | 0`, wrapping; a number becomes the bool "is not 0 and not NaN"; a bool becomes 0 or 1.
 */
export type Operation =
  | "add"
  | "sub"
  | "mul"
  | "div"
  | "rem"
  | "neg"
  | "abs"
  | "min"
  | "max"
  | "sqrt"
  | "floor"
  | "ceil"
  | "round"
  | "trunc"
  | "sign"
  | "sin"
  | "cos"
  | "exp"
  | "log"
  | "atan2"
  | "hypot"
  | "pow"
  | "and"
  | "or"
  | "xor"
  | "not"
  | "shl"
  | "shr"
  | "lt"
  | "le"
  | "gt"
  | "ge"
  | "eq"
  | "ne"
  | "select"
  | ValueType;

export type Value =
  | { readonly kind: "constant"; readonly type: ValueType; readonly value: number }
  | { readonly kind: "variable"; readonly type: ValueType; readonly index: number }
  | { readonly kind: "uniform"; readonly type: ValueType; readonly index: number }
  /** The handle of the row's entity. */
  | { readonly kind: "entity"; readonly type: "u32" }
  | {
      readonly kind: "operation";
      readonly type: ValueType;
      readonly operation: Operation;
      /** The type of the inputs; of `select`, that of the second and the third. */
      readonly of: ValueType;
      readonly inputs: readonly Value[];
    };

export type Step =
  | { readonly kind: "set"; readonly variable: number; readonly value: Value }
  | {
      readonly kind: "if";
      readonly test: Value;
      readonly then: readonly Step[];
      readonly otherwise: readonly Step[];
    };

/** The field of a column that is none: whether a component is switched on, or a target exists. */
export const MASK = -1;

/** One lane of one field that the body names, or a mask. */
export interface ProgramColumn {
  /** Which of the kernel's terms, and which of its component's fields; `MASK` for none of them. */
  readonly term: number;
  readonly field: number;
  /**
   * Elements a row, and which of them. A mask has 0: it is a bit a row, row `r` being bit `r % 32` of the u32 word
   * `r / 32`, and 0 where the bool is true. It is never written.
   */
  readonly lanes: number;
  readonly lane: number;
  readonly element: ElementKind;
  readonly isRead: boolean;
  readonly isWritten: boolean;
  /** Written only inside an `if`: an engine may leave the store out where no row took it. */
  readonly isRare: boolean;
  /**
   * Of a gathered column, which lane of the target's field it holds; of `exists`, 0. Its term and field say what
   * was copied, and its own values lie side by side in 32 bits or 64, however its field has them. Never written.
   */
  readonly targetLane?: number;
  /** The variable that it is loaded into and stored from. Narrow integers are i32 there, bools bool. */
  readonly variable: number;
}

export interface ProgramVariable {
  /** For `explain`. */
  readonly name: string;
  readonly type: ValueType;
}

export interface ProgramUniform {
  readonly name: string;
  readonly type: ValueType;
}

/** One of the things that a run gives back. Taken of each row after the last step. */
export interface ProgramOutput {
  readonly name: string;
  readonly kind: OutputKind;
  /** Set by a step outside of all ifs: f64 for a sum, f32 or f64 for min and max, bool for count and where. */
  readonly variable: number;
}

/** What a program reads, writes and gives back, without the steps: all that runs have to know of it. */
export interface ProgramFrame {
  readonly columns: readonly ProgramColumn[];
  readonly variables: readonly ProgramVariable[];
  readonly uniforms: readonly ProgramUniform[];
  readonly outputs: readonly ProgramOutput[];
  /** Whether `entity` is among the values. */
  readonly needsEntity: boolean;
}

export interface KernelProgram extends ProgramFrame {
  readonly steps: readonly Step[];
}

/**
 * A program that an engine has made ready for one slab.
 *
 * `columns` are byte offsets in the slab of row 0's first lane of the field, in the order of the program's columns;
 * `entities` is that of row 0's handle. Rows `start` to `end` are run, and no other row is written.
 * `results` is where the outputs go, as `result-area.ts` says; a program without outputs does without.
 */
export type RunRows = (
  columns: ArrayLike<number>,
  entities: number,
  start: number,
  end: number,
  uniforms: ArrayLike<number>,
  results?: number,
) => void;
