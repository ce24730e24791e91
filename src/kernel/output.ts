/** What a kernel's body returns at its end: totals of all rows, and the rows where a condition holds. */
import { EcsError } from "../base/errors.ts";
import type { RowSet } from "./row-set.ts";
import type { OutputKind } from "./tree.ts";

/**
 * In what a kernel's body returns: a value of each row, added up. 0 of no rows.
 *
 * Added in double, in an order that depends on the order of the rows alone: neither the engine, the size of chunks
 * nor the number of threads can be seen in it. Sums of integers are exact up to 2 ** 53.
 * @throws {EcsError} E306 called anywhere else
 */
export function sum(_value: number): number {
  return refuse("sum");
}

/** As `sum`: the least value, as `Math.min` has it: NaN where one is. Infinity of no rows. */
export function min(_value: number): number {
  return refuse("min");
}

/** As `sum`: the greatest value, as `Math.max` has it: NaN where one is. -Infinity of no rows. */
export function max(_value: number): number {
  return refuse("max");
}

/** As `sum`: for how many rows the condition holds. */
export function count(_condition: boolean): number {
  return refuse("count");
}

/** As `sum`: the rows for which the condition holds, in their order. */
export function where(_condition: boolean): RowSet {
  return refuse("where");
}

function refuse(name: OutputKind): never {
  throw new EcsError(
    "E306",
    `${name}: it belongs to what the bodies of kernels return, which are read and never called. Loop over the chunks of a query elsewhere.`,
  );
}
