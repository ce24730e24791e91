/**
 * The operators of a kernel's text over operands: in which type both sides meet, and what operation that makes.
 *
 * Numbers of the text are worked out among themselves, in double. `undefined` comes back where a bool and a
 * number meet: the caller knows where that stands.
 */
import { foldNumbers } from "./fold.ts";
import {
  asTest,
  constant,
  converted,
  isSimple,
  isWhole,
  literal,
  meetingType,
  type Operand,
  operation,
  typeOf,
  valueOperand,
} from "./operand.ts";
import type { Pass } from "./pass.ts";
import type { Operation, Value, ValueType } from "./program.ts";
import type { BinaryOperator } from "./tree.ts";

const ARITHMETIC: { readonly [Operator in BinaryOperator]?: Operation } = {
  "+": "add",
  "-": "sub",
  "*": "mul",
};
const BITS: { readonly [Operator in BinaryOperator]?: Operation } = {
  "&": "and",
  "|": "or",
  "^": "xor",
  "<<": "shl",
};
const COMPARISONS: { readonly [Operator in BinaryOperator]?: Operation } = {
  "<": "lt",
  "<=": "le",
  ">": "gt",
  ">=": "ge",
  "===": "eq",
  "!==": "ne",
};

export const isFloat = (type: ValueType): boolean => type === "f32" || type === "f64";
const isBool = (operand: Operand): boolean => typeOf(operand) === "bool";

/** What `left operator right` comes to. Not for `&&` and `||`: see `logical`. */
export function binary(
  pass: Pass,
  operator: BinaryOperator,
  left: Operand,
  right: Operand,
): Operand | undefined {
  const comparison = COMPARISONS[operator];
  const folded = foldOperands(operator, left, right, comparison !== undefined);
  if (folded !== undefined) return folded;
  if (comparison !== undefined) return compare(comparison, left, right);
  if (isBool(left) || isBool(right)) return undefined;
  const name = ARITHMETIC[operator];
  if (name !== undefined) {
    if (left.kind === "open" && isWhole(right)) return left;
    if (right.kind === "open" && isWhole(left)) return right;
    return inCommon(name, left, right);
  }
  const bits = BITS[operator];
  if (bits !== undefined) return bitwise(bits, left, right);
  switch (operator) {
    case ">>":
      return shifted("i32", left, right);
    case ">>>":
      return shifted("u32", left, right);
    case "/":
      return inFloat("div", left, right);
    case "%":
      return remainder(left, right);
    default:
      return power(pass, left, right);
  }
}

/** `operator` over numbers of the text, whatever is chosen of them. */
function foldOperands(
  operator: BinaryOperator,
  left: Operand,
  right: Operand,
  isComparison: boolean,
): Operand | undefined {
  if (left.kind === "literal" && right.kind === "literal") {
    const value = foldNumbers(operator, left.value, right.value);
    return isComparison ? valueOperand(constant(value, "bool")) : literal(value);
  }
  if (isComparison) return undefined;
  if (left.kind === "choice" && right.kind === "literal") {
    const then = foldOperands(operator, left.then, right, false);
    const otherwise = foldOperands(operator, left.otherwise, right, false);
    return then && otherwise && { ...left, then, otherwise };
  }
  if (left.kind === "literal" && right.kind === "choice") {
    const then = foldOperands(operator, left, right.then, false);
    const otherwise = foldOperands(operator, left, right.otherwise, false);
    return then && otherwise && { ...right, then, otherwise };
  }
  return undefined;
}

/** An operation over two numbers in the type that they meet in. */
export function inCommon(name: Operation, left: Operand, right: Operand): Operand | undefined {
  const type = meetingType(left, right, false);
  if (type === undefined) return undefined;
  return valueOperand(operation(name, type, type, converted(left, type), converted(right, type)));
}

function compare(name: Operation, left: Operand, right: Operand): Operand | undefined {
  const areBools = isBool(left) && isBool(right);
  if (areBools && name !== "eq" && name !== "ne") return undefined;
  const type = areBools ? "bool" : meetingType(left, right, false);
  if (type === undefined) return undefined;
  if (left.kind !== "value" && right.kind !== "value") {
    const unknown = constant(0, "bool"); // two open ones ask each other for nothing
    return valueOperand(operation("eq", "bool", "bool", unknown, unknown));
  }
  return valueOperand(operation(name, "bool", type, converted(left, type), converted(right, type)));
}

/** An operation of floats over two operands; integers become f32. */
export function inFloat(name: Operation, left: Operand, right: Operand): Operand | undefined {
  const met = meetingType(left, right, true);
  if (met === undefined) return undefined;
  const type = isFloat(met) ? met : "f32";
  return valueOperand(operation(name, type, type, converted(left, type), converted(right, type)));
}

function isU32(operand: Operand): boolean {
  return operand.kind === "value" && operand.value.type === "u32";
}

function bitwise(name: Operation, left: Operand, right: Operand): Operand {
  const isUnsigned =
    (isU32(left) && (isU32(right) || isNatural(right))) || (isU32(right) && isNatural(left));
  const type = isUnsigned ? "u32" : "i32";
  const [a, b] = [converted(left, type), converted(right, type)];
  const isNothing = b.kind === "constant" && (b.value === 0 || (name === "shl" && !(b.value & 31)));
  if (isNothing && name !== "and") return valueOperand(a);
  return valueOperand(operation(name, type, type, a, b));
}

/** Whether it is of whole numbers that a u32 holds. */
function isNatural(operand: Operand): boolean {
  if (operand.kind === "literal") return operand.value === operand.value >>> 0;
  return operand.kind === "choice" && isNatural(operand.then) && isNatural(operand.otherwise);
}

function shifted(type: "i32" | "u32", left: Operand, right: Operand): Operand {
  const [value, by] = [converted(left, type), converted(right, type)];
  if (by.kind === "constant" && (by.value & 31) === 0) return valueOperand(value);
  return valueOperand(operation("shr", type, type, value, by));
}

/** Of integers, it is worked out in double, which holds both, and is an integer again: 0 where it divides by 0. */
function remainder(left: Operand, right: Operand): Operand | undefined {
  const type = meetingType(left, right, true);
  if (type === undefined) return undefined;
  const [a, b] = [converted(left, type), converted(right, type)];
  if (isFloat(type)) return valueOperand(operation("rem", type, type, a, b));
  const isPower = b.kind === "constant" && b.value > 0 && (b.value & (b.value - 1)) === 0;
  if (type === "u32" && isPower)
    return valueOperand(operation("and", type, type, a, constant(b.value - 1, type)));
  const rest = operation("rem", "f64", "f64", converted(left, "f64"), converted(right, "f64"));
  return valueOperand(converted(valueOperand(rest), type));
}

/** A square is a product: exact in double as the power is, and done four at once. */
function power(pass: Pass, left: Operand, right: Operand): Operand | undefined {
  if (right.kind !== "literal" || right.value !== 2) return inFloat("pow", left, right);
  const base = inFloat("pow", left, right);
  if (base?.kind !== "value" || base.value.kind !== "operation") return base;
  const [value] = base.value.inputs;
  const kept = isSimple(value) ? value : pass.kept("base", value);
  return valueOperand(operation("mul", value.type, value.type, kept, kept));
}

/** `-x`, `+x`, `~x`. */
export function unary(operator: "-" | "+" | "~", of: Operand): Operand | undefined {
  if (operator === "+") return isBool(of) ? valueOperand(converted(of, "i32")) : of;
  if (isBool(of)) return undefined;
  if (of.kind === "literal") return literal(operator === "-" ? -of.value : ~of.value);
  if (of.kind === "choice") {
    const then = unary(operator, of.then);
    const otherwise = unary(operator, of.otherwise);
    return then && otherwise && { ...of, then, otherwise };
  }
  if (operator === "~") {
    const type = isU32(of) ? "u32" : "i32";
    return valueOperand(operation("not", type, type, converted(of, type)));
  }
  if (of.kind === "open") return of;
  const type = of.value.type === "u32" ? "i32" : of.value.type;
  return valueOperand(operation("neg", type, type, converted(of, type)));
}

/** `a && b`, `a || b`: bools as bools, numbers as JavaScript has it, both as the test that they are. */
export function logical(pass: Pass, operator: "&&" | "||", a: Operand, b: Operand): Operand {
  const areNumbers = !isBool(a) && !isBool(b);
  if (!areNumbers) return valueOperand(logicalTest(operator, asTest(a), asTest(b)));
  const left = pass.keptOperand("left", a);
  return operator === "&&" ? choose(asTest(left), b, left)! : choose(asTest(left), left, b)!;
}

/** `a && b`, `a || b` where only the truth of it counts. */
export function logicalTest(operator: "&&" | "||", a: Value, b: Value): Value {
  if (a.kind === "constant") return (a.value === 1) === (operator === "&&") ? b : a;
  return operation(operator === "&&" ? "and" : "or", "bool", "bool", a, b);
}

export function negated(test: Value): Value {
  if (test.kind === "constant") return constant(1 - test.value, "bool");
  if (test.kind === "operation" && test.operation === "not") return test.inputs[0];
  return operation("not", "bool", "bool", test);
}

/** `test ? then : otherwise`. */
export function choose(test: Value, then: Operand, otherwise: Operand): Operand | undefined {
  if (isBool(then) !== isBool(otherwise)) return undefined;
  if (test.kind === "constant") return test.value === 1 ? then : otherwise;
  if (then.kind !== "value" && otherwise.kind !== "value") {
    return { kind: "choice", test, then, otherwise };
  }
  const type = isBool(then) ? "bool" : meetingType(then, otherwise, false);
  if (type === undefined) return undefined;
  return valueOperand(
    operation("select", type, type, test, converted(then, type), converted(otherwise, type)),
  );
}
