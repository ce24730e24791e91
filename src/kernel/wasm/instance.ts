/**
 * Instance: a compiled kernel joined to the memory of one slab.
 *
 * Compiling is done once a program (`compileModule`), joining once a slab. Both are synchronous; a page whose
 * content security policy forbids WebAssembly makes the first one throw, and the caller takes another engine.
 */
import type { KernelProgram, RunRows } from "../program.ts";
import { MATH_FUNCTIONS } from "./run-signature.ts";

/** @throws {WebAssembly.CompileError} where the page's policy or the machine does not allow it */
export function compileModule(bytes: Uint8Array<ArrayBuffer>): WebAssembly.Module {
  return new WebAssembly.Module(bytes);
}

/** What runs the module's rows in `memory`, which must be shared where the module was emitted so. */
export function instantiate(
  module: WebAssembly.Module,
  memory: WebAssembly.Memory,
  program: KernelProgram,
): RunRows {
  const imports = { env: { memory }, math: { ...MATH_FUNCTIONS } };
  const instance = new WebAssembly.Instance(module, imports);
  const run = instance.exports.run as (...parameters: number[]) => void;
  const columnCount = program.columns.length;
  const uniformCount = program.uniforms.length;
  const start = columnCount + (program.needsEntity ? 1 : 0);
  const firstUniform = start + 2;
  // One list for all calls: a call with a list of its own would leave it as garbage.
  const parameters = new Array<number>(firstUniform + uniformCount).fill(0);
  return (columns, entities, from, to, uniforms) => {
    for (let index = 0; index < columnCount; index++) parameters[index] = columns[index];
    if (start > columnCount) parameters[columnCount] = entities;
    parameters[start] = from;
    parameters[start + 1] = to;
    for (let index = 0; index < uniformCount; index++)
      parameters[firstUniform + index] = uniforms[index];
    run.apply(undefined, parameters);
  };
}
