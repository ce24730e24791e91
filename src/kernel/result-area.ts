/**
 * Result areas: where calls of a kernel leave what their rows come to, in the memory of the slab that they ran on.
 *
 * Contract between an engine and who calls it, from one thread or several. An area lies at a multiple of 16 and
 * is its caller's; each call adds its rows to it. A total is four lanes, one for each row modulo 4, so that four
 * rows an instruction and one at a time add in the same order. Rows are taken in blocks of `BLOCK_ROWS` rows of
 * their archetype, counted through its chunks: `begin` an area for a block, make its calls in the order of rows
 * and on one thread, and `fold` the areas in the order of rows. So no chunk size or thread can be seen in a sum.
 */
import { ElementKind } from "../base/element.ts";
import type { Slab } from "../memory/slab.ts";
import type { ProgramFrame, ProgramOutput, ValueType } from "./program.ts";
import type { OutputKind } from "./tree.ts";

/** Rows of an archetype that are added up before they are added to the rest. Every chunk begins at a multiple of 16. */
export const BLOCK_ROWS = 4096;

/** Rows that a call may write behind those it was given, because it writes before it knows. */
const SLACK_ROWS = 4;

/** What an area holds of an output. */
export interface ResultPlace {
  readonly output: ProgramOutput;
  /** Of the four lanes; of `where`, u32: one word, not four. */
  readonly type: ValueType;
  /**
   * Bytes from the area's start. Of `where`, of the byte offset in the slab where the next row goes, a u32 number
   * of the row in its chunk. The caller sets it before each call, with room for `listBytes`, and reads it after.
   */
  readonly offset: number;
}

/** Bytes that the list of one `where` needs for a call over so many rows. */
export function listBytes(rows: number): number {
  return (rows + SLACK_ROWS) * 4;
}

/** Where in an area each output is. */
export function resultPlaces({ outputs, variables }: ProgramFrame): ResultPlace[] {
  let offset = 0;
  return outputs.map((output) => {
    const place = { output, type: totalType(output, variables[output.variable].type), offset };
    offset += bytesOf(place);
    return place;
  });
}

/** What adds a row to a total. */
export function operationOf({ kind }: ProgramOutput): "add" | "min" | "max" {
  return kind === "min" || kind === "max" ? kind : "add";
}

/** The bytes of an area, a multiple of 16. */
export function areaBytes(places: readonly ResultPlace[]): number {
  const last = places.at(-1);
  return last === undefined ? 0 : last.offset + bytesOf(last);
}

function totalType({ kind }: ProgramOutput, type: ValueType): ValueType {
  if (kind === "where") return "u32";
  return kind === "count" ? "i32" : type;
}

function bytesOf({ type }: ResultPlace): number {
  return type === "f64" ? 32 : 16;
}

/** Makes the area at byte `at` that of no rows. The rows that a `where` selects go wherever its caller says. */
export function begin(
  places: readonly ResultPlace[],
  slab: Pick<Slab, "viewOf">,
  at: number,
): void {
  for (let i = 0; i < places.length; i++) {
    const { output, type, offset } = places[i];
    const word = first(type, at + offset);
    const lanes = totalLanes(slab, type);
    // Not by `fill`: a call would box the number.
    for (let lane = 0; lane < 4; lane++) lanes[word + lane] = firstOf(output.kind);
  }
}

/** Adds what is in the area to the totals, which are by output and begin as `firstTotals`. Only reads the area. */
export function fold(
  places: readonly ResultPlace[],
  slab: Pick<Slab, "viewOf">,
  at: number,
  totals: Float64Array,
): void {
  for (let i = 0; i < places.length; i++) {
    const { output, type, offset } = places[i];
    const lanes = totalLanes(slab, type);
    const word = first(type, at + offset);
    const a = lanes[word];
    const b = lanes[word + 1];
    const c = lanes[word + 2];
    const d = lanes[word + 3];
    if (output.kind === "min") totals[i] = Math.min(totals[i], a, b, c, d);
    else if (output.kind === "max") totals[i] = Math.max(totals[i], a, b, c, d);
    else if (output.kind !== "where") totals[i] += a + b + (c + d);
  }
}

/** What the outputs of no rows come to. */
export function firstTotals(places: readonly ResultPlace[], totals: Float64Array): void {
  for (let i = 0; i < places.length; i++) totals[i] = firstOf(places[i].output.kind);
}

/** The view that the lanes of a total are in. */
export function totalLanes(slab: Pick<Slab, "viewOf">, type: ValueType) {
  if (type === "f64") return slab.viewOf(ElementKind.F64);
  return slab.viewOf(type === "f32" ? ElementKind.F32 : ElementKind.I32);
}

/** The element at a byte offset. */
function first(type: ValueType, byteOffset: number): number {
  return byteOffset >>> (type === "f64" ? 3 : 2);
}

/** The total of no rows. */
function firstOf(kind: OutputKind): number {
  if (kind === "min") return Number.POSITIVE_INFINITY;
  return kind === "max" ? Number.NEGATIVE_INFINITY : 0;
}
