/**
 * All loops of the JavaScript engine, by operation and type.
 */
import type { ValueType } from "../program.ts";
import { boolLoops } from "./bool-loops.ts";
import { f32Loops } from "./f32-loops.ts";
import { f64Loops } from "./f64-loops.ts";
import { i32Loops } from "./i32-loops.ts";
import type { Loop, LoopName } from "./loop-types.ts";
import { u32Loops } from "./u32-loops.ts";

type Table = { readonly [name: string]: Loop };

const LOOPS: { readonly [K in ValueType]: Table } = {
  f32: f32Loops,
  f64: f64Loops,
  i32: i32Loops,
  u32: u32Loops,
  bool: boolLoops,
};

/** The loop of an operation over inputs of one type. */
export function loopOf(operation: LoopName, of: ValueType): Loop {
  return LOOPS[of][operation];
}
