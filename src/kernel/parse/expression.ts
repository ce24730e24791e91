/**
 * Expressions: what a text computes, as a value without effects and as the statements that must come before it.
 *
 * People assign in statements; minifiers assign anywhere: `a && (b = c)`, `p.x = p.y = 0`, `(x = y) + x`. All
 * of that becomes assignments and `if`s, in the order in which JavaScript would do it.
 */
import type { Expression, Place, Statement } from "../tree.ts";
import { literalOf, operatorOf, UNKNOWN_VALUE } from "./operator.ts";
import { dependsOn, isLeaf, staysAfter } from "./order.ts";
import { memberValueOf, nameOf, targetOf } from "./place.ts";
import type { Reading } from "./reading.ts";
import { noEffect, noOperator, notCallable, noValue } from "./refusals.ts";
import {
  type AssignmentSyntax,
  type BinarySyntax,
  type CallSyntax,
  type ConditionalSyntax,
  type Syntax,
  type UnarySyntax,
  type UpdateSyntax,
  unwrapped,
} from "./syntax.ts";
import { pushIf } from "./ways.ts";

/** The value of an expression; what has to be done before it is added to `out`. */
export function toValue(reading: Reading, syntax: Syntax, out: Statement[]): Expression {
  const node = unwrapped(syntax);
  switch (node.type) {
    case "Literal":
      return literalOf(reading, node);
    case "Identifier":
      return nameOf(reading, node);
    case "MemberExpression":
      return memberValueOf(reading, node);
    case "UnaryExpression":
      return unaryOf(reading, node, out);
    case "BinaryExpression": {
      const operator = operatorOf(reading, node, node.operator);
      const [left, right] = toValues(reading, [node.left, node.right], out);
      return { kind: "binary", operator, left, right, at: reading.text.placeOf(node) };
    }
    case "LogicalExpression":
      return logicalOf(reading, node, out);
    case "ConditionalExpression":
      return chooseOf(reading, node, out);
    case "CallExpression":
      return callOf(reading, node, out);
    case "AssignmentExpression":
      return assign(reading, node, out);
    case "UpdateExpression":
      return update(reading, node, out);
    case "SequenceExpression": {
      for (const one of node.expressions.slice(0, -1)) effectOf(reading, one, out);
      return toValue(reading, node.expressions[node.expressions.length - 1], out);
    }
    case "ChainExpression":
      throw noOperator(
        reading.text.shown(node),
        "?.",
        "Every field of a row is there: write a dot.",
      );
    case "ArrowFunctionExpression":
    case "FunctionExpression":
      throw noValue(
        reading.text.shown(node),
        "Make it a kernelFunction outside the body, and call that by its name.",
      );
    default:
      throw noValue(reading.text.shown(node), UNKNOWN_VALUE);
  }
}

/** What an expression does when nobody asks for its value. */
export function effectOf(reading: Reading, syntax: Syntax, out: Statement[]): void {
  const node = unwrapped(syntax);
  const at = reading.text.placeOf(node);
  if (node.type === "AssignmentExpression" && !isLogicalAssignment(node)) {
    const { to, value } = assignedOf(reading, node, out);
    out.push({ kind: "assign", to, value, at });
  } else if (node.type === "AssignmentExpression") assign(reading, node, out);
  else if (node.type === "UpdateExpression") {
    const to = targetOf(reading, node.argument);
    out.push({ kind: "assign", to, value: steppedOf(reading, node, to), at });
  } else if (node.type === "SequenceExpression") {
    for (const one of node.expressions) effectOf(reading, one, out);
  } else if (node.type === "LogicalExpression") {
    const isAnd = operatorOf(reading, node, node.operator) === "&&";
    const test = toValue(reading, node.left, out);
    const effects = effectsOf(reading, node.right);
    pushIf(out, test, isAnd ? effects : [], isAnd ? [] : effects, at);
  } else if (node.type === "ConditionalExpression") {
    const test = toValue(reading, node.test, out);
    pushIf(out, test, effectsOf(reading, node.consequent), effectsOf(reading, node.alternate), at);
  } else if (node.type === "UnaryExpression" && node.operator === "void") {
    if (unwrapped(node.argument).type !== "Literal") effectOf(reading, node.argument, out);
  } else {
    const length = out.length;
    toValue(reading, node, out);
    if (out.length === length) throw noEffect(reading.text.shown(node));
  }
}

function effectsOf(reading: Reading, node: Syntax): Statement[] {
  const effects: Statement[] = [];
  effectOf(reading, node, effects);
  return effects;
}

/** Values taken from left to right: one whose places a later one assigns is put by. */
export function toValues(
  reading: Reading,
  nodes: readonly Syntax[],
  out: Statement[],
): Expression[] {
  const values: Expression[] = [];
  for (const node of nodes) {
    const before: Statement[] = [];
    const value = toValue(reading, node, before);
    for (let i = 0; i < values.length; i++)
      if (dependsOn(values[i], before)) values[i] = putBy(reading, values[i], out);
    out.push(...before);
    values.push(value);
  }
  return values;
}

function putBy(reading: Reading, value: Expression, out: Statement[]): Expression {
  const name = reading.scope.fresh("");
  out.push({ kind: "let", name, value });
  return { kind: "name", name };
}

function unaryOf(reading: Reading, node: UnarySyntax, out: Statement[]): Expression {
  const { operator } = node;
  if (operator !== "-" && operator !== "+" && operator !== "!" && operator !== "~")
    throw noOperator(reading.text.shown(node), operator, "Its unary operators are - + ! and ~.");
  const of = toValue(reading, node.argument, out);
  if (operator === "!" && of.kind === "number") return { kind: "boolean", value: of.value === 0 };
  // JSON has no -0.
  if (operator === "-" && of.kind === "number" && of.value !== 0)
    return { kind: "number", value: -of.value };
  return { kind: "unary", operator, of, at: reading.text.placeOf(node) };
}

function logicalOf(reading: Reading, node: BinarySyntax, out: Statement[]): Expression {
  const operator = operatorOf(reading, node, node.operator);
  const at = reading.text.placeOf(node);
  let left = toValue(reading, node.left, out);
  const before: Statement[] = [];
  const right = toValue(reading, node.right, before);
  if (before.length > 0) {
    left = settledTest(reading, left, before, out);
    pushIf(out, left, operator === "&&" ? before : [], operator === "&&" ? [] : before, at);
  }
  return { kind: "binary", operator, left, right, at };
}

function chooseOf(reading: Reading, node: ConditionalSyntax, out: Statement[]): Expression {
  const at = reading.text.placeOf(node);
  let test = toValue(reading, node.test, out);
  const beforeThen: Statement[] = [];
  const then = toValue(reading, node.consequent, beforeThen);
  const beforeOtherwise: Statement[] = [];
  const otherwise = toValue(reading, node.alternate, beforeOtherwise);
  const before = [...beforeThen, ...beforeOtherwise];
  if (before.length > 0) {
    test = settledTest(reading, test, before, out);
    pushIf(out, test, beforeThen, beforeOtherwise, at);
  }
  return { kind: "choose", test, then, otherwise, at };
}

/** A test that is asked twice, before and after `between`. */
function settledTest(
  reading: Reading,
  test: Expression,
  between: readonly Statement[],
  out: Statement[],
): Expression {
  return isLeaf(test) && !dependsOn(test, between) ? test : putBy(reading, test, out);
}

function callOf(reading: Reading, node: CallSyntax, out: Statement[]): Expression {
  const name = calledName(reading, node.callee);
  if (name === undefined) throw notCallable(reading.text.shown(node));
  const inputs = toValues(reading, node.arguments, out);
  return { kind: "call", name, inputs, at: reading.text.placeOf(node) };
}

/** `Math.min`, `random`; of `module.random` and of `(0, module.random)`, as bundlers write imports, `random`. */
export function calledName(reading: Reading, syntax: Syntax): string | undefined {
  let callee = unwrapped(syntax);
  if (callee.type === "SequenceExpression" && callee.expressions.length === 2)
    callee = unwrapped(callee.expressions[1]);
  if (callee.type === "Identifier" && reading.scope.find(callee.name) === undefined)
    return reading.callNames.get(callee.name) ?? callee.name;
  if (callee.type !== "MemberExpression" || callee.computed) return undefined;
  const object = unwrapped(callee.object);
  const property = unwrapped(callee.property);
  if (object.type !== "Identifier" || property.type !== "Identifier") return undefined;
  if (reading.scope.find(object.name) !== undefined) return undefined;
  return object.name === "Math" ? `Math.${property.name}` : property.name;
}

const isLogicalAssignment = (node: AssignmentSyntax): boolean =>
  node.operator === "&&=" || node.operator === "||=";

/** What an assignment stores, and where: of `p.x += 1`, `p.x + 1`. */
function assignedOf(
  reading: Reading,
  node: AssignmentSyntax,
  out: Statement[],
): { to: Place; value: Expression } {
  const to = targetOf(reading, node.left);
  if (node.operator === "=") return { to, value: toValue(reading, node.right, out) };
  const operator = operatorOf(reading, node, node.operator.slice(0, -1));
  const [left, right] = toValues(reading, [node.left, node.right], out);
  return {
    to,
    value: { kind: "binary", operator, left, right, at: reading.text.placeOf(node) },
  };
}

/** An assignment that is a value as well: what is stored, before the place made it fit. */
function assign(reading: Reading, node: AssignmentSyntax, out: Statement[]): Expression {
  const at = reading.text.placeOf(node);
  if (isLogicalAssignment(node)) {
    const to = targetOf(reading, node.left);
    const before: Statement[] = [];
    before.push({ kind: "assign", to, value: toValue(reading, node.right, before), at });
    pushIf(
      out,
      to,
      node.operator === "&&=" ? before : [],
      node.operator === "||=" ? before : [],
      at,
    );
    return to;
  }
  const { to, value } = assignedOf(reading, node, out);
  const kept = staysAfter(value, to) ? value : putBy(reading, value, out);
  out.push({ kind: "assign", to, value: kept, at });
  return kept;
}

function update(reading: Reading, node: UpdateSyntax, out: Statement[]): Expression {
  const to = targetOf(reading, node.argument);
  const old = node.prefix ? undefined : putBy(reading, to, out);
  const value = steppedOf(reading, node, old ?? to);
  const kept = old === undefined ? putBy(reading, value, out) : value;
  out.push({ kind: "assign", to, value: kept, at: reading.text.placeOf(node) });
  return old ?? kept;
}

function steppedOf(reading: Reading, node: UpdateSyntax, from: Expression): Expression {
  const operator = node.operator === "++" ? "+" : "-";
  const right: Expression = { kind: "number", value: 1 };
  return { kind: "binary", operator, left: from, right, at: reading.text.placeOf(node) };
}
