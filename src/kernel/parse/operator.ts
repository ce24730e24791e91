/** Operators of two inputs, and literals. */
import type { BinaryOperator, Expression } from "../tree.ts";
import { quotient } from "./place.ts";
import type { Reading } from "./reading.ts";
import { noOperator, noValue } from "./refusals.ts";
import type { LiteralSyntax, SyntaxNode } from "./syntax.ts";

const SAME: readonly BinaryOperator[] = [
  ...(["+", "-", "*", "/", "%", "**", "&", "|", "^", "<<", ">>", ">>>"] as const),
  ...(["<", "<=", ">", ">=", "===", "!==", "&&", "||"] as const),
];

/** Over numbers and bools, `==` says what `===` says; minifiers take the shorter one. */
const BINARY: ReadonlyMap<string, BinaryOperator> = new Map<string, BinaryOperator>([
  ...SAME.map((operator) => [operator, operator] as const),
  ["==", "==="],
  ["!=", "!=="],
]);

export const UNKNOWN_VALUE = "Use numbers, true and false, locals, fields, operators and calls.";

export function operatorOf(reading: Reading, node: SyntaxNode, text: string): BinaryOperator {
  const operator = BINARY.get(text);
  if (operator === undefined)
    throw noOperator(
      reading.text.shown(node),
      text,
      "Compute with numbers and bools: + - * / % **, comparisons, && || and the operators of bits.",
    );
  return operator;
}

export function literalOf(reading: Reading, node: LiteralSyntax): Expression {
  const { value } = node;
  if (typeof value === "boolean") return { kind: "boolean", value };
  if (value === Number.POSITIVE_INFINITY) return quotient(1);
  if (typeof value === "number") return { kind: "number", value };
  throw noValue(reading.text.shown(node), UNKNOWN_VALUE);
}
