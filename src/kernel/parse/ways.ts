/** Ways: `if` statements, of which the first way does something. */
import type { Expression, SourcePlace, Statement } from "../tree.ts";

export type If = Extract<Statement, { kind: "if" }>;

/** One that does something only when its test is false tests the contrary instead. */
export function ifOf(
  test: Expression,
  then: readonly Statement[],
  otherwise: readonly Statement[],
  at?: SourcePlace,
): If {
  if (then.length === 0 && otherwise.length > 0) return ifOf(contraryOf(test), otherwise, then, at);
  return { kind: "if", test, then, otherwise, ...(at === undefined ? {} : { at }) };
}

/** Adds an `if`, unless neither way does anything. */
export function pushIf(
  out: Statement[],
  test: Expression,
  then: readonly Statement[],
  otherwise: readonly Statement[],
  at: SourcePlace,
): void {
  if (then.length + otherwise.length > 0) out.push(ifOf(test, then, otherwise, at));
}

/** The test that is true where the other is false. */
function contraryOf(test: Expression): Expression {
  return test.kind === "unary" && test.operator === "!"
    ? test.of
    : { kind: "unary", operator: "!", of: test };
}
