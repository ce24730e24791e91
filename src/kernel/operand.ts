/**
 * Operand: what an expression comes to while a kernel is lowered. Most are values of a known type; numbers that
 * the text writes out have none yet, and take that of what they meet. Not a `Value`, which engines run.
 *
 * Flexible operands are a literal, a choice between flexible ones, and an open local: one that has been given
 * whole numbers only so far. Invariant: `converted` makes any of them a value of the type that is asked for.
 */
import type { Operation, Value, ValueType } from "./program.ts";

/** What is known of a local, kept from one pass over the tree to the next. */
export interface LocalFacts {
  /** None while it is open. */
  type: ValueType | undefined;
  isOpen: boolean;
  isAssigned: boolean;
  /** The type that an open local was asked for where it was read. */
  wanted: ValueType | undefined;
}

export type Operand =
  | { readonly kind: "value"; readonly value: Value }
  | { readonly kind: "literal"; readonly value: number }
  | {
      readonly kind: "choice";
      readonly test: Value;
      readonly then: Operand;
      readonly otherwise: Operand;
    }
  | { readonly kind: "open"; readonly facts: LocalFacts };

export type NumberType = Exclude<ValueType, "bool">;

export const valueOperand = (value: Value): Operand => ({ kind: "value", value });
export const literal = (value: number): Operand => ({ kind: "literal", value });

/** The number as the type holds it. */
export function inType(value: number, type: ValueType): number {
  switch (type) {
    case "f32":
      return Math.fround(value);
    case "f64":
      return value;
    case "i32":
      return value | 0;
    case "u32":
      return value >>> 0;
    case "bool":
      return value === 0 || Number.isNaN(value) ? 0 : 1;
  }
}

export function constant(value: number, type: ValueType): Value {
  return { kind: "constant", type, value: inType(value, type) };
}

export function operation(
  name: Operation,
  type: ValueType,
  of: ValueType,
  ...inputs: readonly Value[]
): Value {
  return { kind: "operation", type, operation: name, of, inputs };
}

/** Whether it can be written twice at no cost. */
export function isSimple(value: Value): boolean {
  return value.kind !== "operation";
}

/** The type that holds both; none for a bool and a number. */
export function commonType(a: ValueType, b: ValueType): ValueType | undefined {
  if (a === b) return a;
  if (a === "bool" || b === "bool") return undefined;
  if (a === "f64" || b === "f64") return "f64";
  return a === "f32" || b === "f32" ? "f32" : "i32";
}

/** Whether it is a whole number, or several to choose from, that an integer could hold. */
export function isWhole(operand: Operand): boolean {
  switch (operand.kind) {
    case "value":
      return false;
    case "literal":
      return operand.value === (operand.value | 0) || operand.value === operand.value >>> 0
        ? !Object.is(operand.value, -0)
        : false;
    case "choice":
      return isWhole(operand.then) && isWhole(operand.otherwise);
    case "open":
      return true;
  }
}

function fits(operand: Operand, type: ValueType): boolean {
  if (operand.kind === "literal") return inType(operand.value, type) === operand.value;
  if (operand.kind === "choice") return fits(operand.then, type) && fits(operand.otherwise, type);
  return true;
}

/** Its type; none where it is open to any: whole numbers that have met nothing. */
export function typeOf(operand: Operand): ValueType | undefined {
  if (operand.kind === "value") return operand.value.type;
  return isWhole(operand) ? undefined : "f32";
}

/**
 * The type in which two operands meet; none for a bool and a number, f32 for two that are open.
 *
 * A whole number takes the other's integer type if that can hold it; else both become doubles, unless
 * `isLoose` says that the number is going to be converted again.
 */
export function meetingType(a: Operand, b: Operand, isLoose: boolean): ValueType | undefined {
  if (a.kind === "value" && b.kind === "value") return commonType(a.value.type, b.value.type);
  if (a.kind !== "value" && b.kind !== "value") return "f32";
  const [known, flexible] = a.kind === "value" ? [a.value.type, b] : [typeOf(b) as ValueType, a];
  if (known === "bool" || known === "f32" || known === "f64")
    return known === "bool" ? undefined : known;
  if (!isWhole(flexible)) return "f32";
  return isLoose || fits(flexible, known) ? known : "f64";
}

/** The operand as a value of a type. Numbers only become bools, and bools numbers, where the caller means it. */
export function converted(operand: Operand, type: ValueType): Value {
  switch (operand.kind) {
    case "value":
      return convertedValue(operand.value, type);
    case "literal":
      return constant(operand.value, type);
    case "choice":
      return operation(
        "select",
        type,
        type,
        operand.test,
        converted(operand.then, type),
        converted(operand.otherwise, type),
      );
    case "open": {
      const { facts } = operand;
      if (type !== "bool")
        facts.wanted = facts.wanted === undefined ? type : commonType(facts.wanted, type);
      return constant(0, type); // never run: the next pass knows the local's type
    }
  }
}

function convertedValue(value: Value, type: ValueType): Value {
  if (value.type === type) return value;
  if (value.kind === "constant") return constant(value.value, type);
  return operation(type, type, value.type, value);
}

/** As the test of an `if`: neither 0 nor NaN. */
export function asTest(operand: Operand): Value {
  return converted(operand, "bool");
}
