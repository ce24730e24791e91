/** Runs a tree as JavaScript would run its text: in doubles, with no types. */
import type { Expression, KernelTree, Place, Statement } from "../../../src/kernel/tree.ts";

export type Row = Record<string, number | boolean>;
type Value = number | boolean;
type Scope = Map<string, Value | Row>;

/** The value that it returns, if it does; the fields of `rows`, one for each parameter, are assigned to. */
export function runPlainly(tree: KernelTree, rows: readonly Row[]): Value | undefined {
  const scope: Scope = new Map(tree.parameters.map((name, i) => [name, rows[i]]));
  return run(tree.statements, scope);
}

function run(statements: readonly Statement[], scope: Scope): Value | undefined {
  for (const [i, one] of statements.entries()) {
    if (one.kind === "let") {
      if (scope.has(one.name)) throw new Error(`${one.name} is declared twice.`);
      scope.set(one.name, plain(one.value, scope));
    } else if (one.kind === "assign") store(one.to, plain(one.value, scope), scope);
    else {
      if (one.kind === "return") {
        if (i < statements.length - 1) throw new Error("Something follows a return.");
        return one.value === undefined ? undefined : plain(one.value, scope);
      }
      const value = run(plain(one.test, scope) ? one.then : one.otherwise, scope);
      if (value !== undefined) return value;
    }
  }
  return undefined;
}

function store(to: Place, value: Value, scope: Scope): void {
  if (to.kind === "member") (scope.get(to.object) as Row)[to.name] = value;
  else if (scope.has(to.name)) scope.set(to.name, value);
  else throw new Error(`${to.name} is assigned to before it is declared.`);
}

function plain(value: Expression, scope: Scope): Value {
  switch (value.kind) {
    case "number":
    case "boolean":
      return value.value;
    case "name": {
      const local = scope.get(value.name);
      if (local === undefined) throw new Error(`${value.name} is read before it is declared.`);
      return local as Value;
    }
    case "member":
      return (scope.get(value.object) as Row)[value.name];
    case "unary": {
      const of = plain(value.of, scope);
      return value.operator === "!" ? !of : -of;
    }
    case "choose":
      return plain(plain(value.test, scope) ? value.then : value.otherwise, scope);
    case "call":
      return Math.min(...value.inputs.map((one) => Number(plain(one, scope))));
    case "binary": {
      const left = plain(value.left, scope);
      if (value.operator === "&&") return left && plain(value.right, scope);
      if (value.operator === "||") return left || plain(value.right, scope);
      const [a, b] = [Number(left), Number(plain(value.right, scope))];
      if (value.operator === "+") return a + b;
      if (value.operator === "-") return a - b;
      return value.operator === "*" ? a * b : a < b;
    }
  }
}
