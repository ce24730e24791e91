/** Which functions a tree calls by name, Math's aside, each once and in the order of the text. */
import type { Expression, KernelTree, Statement } from "../tree.ts";

export function calledFunctions(tree: KernelTree): string[] {
  const names = new Set<string>();
  addOfStatements(tree.statements, names);
  for (const { value } of tree.outputs ?? []) addOf(value, names);
  return [...names];
}

function addOfStatements(statements: readonly Statement[], names: Set<string>): void {
  for (const one of statements) {
    if (one.kind === "if") {
      addOf(one.test, names);
      addOfStatements(one.then, names);
      addOfStatements(one.otherwise, names);
    } else if (one.value !== undefined) addOf(one.value, names);
  }
}

function addOf(value: Expression, names: Set<string>): void {
  switch (value.kind) {
    case "unary":
      addOf(value.of, names);
      break;
    case "binary":
      addOf(value.left, names);
      addOf(value.right, names);
      break;
    case "choose":
      for (const one of [value.test, value.then, value.otherwise]) addOf(one, names);
      break;
    case "call":
      if (!value.name.startsWith("Math.")) names.add(value.name);
      for (const one of value.inputs) addOf(one, names);
  }
}
