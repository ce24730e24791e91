/**
 * Copies: the loops in JavaScript that find targets and copy their values, for worlds of several slabs, pages without
 * WebAssembly, and rows that a list names. Elsewhere `gather-module.ts` does it.
 *
 * Everything is copied as 32-bit words, of which an f64 has two; narrow integers and bools are widened. So one loop
 * sees one kind of array, and the one for narrow columns four.
 */
import { ELEMENT_SHIFT, ElementKind } from "../../base/element.ts";
import type { Slab } from "../../memory/slab.ts";
import { ROW_BITS } from "../../storage/entity-index.ts";
import type { Storage } from "../../storage/storage.ts";
import type { GatheredColumn } from "./gathered-columns.ts";
import type { TargetTable } from "./target-table.ts";

const ROW_MASK = (1 << ROW_BITS) - 1;

/** The rows of a piece, and their targets. */
export interface Targets {
  /** How many rows there are, and by row: where it stands among those that are run together. */
  count: number;
  readonly to: Int32Array;
  /** By row: the entry of its target's chunk, -1 where there is none, and the row in it. */
  readonly entries: Int32Array;
  readonly rows: Int32Array;
}

/** Finds the targets that the column of references names from word `from` on; `column` is that of the term's first in an entry. */
export function findTargets(
  references: Uint32Array,
  from: number,
  { count, to, entries: found, rows }: Targets,
  { words, generationBits }: Storage["index"],
  { entries, stride }: TargetTable,
  column: number,
): void {
  for (let i = 0; i < count; i++) {
    const handle = references[from + to[i]];
    const at = (handle >>> generationBits) << 1;
    let entry = -1;
    // What stands at the index of no entity is no handle.
    if (words[at] === handle) {
      const location = words[at + 1];
      entry = (location >>> ROW_BITS) * stride;
      if (entries[entry + column] === 0) entry = -1;
      rows[i] = location & ROW_MASK;
    }
    found[i] = entry;
  }
}

/** `column` is which of an entry it is, `first` the word that row 0 is copied to. */
export function copyColumn(
  { field }: GatheredColumn,
  column: number,
  targets: Targets,
  table: TargetTable,
  { allocator }: Storage,
  out: Int32Array,
  first: number,
): void {
  if (field === undefined) {
    copyExistence(targets, out, first);
    return;
  }
  const { element, lanes } = field;
  const slabs = allocator.entries;
  switch (element) {
    case ElementKind.F64:
      copyDoubles(column, lanes, targets, table, slabs, out, first);
      return;
    case ElementKind.I8:
    case ElementKind.U8:
    case ElementKind.I16:
    case ElementKind.U16:
      copyNarrow(element, column, lanes, targets, table, slabs, out, first);
      return;
    default:
      copyWords(column, lanes, targets, table, slabs, out, first);
  }
}

/** By id. */
type SlabList = readonly ({ readonly slab: Slab } | undefined)[];

function copyExistence({ count, to, entries }: Targets, out: Int32Array, first: number): void {
  for (let i = 0; i < count; i++) out[first + to[i]] = entries[i] < 0 ? 0 : 1;
}

function copyWords(
  column: number,
  lanes: number,
  { count, to, entries: found, rows }: Targets,
  { entries }: TargetTable,
  slabs: SlabList,
  out: Int32Array,
  first: number,
): void {
  let id = -1;
  let from = out;
  for (let i = 0; i < count; i++) {
    const at = found[i];
    if (at < 0) {
      out[first + to[i]] = 0;
      continue;
    }
    if (entries[at] !== id) {
      id = entries[at];
      from = (slabs[id] as { slab: Slab }).slab.i32;
    }
    out[first + to[i]] = from[(entries[at + column] >>> 2) + rows[i] * lanes];
  }
}

function copyDoubles(
  column: number,
  lanes: number,
  { count, to, entries: found, rows }: Targets,
  { entries }: TargetTable,
  slabs: SlabList,
  out: Int32Array,
  first: number,
): void {
  let id = -1;
  let from = out;
  for (let i = 0; i < count; i++) {
    const at = found[i];
    const next = first + to[i] * 2;
    if (at < 0) {
      out[next] = 0;
      out[next + 1] = 0;
      continue;
    }
    if (entries[at] !== id) {
      id = entries[at];
      from = (slabs[id] as { slab: Slab }).slab.i32;
    }
    const source = (entries[at + column] >>> 2) + rows[i] * lanes * 2;
    out[next] = from[source];
    out[next + 1] = from[source + 1];
  }
}

function copyNarrow(
  element: ElementKind,
  column: number,
  lanes: number,
  { count, to, entries: found, rows }: Targets,
  { entries }: TargetTable,
  slabs: SlabList,
  out: Int32Array,
  first: number,
): void {
  const shift = ELEMENT_SHIFT[element];
  let id = -1;
  let from: ReturnType<Slab["viewOf"]> = out;
  for (let i = 0; i < count; i++) {
    const at = found[i];
    if (at < 0) {
      out[first + to[i]] = 0;
      continue;
    }
    if (entries[at] !== id) {
      id = entries[at];
      from = (slabs[id] as { slab: Slab }).slab.viewOf(element);
    }
    out[first + to[i]] = from[(entries[at + column] >>> shift) + rows[i] * lanes];
  }
}
