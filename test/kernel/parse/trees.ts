/** Trees as the tests write them: short, and without places. */
import { parseExpressionAt } from "acorn";
import type { Syntax } from "../../../src/kernel/parse/syntax.ts";
import { type TreeOptions, treeOf } from "../../../src/kernel/parse/tree-of.ts";
import type { Expression, KernelTree, Place, Statement } from "../../../src/kernel/tree.ts";

/** The tree of a text with its places. */
export function placedTreeOf(text: string, options?: TreeOptions): KernelTree {
  const syntax = parseExpressionAt(text, 0, { ecmaVersion: "latest" }) as unknown as Syntax;
  return treeOf(syntax, text, options);
}

/** What a body says, without its places. */
export function statementsOf(text: string, options?: TreeOptions): Statement[] {
  const { statements } = placedTreeOf(text, options);
  const bare = JSON.stringify(statements, (key, value) => (key === "at" ? undefined : value));
  return JSON.parse(bare) as Statement[];
}

export const number = (value: number): Expression => ({ kind: "number", value });
export const boolean = (value: boolean): Expression => ({ kind: "boolean", value });
export const name = (text: string): Place => ({ kind: "name", name: text });

/** `field("p.x")`, `field("p.x", 2)`. */
export function field(path: string, lane?: number): Place {
  const [object, member] = path.split(".");
  return { kind: "member", object, name: member, ...(lane === undefined ? {} : { lane }) };
}

type Binary = Extract<Expression, { kind: "binary" }>;
type Unary = Extract<Expression, { kind: "unary" }>;

export const binary = (
  left: Expression,
  operator: Binary["operator"],
  right: Expression,
): Binary => ({
  kind: "binary",
  operator,
  left,
  right,
});
export const unary = (operator: Unary["operator"], of: Expression): Unary => ({
  kind: "unary",
  operator,
  of,
});
export const choose = (test: Expression, then: Expression, otherwise: Expression): Expression => ({
  kind: "choose",
  test,
  then,
  otherwise,
});
export const call = (text: string, ...inputs: Expression[]): Expression => ({
  kind: "call",
  name: text,
  inputs,
});
export const local = (text: string, value: Expression): Statement => ({
  kind: "let",
  name: text,
  value,
});
export const assign = (to: Place, value: Expression): Statement => ({ kind: "assign", to, value });
export const when = (
  test: Expression,
  then: Statement[],
  otherwise: Statement[] = [],
): Statement => ({ kind: "if", test, then, otherwise });
export const result = (value: Expression): Statement => ({ kind: "return", value });
