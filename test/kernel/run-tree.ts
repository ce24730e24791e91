/** Lowers trees that tests write by hand, and runs them over plain columns. */
import { lower } from "../../src/kernel/lower.ts";
import type { KernelProgram } from "../../src/kernel/program.ts";
import type { KernelSignature } from "../../src/kernel/signature.ts";
import type {
  BinaryOperator,
  Expression,
  KernelTree,
  Place,
  Statement,
} from "../../src/kernel/tree.ts";
import { runReference } from "./reference.ts";

export const num = (value: number): Expression => ({ kind: "number", value });
export const bool = (value: boolean): Expression => ({ kind: "boolean", value });
export const name = (text: string): Place => ({ kind: "name", name: text });
/** `p.x`, or `p.x[1]`. */
export function member(text: string): Place {
  const [, object, field, lane] = /^(\w+)\.(\w+)(?:\[(\d+)\])?$/.exec(text)!;
  const parts = { kind: "member", object, name: field } as const;
  return lane === undefined ? parts : { ...parts, lane: Number(lane) };
}
/** A number, a bool, a name, a member: as its text would be. */
export type Word = Expression | number | boolean | string;
export function word(one: Word): Expression {
  if (typeof one === "number") return num(one);
  if (typeof one === "boolean") return bool(one);
  if (typeof one !== "string") return one;
  return one.includes(".") ? member(one) : name(one);
}
export const bin = (left: Word, operator: BinaryOperator, right: Word): Expression => ({
  kind: "binary",
  operator,
  left: word(left),
  right: word(right),
});
export const un = (operator: "-" | "+" | "!" | "~", of: Word): Expression => ({
  kind: "unary",
  operator,
  of: word(of),
});
export function cond(ifTrue: Word, one: Word, other: Word): Expression {
  const [test, then, otherwise] = [word(ifTrue), word(one), word(other)];
  return { kind: "choose", test, then, otherwise };
}
export const call = (text: string, ...inputs: Word[]): Expression => ({
  kind: "call",
  name: text,
  inputs: inputs.map(word),
});
export const local = (text: string, value: Word): Statement => ({
  kind: "let",
  name: text,
  value: word(value),
});
export const put = (to: string, value: Word): Statement => ({
  kind: "assign",
  to: word(to) as Place,
  value: word(value),
});
export const when = (
  test: Word,
  then: readonly Statement[],
  otherwise: readonly Statement[] = [],
): Statement => ({ kind: "if", test: word(test), then, otherwise });
export const ret = (value?: Word): Statement =>
  value === undefined ? { kind: "return" } : { kind: "return", value: word(value) };
export const body = (parameters: string, ...statements: Statement[]): KernelTree => ({
  parameters: parameters.split(" "),
  statements,
});

/** Runs a program over columns by name; gives back what they hold then. */
export function runNamed(
  program: KernelProgram,
  columns: Readonly<Record<string, readonly number[]>>,
  uniforms: readonly number[] = [],
  entities: readonly number[] = [],
): Record<string, number[]> {
  const names = program.columns.map((column) => program.variables[column.variable].name);
  const plain = names.map((one) => [...(columns[one] ?? [])]);
  runReference(program, plain, uniforms, entities);
  return Object.fromEntries(names.map((one, i) => [one, plain[i]]));
}

export function signatureOf(parts: Partial<KernelSignature>): KernelSignature {
  return { label: "test", terms: [], uniforms: [], functions: {}, ...parts };
}

export { lower };
