/** Places: names, fields of parameters and their lanes, as they are read and as they are assigned to. */
import type { Expression, Place } from "../tree.ts";
import type { Reading } from "./reading.ts";
import { fromOutside, noTarget, noValue } from "./refusals.ts";
import { type IdentifierSyntax, type MemberSyntax, type Syntax, unwrapped } from "./syntax.ts";

const CONSTANTS: ReadonlyMap<string, number> = new Map([
  ["E", Math.E],
  ["LN10", Math.LN10],
  ["LN2", Math.LN2],
  ["LOG10E", Math.LOG10E],
  ["LOG2E", Math.LOG2E],
  ["PI", Math.PI],
  ["SQRT1_2", Math.SQRT1_2],
  ["SQRT2", Math.SQRT2],
]);

/** Where a value is stored. */
export function targetOf(reading: Reading, syntax: Syntax): Place {
  const node = unwrapped(syntax);
  if (node.type === "MemberExpression") {
    const member = memberOf(reading, node);
    if (member !== undefined) return member;
    throw noTarget(reading.text.shown(node), "A kernel writes the fields of its row only.");
  }
  if (node.type !== "Identifier")
    throw noTarget(
      reading.text.shown(node),
      "Assign to one local or to one field, as in p.x = 1, at a time.",
    );
  const binding = reading.scope.find(node.name);
  if (binding?.kind === "const")
    throw noTarget(reading.text.shown(node), "It is a const: declare it with let.");
  if (binding?.isReady !== true)
    throw noTarget(
      reading.text.shown(node),
      "A kernel writes its locals and the fields of its row only: declare it in the body, or keep the result in a field.",
    );
  return { kind: "name", name: binding.name, at: reading.text.placeOf(node) };
}

/** The value of a name. JSON has no Infinity and no NaN, so they are divisions. */
export function nameOf(reading: Reading, node: IdentifierSyntax): Expression {
  const binding = reading.scope.find(node.name);
  if (binding?.isReady === true)
    return { kind: "name", name: binding.name, at: reading.text.placeOf(node) };
  if (binding === undefined && node.name === "Infinity") return quotient(1);
  if (binding === undefined && node.name === "NaN") return quotient(0);
  throw fromOutside(reading.text.shown(node));
}

/** `dividend / 0`. */
export function quotient(dividend: number): Expression {
  return {
    kind: "binary",
    operator: "/",
    left: { kind: "number", value: dividend },
    right: { kind: "number", value: 0 },
  };
}

/** The value of `p.x`, of `p.x[2]`, or of a constant of Math. */
export function memberValueOf(reading: Reading, node: MemberSyntax): Expression {
  const member = memberOf(reading, node);
  if (member !== undefined) return member;
  const object = unwrapped(node.object);
  const name = fieldNameOf(node);
  const isMath =
    object.type === "Identifier" &&
    object.name === "Math" &&
    reading.scope.find("Math") === undefined;
  const constant = isMath && name !== undefined ? CONSTANTS.get(name) : undefined;
  if (constant !== undefined) return { kind: "number", value: constant };
  if (object.type === "Identifier" && reading.scope.find(object.name) !== undefined)
    throw noValue(
      reading.text.shown(node),
      "Only parameters have fields: read one as in p.x, and a lane of it by a whole number, as in p.x[2].",
    );
  if (isMath || object.type !== "Identifier")
    throw noValue(
      reading.text.shown(node),
      "Read a field of a parameter as in p.x, and a lane of it by a whole number, as in p.x[2].",
    );
  throw fromOutside(reading.text.shown(node));
}

/** A field of a parameter or a lane of one; `undefined` when it is neither. */
function memberOf(reading: Reading, node: MemberSyntax): (Place & { kind: "member" }) | undefined {
  const at = reading.text.placeOf(node);
  const object = unwrapped(node.object);
  const name = fieldNameOf(node);
  if (object.type === "Identifier" && name !== undefined) {
    const binding = reading.scope.find(object.name);
    if (binding?.kind !== "parameter") return undefined;
    return { kind: "member", object: binding.name, name, at };
  }
  const lane = laneOf(node);
  if (object.type !== "MemberExpression" || lane === undefined) return undefined;
  const field = memberOf(reading, object);
  return field === undefined || field.lane !== undefined ? undefined : { ...field, lane, at };
}

/** Minifiers that give properties other names write `p["x"]` as well. */
function fieldNameOf(node: MemberSyntax): string | undefined {
  const property = unwrapped(node.property);
  if (!node.computed) return property.type === "Identifier" ? property.name : undefined;
  const value = property.type === "Literal" ? property.value : undefined;
  return typeof value === "string" ? value : undefined;
}

function laneOf(node: MemberSyntax): number | undefined {
  const property = unwrapped(node.property);
  if (!node.computed || property.type !== "Literal") return undefined;
  const { value } = property;
  return typeof value === "number" && Number.isInteger(value) ? value : undefined;
}
