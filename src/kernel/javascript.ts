/**
 * The engine of pages that forbid to compile WebAssembly: runs a program loop by loop over blocks of rows.
 *
 * Not an interpreter of rows: each operation is one dense loop over up to 1,024 rows in typed scratch columns, so
 * that rounding and wrapping happen by storing, as in the other engines. No code is made from text, no closure
 * is called for a row, and a run makes no garbage.
 */
import { type Column, ELEMENT_SHIFT, ElementKind } from "../base/element.ts";
import type { Slab } from "../memory/slab.ts";
import { isEmpty } from "./javascript/bool-loops.ts";
import { type FlatProgram, INSTRUCTION_NUMBERS } from "./javascript/flat-program.ts";
import type { Loop } from "./javascript/loop-types.ts";
import { loopOf } from "./javascript/loops.ts";
import { addOutput } from "./javascript/output-loops.ts";
import { maskMoves, type RowMoves, rowMovesOf } from "./javascript/row-moves.ts";
import { BLOCK_ROWS, type Scratch, scratchColumns } from "./javascript/scratch.ts";
import type { ProgramFrame, RunRows, ValueType } from "./program.ts";
import { resultPlaces } from "./result-area.ts";

/** A column that is loaded or stored, and the variable that it goes to or comes from. */
interface BoundColumn {
  readonly moves: RowMoves<Column, Scratch>;
  readonly view: Column;
  /** Which of the offsets of a run is its own, and how to count elements in it; -1: that of the handles. */
  readonly offset: number;
  readonly shift: number;
  readonly lanes: number;
  readonly lane: number;
  readonly variable: Scratch;
}

/** One loop and its columns. */
interface Instruction {
  /** Without a loop: goes on at the instruction `skipTo` where no row of `out`, a mask, is set; `a` has its words. */
  readonly loop: Loop | undefined;
  readonly out: Scratch;
  readonly a: Scratch;
  readonly b: Scratch;
  readonly c: Scratch;
  readonly skipTo: number;
}

interface Fill {
  readonly loop: Loop;
  readonly column: Scratch;
  readonly uniform: number;
  /** One number: the constant, or that of the uniform in this run. */
  readonly value: Float64Array;
}

/**
 * Makes a program ready for one slab, or for anything that has a view of its memory for each element kind.
 *
 * Cost: some 15 us for 15 operations. A run takes 1 to 2 ns a row for each operation, load and store: six to twelve
 * times as long as a loop that is written by hand.
 */
export function javascriptEngine(
  program: ProgramFrame,
  flat: FlatProgram,
  slab: Pick<Slab, "viewOf">,
): RunRows {
  const { types, handles } = flat;
  const scratch = scratchColumns(types);
  const variables = flat.variables.map((column) => scratch[column]);
  const bound = program.columns.map(({ element, lanes, lane, variable }, offset) =>
    bind(slab, element, types[flat.variables[variable]], offset, lanes, lane, variables[variable]),
  );
  const loads = flat.loaded.map((column) => bound[column]);
  if (handles >= 0) loads.push(bind(slab, ElementKind.U32, "u32", -1, 1, 0, scratch[handles]));
  const clears = flat.cleared.map((variable) => variables[variable]);
  const stores = bound.filter((_, column) => program.columns[column].isWritten);
  const instructions = instructionsOf(flat, scratch);
  const fills = flat.fills.map(
    ([column, uniform, value]): Fill => ({
      loop: loopOf("fill", types[column]),
      column: scratch[column],
      uniform,
      value: Float64Array.of(value),
    }),
  );
  const places = resultPlaces(program);
  return (columns, entities, start, end, uniforms, results = 0) => {
    if (start >= end) return;
    fillColumns(Math.min(BLOCK_ROWS, end - start), fills, uniforms);
    for (let row = start; row < end; row += BLOCK_ROWS) {
      const rows = Math.min(BLOCK_ROWS, end - row);
      for (let i = 0; i < clears.length; i++) clears[i].fill(0, 0, rows);
      for (let i = 0; i < loads.length; i++) {
        const { moves, view, lanes, variable } = loads[i];
        const first = firstElement(loads[i], columns, entities, row);
        // The bits of a mask are found by the row's number.
        moves.load(rows, view, first, lanes === 0 ? row : lanes, variable);
      }
      runBlock(rows, instructions);
      for (let i = 0; i < stores.length; i++) {
        const { moves, view, lanes, variable } = stores[i];
        moves.store(rows, view, firstElement(stores[i], columns, entities, row), lanes, variable);
      }
      for (let i = 0; i < places.length; i++)
        addOutput(slab, places[i], results, row, rows, variables[places[i].output.variable]);
    }
  };
}

function instructionsOf({ code, loops }: FlatProgram, scratch: readonly Scratch[]): Instruction[] {
  const instructions: Instruction[] = [];
  for (let i = 0; i < code.length; i += INSTRUCTION_NUMBERS) {
    const out = scratch[code[i + 1]];
    const isSkip = code[i] < 0;
    instructions.push({
      loop: isSkip ? undefined : loopOf(...loops[code[i]]),
      out,
      // Four rows a word, for the question whether any is set.
      a: isSkip ? new Uint32Array(out.buffer) : scratch[code[i + 2]],
      b: scratch[code[i + 3]],
      c: scratch[code[i + 4]],
      skipTo: code[i + 2],
    });
  }
  return instructions;
}

function bind(
  slab: Pick<Slab, "viewOf">,
  element: ElementKind,
  type: ValueType,
  offset: number,
  lanes: number,
  lane: number,
  variable: Scratch,
): BoundColumn {
  const moves = lanes === 0 ? maskMoves : rowMovesOf(element, type);
  const shift = ELEMENT_SHIFT[element];
  return { moves, view: slab.viewOf(element), offset, shift, lanes, lane, variable };
}

function firstElement(
  { offset, shift, lanes, lane }: BoundColumn,
  columns: ArrayLike<number>,
  entities: number,
  row: number,
): number {
  const bytes = offset < 0 ? entities : columns[offset];
  return (bytes >>> shift) + row * lanes + lane;
}

/** Constants and uniforms: for every run again, as programs share the columns. The stores round and wrap them. */
function fillColumns(rows: number, fills: readonly Fill[], uniforms: ArrayLike<number>): void {
  for (let i = 0; i < fills.length; i++) {
    const { loop, column, uniform, value } = fills[i];
    if (uniform >= 0) value[0] = uniforms[uniform];
    loop(rows, column, value, column, column);
  }
}

function runBlock(rows: number, instructions: readonly Instruction[]): void {
  for (let i = 0; i < instructions.length; i++) {
    const instruction = instructions[i];
    const { loop, out } = instruction;
    if (loop !== undefined) loop(rows, out, instruction.a, instruction.b, instruction.c);
    else if (isEmpty(instruction.a as Uint32Array, out as Uint8Array, rows))
      i = instruction.skipTo - 1;
  }
}
