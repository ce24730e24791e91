/** Statements: what the blocks of a body say, with the names of a block seen in that block alone. */
import type { Statement } from "../tree.ts";
import { effectOf, toValue } from "./expression.ts";
import { checkOutputs, outputsIn, outputsOf } from "./outputs.ts";
import type { Reading } from "./reading.ts";
import { noDeclaration, noStatement } from "./refusals.ts";
import { Scope } from "./scope.ts";
import {
  type DeclarationSyntax,
  type IfSyntax,
  type ReturnSyntax,
  type Syntax,
  unwrapped,
} from "./syntax.ts";
import { pushIf } from "./ways.ts";

const NO_LOOP = "Write its steps one after the other: a kernel runs once for every row.";
const REMEDIES: ReadonlyMap<string, string> = new Map([
  ["ForStatement", NO_LOOP],
  ["ForInStatement", NO_LOOP],
  ["ForOfStatement", NO_LOOP],
  ["WhileStatement", NO_LOOP],
  ["DoWhileStatement", NO_LOOP],
  ["SwitchStatement", "Write if and else."],
  ["FunctionDeclaration", "Make it a kernelFunction outside the body."],
]);

/** The statements of a block, in which `returns` may still stand anywhere. */
export function blockOf(outer: Reading, nodes: readonly Syntax[]): Statement[] {
  const reading = { ...outer, scope: new Scope(outer.scope) };
  const out: Statement[] = [];
  // Before anything is read: in `{ x = 1; let x; }` the outer `x` is not meant.
  for (const node of nodes) if (node.type === "VariableDeclaration") declare(reading, node);
  for (const node of nodes) addStatement(reading, node, out);
  return out;
}

/** What `=> expression` or `return expression` does. */
export function addResult(reading: Reading, node: Syntax, out: Statement[]): void {
  const at = reading.text.placeOf(node);
  const outputs = outputsIn(node);
  if (outputs !== undefined) {
    checkOutputs(reading, node);
    reading.outputs.push(...outputsOf(reading, node, out));
  } else if (isForEffect(node)) {
    effectOf(reading, node, out);
    out.push({ kind: "return", at });
  } else out.push({ kind: "return", value: toValue(reading, node, out), at });
}

function addStatement(reading: Reading, node: Syntax, out: Statement[]): void {
  switch (node.type) {
    case "EmptyStatement":
      return;
    case "ExpressionStatement":
      if (typeof node.directive !== "string") effectOf(reading, node.expression, out);
      return;
    case "VariableDeclaration":
      addLocals(reading, node, out);
      return;
    case "BlockStatement":
      out.push(...blockOf(reading, node.body));
      return;
    case "IfStatement":
      addIf(reading, node, out);
      return;
    case "ReturnStatement":
      addReturn(reading, node, out);
      return;
    default:
      throw noStatement(
        reading.text.shown(node),
        REMEDIES.get(node.type) ?? "Write const, let, assignments, if, else and return.",
      );
  }
}

function declare(reading: Reading, node: DeclarationSyntax): void {
  const found = reading.text.shown(node);
  if (node.kind !== "let" && node.kind !== "const")
    throw noDeclaration(found, "Write const or let.");
  for (const { id } of node.declarations) {
    if (id.type !== "Identifier") throw noDeclaration(found, "Declare one name at a time.");
    reading.scope.declare(id.name, node.kind);
  }
}

function addLocals(reading: Reading, node: DeclarationSyntax, out: Statement[]): void {
  for (const one of node.declarations) {
    if (one.init === undefined || one.init === null)
      throw noDeclaration(
        reading.text.shown(node),
        "Give the local its first value, which says whether it is a number or a bool.",
      );
    const value = toValue(reading, one.init, out);
    const binding = one.id.type === "Identifier" ? reading.scope.find(one.id.name) : undefined;
    if (binding === undefined) continue;
    binding.isReady = true;
    out.push({ kind: "let", name: binding.name, value, at: reading.text.placeOf(one) });
  }
}

function addIf(reading: Reading, node: IfSyntax, out: Statement[]): void {
  const test = toValue(reading, node.test, out);
  const then = blockOf(reading, [node.consequent]);
  const otherwise = node.alternate ? blockOf(reading, [node.alternate]) : [];
  pushIf(out, test, then, otherwise, reading.text.placeOf(node));
}

function addReturn(reading: Reading, node: ReturnSyntax, out: Statement[]): void {
  if (node.argument) addResult(reading, node.argument, out);
  else out.push({ kind: "return", at: reading.text.placeOf(node) });
}

/** Whether an expression is there for what it does: `return void (p.x = 0)`, `(p) => p.x < 0 && (p.x = 0)`. */
function isForEffect(syntax: Syntax): boolean {
  const node = unwrapped(syntax);
  switch (node.type) {
    case "AssignmentExpression":
    case "UpdateExpression":
      return true;
    case "UnaryExpression":
      return node.operator === "void";
    case "SequenceExpression":
      return isForEffect(node.expressions[node.expressions.length - 1]);
    case "LogicalExpression":
      return isForEffect(node.right);
    case "ConditionalExpression":
      return isForEffect(node.consequent) || isForEffect(node.alternate);
    default:
      return false;
  }
}
