/**
 * SimdOperation: the instructions of one operation; of its inputs, `SimdValues`.
 *
 * Where an operation means something else to WebAssembly than to JavaScript (rounding, conversions to integers,
 * signs of zero), the sequence that gives JavaScript's answer is here, with the reason why it does.
 */
import type { Value, ValueType } from "../program.ts";
import { pushCall, pushHypot, pushShift } from "./simd-lanes.ts";
import * as Simd from "./simd-opcodes.ts";
import { isComparison, simdOpcode } from "./simd-operations.ts";
import type { OperationValue, SimdValues } from "./simd-values.ts";

const LOW_WORDS = [0, 1, 2, 3, 8, 9, 10, 11, 16, 17, 18, 19, 24, 25, 26, 27];
const LOW_HALVES = [0, 1, 2, 3, 4, 5, 6, 7, 16, 17, 18, 19, 20, 21, 22, 23];
const HIGH_HALF = [8, 9, 10, 11, 12, 13, 14, 15, 8, 9, 10, 11, 12, 13, 14, 15];
const TWO_TO_32 = 4294967296;

export function pushOperation(values: SimdValues, value: OperationValue, part: number): void {
  const { operation, of, inputs } = value;
  const { writer } = values;
  switch (operation) {
    case "select":
      pushSelect(values, value, part);
      return;
    case "shl":
    case "shr":
      pushShift(values, value);
      return;
    case "hypot":
      pushHypot(values, value, part);
      return;
    case "rem":
    case "sin":
    case "cos":
    case "exp":
    case "log":
    case "atan2":
    case "pow":
      pushCall(values, value, part);
      return;
    case "round":
      pushRound(values, inputs[0], of, part);
      return;
    case "sign":
      pushSign(values, inputs[0], of, part);
      return;
    case "f32":
    case "f64":
    case "i32":
    case "u32":
    case "bool":
      pushConversion(values, operation, inputs[0], of, part);
      return;
  }
  const opcode = simdOpcode(operation, of)!;
  if (isComparison(operation) && of === "f64") {
    for (const half of [0, 1]) {
      for (const input of inputs) values.push(input, half);
      writer.simd(opcode);
    }
    writer.shuffle(LOW_WORDS);
    return;
  }
  if ((operation === "min" || operation === "max") && (of === "f32" || of === "f64")) {
    if (pushClamp(values, operation, inputs, of, part)) return;
  }
  for (const input of inputs) values.push(input, part);
  writer.simd(opcode);
}

/**
 * min and max with a constant: `pmin` and `pmax` are one machine instruction, the exact ones are about eight.
 * pmin(x, c) is c < x ? c : x, so a NaN in x stays; zeros of two signs are equal to it, so they take care.
 */
function pushClamp(
  values: SimdValues,
  operation: "min" | "max",
  inputs: readonly Value[],
  of: "f32" | "f64",
  part: number,
): boolean {
  const [x, limit] = inputs[0].kind === "constant" ? [inputs[1], inputs[0]] : inputs;
  if (limit.kind !== "constant" || Number.isNaN(limit.value)) return false;
  const isMin = operation === "min";
  const value = of === "f32" ? Math.fround(limit.value) : limit.value;
  if (isMin && Object.is(value, -0)) return false;
  const { writer } = values;
  values.push(x, part);
  values.push(limit, part);
  if (of === "f32") writer.simd(isMin ? Simd.F32x4Pmin : Simd.F32x4Pmax);
  else writer.simd(isMin ? Simd.F64x2Pmin : Simd.F64x2Pmax);
  if (!isMin && Object.is(value, 0)) {
    // The larger of -0 and 0 is 0, and so is their sum.
    values.push(limit, part);
    writer.simd(of === "f32" ? Simd.F32x4Add : Simd.F64x2Add);
  }
  return true;
}

function pushSelect(values: SimdValues, { inputs, of }: OperationValue, part: number): void {
  values.push(inputs[1], part);
  values.push(inputs[2], part);
  if (of === "f64") pushWideMask(values, inputs[0], part);
  else values.push(inputs[0]);
  values.writer.simd(Simd.V128Bitselect);
}

/** A mask for a part of f64s: each of its lanes is twice as wide. */
function pushWideMask(values: SimdValues, test: Value, part: number): void {
  const { writer } = values;
  if (test.kind === "operation" && test.of === "f64" && isComparison(test.operation)) {
    for (const input of test.inputs) values.push(input, part);
    writer.simd(simdOpcode(test.operation, "f64")!);
    return;
  }
  writer.get(values.keep(test, part));
  widenMask(values, part);
}

/** The mask on the stack becomes one for a part of f64s. */
export function widenMask({ writer }: SimdValues, part: number): void {
  writer.simd(part === 0 ? Simd.I64x2ExtendLowI32x4S : Simd.I64x2ExtendHighI32x4S);
}

/** As Math.round: the ceiling, less one where that is more than a half away. Keeps the -0 of -0.5 to -0. */
function pushRound(values: SimdValues, input: Value, of: ValueType, part: number): void {
  const { writer } = values;
  const wide = of === "f64";
  const x = values.store(input, part);
  const ceiling = values.newVector();
  writer.get(x);
  writer.simd(wide ? Simd.F64x2Ceil : Simd.F32x4Ceil);
  writer.tee(ceiling);
  // Where the mask is zero, +0 is taken away, which leaves a -0 alone.
  writer.get(ceiling);
  values.pushNumber(of, 0.5);
  writer.simd(wide ? Simd.F64x2Sub : Simd.F32x4Sub);
  writer.get(x);
  writer.simd(wide ? Simd.F64x2Gt : Simd.F32x4Gt);
  values.pushNumber(of, 1);
  writer.simd(Simd.V128And);
  writer.simd(wide ? Simd.F64x2Sub : Simd.F32x4Sub);
}

/** 1 with the sign of x where x is less or more than 0; else x, which may be NaN or -0. */
function pushSign(values: SimdValues, input: Value, of: ValueType, part: number): void {
  const { writer } = values;
  const wide = of === "f64";
  const x = values.store(input, part);
  values.pushNumber(of, -0);
  writer.get(x);
  writer.simd(Simd.V128And);
  values.pushNumber(of, 1);
  writer.simd(Simd.V128Or);
  writer.get(x);
  pushIsNumber(values, x, wide);
  writer.simd(Simd.V128Bitselect);
}

/** A mask: is neither 0 nor NaN. */
function pushIsNumber(values: SimdValues, x: number, wide: boolean): void {
  const { writer } = values;
  writer.get(x);
  writer.simd(wide ? Simd.F64x2Abs : Simd.F32x4Abs);
  values.pushNumber(wide ? "f64" : "f32", 0);
  writer.simd(wide ? Simd.F64x2Gt : Simd.F32x4Gt);
}

function pushConversion(
  values: SimdValues,
  to: ValueType,
  input: Value,
  from: ValueType,
  part: number,
): void {
  const { writer } = values;
  const isInteger = from === "i32" || from === "u32";
  if (to === from || (isInteger && (to === "i32" || to === "u32"))) {
    values.push(input, part);
  } else if (to === "f64") {
    pushWidened(values, input, from, part);
  } else if (from === "f64") {
    pushNarrowed(values, to, input);
  } else if (from === "bool") {
    values.push(input);
    values.pushNumber(to, 1);
    writer.simd(Simd.V128And);
  } else if (to === "bool") {
    const x = values.store(input, 0);
    if (from === "f32") {
      pushIsNumber(values, x, false);
    } else {
      writer.get(x);
      values.pushNumber("i32", 0);
      writer.simd(Simd.I32x4Ne);
    }
  } else if (to === "f32") {
    values.push(input);
    writer.simd(from === "i32" ? Simd.F32x4ConvertI32x4S : Simd.F32x4ConvertI32x4U);
  } else {
    pushWrapped(values, input);
  }
}

/** To f64, from one vector. */
function pushWidened(values: SimdValues, input: Value, from: ValueType, part: number): void {
  const { writer } = values;
  if (from === "bool") {
    pushWideMask(values, input, part);
    values.pushNumber("f64", 1);
    writer.simd(Simd.V128And);
    return;
  }
  const x = values.keep(input, part);
  writer.get(x);
  if (part === 1) {
    writer.get(x);
    writer.shuffle(HIGH_HALF);
  }
  if (from === "f32") writer.simd(Simd.F64x2PromoteLowF32x4);
  else writer.simd(from === "i32" ? Simd.F64x2ConvertLowI32x4S : Simd.F64x2ConvertLowI32x4U);
}

/** From both parts of an f64. */
function pushNarrowed(values: SimdValues, to: ValueType, input: Value): void {
  const { writer } = values;
  for (const part of [0, 1]) {
    if (to === "f32") {
      values.push(input, part);
      writer.simd(Simd.F32x4DemoteF64x2Zero);
    } else if (to === "bool") {
      pushIsNumber(values, values.store(input, part), true);
    } else {
      // t - floor(t / 2^32) * 2^32 is exact for every double, 0 to 2^32, and NaN for infinities, which gives 0.
      const whole = values.newVector();
      values.push(input, part);
      writer.simd(Simd.F64x2Trunc);
      writer.tee(whole);
      writer.get(whole);
      values.pushNumber("f64", 1 / TWO_TO_32);
      writer.simd(Simd.F64x2Mul);
      writer.simd(Simd.F64x2Floor);
      values.pushNumber("f64", TWO_TO_32);
      writer.simd(Simd.F64x2Mul);
      writer.simd(Simd.F64x2Sub);
      writer.simd(Simd.I32x4TruncSatF64x2UZero);
    }
  }
  writer.shuffle(to === "bool" ? LOW_WORDS : LOW_HALVES);
}

/**
 * f32 to i32 or u32, wrapping. The remainder of 2^32 keeps the sign of x here: with another sign it would need
 * more bits than an f32 has. Its size is converted, then negated where x is below 0, as ~n + 1.
 */
function pushWrapped(values: SimdValues, input: Value): void {
  const { writer } = values;
  const rest = values.newVector();
  const negative = values.newVector();
  values.push(input);
  writer.simd(Simd.F32x4Trunc);
  writer.tee(rest);
  writer.get(rest);
  values.pushNumber("f32", 1 / TWO_TO_32);
  writer.simd(Simd.F32x4Mul);
  writer.simd(Simd.F32x4Trunc);
  values.pushNumber("f32", TWO_TO_32);
  writer.simd(Simd.F32x4Mul);
  writer.simd(Simd.F32x4Sub);
  writer.tee(rest);
  writer.simd(Simd.F32x4Abs);
  writer.simd(Simd.I32x4TruncSatF32x4U);
  writer.get(rest);
  values.pushNumber("f32", 0);
  writer.simd(Simd.F32x4Lt);
  writer.tee(negative);
  writer.simd(Simd.V128Xor);
  writer.get(negative);
  writer.simd(Simd.I32x4Sub);
}
