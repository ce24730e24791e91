/**
 * SimdGroup: the body of a kernel for one group of four rows, all of them or some.
 */
import type { KernelProgram, ProgramColumn, Step } from "../program.ts";
import { type FunctionWriter, type ModuleWriter, WasmType } from "./encoder.ts";
import * as Op from "./opcodes.ts";
import { type RunParameters, runParameters } from "./run-signature.ts";
import { type Block, variablesOf } from "./simd-blocks.ts";
import { loadColumn, storeColumn, storeRow } from "./simd-columns.ts";
import * as Simd from "./simd-opcodes.ts";
import { pushOperation } from "./simd-operation.ts";
import { SimdOutputs, withTotals } from "./simd-outputs.ts";
import { SimdSteps } from "./simd-steps.ts";
import { SimdValues } from "./simd-values.ts";

interface ColumnUse {
  readonly column: ProgramColumn;
  /** The local of its address. */
  readonly pointer: number;
  /** The first and the last step that name its variable. */
  readonly first: Step;
  readonly last: Step;
}

/** What writes the body for one group whose pointers are set; and the code to run before any group. */
export class GroupWriter {
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
          loadColumn(values, column, pointer, row);
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
