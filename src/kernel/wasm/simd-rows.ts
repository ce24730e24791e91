/**
 * SimdRows: rows that do not fill their group: those at the edges of a run, and those that stand anywhere.
 *
 * They run the same body as whole groups, and store row by row.
 */
import type { KernelProgram } from "../program.ts";
import { type FunctionWriter, type ModuleWriter, WasmType } from "./encoder.ts";
import * as Op from "./opcodes.ts";
import { type RunParameters, runParameters } from "./run-signature.ts";
import { GroupWriter } from "./simd-group.ts";

/** Rows of a group. */
export const ROWS = 4;
/** A bit for each of them. */
export const ALL_ROWS = 15;

/**
 * The function for a group of which some rows are run. Its columns are those of the group; bits in place of `start`
 * say which rows, and `end` is the first row's number.
 */
export function addEdge(module: ModuleWriter, program: KernelProgram): FunctionWriter {
  const parameters = runParameters(program);
  const edge = module.addFunction(parameters.signature);
  const group = new GroupWriter(module, program, edge);
  const lanes: number[] = [];
  for (let lane = 0; lane < ROWS; lane++) {
    const isRun = edge.addLocal(WasmType.I32);
    edge.get(parameters.start);
    edge.i32(lane);
    edge.op(Op.I32ShrU);
    edge.i32(1);
    edge.op(Op.I32And);
    edge.set(isRun);
    lanes.push(isRun);
  }
  group.outputs.load();
  group.push(parameters.end, lanes);
  group.outputs.store();
  group.finish();
  return edge;
}

/**
 * The function "rows": as "run", over the rows whose numbers stand as u32 from byte `start` to byte `end`. They
 * ascend; those of one group are run together.
 */
export function addRows(
  module: ModuleWriter,
  { signature, start, end }: RunParameters,
  strides: readonly number[],
  edge: FunctionWriter,
): void {
  const list = module.addFunction(signature, "rows");
  const group = list.addLocal(WasmType.I32);
  const bits = list.addLocal(WasmType.I32);
  const load = (): void => {
    list.get(start);
    list.memory(Op.I32Load, 2);
  };
  list.block();
  list.loop();
  list.get(start);
  list.get(end);
  list.op(Op.I32GeS);
  list.branchIf(1);
  load();
  list.i32(-ROWS);
  list.op(Op.I32And);
  list.set(group);
  list.i32(0);
  list.set(bits);
  list.loop();
  list.get(bits);
  list.i32(1);
  load();
  list.get(group);
  list.op(Op.I32Sub);
  list.op(Op.I32Shl);
  list.op(Op.I32Or);
  list.set(bits);
  list.get(start);
  list.i32(4);
  list.op(Op.I32Add);
  list.tee(start);
  list.get(end);
  list.op(Op.I32LtS);
  list.if(WasmType.I32);
  load();
  list.get(group);
  list.op(Op.I32Sub);
  list.i32(ROWS);
  list.op(Op.I32LtU);
  list.else();
  list.i32(0);
  list.end();
  list.branchIf(0);
  list.end();
  for (let index = 0; index < start; index++) {
    list.get(index);
    list.get(group);
    list.i32(strides[index]);
    list.op(Op.I32Mul);
    list.op(Op.I32Add);
  }
  list.get(bits);
  list.get(group);
  for (let index = end + 1; index < signature.parameters.length; index++) list.get(index);
  list.call(edge.index);
  list.branch(0);
  list.end();
  list.end();
}
