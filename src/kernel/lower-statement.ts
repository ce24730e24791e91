/**
 * Lowering statements: declarations, assignments, ifs. What a `return` does, the caller says.
 *
 * A local gets a variable only where it needs one: a number of the text and a uniform are used as they are.
 */
import { negated } from "./arithmetic.ts";
import { columnVariable, fieldOf, memberText, typeOfField } from "./kernel-field.ts";
import { lowerExpression, lowerTest, type Place, where } from "./lower-expression.ts";
import { converted, isSimple, type Operand, typeOf } from "./operand.ts";
import type { Pass } from "./pass.ts";
import type { Step, Value, ValueType } from "./program.ts";
import { Scope } from "./scope.ts";
import type { Expression, Statement } from "./tree.ts";
import { refuse } from "./words.ts";

type Of<Kind extends Statement["kind"]> = Extract<Statement, { kind: Kind }>;
/** Called with each return. The parser leaves nothing behind one, neither in its block nor around it. */
export type Leave = (place: Place, node: Of<"return">) => void;

/** Whether every way through the statements ends in a return. */
export function returnsAlways(statements: readonly Statement[]): boolean {
  const last = statements.at(-1);
  if (last?.kind !== "if") return last?.kind === "return";
  return returnsAlways(last.then) && returnsAlways(last.otherwise);
}

export function lowerStatements(
  place: Place,
  statements: readonly Statement[],
  leave: Leave,
): void {
  for (const one of statements) {
    switch (one.kind) {
      case "let":
        declare(place, one.name, lowerExpression(place, one.value));
        break;
      case "assign":
        lowerAssignment(place, one);
        break;
      case "return":
        leave(place, one);
        break;
      case "if":
        lowerIf(place, one, leave);
    }
  }
}

/** Both ways are lowered even if one cannot be taken, so that each walk meets the same declarations. */
function lowerIf(place: Place, node: Of<"if">, leave: Leave): void {
  const { pass } = place;
  const test = lowerTest(place, node.test);
  const branch = (own: readonly Statement[]) =>
    pass.branch(() => lowerStatements({ ...place, scope: new Scope(place.scope) }, own, leave));
  const then = branch(node.then);
  const otherwise = branch(node.otherwise);
  pushIf(pass, test, then, otherwise);
}

function pushIf(pass: Pass, test: Value, then: readonly Step[], otherwise: readonly Step[]): void {
  if (test.kind === "constant") pass.steps.push(...(test.value === 1 ? then : otherwise));
  else if (then.length > 0) pass.steps.push({ kind: "if", test, then, otherwise });
  else if (otherwise.length > 0) pushIf(pass, negated(test), otherwise, []);
}

/** Binds a name to a value of its own. */
export function declare(place: Place, name: string, operand: Operand): void {
  const { pass, scope } = place;
  const facts = pass.declare();
  const isFixed =
    operand.kind === "literal" ||
    (operand.kind === "value" && isSimple(operand.value) && operand.value.kind !== "variable");
  if (isFixed && !facts.isAssigned) {
    scope.bind(name, { kind: "fixed", operand, facts });
    return;
  }
  pass.widen(facts, typeOf(operand));
  facts.isOpen = facts.type === undefined;
  const variable = pass.variable(name, facts.type ?? "f32");
  if (facts.type !== undefined) pass.set(variable, converted(operand, facts.type));
  scope.bind(name, { kind: "local", variable, facts });
}

function lowerAssignment(place: Place, node: Of<"assign">): void {
  if (node.to.kind === "member") assignField(place, node, node.to);
  else assignLocal(place, node, node.to.name);
}

function assignLocal(place: Place, node: Of<"assign">, name: string): void {
  const { pass, scope } = place;
  const binding = scope.find(name);
  if (binding?.kind !== "fixed" && binding?.kind !== "local") {
    refuse("E322Local", where(place, node), name);
  }
  const operand = lowerExpression(place, node.value);
  const { facts } = binding;
  if (!facts.isAssigned) {
    facts.isAssigned = true;
    pass.isStale = true;
  }
  if (binding.kind === "fixed") return; // the next walk gives it a variable
  if (!pass.widen(facts, typeOf(operand))) {
    refuseType(place, node, name, facts.type ?? "f32", operand);
  }
  if (facts.type !== undefined) pass.set(binding.variable, converted(operand, facts.type));
}

function assignField(
  place: Place,
  node: Of<"assign">,
  to: Extract<Expression, { kind: "member" }>,
): void {
  const { pass, scope } = place;
  const binding = scope.find(to.object);
  if (binding?.kind !== "row") {
    refuse("E322Object", where(place, node), memberText(to), to.object, binding !== undefined);
  }
  const { component, access } = pass.signature.terms[binding.term];
  const { calls } = pass;
  if (access === "gather") refuse("E322Gathered", where(place, node), memberText(to));
  if (to.name === "isEnabled" && !component.fieldNames.includes(to.name))
    refuse("E322Enabled", where(place, node), memberText(to), component.label);
  if (access === "read") refuse("E322Read", where(place, node), memberText(to), component.label);
  if (calls.length > 0) refuse("E322Function", where(place, node), memberText(to), calls.at(-1));
  const index = fieldOf(pass, binding.term, to, where(place, node));
  const field = component.fields[index];
  if (field.meaning === "entity") {
    refuse("E323Assigned", where(place, node), memberText(to));
  }
  const type = typeOfField(field);
  const operand = lowerExpression(place, node.value);
  if ((typeOf(operand) === "bool") !== (type === "bool")) {
    refuseType(place, node, memberText(to), type, operand);
  }
  const value = converted(operand, type);
  pass.set(columnVariable(pass, binding.term, index, to), value);
}

function refuseType(
  place: Place,
  node: Of<"assign">,
  name: string,
  type: ValueType,
  operand: Operand,
): never {
  return refuse("E324Assigned", where(place, node), name, type, typeOf(operand) === "bool");
}
