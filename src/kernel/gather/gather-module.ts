/**
 * Gather modules: what a kernel gathers as WebAssembly, for worlds whose chunks and whose index are in one slab.
 *
 * A function for each term, named by its number, goes through rows that stand side by side and copies all columns of
 * the term at once. 2 to 6 ns a row, as cold as the targets are; the same in JavaScript is three times that.
 * It trusts no handle: one of an index past the end, of a dead entity, or of none, is as good as no target.
 */
import { ELEMENT_BYTES, ELEMENT_SHIFT, ElementKind } from "../../base/element.ts";
import { ROW_BITS } from "../../storage/entity-index.ts";
import { type FunctionWriter, ModuleWriter, WasmType } from "../wasm/encoder.ts";
import * as Op from "../wasm/opcodes.ts";
import type { GatheredColumn, GatheredTerm } from "./gathered-columns.ts";

/**
 * Byte offsets of the first row's reference, of the index, of the table, of where the first row's values go (of two
 * words each, and so of one), the rows, and of the index how many entities it has and bits of a handle are no index.
 */
export type GatherTerm = (
  from: number,
  rows: number,
  index: number,
  capacity: number,
  generationBits: number,
  table: number,
  words: number,
  doubles: number,
) => void;

const [FROM, ROWS, INDEX, CAPACITY, BITS, TABLE, WORDS, DOUBLES] = [0, 1, 2, 3, 4, 5, 6, 7];

/** By element kind: how a value is loaded and, widened to 32 bits or as it is, stored. */
const LOADS: readonly number[] = [
  Op.I32Load,
  Op.F64Load,
  Op.I32Load8S,
  Op.I32Load8U,
  Op.I32Load16S,
  Op.I32Load16U,
  Op.I32Load,
  Op.I32Load,
];

/** @param stride - words of an entry in the table */
export function emitGather(
  terms: readonly GatheredTerm[],
  stride: number,
  shared: boolean,
): Uint8Array<ArrayBuffer> {
  const module = new ModuleWriter(shared);
  const parameters = new Array<WasmType>(8).fill(WasmType.I32);
  let entry = 1;
  terms.forEach(({ columns }, i) => {
    const code = module.addFunction({ parameters, results: [] }, String(i));
    writeTerm(code, columns, stride * 4, entry * 4);
    entry += columns.length;
  });
  return module.encode();
}

/** `entryBytes` is how long an entry is, `first` where in it the term's columns are. */
function writeTerm(
  code: FunctionWriter,
  columns: readonly GatheredColumn[],
  entryBytes: number,
  first: number,
): void {
  const end = code.addLocal(WasmType.I32);
  const handle = code.addLocal(WasmType.I32);
  const at = code.addLocal(WasmType.I32);
  const row = code.addLocal(WasmType.I32);
  code.get(FROM);
  code.get(ROWS);
  code.i32(2);
  code.op(Op.I32Shl);
  code.op(Op.I32Add);
  code.set(end);
  code.loop();
  code.block(); // what comes after a row
  code.block(); // what is done where there is no target
  code.get(FROM);
  code.memory(Op.I32Load, 2);
  code.tee(handle);
  code.get(BITS);
  code.op(Op.I32ShrU);
  code.tee(at);
  code.get(CAPACITY);
  code.op(Op.I32GeU);
  code.branchIf(0);
  code.get(INDEX);
  code.get(at);
  code.i32(3);
  code.op(Op.I32Shl);
  code.op(Op.I32Add);
  code.tee(at);
  code.memory(Op.I32Load, 2);
  code.get(handle);
  code.op(Op.I32Ne);
  code.branchIf(0);
  code.get(at);
  code.memory(Op.I32Load, 2, 4);
  code.tee(row);
  code.i32(ROW_BITS);
  code.op(Op.I32ShrU);
  code.i32(entryBytes);
  code.op(Op.I32Mul);
  code.get(TABLE);
  code.op(Op.I32Add);
  code.tee(at);
  code.memory(Op.I32Load, 2, first);
  code.op(Op.I32Eqz);
  code.branchIf(0);
  code.get(row);
  code.i32((1 << ROW_BITS) - 1);
  code.op(Op.I32And);
  code.set(row);
  columns.forEach((column, i) => {
    store(code, column, () => load(code, column, at, first + i * 4, row));
  });
  code.branch(1);
  code.end();
  for (const column of columns)
    store(code, column, () => (column.words === 2 ? code.f64(0) : code.i32(0)));
  code.end();
  advance(code, WORDS, 4);
  advance(code, DOUBLES, 8);
  advance(code, FROM, 4);
  code.get(FROM);
  code.get(end);
  code.op(Op.I32LtU);
  code.branchIf(0);
  code.end();
}

/** The target's value. */
function load(
  code: FunctionWriter,
  { field }: GatheredColumn,
  entry: number,
  offset: number,
  row: number,
): void {
  if (field === undefined) {
    code.i32(1);
    return;
  }
  const { element, lanes } = field;
  code.get(row);
  code.i32(lanes * ELEMENT_BYTES[element]);
  code.op(Op.I32Mul);
  code.get(entry);
  code.memory(Op.I32Load, 2, offset);
  code.op(Op.I32Add);
  code.memory(LOADS[element], ELEMENT_SHIFT[element]);
}

function store(code: FunctionWriter, { word, words }: GatheredColumn, push: () => void): void {
  code.get(words === 2 ? DOUBLES : WORDS);
  push();
  const isDouble = words === 2;
  code.memory(
    isDouble ? Op.F64Store : Op.I32Store,
    ELEMENT_SHIFT[isDouble ? ElementKind.F64 : ElementKind.I32],
    word * 4,
  );
}

function advance(code: FunctionWriter, local: number, bytes: number): void {
  code.get(local);
  code.i32(bytes);
  code.op(Op.I32Add);
  code.set(local);
}
