/**
 * Instance: a compiled kernel joined to the memory of one slab.
 *
 * Compiling is done once a program (`compileModule`), joining once a slab. Both are synchronous; a page whose
 * content security policy forbids WebAssembly makes the first one throw, and the caller takes another engine.
 */
import type { ProgramFrame, RunRows } from "../program.ts";
import { MATH_FUNCTIONS } from "./math-functions.ts";

/** @throws {WebAssembly.CompileError} where the page's policy or the machine does not allow it */
export function compileModule(bytes: Uint8Array<ArrayBuffer>): WebAssembly.Module {
  return new WebAssembly.Module(bytes);
}

/** What runs the module's rows, or with "rows" a list of them that `program.ts` calls `RunRows` too, in `memory`, which must be shared where the module was emitted so. */
export function instantiate(
  module: WebAssembly.Module,
  memory: WebAssembly.Memory,
  program: ProgramFrame,
  name: "run" | "rows" = "run",
): RunRows {
  const imports = { env: { memory }, math: { ...MATH_FUNCTIONS } };
  const instance = new WebAssembly.Instance(module, imports);
  const run = instance.exports[name] as (...parameters: unknown[]) => void;
  // See run-signature.ts.
  const { columns: offsets, uniforms: values, outputs, needsEntity } = program;
  const parameterCount =
    offsets.length + Number(needsEntity) + 2 + Number(outputs.length > 0) + values.length;
  // Of any kind, not of doubles only: those would become objects again at each call, and garbage.
  const p = new Array<number | undefined>(Math.max(parameterCount, 16)).fill(undefined);
  const last = new Float64Array(program.uniforms.length).fill(Number.NaN);
  // What a function does not take is dropped. A call with a list takes 54 ns, these about 20.
  if (parameterCount <= 8) {
    return (columns, entities, start, end, uniforms, results) => {
      fill(p, last, program, columns, entities, start, end, uniforms, results);
      run(p[0], p[1], p[2], p[3], p[4], p[5], p[6], p[7]);
    };
  }
  if (parameterCount <= 16) {
    return (columns, entities, start, end, uniforms, results) => {
      fill(p, last, program, columns, entities, start, end, uniforms, results);
      // biome-ignore format: eight a line
      run(p[0], p[1], p[2], p[3], p[4], p[5], p[6], p[7],
        p[8], p[9], p[10], p[11], p[12], p[13], p[14], p[15]);
    };
  }
  return (columns, entities, start, end, uniforms, results) => {
    fill(p, last, program, columns, entities, start, end, uniforms, results);
    run.apply(undefined, p);
  };
}

function fill(
  parameters: (number | undefined)[],
  last: Float64Array,
  program: ProgramFrame,
  columns: ArrayLike<number>,
  entities: number,
  start: number,
  end: number,
  uniforms: ArrayLike<number>,
  results: number | undefined,
): void {
  let next = program.columns.length;
  for (let index = 0; index < next; index++) parameters[index] = columns[index];
  if (program.needsEntity) parameters[next++] = entities;
  parameters[next++] = start;
  parameters[next++] = end;
  if (program.outputs.length > 0) parameters[next++] = results;
  const uniformCount = program.uniforms.length;
  for (let index = 0; index < uniformCount; index++) {
    // A fraction of a typed array becomes an object here: only where it is another one than before.
    if (last[index] !== uniforms[index]) {
      last[index] = uniforms[index];
      parameters[next] = uniforms[index];
    }
    next++;
  }
}
