/**
 * Row references: the columns of `ref` fields, JavaScript arrays beside a chunk's block.
 *
 * What a reference leads to is the garbage collector's to keep, so such columns cannot lie in a slab,
 * and whatever stands in one stays alive.
 *
 * Invariant: rows that are not in use hold undefined, so that nothing outlives its row.
 */
import type { ComponentSet } from "./component-set.ts";

/** By column index; undefined for columns that lie in the chunk's block. */
export type RefColumns = readonly (unknown[] | undefined)[];

/** What a chunk shows of itself here. */
interface RefRows {
  readonly refs: RefColumns | undefined;
  readonly set: ComponentSet;
}

/** The reference columns of a new chunk; undefined where its rows have none. */
export function makeRefs(
  { fields, refColumns }: ComponentSet,
  capacity: number,
): RefColumns | undefined {
  if (refColumns.length === 0) return undefined;
  return fields.map((field) =>
    field.meaning === "ref" ? new Array<undefined>(capacity).fill(undefined) : undefined,
  );
}

/** The reference column of a field that is known to be one. */
export function refsIn(chunk: RefRows, column: number): unknown[] {
  return (chunk.refs as RefColumns)[column] as unknown[];
}

/** Copies the references of `count` rows between columns, given as index pairs. */
export function copyRefs(
  pairs: Int32Array,
  from: RefRows,
  fromRow: number,
  to: RefRows,
  toRow: number,
  count: number,
): void {
  for (let i = 0; i < pairs.length; i += 2) {
    const source = refsIn(from, pairs[i]);
    const target = refsIn(to, pairs[i + 1]);
    for (let row = 0; row < count; row++) target[toRow + row] = source[fromRow + row];
  }
}

/** Lets go of what rows `start` to `end` refer to, in a chunk with references. */
export function clearRefs(chunk: RefRows, start: number, end: number): void {
  const { refColumns } = chunk.set;
  for (let i = 0; i < refColumns.length; i++) {
    fillRefs(refsIn(chunk, refColumns[i]), undefined, start, end);
  }
}

/** Array.prototype.fill takes 10 ns to begin, and a single row is the rule. */
export function fillRefs(column: unknown[], value: unknown, start: number, end: number): void {
  for (let row = start; row < end; row++) column[row] = value;
}
