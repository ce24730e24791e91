/**
 * SimdLanes: operations that no vector instruction does, lane by lane.
 *
 * Functions of Math are called with doubles, and their answers rounded to the type of the operation; V8 calls
 * the usual ones directly, without a step through JavaScript.
 */
import type { Value } from "../program.ts";
import * as Op from "./opcodes.ts";
import * as Simd from "./simd-opcodes.ts";
import type { OperationValue, SimdValues } from "./simd-values.ts";

/** A function imported from "math". Inside an `if`, only for the lanes that take it. */
export function pushCall(values: SimdValues, value: OperationValue, part: number): void {
  const { writer, mask } = values;
  const wide = value.of === "f64";
  const inputs = value.inputs.map((input) => values.store(input, part));
  const index = values.functionOf(value.operation);
  const result = values.newVector();
  const lanes = wide ? 2 : 4;
  for (let lane = 0; lane < lanes; lane++) {
    if (mask !== undefined) {
      writer.get(mask);
      writer.simd(Simd.I32x4ExtractLane, part * lanes + lane);
      writer.if();
    }
    writer.get(result);
    for (const input of inputs) {
      writer.get(input);
      writer.simd(wide ? Simd.F64x2ExtractLane : Simd.F32x4ExtractLane, lane);
      if (!wide) writer.op(Op.F64PromoteF32);
    }
    writer.call(index);
    if (!wide) writer.op(Op.F32DemoteF64);
    writer.simd(wide ? Simd.F64x2ReplaceLane : Simd.F32x4ReplaceLane, lane);
    writer.set(result);
    if (mask !== undefined) writer.end();
  }
  writer.get(result);
}

/** The root of x * x + y * y in double, whatever the type. */
export function pushHypot(values: SimdValues, value: OperationValue, part: number): void {
  const { writer } = values;
  if (value.of === "f64") {
    pushDoubleHypot(values, value.inputs, part);
    return;
  }
  const inputs = value.inputs.map((of): Value => {
    // A vector that both halves need: the value is kept by this very object.
    return { kind: "operation", type: "f64", operation: "f64", of: "f32", inputs: [of] };
  });
  for (const half of [0, 1]) {
    pushDoubleHypot(values, inputs, half);
    writer.simd(Simd.F32x4DemoteF64x2Zero);
  }
  writer.shuffle([0, 1, 2, 3, 4, 5, 6, 7, 16, 17, 18, 19, 20, 21, 22, 23]);
}

function pushDoubleHypot(values: SimdValues, inputs: readonly Value[], part: number): void {
  const { writer } = values;
  for (const input of inputs) {
    const x = values.store(input, part);
    writer.get(x);
    writer.get(x);
    writer.simd(Simd.F64x2Mul);
  }
  writer.simd(Simd.F64x2Add);
  writer.simd(Simd.F64x2Sqrt);
}

/** Vectors are shifted by one amount; amounts of their own take a lane each. */
export function pushShift(values: SimdValues, { operation, of, inputs }: OperationValue): void {
  const { writer } = values;
  const [x, by] = inputs;
  const isLeft = operation === "shl";
  if (by.kind === "constant" || by.kind === "uniform") {
    values.push(x);
    values.pushScalar(by);
    if (isLeft) writer.simd(Simd.I32x4Shl);
    else writer.simd(of === "i32" ? Simd.I32x4ShrS : Simd.I32x4ShrU);
    return;
  }
  const vector = values.store(x, 0);
  const amounts = values.store(by, 0);
  for (let lane = 0; lane < 4; lane++) {
    writer.get(vector);
    writer.simd(Simd.I32x4ExtractLane, lane);
    writer.get(amounts);
    writer.simd(Simd.I32x4ExtractLane, lane);
    if (isLeft) writer.op(Op.I32Shl);
    else writer.op(of === "i32" ? Op.I32ShrS : Op.I32ShrU);
    if (lane === 0) writer.simd(Simd.I32x4Splat);
    else writer.simd(Simd.I32x4ReplaceLane, lane);
  }
}
