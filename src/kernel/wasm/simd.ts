/**
 * Simd: a kernel as a WebAssembly module that runs four rows at a time.
 *
 * Its function "run" goes through groups of four rows that begin at multiples of four; what lies at the edges of
 * the rows that are run, it leaves to a second function, which has the same body but stores lane by lane. So does
 * the function "rows", which runs rows that stand anywhere.
 * Invariant: no row outside is written, and none is read beyond the group that it shares with one inside, so a
 * column must have room for a multiple of four rows.
 */
import type { KernelProgram } from "../program.ts";
import { ModuleWriter, WasmType } from "./encoder.ts";
import * as Op from "./opcodes.ts";
import { mathImports, runParameters } from "./run-signature.ts";
import { strideOf } from "./simd-columns.ts";
import { GroupWriter } from "./simd-group.ts";
import { ALL_ROWS, addEdge, addRows, ROWS } from "./simd-rows.ts";

const ENTITY_BYTES = 4;

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
      if (stride === 0) return;
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
  /** `pushFirst` leaves on the stack the bits of the rows from `start` on. */
  const runEdge = (pushFirst: () => void): void => {
    for (let index = 0; index < start; index++) run.get(index);
    pushFirst();
    // And those before `end`: the bits below the one that is as far from `row`, if that is in the group.
    run.i32(1);
    run.get(end);
    run.get(row);
    run.op(Op.I32Sub);
    run.op(Op.I32Shl);
    run.i32(1);
    run.op(Op.I32Sub);
    run.i32(ALL_ROWS);
    isInside(false);
    run.op(Op.Select);
    run.op(Op.I32And);
    run.get(row);
    for (let index = end + 1; index < signature.parameters.length; index++) run.get(index);
    run.call(edge.index);
  };
  /** Whether the group ends where the rows do, or before; or the contrary. */
  const isInside = (is = true): void => {
    run.get(row);
    run.i32(ROWS);
    run.op(Op.I32Add);
    run.get(end);
    run.op(is ? Op.I32LeS : Op.I32GtS);
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
  runEdge(() => {
    run.i32(ALL_ROWS);
    run.get(start);
    run.get(row);
    run.op(Op.I32Sub);
    run.op(Op.I32Shl);
  });
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
  runEdge(() => run.i32(ALL_ROWS));
  run.end();
  group.finish();
  addRows(module, parameters, strides, edge);
  return module.encode();
}
