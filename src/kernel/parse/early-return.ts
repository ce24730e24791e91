/**
 * Early returns: makes a list of statements in which nothing follows a `return`, here or in a block around it.
 *
 * What follows an `if` of which one way returns goes into the other way. Where neither way always returns, what
 * follows waits for a local that says whether the row has ended; in a function with a value it is repeated in
 * both ways instead. Returns without a value vanish: at the end, they say nothing.
 */
import type { Expression, Statement } from "../tree.ts";
import { type If, ifOf } from "./ways.ts";

export function withoutEarlyReturns(
  statements: readonly Statement[],
  freshName: () => string,
): Statement[] {
  const settling = new Settling(statements, freshName);
  const settled = settling.settle(statements, []);
  return settling.hasEnded === undefined
    ? settled
    : [
        { kind: "let", name: settling.hasEnded, value: { kind: "boolean", value: false } },
        ...settled,
      ];
}

class Settling {
  /** The local that says so, once one is needed. */
  hasEnded: string | undefined;
  readonly #hasValue: boolean;
  readonly #freshName: () => string;

  constructor(statements: readonly Statement[], freshName: () => string) {
    this.#hasValue = hasReturn(statements, true);
    this.#freshName = freshName;
  }

  /** `ending` is what stands for a return without a value. */
  settle(statements: readonly Statement[], ending: readonly Statement[]): Statement[] {
    const settled: Statement[] = [];
    for (let i = 0; i < statements.length; i++) {
      const statement = statements[i];
      if (statement.kind === "return") {
        settled.push(...(statement.value === undefined ? ending : [statement]));
        break;
      }
      if (statement.kind !== "if" || !hasReturn([statement], false)) {
        settled.push(statement);
        continue;
      }
      const split = this.#split(statement, statements.slice(i + 1), ending);
      settled.push(...split.filter(({ then }) => then.length > 0));
      break;
    }
    return settled;
  }

  /** An `if` with a return in it, and what follows it. */
  #split(statement: If, rest: readonly Statement[], ending: readonly Statement[]): readonly If[] {
    const thenEnds = endsAlways(statement.then);
    const otherwiseEnds = endsAlways(statement.otherwise);
    if (rest.length === 0 || thenEnds || otherwiseEnds || this.#hasValue) {
      const then = thenEnds ? statement.then : [...statement.then, ...rest];
      const otherwise = otherwiseEnds ? statement.otherwise : [...statement.otherwise, ...rest];
      return [
        ifOf(
          statement.test,
          this.settle(then, ending),
          this.settle(otherwise, ending),
          statement.at,
        ),
      ];
    }
    this.hasEnded ??= this.#freshName();
    const ended: Expression = { kind: "name", name: this.hasEnded };
    const mark: Statement[] = [
      { kind: "assign", to: ended, value: { kind: "boolean", value: true } },
    ];
    return [
      ifOf(
        statement.test,
        this.settle(statement.then, mark),
        this.settle(statement.otherwise, mark),
        statement.at,
      ),
      ifOf(ended, [], this.settle(rest, ending)),
    ];
  }
}

export function hasReturn(statements: readonly Statement[], withValue = false): boolean {
  return statements.some((one) =>
    one.kind === "if"
      ? hasReturn(one.then, withValue) || hasReturn(one.otherwise, withValue)
      : one.kind === "return" && (!withValue || one.value !== undefined),
  );
}

function endsAlways(statements: readonly Statement[]): boolean {
  return statements.some(
    (one) =>
      one.kind === "return" ||
      (one.kind === "if" && endsAlways(one.then) && endsAlways(one.otherwise)),
  );
}
