/**
 * The scalar emitter: a program as a WebAssembly loop that takes one row at a time.
 *
 * For bodies that do not fit the lanes of `simd.ts`. Unlike there, an `if` is a branch: a row takes one way only,
 * and what it does not take costs nothing.
 */
import { ELEMENT_SHIFT, ElementKind } from "../../base/element.ts";
import { firstValues } from "../first-values.ts";
import type { KernelProgram, ProgramColumn, Step, Value, ValueType } from "../program.ts";
import { operationOf, type ResultPlace, resultPlaces } from "../result-area.ts";
import { type FunctionWriter, ModuleWriter, WasmType } from "./encoder.ts";
import * as Op from "./opcodes.ts";
import { mathImports, type RunParameters, runParameters, wasmTypeOf } from "./run-signature.ts";
import { OperationWriter } from "./scalar-operations.ts";

/** By element kind. */
const LOADS: readonly number[] = [
  Op.F32Load,
  Op.F64Load,
  Op.I32Load8S,
  Op.I32Load8U,
  Op.I32Load16S,
  Op.I32Load16U,
  Op.I32Load,
  Op.I32Load,
];
const STORES: readonly number[] = [
  Op.F32Store,
  Op.F64Store,
  Op.I32Store8,
  Op.I32Store8,
  Op.I32Store16,
  Op.I32Store16,
  Op.I32Store,
  Op.I32Store,
];

/**
 * The module of a program, to be joined to memories that are all shared or all not.
 *
 * Cost: some 20 us for 15 operations. A run takes as long as a loop that is written by hand, or less.
 */
export function emitScalar(
  program: KernelProgram,
  { shared }: { readonly shared: boolean },
): Uint8Array<ArrayBuffer> {
  const module = new ModuleWriter(shared, mathImports(program));
  new ScalarWriter(program, module).write();
  return module.encode();
}

class ScalarWriter {
  readonly #program: KernelProgram;
  readonly #parameters: RunParameters;
  readonly #code: FunctionWriter;
  readonly #operations: OperationWriter;
  /** Locals, by the number of the variable. */
  readonly #variables: readonly number[];
  readonly #handle: number;
  /** Of a result. */
  readonly #address: number;

  constructor(program: KernelProgram, module: ModuleWriter) {
    this.#program = program;
    this.#parameters = runParameters(program);
    this.#code = module.addFunction(this.#parameters.signature, "run");
    this.#operations = new OperationWriter(module, this.#code);
    this.#variables = program.variables.map(({ type }) => this.#code.addLocal(wasmTypeOf(type)));
    this.#handle = this.#code.addLocal(WasmType.I32);
    this.#address = this.#code.addLocal(WasmType.I32);
  }

  write(): void {
    const code = this.#code;
    const { columns } = this.#program;
    const { start, end } = this.#parameters;
    // From here on the offsets are those of the row that runs, which `start` counts.
    this.#advance(() => code.get(start));
    code.block();
    code.loop();
    code.get(start);
    code.get(end);
    code.op(Op.I32GeS);
    code.branchIf(1);
    this.#begin();
    this.#steps(this.#program.steps);
    for (let i = 0; i < columns.length; i++) if (columns[i].isWritten) this.#store(columns[i], i);
    for (const place of resultPlaces(this.#program)) this.#output(place);
    this.#advance(() => code.i32(1));
    code.get(start);
    code.i32(1);
    code.op(Op.I32Add);
    code.set(start);
    code.branch(0);
    code.end();
    code.end();
  }

  /** Moves all offsets by as many rows as `pushRows` puts on the stack. */
  #advance(pushRows: () => void): void {
    const { columns, needsEntity } = this.#program;
    for (let i = 0; i < columns.length; i++) {
      this.#advanceOne(i, columns[i].lanes << ELEMENT_SHIFT[columns[i].element], pushRows);
    }
    if (needsEntity) this.#advanceOne(this.#parameters.entities, 4, pushRows);
  }

  #advanceOne(local: number, bytes: number, pushRows: () => void): void {
    if (bytes === 0) return;
    const code = this.#code;
    code.get(local);
    pushRows();
    code.i32(bytes);
    code.op(Op.I32Mul);
    code.op(Op.I32Add);
    code.set(local);
  }

  /** What the variables hold before the first step. */
  #begin(): void {
    const code = this.#code;
    const { columns, variables, needsEntity } = this.#program;
    const { loaded, cleared } = firstValues(this.#program);
    for (const variable of cleared) {
      this.#constant(variables[variable].type, 0);
      code.set(this.#variables[variable]);
    }
    for (const index of loaded) this.#load(columns[index], index);
    if (!needsEntity) return;
    code.get(this.#parameters.entities);
    code.memory(Op.I32Load, ELEMENT_SHIFT[ElementKind.U32]);
    code.set(this.#handle);
  }

  #load({ element, lanes, lane, variable }: ProgramColumn, index: number): void {
    const code = this.#code;
    if (lanes === 0) {
      this.#loadMask(index);
      code.set(this.#variables[variable]);
      return;
    }
    const shift = ELEMENT_SHIFT[element];
    code.get(index);
    code.memory(LOADS[element], shift, lane << shift);
    if (this.#program.variables[variable].type === "bool") this.#operations.write("bool", "u32");
    code.set(this.#variables[variable]);
  }

  /** The row's bit, turned about. */
  #loadMask(index: number): void {
    const code = this.#code;
    const { start } = this.#parameters;
    code.get(index);
    code.get(start);
    code.i32(5);
    code.op(Op.I32ShrU);
    code.i32(2);
    code.op(Op.I32Shl);
    code.op(Op.I32Add);
    code.memory(Op.I32Load, 2);
    code.get(start); // its lowest five bits count
    code.op(Op.I32ShrU);
    code.i32(1);
    code.op(Op.I32And);
    code.op(Op.I32Eqz);
  }

  #store({ element, lane, variable }: ProgramColumn, index: number): void {
    const shift = ELEMENT_SHIFT[element];
    this.#code.get(index);
    this.#code.get(this.#variables[variable]);
    this.#code.memory(STORES[element], shift, lane << shift);
  }

  /** Adds the row to its lane of a total, or to the list of the rows that are selected. */
  #output({ output, type, offset }: ResultPlace): void {
    const code = this.#code;
    const { results, start } = this.#parameters;
    const variable = this.#variables[output.variable];
    if (output.kind === "where") {
      code.get(variable);
      code.if();
      code.get(results);
      code.memory(Op.I32Load, 2, offset);
      code.tee(this.#address);
      code.get(start);
      code.memory(Op.I32Store, 2);
      code.get(results);
      code.get(this.#address);
      code.i32(4);
      code.op(Op.I32Add);
      code.memory(Op.I32Store, 2, offset);
      code.end();
      return;
    }
    const element =
      type === "f64" ? ElementKind.F64 : type === "f32" ? ElementKind.F32 : ElementKind.I32;
    const shift = ELEMENT_SHIFT[element];
    code.get(results);
    code.get(start);
    code.i32(3);
    code.op(Op.I32And);
    code.i32(shift);
    code.op(Op.I32Shl);
    code.op(Op.I32Add);
    code.tee(this.#address);
    code.get(this.#address);
    code.memory(LOADS[element], shift, offset);
    code.get(variable);
    this.#operations.write(operationOf(output), type);
    code.memory(STORES[element], shift, offset);
  }

  #steps(steps: readonly Step[]): void {
    const code = this.#code;
    for (const step of steps) {
      if (step.kind === "set") {
        this.#value(step.value);
        code.set(this.#variables[step.variable]);
        continue;
      }
      this.#value(step.test);
      code.if();
      this.#steps(step.then);
      if (step.otherwise.length > 0) {
        code.else();
        this.#steps(step.otherwise);
      }
      code.end();
    }
  }

  #value(value: Value): void {
    const code = this.#code;
    switch (value.kind) {
      case "constant":
        this.#constant(value.type, value.value);
        return;
      case "variable":
        code.get(this.#variables[value.index]);
        return;
      case "uniform":
        code.get(this.#parameters.firstUniform + value.index);
        return;
      case "entity":
        code.get(this.#handle);
        return;
      case "operation": {
        // The test of a select comes last, as its instruction takes it.
        const [first, ...others] = value.inputs;
        const inputs = value.operation === "select" ? [...others, first] : value.inputs;
        for (const input of inputs) this.#value(input);
        this.#operations.write(value.operation, value.of);
      }
    }
  }

  #constant(type: ValueType, value: number): void {
    const code = this.#code;
    if (type === "f32") code.f32(value);
    else if (type === "f64") code.f64(value);
    else code.i32(value);
  }
}
