/**
 * The JavaScript engine's loops that add a block of rows to the result area: totals by lane, and lists of rows.
 */
import { type Column, ElementKind } from "../../base/element.ts";
import type { Slab } from "../../memory/slab.ts";
import { type ResultPlace, totalLanes } from "../result-area.ts";
import type { Scratch } from "./scratch.ts";

/** Adds `rows` rows from `row` on, whose values are in a scratch column. `results` is the area's byte offset. */
export function addOutput(
  slab: Pick<Slab, "viewOf">,
  { output, type, offset }: ResultPlace,
  results: number,
  row: number,
  rows: number,
  values: Scratch,
): void {
  if (output.kind === "where") {
    const words = slab.viewOf(ElementKind.U32);
    const next = (results + offset) >>> 2;
    words[next] = listRows(row, rows, values, words, words[next] >>> 2) << 2;
    return;
  }
  const lanes = totalLanes(slab, type);
  const at = (results + offset) >>> (type === "f64" ? 3 : 2);
  if (output.kind === "min") addLeast(row, rows, values, lanes, at);
  else if (output.kind === "max") addMost(row, rows, values, lanes, at);
  else addAll(row, rows, values, lanes, at);
}

function addAll(row: number, rows: number, values: Scratch, lanes: Column, at: number): void {
  for (let i = 0; i < rows; i++) lanes[at + ((row + i) & 3)] += values[i];
}

function addLeast(row: number, rows: number, values: Scratch, lanes: Column, at: number): void {
  for (let i = 0; i < rows; i++) {
    const lane = at + ((row + i) & 3);
    lanes[lane] = Math.min(lanes[lane], values[i]);
  }
}

function addMost(row: number, rows: number, values: Scratch, lanes: Column, at: number): void {
  for (let i = 0; i < rows; i++) {
    const lane = at + ((row + i) & 3);
    lanes[lane] = Math.max(lanes[lane], values[i]);
  }
}

/** Writes the rows that are selected, from index `at` on; returns where they end. */
function listRows(row: number, rows: number, values: Scratch, list: Column, at: number): number {
  let end = at;
  for (let i = 0; i < rows; i++) if (values[i]) list[end++] = row + i;
  return end;
}
