/**
 * Lowering expressions: from the text's words to operands with types. Steps are made on the way only for values
 * that are used twice and for functions that are written out.
 */
import { binary, choose, logical, logicalTest, negated, unary } from "./arithmetic.ts";
import { columnVariable, fieldOf, memberText, shapeOf } from "./kernel-field.ts";
import { MATH_INPUTS, mathCall } from "./math-call.ts";
import { asTest, constant, literal, type Operand, typeOf, valueOperand } from "./operand.ts";
import type { Pass } from "./pass.ts";
import type { Value } from "./program.ts";
import { randomNumber } from "./random-number.ts";
import type { Scope } from "./scope.ts";
import { whereIs } from "./signature.ts";
import type { Expression, KernelTree } from "./tree.ts";
import { refuse } from "./words.ts";

type Of<Kind extends Expression["kind"]> = Extract<Expression, { kind: Kind }>;

/** Where an expression stands: its names, its tree, and who writes out functions. */
export interface Place {
  readonly pass: Pass;
  readonly tree: KernelTree;
  readonly scope: Scope;
  readonly callFunction: (place: Place, call: Of<"call">) => Operand;
}

export function where(place: Place, node: { readonly at?: KernelTree["statements"][0]["at"] }) {
  return whereIs(place.pass.signature.label, place.tree, node.at);
}

export function lowerExpression(place: Place, node: Expression): Operand {
  switch (node.kind) {
    case "number":
      return literal(node.value);
    case "boolean":
      return valueOperand(constant(node.value ? 1 : 0, "bool"));
    case "name":
      return ofName(place, node);
    case "member":
      return ofMember(place, node, false);
    case "unary":
      return ofUnary(place, node);
    case "binary":
      return ofBinary(place, node);
    case "choose":
      return ofChoice(place, node);
    case "call":
      return ofCall(place, node);
  }
}

/** An expression of which only counts whether it is true. */
export function lowerTest(place: Place, node: Expression): Value {
  if (node.kind === "unary" && node.operator === "!") return negated(lowerTest(place, node.of));
  if (node.kind === "binary" && (node.operator === "&&" || node.operator === "||")) {
    return logicalTest(node.operator, lowerTest(place, node.left), lowerTest(place, node.right));
  }
  return asTest(lowerExpression(place, node));
}

function ofName(place: Place, node: Of<"name">): Operand {
  const { pass, scope } = place;
  const binding = scope.find(node.name);
  if (binding === undefined) {
    return refuse("E320Name", where(place, node), node.name, scope.names());
  }
  switch (binding.kind) {
    case "fixed":
      return binding.operand;
    case "local":
      return binding.facts.type === undefined
        ? { kind: "open", facts: binding.facts }
        : valueOperand(pass.read(binding.variable));
    default:
      return refuse(
        "E320Whole",
        where(place, node),
        node.name,
        binding.kind === "row",
        partOf(pass, binding),
      );
  }
}

function partOf(pass: Pass, binding: { kind: "row"; term: number } | { kind: "uniforms" }): string {
  const { terms, uniforms } = pass.signature;
  if (binding.kind === "uniforms") return uniforms[0]?.name ?? "name";
  const { component, access } = terms[binding.term];
  return component.fieldNames[0] ?? (access === "gather" ? "exists" : "isEnabled");
}

/** `isCompared`: the member is one side of `===` or `!==`, which is all that can be done with a reference. */
function ofMember(place: Place, node: Of<"member">, isCompared: boolean): Operand {
  const { pass } = place;
  const binding = place.scope.find(node.object);
  if (binding?.kind === "uniforms") return ofUniform(place, node);
  if (binding?.kind !== "row") {
    return refuse(
      "E320Object",
      where(place, node),
      node.object,
      memberText(node),
      place.tree.parameters,
    );
  }
  const field = fieldOf(pass, binding.term, node, where(place, node));
  if (!isCompared && isReference(place, binding.term, field)) {
    return refuse("E323Compared", where(place, node), memberText(node));
  }
  return valueOperand(pass.read(columnVariable(pass, binding.term, field, node)));
}

function isReference(place: Place, term: number, field: number): boolean {
  return shapeOf(place.pass.signature, term, field).meaning === "entity";
}

function ofUniform(place: Place, node: Of<"member">): Operand {
  const { uniforms } = place.pass.signature;
  const index = uniforms.findIndex((uniform) => uniform.name === node.name);
  if (index < 0 || node.lane !== undefined) {
    return refuse("E321Uniform", where(place, node), memberText(node), uniforms);
  }
  return valueOperand({ kind: "uniform", type: uniforms[index].type, index });
}

function ofUnary(place: Place, node: Of<"unary">): Operand {
  if (node.operator === "!") return valueOperand(negated(lowerTest(place, node.of)));
  const of = lowerExpression(place, node.of);
  return unary(node.operator, of) ?? refuseBool(place, node, node.operator);
}

function ofBinary(place: Place, node: Of<"binary">): Operand {
  const { operator } = node;
  const isEquality = operator === "===" || operator === "!==";
  const side = (one: Expression) =>
    isEquality && one.kind === "member" ? ofMember(place, one, true) : lowerExpression(place, one);
  const left = side(node.left);
  const right = side(node.right);
  if (operator === "&&" || operator === "||") return logical(place.pass, operator, left, right);
  return binary(place.pass, operator, left, right) ?? refuseBool(place, node, operator);
}

function ofChoice(place: Place, node: Of<"choose">): Operand {
  const test = lowerTest(place, node.test);
  const then = lowerExpression(place, node.then);
  const otherwise = lowerExpression(place, node.otherwise);
  return choose(test, then, otherwise) ?? refuseBool(place, node, "? :");
}

export function refuseBool(place: Place, node: Expression, operator: string): never {
  return refuse("E324Bool", where(place, node), operator);
}

function ofCall(place: Place, node: Of<"call">): Operand {
  const { pass } = place;
  const isMath = node.name.startsWith("Math.");
  const name = isMath ? node.name.slice(5) : node.name;
  const range = isMath ? MATH_INPUTS.get(name) : undefined;
  if (!isMath && Object.hasOwn(pass.signature.functions, name))
    return place.callFunction(place, node);
  if (range === undefined && node.name !== "random") {
    return refuse(
      "E320Function",
      where(place, node),
      node.name,
      pass.signature.functions,
      MATH_INPUTS.keys(),
    );
  }
  const [least, most] = range ?? [1, 1];
  const given = node.inputs.length;
  if (given < least || given > most) {
    return refuse("E325Math", where(place, node), node.name, given, least, most);
  }
  const inputs = node.inputs.map((input) => lowerExpression(place, input));
  if (range !== undefined) return mathCall(name, inputs) ?? refuseBool(place, node, node.name);
  return typeOf(inputs[0]) === "bool"
    ? refuseBool(place, node, node.name)
    : randomNumber(pass, inputs[0]);
}
