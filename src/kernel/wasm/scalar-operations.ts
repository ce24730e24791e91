/**
 * Operations of a program in WebAssembly, one value at a time.
 *
 * Most are one instruction, of a table. The rest are written out here: they are what JavaScript says, which is not
 * what the nearest instruction does (a rounding of halves, an integer beyond the range).
 */
import type { Operation, ValueType } from "../program.ts";
import { type FunctionWriter, type ModuleWriter, WasmType } from "./encoder.ts";
import { MATH_FUNCTIONS } from "./math-functions.ts";
import * as Op from "./opcodes.ts";
import { wasmTypeOf } from "./run-signature.ts";
import { SCALAR_INSTRUCTIONS } from "./scalar-instructions.ts";

/** Writes operations whose inputs are on the stack, in their order; of `select`, the test is the last. */
export class OperationWriter {
  readonly #module: ModuleWriter;
  readonly #code: FunctionWriter;
  /** Two locals of each type, for inputs that are needed twice. */
  readonly #kept = new Map<WasmType, readonly [number, number]>();

  constructor(module: ModuleWriter, code: FunctionWriter) {
    this.#module = module;
    this.#code = code;
  }

  write(operation: Operation, of: ValueType): void {
    const instruction = SCALAR_INSTRUCTIONS[of][operation];
    if (instruction !== undefined) this.#code.op(instruction);
    else if (operation === "select") this.#code.op(Op.Select);
    else if (MATH_FUNCTIONS[operation] !== undefined) this.#call(operation, of);
    else if (of === "f32" || of === "f64") this.#float(operation, of);
    else this.#integer(operation, of);
  }

  /** In double, rounded once. */
  #call(operation: Operation, of: ValueType): void {
    const code = this.#code;
    if (of === "f32") this.#promote(MATH_FUNCTIONS[operation]?.length ?? 1);
    code.call(this.#module.indexOfImport(operation));
    if (of === "f32") code.op(Op.F32DemoteF64);
  }

  /** Makes the one or two f32 on the stack f64. */
  #promote(count: number): void {
    const code = this.#code;
    if (count === 2) {
      const [second] = this.#keep(WasmType.F32);
      code.set(second);
      code.op(Op.F64PromoteF32);
      code.get(second);
    }
    code.op(Op.F64PromoteF32);
  }

  #float(operation: Operation, of: "f32" | "f64"): void {
    const code = this.#code;
    const is32 = of === "f32";
    const [first, second] = this.#keep(wasmTypeOf(of));
    const constant = (value: number): void => (is32 ? code.f32(value) : code.f64(value));
    switch (operation) {
      case "round":
        // The ceiling, less one where that is more than a half above: halves go up, and -0.2 to -0.
        code.tee(first);
        code.op(is32 ? Op.F32Ceil : Op.F64Ceil);
        code.tee(second);
        code.get(second);
        constant(0.5);
        code.op(is32 ? Op.F32Sub : Op.F64Sub);
        code.get(first);
        code.op(is32 ? Op.F32Gt : Op.F64Gt);
        code.op(is32 ? Op.F32ConvertI32S : Op.F64ConvertI32S);
        code.op(is32 ? Op.F32Sub : Op.F64Sub);
        return;
      case "sign":
        // Both zeros and NaN are their own signs.
        code.set(first);
        constant(1);
        code.get(first);
        code.op(is32 ? Op.F32Copysign : Op.F64Copysign);
        code.get(first);
        code.get(first);
        this.#isTrue(is32);
        code.op(Op.Select);
        return;
      case "hypot":
        if (is32) this.#promote(2);
        this.#hypot();
        if (is32) code.op(Op.F32DemoteF64);
        return;
      case "bool":
        this.#isTrue(is32);
        return;
      case "i32":
      case "u32":
        if (is32) code.op(Op.F64PromoteF32);
        this.#wrap();
        return;
    }
  }

  #hypot(): void {
    const code = this.#code;
    const [x, y] = this.#keep(WasmType.F64);
    code.set(y);
    code.tee(x);
    code.get(x);
    code.op(Op.F64Mul);
    code.get(y);
    code.get(y);
    code.op(Op.F64Mul);
    code.op(Op.F64Add);
    code.op(Op.F64Sqrt);
  }

  /** Whether a float is neither 0 nor NaN. */
  #isTrue(is32: boolean): void {
    const code = this.#code;
    code.op(is32 ? Op.F32Abs : Op.F64Abs);
    if (is32) code.f32(0);
    else code.f64(0);
    code.op(is32 ? Op.F32Gt : Op.F64Gt);
  }

  /**
   * `x | 0` of an f64: less as many times 2 ** 32 as it holds, which is exact, it fits an i64 with room to spare.
   * An infinity less an infinity is NaN, and that is 0.
   */
  #wrap(): void {
    const code = this.#code;
    const [x] = this.#keep(WasmType.F64);
    code.tee(x);
    code.get(x);
    code.f64(2 ** -32);
    code.op(Op.F64Mul);
    code.op(Op.F64Trunc);
    code.f64(2 ** 32);
    code.op(Op.F64Mul);
    code.op(Op.F64Sub);
    code.saturating(Op.I64TruncSatF64S);
    code.op(Op.I32WrapI64);
  }

  #integer(operation: Operation, of: ValueType): void {
    const code = this.#code;
    const [first, second] = this.#keep(WasmType.I32);
    switch (operation) {
      case "neg":
        code.set(first);
        code.i32(0);
        code.get(first);
        code.op(Op.I32Sub);
        return;
      case "abs":
        // x is turned about, and one is added, where the sign, all ones then, says so.
        code.tee(first);
        code.get(first);
        code.i32(31);
        code.op(Op.I32ShrS);
        code.tee(second);
        code.op(Op.I32Xor);
        code.get(second);
        code.op(Op.I32Sub);
        return;
      case "min":
      case "max":
        code.set(second);
        code.tee(first);
        code.get(second);
        code.get(first);
        code.get(second);
        this.write(operation === "min" ? "lt" : "gt", of);
        code.op(Op.Select);
        return;
      case "not":
        code.i32(-1);
        code.op(Op.I32Xor);
        return;
      case "bool":
        if (of !== "bool") {
          code.i32(0);
          code.op(Op.I32Ne);
        }
        return;
      // An i32, a u32 and a bool are each other's bits.
    }
  }

  #keep(type: WasmType): readonly [number, number] {
    let locals = this.#kept.get(type);
    if (locals === undefined) {
      locals = [this.#code.addLocal(type), this.#code.addLocal(type)];
      this.#kept.set(type, locals);
    }
    return locals;
  }
}
