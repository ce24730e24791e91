/**
 * What numbers in the text come to among themselves: in double, as JavaScript has it, before they meet a type.
 */
import type { BinaryOperator } from "./tree.ts";

export function foldNumbers(operator: BinaryOperator, a: number, b: number): number {
  switch (operator) {
    case "+":
      return a + b;
    case "-":
      return a - b;
    case "*":
      return a * b;
    case "/":
      return a / b;
    case "%":
      return a % b;
    case "**":
      return a ** b;
    case "&":
      return a & b;
    case "|":
      return a | b;
    case "^":
      return a ^ b;
    case "<<":
      return a << b;
    case ">>":
      return a >> b;
    case ">>>":
      return a >>> b;
    case "<":
      return Number(a < b);
    case "<=":
      return Number(a <= b);
    case ">":
      return Number(a > b);
    case ">=":
      return Number(a >= b);
    case "===":
      return Number(a === b);
    case "!==":
      return Number(a !== b);
    case "&&":
      return a && b;
    case "||":
      return a || b;
  }
}
