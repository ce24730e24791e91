/**
 * One run of a program in a memory of its own making, by an engine and by the reference, to be compared byte by byte.
 *
 * The memory is filled with a pattern; columns stand in it as in a chunk, with pattern between them. What an engine
 * must not touch is therefore compared as well. NaN is one value: which of its bits are set is nobody's business.
 */

import { ELEMENT_BYTES, ElementKind, elementView } from "../../src/base/element.ts";
import { CompiledCode } from "../../src/kernel/compiled-code.ts";
import { listRunner } from "../../src/kernel/engine.ts";
import { javascriptEngine } from "../../src/kernel/javascript.ts";
import type { KernelProgram, ProgramColumn, RunRows } from "../../src/kernel/program.ts";
import {
  areaBytes,
  begin,
  listBytes,
  type ResultPlace,
  resultPlaces,
  totalLanes,
} from "../../src/kernel/result-area.ts";
import { compileModule, instantiate } from "../../src/kernel/wasm/instance.ts";
import { ReferenceResults, runReference } from "./reference.ts";

export interface Trial {
  readonly program: KernelProgram;
  /** First values, column by column, of rows that are a multiple of four, as those of a chunk are. */
  readonly columns: readonly (readonly number[])[];
  readonly handles: readonly number[];
  readonly uniforms: readonly number[];
  readonly start: number;
  readonly end: number;
  /** In place of those from start to end, rows that stand anywhere, ascending: by engines that take lists. */
  readonly rows?: readonly number[];
}

const PATTERN = 0xa5;
const memory = new WebAssembly.Memory({ initial: 32, maximum: 32 });
const sharedMemory = new WebAssembly.Memory({ initial: 32, maximum: 32, shared: true });

type MakeEngine = (program: KernelProgram, used: WebAssembly.Memory) => RunRows;

/** What an engine needs of a slab. */
const viewsOf = (buffer: ArrayBufferLike) => ({
  viewOf: (kind: ElementKind) =>
    elementView(kind, buffer, 0, Math.floor(buffer.byteLength / ELEMENT_BYTES[kind])),
});

function moduleEngine(kind: "simd" | "scalar", name?: "rows"): MakeEngine {
  return (program, used) => {
    const code = new CompiledCode(program);
    const module = compileModule(code.module(kind, used === sharedMemory));
    return instantiate(module, used, program, name);
  };
}

export const ENGINES: { readonly [name: string]: MakeEngine } = {
  SIMD: moduleEngine("simd"),
  scalar: moduleEngine("scalar"),
  JavaScript: (program, used) =>
    javascriptEngine(program, new CompiledCode(program).flat(), viewsOf(used.buffer)),
};

/** Of rows that a list in the memory names. */
export const LIST_ENGINES: { readonly [name: string]: MakeEngine } = {
  SIMD: moduleEngine("simd", "rows"),
  JavaScript: (program, used) =>
    listRunner(ENGINES.JavaScript(program, used), { u32: new Uint32Array(used.buffer) }),
};

interface Places {
  readonly offsets: readonly number[];
  readonly handles: number;
  readonly results: number;
  /** Of the rows that each output selects; -1 where it selects none. */
  readonly lists: readonly number[];
  /** Of the rows to run, where the trial has a list. */
  readonly given: number;
  readonly end: number;
}

/** Where the columns are: the lanes of a field share a place. Not at 0, which a forgotten offset would be. */
function placesOf(trial: Trial): Places {
  const { program, handles } = trial;
  const rows = handles.length;
  const known = new Map<string, number>();
  let next = 192;
  const take = (bytes: number): number => {
    const at = next;
    next += Math.ceil(bytes / 64) * 64 + 64;
    return at;
  };
  const offsets = program.columns.map(({ term, field, lanes, element }) => {
    const key = `${term} ${field}`;
    const bytes = lanes === 0 ? Math.ceil(rows / 32) * 4 : rows * lanes * ELEMENT_BYTES[element];
    const at = known.get(key) ?? take(bytes);
    known.set(key, at);
    return at;
  });
  const places = resultPlaces(program);
  const lists = places.map(({ output }) => (output.kind === "where" ? take(listBytes(rows)) : -1));
  const ofHandles = take(rows * 4);
  const results = take(areaBytes(places));
  const given = take((trial.rows?.length ?? 0) * 4);
  return { offsets, handles: ofHandles, results, lists, given, end: next };
}

function cells(column: ProgramColumn, buffer: ArrayBufferLike, offset: number, rows: number) {
  const { lanes, lane } = column;
  const view = elementView(column.element, buffer, offset, Math.ceil(rows * (lanes || 1 / 32)));
  if (lanes > 0)
    return {
      view,
      get: (row: number): number => view[row * lanes + lane],
      set: (row: number, value: number): void => {
        view[row * lanes + lane] = value;
      },
    };
  const get = (row: number): number => 1 - ((view[row >> 5] >>> (row & 31)) & 1);
  const set = (row: number, value: number): void => {
    if (get(row) !== value) view[row >> 5] ^= 1 << (row & 31);
  };
  return { view, get, set };
}

function writeColumns(
  { program, handles }: Trial,
  { offsets }: Places,
  buffer: ArrayBufferLike,
  values: readonly (readonly number[])[],
): void {
  program.columns.forEach((column, index) => {
    const { set } = cells(column, buffer, offsets[index], handles.length);
    values[index].forEach((value, row) => {
      set(row, value);
    });
  });
}

/** The bytes of everything, and, for a message, all values of all columns. */
export interface Outcome {
  readonly bytes: Buffer;
  readonly columns: () => number[][];
  /** Totals by lane and lists of rows, by output. */
  readonly results: readonly number[][];
}

/** What there is of an output. Behind the rows of a list, an engine may leave what it likes. */
function settledResult(
  { type, offset }: ResultPlace,
  { results, lists }: Places,
  index: number,
  rows: number,
  buffer: ArrayBuffer,
): number[] {
  const at = results + offset;
  if (lists[index] >= 0) {
    const end = new DataView(buffer).getUint32(at, true);
    const list = new Uint32Array(buffer, lists[index], (end - lists[index]) / 4);
    new Uint8Array(buffer, end, lists[index] + listBytes(rows) - end).fill(PATTERN);
    return [...list];
  }
  const lanes = totalLanes(viewsOf(buffer), type);
  const first = at / lanes.BYTES_PER_ELEMENT;
  for (let i = first; i < first + 4; i++) if (Number.isNaN(lanes[i])) lanes[i] = Number.NaN;
  return [...lanes.subarray(first, first + 4)];
}

function outcomeOf(trial: Trial, places: Places, bytes: Uint8Array<ArrayBuffer>): Outcome {
  const views = trial.program.columns.map((column, index) => {
    const each = cells(column, bytes.buffer, places.offsets[index], trial.handles.length);
    const { view } = each;
    for (let i = 0; i < view.length; i++) if (Number.isNaN(view[i])) view[i] = Number.NaN;
    return each;
  });
  const results = resultPlaces(trial.program).map((place, index) =>
    settledResult(place, places, index, trial.handles.length, bytes.buffer),
  );
  return {
    bytes: Buffer.from(bytes.buffer),
    columns: () => views.map(({ get }) => trial.handles.map((_, row) => get(row))),
    results,
  };
}

function prepare(trial: Trial, places: Places, buffer: ArrayBufferLike): Uint8Array {
  const bytes = new Uint8Array(buffer, 0, places.end);
  bytes.fill(PATTERN);
  writeColumns(trial, places, buffer, trial.columns);
  const handles = elementView(ElementKind.U32, buffer, places.handles, trial.handles.length);
  handles.set(trial.handles);
  new Uint32Array(buffer, places.given, trial.rows?.length ?? 0).set(trial.rows ?? []);
  const results = resultPlaces(trial.program);
  begin(results, viewsOf(buffer), places.results);
  results.forEach(({ offset }, index) => {
    if (places.lists[index] >= 0)
      new DataView(buffer).setUint32(places.results + offset, places.lists[index], true);
  });
  return bytes;
}

/** What the engine leaves in the memory. */
export function outcomeBy(name: string, trial: Trial, isShared = false): Outcome {
  const used = isShared ? sharedMemory : memory;
  const places = placesOf(trial);
  const bytes = prepare(trial, places, used.buffer);
  const { uniforms, rows } = trial;
  const run = (rows === undefined ? ENGINES : LIST_ENGINES)[name](trial.program, used);
  const [start, end] =
    rows === undefined ? [trial.start, trial.end] : [places.given, places.given + rows.length * 4];
  // In two calls: what the first one leaves is added to.
  const middle = start + (Math.floor((end - start) / 3) & (rows === undefined ? -1 : -4));
  run(places.offsets, places.handles, start, middle, uniforms, places.results);
  run(places.offsets, places.handles, middle, end, uniforms, places.results);
  return outcomeOf(trial, places, new Uint8Array(bytes));
}

/** What the reference says must be there. */
export function expectedOutcome(trial: Trial): Outcome {
  const { program, handles, uniforms, start, end, rows } = trial;
  const places = placesOf(trial);
  const bytes = new Uint8Array(places.end);
  prepare(trial, places, bytes.buffer);
  const plain = program.columns.map((column, index) => {
    const { get } = cells(column, bytes.buffer, places.offsets[index], handles.length);
    return handles.map((_, row) => get(row));
  });
  const results = new ReferenceResults(program);
  if (rows === undefined) runReference(program, plain, uniforms, handles, start, end, results.add);
  for (const row of rows ?? [])
    runReference(program, plain, uniforms, handles, row, row + 1, results.add);
  writeColumns(trial, places, bytes.buffer, plain);
  writeResults(program, places, bytes.buffer, results.values);
  return outcomeOf(trial, places, bytes);
}

function writeResults(
  program: KernelProgram,
  places: Places,
  buffer: ArrayBuffer,
  values: readonly (readonly number[])[],
): void {
  resultPlaces(program).forEach(({ type, offset }, index) => {
    const at = places.results + offset;
    const list = places.lists[index];
    if (list >= 0) {
      new Uint32Array(buffer, list, values[index].length).set(values[index]);
      new DataView(buffer).setUint32(at, list + values[index].length * 4, true);
      return;
    }
    const lanes = totalLanes(viewsOf(buffer), type);
    lanes.set(values[index], at / lanes.BYTES_PER_ELEMENT);
  });
}
