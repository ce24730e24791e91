/**
 * Functions that a kernel calls: each call is written out where it stands, with names of its own.
 *
 * A function sees its inputs only, which may be rows, and computes one value: it assigns to its own locals,
 * never to fields, so that the order of calls within an expression cannot be seen.
 */
import { lowerExpression, type Place, where } from "./lower-expression.ts";
import { declare, type Leave, lowerStatements, returnsAlways } from "./lower-statement.ts";
import { converted, type LocalFacts, type Operand, typeOf, valueOperand } from "./operand.ts";
import { Scope } from "./scope.ts";
import type { Expression, KernelTree, Statement } from "./tree.ts";
import { refuse } from "./words.ts";

type Call = Extract<Expression, { kind: "call" }>;

export function callFunction(place: Place, call: Call): Operand {
  const { pass } = place;
  const tree = pass.signature.functions[call.name];
  checkCall(place, call, tree);
  const inside: Place = { ...place, tree, scope: new Scope() };
  for (let i = 0; i < tree.parameters.length; i++) {
    bindInput(place, inside, tree.parameters[i], call.inputs[i]);
  }
  pass.calls.push(call.name);
  const value = valueOfBody(inside, tree.statements, call.name);
  pass.calls.pop();
  return value;
}

function checkCall(place: Place, call: Call, tree: KernelTree): void {
  const { calls } = place.pass;
  const [given, taken] = [call.inputs.length, tree.parameters.length];
  if (given !== taken) {
    refuse("E325Function", where(place, call), call.name, given, tree.parameters);
  }
  if (calls.includes(call.name)) {
    refuse("E326Itself", where(place, call), [...calls, call.name]);
  }
  if (!returnsAlways(tree.statements)) {
    refuse("E327Ways", where(place, call), call.name);
  }
}

/** A row goes in as itself, everything else as a local. */
function bindInput(place: Place, inside: Place, name: string, input: Expression): void {
  const binding = input.kind === "name" ? place.scope.find(input.name) : undefined;
  if (binding?.kind === "row" || binding?.kind === "uniforms") inside.scope.bind(name, binding);
  else declare(inside, name, lowerExpression(place, input));
}

function valueOfBody(inside: Place, statements: readonly Statement[], name: string): Operand {
  if (statements.at(-1)?.kind !== "return") return valueOfReturns(inside, statements, name);
  let value: Operand | undefined;
  lowerStatements(inside, statements, (place, node) => {
    value = returned(place, node, name);
  });
  return value as Operand;
}

/** The value of a function that returns in several places: a local that each of them assigns to. */
function valueOfReturns(inside: Place, statements: readonly Statement[], name: string): Operand {
  const { pass } = inside;
  const facts: LocalFacts = pass.declare();
  facts.isAssigned = true;
  facts.isOpen = facts.type === undefined;
  const variable = pass.variable(name, facts.type ?? "f32");
  const leave: Leave = (place, node) => {
    const operand = returned(place, node, name);
    if (facts.type === undefined && typeOf(operand) === "bool") facts.isOpen = false;
    if (!pass.widen(facts, typeOf(operand))) {
      refuse("E324Returned", where(place, node), name);
    }
    if (facts.type !== undefined) pass.set(variable, converted(operand, facts.type));
  };
  lowerStatements(inside, statements, leave);
  return facts.type === undefined ? { kind: "open", facts } : valueOperand(pass.read(variable));
}

function returned(
  place: Place,
  node: Extract<Statement, { kind: "return" }>,
  name: string,
): Operand {
  if (node.value === undefined) {
    return refuse("E327Empty", where(place, node), name);
  }
  return lowerExpression(place, node.value);
}
