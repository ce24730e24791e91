/**
 * Lowering outputs: what a body gives back of each row is set by a last step of its own, from where engines take it.
 *
 * Whatever is added up is a double: no number of rows that a world holds makes a sum of integers inexact.
 */
import { lowerExpression, lowerTest, type Place, refuseBool } from "./lower-expression.ts";
import { converted, typeOf } from "./operand.ts";
import type { Value } from "./program.ts";
import type { TreeOutput } from "./tree.ts";

export function lowerOutput(place: Place, { name, kind, value }: TreeOutput): void {
  const { pass } = place;
  const taken =
    kind === "count" || kind === "where" ? lowerTest(place, value) : numberOf(place, value, kind);
  const variable = pass.variable(name, taken.type);
  pass.set(variable, taken);
  pass.outputs.push({ name, kind, variable });
}

function numberOf(place: Place, value: TreeOutput["value"], kind: "sum" | "min" | "max"): Value {
  const operand = lowerExpression(place, value);
  const type = typeOf(operand) ?? "f32";
  if (type === "bool") return refuseBool(place, value, kind);
  return converted(operand, type === "f32" && kind !== "sum" ? "f32" : "f64");
}
