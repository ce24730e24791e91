/**
 * Outputs: what a kernel's body gives back, `return { dead: where(p.life <= 0), alive: count(p.life > 0) }`.
 *
 * That return stands at the end of the body and is the only one, so that every row comes to it.
 */
import { OUTPUT_KINDS, type OutputKind, type Statement, type TreeOutput } from "../tree.ts";
import { calledName, effectOf, toValues } from "./expression.ts";
import type { Reading } from "./reading.ts";
import { noStatement, noValue } from "./refusals.ts";
import { type ObjectSyntax, type Syntax, unwrapped } from "./syntax.ts";

/** The last expression, if it is an object; minifiers put effects before it, `return p.x = 0, { ... }`. */
export function outputsIn(syntax: Syntax): ObjectSyntax | undefined {
  const node = unwrapped(syntax);
  if (node.type === "ObjectExpression") return node;
  return node.type === "SequenceExpression"
    ? outputsIn(node.expressions[node.expressions.length - 1])
    : undefined;
}

/** The outputs of a return; what has to be done before it is added to `out`. */
export function outputsOf(reading: Reading, syntax: Syntax, out: Statement[]): TreeOutput[] {
  const node = unwrapped(syntax);
  if (node.type === "SequenceExpression") {
    for (const one of node.expressions.slice(0, -1)) effectOf(reading, one, out);
    return outputsOf(reading, node.expressions[node.expressions.length - 1], out);
  }
  const calls = (node as ObjectSyntax).properties.map((one) => callIn(reading, one));
  const inputs = calls.map(({ input }) => input);
  const values = toValues(reading, inputs, out);
  return calls.map(({ name, kind }, i) => {
    const at = reading.text.placeOf(inputs[i]);
    return { name, kind, value: values[i], at };
  });
}

/** Refuses an object that is returned, unless it is at the end of the body. */
export function checkOutputs(reading: Reading, node: Syntax): void {
  if (reading.end === node) return;
  throw noStatement(
    reading.text.shown(node),
    "Only a kernel's body gives outputs back, in one return at its end, which every row comes to: put it there, and make conditions part of what is counted or selected.",
  );
}

function callIn(
  reading: Reading,
  property: ObjectSyntax["properties"][number],
): { name: string; kind: OutputKind; input: Syntax } {
  if (property.type === "Property" && !property.computed) {
    const { key } = property;
    const name = key.type === "Identifier" ? key.name : key.type === "Literal" ? key.value : 0;
    const value = unwrapped(property.value);
    const called = value.type === "CallExpression" ? calledName(reading, value.callee) : undefined;
    // Bundlers number a name that several modules have: sum$1, sum2. Nothing else could be meant here.
    const kind = OUTPUT_KINDS.find((one) => one === called?.replace(/\$?\d+$/, ""));
    if (typeof name === "string" && kind !== undefined && value.type === "CallExpression") {
      if (value.arguments.length === 1) return { name, kind, input: value.arguments[0] };
    }
  }
  throw noValue(
    reading.text.shown(property),
    `Give each output a name and make it by one of [${OUTPUT_KINDS.join(", ")}], of one value: { alive: count(p.life > 0) }.`,
  );
}
