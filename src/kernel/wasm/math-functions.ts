/** What modules of kernels import: functions that WebAssembly has no instruction for. */
import type { Operation } from "../program.ts";

/**
 * Operations that WebAssembly has no instruction for, imported from "math": double to double, by the name of the
 * operation. `hypot` is none of them: it is the root of x * x + y * y in double.
 */
export const MATH_FUNCTIONS: {
  readonly [operation in Operation]?: (x: number, y: number) => number;
} = {
  sin: Math.sin,
  cos: Math.cos,
  exp: Math.exp,
  log: Math.log,
  atan2: Math.atan2,
  pow: Math.pow,
  rem: (x, y) => x % y,
};
