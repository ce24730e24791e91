/**
 * KernelCode: a program as engines take it. Made where the kernel is (`compiled-code.ts`), or by a build beforehand
 * (`built/`): whoever runs it does not see the difference, and brings no compiler along.
 */
import type { FlatProgram } from "./javascript/flat-program.ts";
import type { ProgramFrame } from "./program.ts";

export interface KernelCode {
  readonly frame: ProgramFrame;
  /** The bytes of its module, for memory that is shared or not. */
  module(engine: "simd" | "scalar", isShared: boolean): Uint8Array<ArrayBuffer>;
  /** For the JavaScript engine. */
  flat(): FlatProgram;
  /** About how many nanoseconds a row takes; within a factor of two or three. */
  rowNs(isSimd: boolean): number;
  /** What the body became, for people. */
  shown(): string;
}
