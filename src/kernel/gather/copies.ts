/**
 * Copies: the loops that copy values of targets, each to where its row looks for it.
 *
 * Everything is copied as 32-bit words, of which an f64 has two; narrow integers and bools are widened. So one loop
 * sees one kind of array, and the one for narrow columns four.
 */
import { ElementKind } from "../../base/element.ts";
import type { Slab } from "../../memory/slab.ts";
import type { GatheredColumn } from "./gathered-columns.ts";
import type { TargetTable } from "./target-table.ts";

/** The targets of some rows. */
export interface Targets {
  /** How many rows there are, and by row: where it stands among those that are run together. */
  count: number;
  readonly to: Int32Array;
  /** By row: the chunk of its target, -1 where there is none, and the row in it. */
  readonly chunks: Int32Array;
  readonly rows: Int32Array;
}

/** `entry` is that of the column in the table, `first` the word that row 0 is copied to. */
export function copyColumn(
  column: GatheredColumn,
  entry: number,
  targets: Targets,
  table: TargetTable,
  out: Int32Array,
  first: number,
): void {
  const { field } = column;
  if (field === undefined) {
    copyExistence(targets, out, first);
    return;
  }
  const { element, lanes } = field;
  switch (element) {
    case ElementKind.F64:
      copyDoubles(entry, lanes, targets, table, out, first);
      return;
    case ElementKind.I8:
    case ElementKind.U8:
    case ElementKind.I16:
    case ElementKind.U16:
      copyNarrow(element, entry, lanes, targets, table, out, first);
      return;
    default:
      copyWords(entry, lanes, targets, table, out, first);
  }
}

function copyExistence({ count, to, chunks }: Targets, out: Int32Array, first: number): void {
  for (let i = 0; i < count; i++) out[first + to[i]] = chunks[i] < 0 ? 0 : 1;
}

function copyWords(
  entry: number,
  lanes: number,
  { count, to, chunks, rows }: Targets,
  { entries, slabs, stride }: TargetTable,
  out: Int32Array,
  first: number,
): void {
  let place = -1;
  let from = out;
  for (let i = 0; i < count; i++) {
    const id = chunks[i];
    if (id < 0) {
      out[first + to[i]] = 0;
      continue;
    }
    const at = id * stride;
    if (entries[at] !== place) {
      place = entries[at];
      from = slabs[place].i32;
    }
    out[first + to[i]] = from[entries[at + entry] + rows[i] * lanes];
  }
}

function copyDoubles(
  entry: number,
  lanes: number,
  { count, to, chunks, rows }: Targets,
  { entries, slabs, stride }: TargetTable,
  out: Int32Array,
  first: number,
): void {
  let place = -1;
  let from = out;
  for (let i = 0; i < count; i++) {
    const id = chunks[i];
    const next = first + to[i] * 2;
    if (id < 0) {
      out[next] = 0;
      out[next + 1] = 0;
      continue;
    }
    const at = id * stride;
    if (entries[at] !== place) {
      place = entries[at];
      from = slabs[place].i32;
    }
    const source = (entries[at + entry] + rows[i] * lanes) * 2;
    out[next] = from[source];
    out[next + 1] = from[source + 1];
  }
}

function copyNarrow(
  element: ElementKind,
  entry: number,
  lanes: number,
  { count, to, chunks, rows }: Targets,
  { entries, slabs, stride }: TargetTable,
  out: Int32Array,
  first: number,
): void {
  let place = -1;
  let from: ReturnType<Slab["viewOf"]> = out;
  for (let i = 0; i < count; i++) {
    const id = chunks[i];
    if (id < 0) {
      out[first + to[i]] = 0;
      continue;
    }
    const at = id * stride;
    if (entries[at] !== place) {
      place = entries[at];
      from = slabs[place].viewOf(element);
    }
    out[first + to[i]] = from[entries[at + entry] + rows[i] * lanes];
  }
}
