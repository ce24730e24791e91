/**
 * SimdOutputs: what four rows at a time come to, added to the result area.
 *
 * Totals are variables of vectors, whose lanes are those of the area: inside the loop they are in locals, around it
 * and at the edges in memory. Rows that are selected are listed one by one, where any of the four is.
 */
import type { KernelProgram, Value } from "../program.ts";
import { operationOf, type ResultPlace, resultPlaces } from "../result-area.ts";
import type { FunctionWriter } from "./encoder.ts";
import { WasmType } from "./encoder.ts";
import * as Op from "./opcodes.ts";
import * as Simd from "./simd-opcodes.ts";
import { widenMask } from "./simd-operation.ts";
import { partsOf, type SimdValues } from "./simd-values.ts";

/** The program with a variable for each output behind its own: the total, where it has one. */
export function withTotals(program: KernelProgram): KernelProgram {
  const totals = resultPlaces(program).map(({ output, type }) => ({ name: output.name, type }));
  return { ...program, variables: [...program.variables, ...totals] };
}

export class SimdOutputs {
  readonly #values: SimdValues;
  readonly #writer: FunctionWriter;
  readonly #places: readonly ResultPlace[];
  readonly #firstTotal: number;
  /** The local of the area's address. */
  readonly #results: number;
  readonly #bits: number;
  readonly #next: number;

  /** `values` are those of `withTotals`. */
  constructor(values: SimdValues, program: KernelProgram, results: number) {
    this.#values = values;
    this.#writer = values.writer;
    this.#places = resultPlaces(program);
    this.#firstTotal = program.variables.length;
    this.#results = results;
    this.#bits = values.writer.addLocal(WasmType.I32);
    this.#next = values.writer.addLocal(WasmType.I32);
  }

  /** The totals, from the area into locals. */
  load(): void {
    this.#eachPart((local, offset) => {
      this.#writer.get(this.#results);
      this.#writer.simdMemory(Simd.V128Load, 3, offset);
      this.#writer.set(local);
    });
  }

  /** The totals, from locals into the area. */
  store(): void {
    this.#eachPart((local, offset) => {
      this.#writer.get(this.#results);
      this.#writer.get(local);
      this.#writer.simdMemory(Simd.V128Store, 3, offset);
    });
  }

  /** The group whose first row is in the local `row`. `mask` is one of vectors: the lanes that are run. */
  push(row: number, mask?: number): void {
    this.#places.forEach((place, index) => {
      if (place.output.kind === "where") this.#list(place, row, mask);
      else this.#add(place, this.#firstTotal + index, mask);
    });
  }

  #eachPart(push: (local: number, offset: number) => void): void {
    this.#places.forEach(({ output, type, offset }, index) => {
      if (output.kind === "where") return;
      for (let part = 0; part < partsOf(type); part++)
        push(this.#values.local(this.#firstTotal + index, part), offset + part * 16);
    });
  }

  #add({ output, type }: ResultPlace, total: number, mask: number | undefined): void {
    const { variable, kind } = output;
    const given: Value = {
      kind: "variable",
      type: kind === "count" ? "bool" : type,
      index: variable,
    };
    const added: Value =
      kind === "count"
        ? { kind: "operation", type, operation: type as "i32", of: "bool", inputs: [given] }
        : given;
    const inputs: Value[] = [{ kind: "variable", type, index: total }, added];
    for (let part = 0; part < partsOf(type); part++) {
      const local = this.#values.local(total, part);
      this.#values.push(
        { kind: "operation", type, operation: operationOf(output), of: type, inputs },
        part,
      );
      if (mask !== undefined) {
        this.#writer.get(local);
        this.#writer.get(mask);
        if (type === "f64") widenMask(this.#values, part);
        this.#writer.simd(Simd.V128Bitselect);
      }
      this.#writer.set(local);
    }
  }

  /** All four are written, and as many kept as are selected: no branch but that around them. */
  #list({ output, offset }: ResultPlace, row: number, mask: number | undefined): void {
    const writer = this.#writer;
    writer.get(this.#values.local(output.variable));
    if (mask !== undefined) {
      writer.get(mask);
      writer.simd(Simd.V128And);
    }
    writer.simd(Simd.I32x4Bitmask);
    writer.tee(this.#bits);
    writer.if();
    writer.get(this.#results);
    writer.memory(Op.I32Load, 2, offset);
    writer.set(this.#next);
    for (let lane = 0; lane < 4; lane++) {
      writer.get(this.#next);
      writer.get(row);
      writer.i32(lane);
      writer.op(Op.I32Add);
      writer.memory(Op.I32Store, 2);
      writer.get(this.#next);
      writer.get(this.#bits);
      // Bit `lane` as 0 or 4.
      writer.i32(2);
      writer.op(Op.I32Shl);
      writer.i32(lane);
      writer.op(Op.I32ShrU);
      writer.i32(4);
      writer.op(Op.I32And);
      writer.op(Op.I32Add);
      writer.set(this.#next);
    }
    writer.get(this.#results);
    writer.get(this.#next);
    writer.memory(Op.I32Store, 2, offset);
    writer.end();
  }
}
