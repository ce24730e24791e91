/**
 * RunSignature: how the function "run" of a kernel's module is called; both emitters and `instantiate` keep to it.
 *
 * Parameters, in this order: the byte offset of row 0 of each column, that of row 0's handle (only where the
 * program needs entities), start, end, that of the result area (only where the program has outputs), then the
 * uniforms by their types, a bool as 0 or 1. No result.
 */
import type { KernelProgram, ProgramFrame, Step, Value, ValueType } from "../program.ts";
import { type WasmImport, type WasmSignature, WasmType } from "./encoder.ts";
import { MATH_FUNCTIONS } from "./math-functions.ts";

const TYPES: { readonly [type in ValueType]: WasmType } = {
  f32: WasmType.F32,
  f64: WasmType.F64,
  i32: WasmType.I32,
  u32: WasmType.I32,
  bool: WasmType.I32,
};

export function wasmTypeOf(type: ValueType): WasmType {
  return TYPES[type];
}

/** Locals of the parameters of "run". Column `index` is the local `index`. */
export interface RunParameters {
  readonly signature: WasmSignature;
  /** Only where the program needs entities. */
  readonly entities: number;
  readonly start: number;
  readonly end: number;
  /** Only where the program has outputs. */
  readonly results: number;
  readonly firstUniform: number;
}

export function runParameters(program: ProgramFrame): RunParameters {
  const entities = program.columns.length;
  const start = entities + (program.needsEntity ? 1 : 0);
  const results = start + 2;
  const firstUniform = results + (program.outputs.length > 0 ? 1 : 0);
  const offsets = new Array<WasmType>(firstUniform).fill(WasmType.I32);
  const uniforms = program.uniforms.map(({ type }) => wasmTypeOf(type));
  return {
    signature: { parameters: [...offsets, ...uniforms], results: [] },
    entities,
    start,
    end: start + 1,
    results,
    firstUniform,
  };
}

/** What the program needs of `MATH_FUNCTIONS`. */
export function mathImports(program: KernelProgram): WasmImport[] {
  const imports = new Map<string, WasmImport>();
  const { F64 } = WasmType;
  const take = (value: Value): void => {
    if (value.kind !== "operation") return;
    value.inputs.forEach(take);
    const name = value.operation;
    if (MATH_FUNCTIONS[name] === undefined || imports.has(name)) return;
    const parameters = value.inputs.map(() => F64);
    imports.set(name, { module: "math", name, parameters, results: [F64] });
  };
  const walk = (steps: readonly Step[]): void => {
    for (const step of steps) {
      if (step.kind === "set") {
        take(step.value);
      } else {
        take(step.test);
        walk(step.then);
        walk(step.otherwise);
      }
    }
  };
  walk(program.steps);
  return [...imports.values()];
}
