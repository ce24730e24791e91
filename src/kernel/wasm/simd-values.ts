/**
 * SimdValues: expressions of a kernel, four rows at a time, as instructions that leave a vector on the stack.
 *
 * f32, i32, u32 and bool (a mask) are one vector; f64 is two, which are its parts 0 and 1. Part 1 of a value is
 * always written after its part 0, and in the same block: what both need is kept in a local between them.
 * Invariant: constants and uniforms are spread over their lanes before the loop, never in it.
 */
import type { KernelProgram, Value, ValueType } from "../program.ts";
import { type FunctionWriter, WasmType } from "./encoder.ts";
import * as Op from "./opcodes.ts";
import type { RunParameters } from "./run-signature.ts";
import * as Simd from "./simd-opcodes.ts";

export type OperationValue = Extract<Value, { kind: "operation" }>;

const SPLATS: { readonly [type in ValueType]: number } = {
  f32: Simd.F32x4Splat,
  f64: Simd.F64x2Splat,
  i32: Simd.I32x4Splat,
  u32: Simd.I32x4Splat,
  bool: Simd.I32x4Splat,
};

export function partsOf(type: ValueType): number {
  return type === "f64" ? 2 : 1;
}

export class SimdValues {
  readonly writer: FunctionWriter;
  /** Index of an imported function of "math" by its operation's name. */
  readonly functionOf: (name: string) => number;
  readonly entity: number;
  /** The mask of the block that is being written, in lanes of 32 bits; undefined outside of all ifs. */
  mask: number | undefined;
  readonly #program: KernelProgram;
  readonly #parameters: RunParameters;
  /** The first local of each variable; its part 1 is the next one. */
  readonly #variables: readonly number[];
  readonly #splats = new Map<string, { readonly local: number; readonly value: Value }>();
  /** What part 0 of a value has worked out for part 1. */
  readonly #kept = new Map<Value, number>();
  readonly #pushOperation: (values: SimdValues, value: OperationValue, part: number) => void;

  constructor(
    writer: FunctionWriter,
    program: KernelProgram,
    parameters: RunParameters,
    functionOf: (name: string) => number,
    pushOperation: (values: SimdValues, value: OperationValue, part: number) => void,
  ) {
    this.writer = writer;
    this.functionOf = functionOf;
    this.#program = program;
    this.#parameters = parameters;
    this.#pushOperation = pushOperation;
    this.#variables = program.variables.map(({ type }) => {
      const first = this.newVector();
      if (partsOf(type) === 2) this.newVector();
      return first;
    });
    this.entity = this.newVector();
  }

  newVector(): number {
    return this.writer.addLocal(WasmType.V128);
  }

  typeOf(variable: number): ValueType {
    return this.#program.variables[variable].type;
  }

  /** The local of a variable's part. */
  local(variable: number, part: number = 0): number {
    return this.#variables[variable] + part;
  }

  push(value: Value, part: number = 0): void {
    switch (value.kind) {
      case "variable":
        this.writer.get(this.local(value.index, part));
        break;
      case "entity":
        this.writer.get(this.entity);
        break;
      case "constant":
      case "uniform":
        this.writer.get(this.#splatOf(value));
        break;
      case "operation":
        this.#pushOperation(this, value, part);
    }
  }

  /** A local that holds the one vector of `value`, which is worked out once for both parts of what needs it. */
  keep(value: Value, part: number): number {
    if (value.kind === "variable") return this.local(value.index);
    if (value.kind === "entity") return this.entity;
    if (value.kind !== "operation") return this.#splatOf(value);
    const known = part === 1 ? this.#kept.get(value) : undefined;
    if (known !== undefined) return known;
    const local = this.newVector();
    this.push(value);
    this.writer.set(local);
    this.#kept.set(value, local);
    return local;
  }

  /** A local of its own for a part of `value`, for instructions that need it more than once. */
  store(value: Value, part: number): number {
    if (value.kind === "variable") return this.local(value.index, part);
    if (value.kind === "entity") return this.entity;
    if (value.kind !== "operation") return this.#splatOf(value);
    const local = this.newVector();
    this.push(value, part);
    this.writer.set(local);
    return local;
  }

  /** A number spread over all lanes. */
  pushNumber(type: ValueType, value: number): void {
    this.push({ kind: "constant", type, value });
  }

  /** The i32 of a constant or uniform integer. */
  pushScalar(value: Extract<Value, { kind: "constant" | "uniform" }>): void {
    if (value.kind === "constant") this.writer.i32(value.value);
    else this.writer.get(this.#parameters.firstUniform + value.index);
  }

  /** Spreads what the code written so far has used. To run before that code. */
  writeSplats(): void {
    const { writer } = this;
    for (const { local, value } of this.#splats.values()) {
      if (value.kind === "uniform") {
        const parameter = this.#parameters.firstUniform + value.index;
        if (value.type === "bool") writer.i32(0);
        writer.get(parameter);
        if (value.type === "bool") writer.op(Op.I32Sub);
      } else if (value.kind === "constant") {
        if (value.type === "f32") writer.f32(value.value);
        else if (value.type === "f64") writer.f64(value.value);
        else writer.i32(value.type === "bool" ? -value.value : value.value);
      }
      writer.simd(SPLATS[value.type]);
      writer.set(local);
    }
  }

  #splatOf(value: Extract<Value, { kind: "constant" | "uniform" }>): number {
    const id =
      value.kind === "uniform"
        ? `uniform ${value.index}`
        : `${value.type} ${Object.is(value.value, -0) ? "-0" : value.value}`;
    const known = this.#splats.get(id);
    if (known !== undefined) return known.local;
    const local = this.newVector();
    this.#splats.set(id, { local, value });
    return local;
  }
}
