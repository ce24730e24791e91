/**
 * Simd: a kernel as a WebAssembly module that runs four rows at a time.
 *
 * Its function "run" goes through groups of four rows that begin at multiples of four; what lies at the edges of
 * the rows that are run, it leaves to a second function, which has the same body but stores lane by lane.
 * Invariant: no row outside is written, and none is read beyond the group that it shares with one inside, so a
 * column must have room for a multiple of four rows.
 */
import type { KernelProgram, ProgramColumn, Step } from "../program.ts";
import { type FunctionWriter, ModuleWriter, WasmType } from "./encoder.ts";
import * as Op from "./opcodes.ts";
import { mathImports, type RunParameters, runParameters } from "./run-signature.ts";
import { type Block, variablesOf } from "./simd-blocks.ts";
import { loadColumn, storeColumn, storeRow, strideOf } from "./simd-columns.ts";
import * as Simd from "./simd-opcodes.ts";
import { pushOperation } from "./simd-operation.ts";
import { SimdOutputs, withTotals } from "./simd-outputs.ts";
import { SimdSteps } from "./simd-steps.ts";
import { SimdValues } from "./simd-values.ts";

const ROWS = 4;
const ENTITY_BYTES = 4;

interface ColumnUse {
  readonly column: ProgramColumn;
  /** The local of its address. */
  readonly pointer: number;
  /** The first and the last step that name its variable. */
  readonly first: Step;
  readonly last: Step;
}

/** What writes the body for one group whose pointers are set; and the code to run before any group. */
class GroupWriter {
  readonly #program: KernelProgram;
  readonly #parameters: RunParameters;
  readonly #writer: FunctionWriter;
  readonly #columns: readonly ColumnUse[];
  readonly #values: SimdValues;
  readonly #taken: number;
  readonly outputs: SimdOutputs;

  constructor(module: ModuleWriter, program: KernelProgram, writer: FunctionWriter) {
    this.#program = program;
    this.#parameters = runParameters(program);
    this.#writer = writer;
    this.#columns = usesOf(program);
    this.#taken = writer.addLocal(WasmType.I32);
    const functionOf = (name: string): number => module.indexOfImport(name);
    const extended = withTotals(program);
    this.#values = new SimdValues(writer, extended, this.#parameters, functionOf, pushOperation);
    this.outputs = new SimdOutputs(this.#values, program, this.#parameters.results);
  }

  /**
   * `row` is the local of the group's first row. `lanes` are locals, i32: whether that row of the group is run.
   * Without them, all are.
   */
  push(row: number, lanes?: readonly number[]): void {
    const writer = this.#writer;
    const values = this.#values;
    if (this.#program.needsEntity) {
      writer.get(this.#parameters.entities);
      writer.simdMemory(Simd.V128Load, 2);
      writer.set(values.entity);
    }
    const isAnyRare = this.#columns.some(({ column }) => isStored(column, true));
    if (isAnyRare) {
      writer.i32(0);
      writer.set(this.#taken);
    }
    const load = (next: Block): void => {
      for (const { column, pointer, first } of this.#columns)
        if ((column.isRead || column.isRare) && next.includes(first))
          loadColumn(values, column, pointer);
    };
    const store = (done: Block): void => {
      for (const { column, pointer, last } of this.#columns)
        if (isStored(column, false) && done.includes(last)) storeColumn(values, column, pointer);
    };
    const steps = new SimdSteps(values, this.#program, this.#taken);
    steps.push(this.#program.steps, load, lanes === undefined ? store : undefined);
    this.outputs.push(row, lanes && this.#maskOf(lanes));
    if (lanes !== undefined) this.#storeLanes(false, lanes);
    if (!isAnyRare) return;
    writer.get(this.#taken);
    writer.if();
    if (lanes !== undefined) {
      this.#storeLanes(true, lanes);
    } else {
      for (const { column, pointer } of this.#columns)
        if (isStored(column, true)) storeColumn(values, column, pointer);
    }
    writer.end();
  }

  /** A vector of lanes that are all ones where the row is run; undefined where nobody asks. */
  #maskOf(lanes: readonly number[]): number | undefined {
    if (this.#program.outputs.length === 0) return undefined;
    const writer = this.#writer;
    const mask = this.#values.newVector();
    writer.get(mask);
    lanes.forEach((isRun, lane) => {
      writer.i32(0);
      writer.get(isRun);
      writer.op(Op.I32Sub);
      writer.simd(Simd.I32x4ReplaceLane, lane);
    });
    writer.set(mask);
    return mask;
  }

  #storeLanes(rare: boolean, lanes: readonly number[]): void {
    const writer = this.#writer;
    lanes.forEach((isRun, row) => {
      writer.get(isRun);
      writer.if();
      for (const { column, pointer } of this.#columns)
        if (isStored(column, rare)) storeRow(this.#values, column, pointer, row);
      writer.end();
    });
  }

  /** Puts what the body needs from outside before all that was written so far. */
  finish(): void {
    const writer = this.#writer;
    const body = writer.code;
    writer.code = [];
    this.#values.writeSplats();
    writer.code = writer.code.concat(body);
  }
}

/** Those that a step names. A column is loaded before the first one that does and stored after the last one,
 * which keeps few vectors alive at a time: a processor has 16. 16 columns take 0.23 ns a row each, not 0.30. */
function usesOf({ columns, steps }: KernelProgram): ColumnUse[] {
  const named = steps.map((step) => variablesOf(step));
  return columns.flatMap((column, pointer) => {
    const naming = steps.filter((_, index) => named[index].has(column.variable));
    if (naming.length === 0) return [];
    return [{ column, pointer, first: naming[0], last: naming[naming.length - 1] }];
  });
}

function isStored({ isWritten, isRare }: ProgramColumn, rare: boolean): boolean {
  return isWritten && isRare === rare;
}

/**
 * The function for a group at the edge. Its columns are those of the group, start and end are lanes; the group's
 * first row comes last.
 */
function addEdge(module: ModuleWriter, program: KernelProgram): FunctionWriter {
  const parameters = runParameters(program);
  const { signature } = parameters;
  const edge = module.addFunction({
    ...signature,
    parameters: [...signature.parameters, WasmType.I32],
  });
  const group = new GroupWriter(module, program, edge);
  const lanes: number[] = [];
  for (let lane = 0; lane < ROWS; lane++) {
    const isRun = edge.addLocal(WasmType.I32);
    edge.i32(lane);
    edge.get(parameters.start);
    edge.op(Op.I32GeS);
    edge.i32(lane);
    edge.get(parameters.end);
    edge.op(Op.I32LtS);
    edge.op(Op.I32And);
    edge.set(isRun);
    lanes.push(isRun);
  }
  group.outputs.load();
  group.push(signature.parameters.length, lanes);
  group.outputs.store();
  group.finish();
  return edge;
}

/**
 * The module's bytes. 52 operations make 3 KB in 0.1 ms once V8 has optimised this code; the first kernel of a process
 * takes several milliseconds, while V8 reads it. What it runs is within 1.15 times hand-written vectors for the particle step.
 */
export function emitSimd(
  program: KernelProgram,
  options: { readonly shared: boolean },
): Uint8Array<ArrayBuffer> {
  const module = new ModuleWriter(options.shared, mathImports(program));
  const edge = addEdge(module, program);
  const parameters = runParameters(program);
  const { signature, start, end } = parameters;
  const run = module.addFunction(signature, "run");
  const group = new GroupWriter(module, program, run);
  /** The first row of the group. */
  const row = run.addLocal(WasmType.I32);

  const strides = program.columns.map(strideOf);
  if (program.needsEntity) strides.push(ENTITY_BYTES);
  const next = (): void => {
    strides.forEach((stride, pointer) => {
      run.get(pointer);
      run.i32(stride * ROWS);
      run.op(Op.I32Add);
      run.set(pointer);
    });
    run.get(row);
    run.i32(ROWS);
    run.op(Op.I32Add);
    run.set(row);
  };
  const runEdge = (): void => {
    for (let index = 0; index < start; index++) run.get(index);
    run.get(start);
    run.get(row);
    run.op(Op.I32Sub);
    run.get(end);
    run.get(row);
    run.op(Op.I32Sub);
    for (let index = end + 1; index < signature.parameters.length; index++) run.get(index);
    run.get(row);
    run.call(edge.index);
  };
  /** Whether the group ends where the rows do, or before. */
  const isInside = (): void => {
    run.get(row);
    run.i32(ROWS);
    run.op(Op.I32Add);
    run.get(end);
    run.op(Op.I32LeS);
  };

  run.get(start);
  run.get(end);
  run.op(Op.I32GeS);
  run.if();
  run.op(Op.Return);
  run.end();
  run.get(start);
  run.i32(-ROWS);
  run.op(Op.I32And);
  run.set(row);
  strides.forEach((stride, pointer) => {
    run.get(pointer);
    run.get(row);
    run.i32(stride);
    run.op(Op.I32Mul);
    run.op(Op.I32Add);
    run.set(pointer);
  });
  run.get(row);
  run.get(start);
  run.op(Op.I32LtS);
  run.if();
  runEdge();
  next();
  run.end();
  isInside();
  run.if();
  group.outputs.load();
  run.loop();
  group.push(row);
  next();
  isInside();
  run.branchIf(0);
  run.end();
  group.outputs.store();
  run.end();
  run.get(row);
  run.get(end);
  run.op(Op.I32LtS);
  run.if();
  runEdge();
  run.end();
  group.finish();
  return module.encode();
}
