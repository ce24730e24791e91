/**
 * FlatProgram: a program as a list of loops over numbered scratch columns, one after the other. Numbers and names
 * all through, so that a build can write it into a page.
 */
import type { ValueType } from "../program.ts";
import type { LoopName } from "./loop-types.ts";

/** Numbers an instruction takes in `code`. */
export const INSTRUCTION_NUMBERS = 5;

export interface FlatProgram {
  /** Of the scratch columns, by number. */
  readonly types: readonly ValueType[];
  /** Which loops it has, each once, by operation and type of the inputs. */
  readonly loops: readonly (readonly [name: LoopName, of: ValueType])[];
  /**
   * By instruction: its loop; its output; its three inputs, which repeat where there are fewer. A loop of -1 skips: where
   * no row of the output, a mask, is set, it goes on at the instruction that its first input says.
   */
  readonly code: readonly number[];
  /** Columns that hold one value in all their rows during a run: of a uniform, or where that is -1, a constant. */
  readonly fills: readonly (readonly [column: number, uniform: number, value: number])[];
  /** The column of each variable. */
  readonly variables: readonly number[];
  /** Columns of the program to load, and variables to clear, before the first instruction. */
  readonly loaded: readonly number[];
  readonly cleared: readonly number[];
  /** The column of the entities; -1 where the program does not ask for them. */
  readonly handles: number;
}
