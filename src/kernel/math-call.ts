/**
 * The functions of Math that a kernel may call: how many inputs each takes, and what operation it makes.
 */
import { inCommon, inFloat, isFloat } from "./arithmetic.ts";
import {
  converted,
  isWhole,
  literal,
  type Operand,
  operation,
  typeOf,
  valueOperand,
} from "./operand.ts";
import type { Operation } from "./program.ts";

/** Functions of one number that make a float of it. */
const OF_ONE: readonly Operation[] = ["sqrt", "sign", "sin", "cos", "exp", "log"];
/** Functions that leave a whole number as it is. */
const ROUNDING: readonly Operation[] = ["floor", "ceil", "round", "trunc"];
const OF_TWO: readonly Operation[] = ["atan2", "pow"];
const OF_MANY: readonly Operation[] = ["min", "max", "hypot"];

/** The least and the most inputs of each function, by its name behind `Math.`. */
export const MATH_INPUTS: ReadonlyMap<string, readonly [number, number]> = /* @__PURE__ */ new Map<
  string,
  readonly [number, number]
>([
  ...[...OF_ONE, ...ROUNDING, "abs", "fround"].map((name) => [name, [1, 1]] as const),
  ...[...OF_TWO, "imul"].map((name) => [name, [2, 2]] as const),
  ...OF_MANY.map((name) => [name, [1, 16]] as const),
]);

/** What `Math.<name>(inputs)` comes to; undefined where an input is a bool. */
export function mathCall(name: string, inputs: readonly Operand[]): Operand | undefined {
  if (inputs.some((input) => typeOf(input) === "bool")) return undefined;
  if (inputs.every((input) => input.kind === "literal")) {
    const numbers = inputs.map((input) => (input.kind === "literal" ? input.value : 0));
    const call = Math[name as "min"];
    return literal(call(...numbers));
  }
  const [first, second] = inputs;
  if (name === "fround") return valueOperand(converted(first, "f32"));
  if (name === "imul") return valueOperand(product(first, second));
  if (name === "abs") return absolute(first);
  const operationName = name as Operation;
  if (ROUNDING.includes(operationName)) return rounded(operationName, first);
  if (OF_TWO.includes(operationName)) return inFloat(operationName, first, second);
  if (OF_MANY.includes(operationName)) return folded(operationName, inputs);
  const type = typeOf(first) === "f64" ? "f64" : "f32";
  return valueOperand(operation(operationName, type, type, converted(first, type)));
}

function product(a: Operand, b: Operand) {
  return operation("mul", "i32", "i32", converted(a, "i32"), converted(b, "i32"));
}

function absolute(of: Operand): Operand {
  const type = typeOf(of) ?? "f32";
  if (type === "u32") return of;
  return valueOperand(operation("abs", type, type, converted(of, type)));
}

function rounded(name: Operation, of: Operand): Operand {
  const type = typeOf(of);
  if (type === undefined || isWhole(of) || !isFloat(type)) return of;
  return valueOperand(operation(name, type, type, converted(of, type)));
}

/** Two by two, from the left. */
function folded(name: Operation, inputs: readonly Operand[]): Operand | undefined {
  if (inputs.length === 1) return name === "hypot" ? absolute(asFloat(inputs[0])) : inputs[0];
  let all: Operand | undefined = inputs[0];
  for (let i = 1; i < inputs.length && all !== undefined; i++) {
    all = name === "hypot" ? inFloat(name, all, inputs[i]) : inCommon(name, all, inputs[i]);
  }
  return all;
}

function asFloat(of: Operand): Operand {
  return valueOperand(converted(of, typeOf(of) === "f64" ? "f64" : "f32"));
}
