/**
 * One run of a program in a memory of its own making, by an engine and by the reference, to be compared byte by byte.
 *
 * The memory is filled with a pattern; columns stand in it as in a chunk, with pattern between them. What an engine
 * must not touch is therefore compared as well. NaN is one value: which of its bits are set is nobody's business.
 */
import { ELEMENT_BYTES, ElementKind, elementView } from "../../src/base/element.ts";
import { javascriptEngine } from "../../src/kernel/javascript.ts";
import type { KernelProgram, ProgramColumn, RunRows } from "../../src/kernel/program.ts";
import { compileModule, instantiate } from "../../src/kernel/wasm/instance.ts";
import { emitScalar } from "../../src/kernel/wasm/scalar.ts";
import { emitSimd } from "../../src/kernel/wasm/simd.ts";
import { runReference } from "./reference.ts";

export interface Trial {
  readonly program: KernelProgram;
  /** First values, column by column, of rows that are a multiple of four, as those of a chunk are. */
  readonly columns: readonly (readonly number[])[];
  readonly handles: readonly number[];
  readonly uniforms: readonly number[];
  readonly start: number;
  readonly end: number;
}

const PATTERN = 0xa5;
const memory = new WebAssembly.Memory({ initial: 32 });
const sharedMemory = new WebAssembly.Memory({ initial: 32, maximum: 32, shared: true });

type MakeEngine = (program: KernelProgram, used: WebAssembly.Memory) => RunRows;

export const ENGINES: { readonly [name: string]: MakeEngine } = {
  SIMD: (program, used) =>
    instantiate(compileModule(emitSimd(program, { shared: used === sharedMemory })), used, program),
  scalar: (program, used) =>
    instantiate(
      compileModule(emitScalar(program, { shared: used === sharedMemory })),
      used,
      program,
    ),
  JavaScript: (program, used) =>
    javascriptEngine(program, {
      viewOf: (kind) =>
        elementView(kind, used.buffer, 0, used.buffer.byteLength / ELEMENT_BYTES[kind]),
    }),
};

interface Places {
  readonly offsets: readonly number[];
  readonly handles: number;
  readonly end: number;
}

/** Where the columns are: the lanes of a field share a place. Not at 0, which a forgotten offset would be. */
function placesOf({ program, handles }: Trial): Places {
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
    const at = known.get(key) ?? take(rows * lanes * ELEMENT_BYTES[element]);
    known.set(key, at);
    return at;
  });
  return { offsets, handles: take(rows * 4), end: next };
}

function cells(column: ProgramColumn, buffer: ArrayBufferLike, offset: number, rows: number) {
  const view = elementView(column.element, buffer, offset, rows * column.lanes);
  return { view, at: (row: number): number => row * column.lanes + column.lane };
}

function writeColumns(
  { program, handles }: Trial,
  { offsets }: Places,
  buffer: ArrayBufferLike,
  values: readonly (readonly number[])[],
): void {
  program.columns.forEach((column, index) => {
    const { view, at } = cells(column, buffer, offsets[index], handles.length);
    values[index].forEach((value, row) => {
      view[at(row)] = value;
    });
  });
}

/** The bytes of everything, and, for a message, all values of all columns. */
export interface Outcome {
  readonly bytes: Buffer;
  readonly columns: () => number[][];
}

function outcomeOf(trial: Trial, places: Places, bytes: Uint8Array<ArrayBuffer>): Outcome {
  const views = trial.program.columns.map((column, index) => {
    const each = cells(column, bytes.buffer, places.offsets[index], trial.handles.length);
    const { view } = each;
    for (let i = 0; i < view.length; i++) if (Number.isNaN(view[i])) view[i] = Number.NaN;
    return each;
  });
  return {
    bytes: Buffer.from(bytes.buffer),
    columns: () => views.map(({ view, at }) => trial.handles.map((_, row) => view[at(row)])),
  };
}

function prepare(trial: Trial, places: Places, buffer: ArrayBufferLike): Uint8Array {
  const bytes = new Uint8Array(buffer, 0, places.end);
  bytes.fill(PATTERN);
  writeColumns(trial, places, buffer, trial.columns);
  const handles = elementView(ElementKind.U32, buffer, places.handles, trial.handles.length);
  handles.set(trial.handles);
  return bytes;
}

/** What the engine leaves in the memory. */
export function outcomeBy(name: string, trial: Trial, isShared = false): Outcome {
  const used = isShared ? sharedMemory : memory;
  const places = placesOf(trial);
  const bytes = prepare(trial, places, used.buffer);
  const run = ENGINES[name](trial.program, used);
  run(places.offsets, places.handles, trial.start, trial.end, trial.uniforms);
  return outcomeOf(trial, places, new Uint8Array(bytes));
}

/** What the reference says must be there. */
export function expectedOutcome(trial: Trial): Outcome {
  const { program, handles, uniforms, start, end } = trial;
  const places = placesOf(trial);
  const bytes = new Uint8Array(places.end);
  prepare(trial, places, bytes.buffer);
  const plain = program.columns.map((column, index) => {
    const { view, at } = cells(column, bytes.buffer, places.offsets[index], handles.length);
    return handles.map((_, row) => view[at(row)]);
  });
  runReference(program, plain, uniforms, handles, start, end);
  writeColumns(trial, places, bytes.buffer, plain);
  return outcomeOf(trial, places, bytes);
}
