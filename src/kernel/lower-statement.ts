/**
 * Lowering statements: declarations, assignments, ifs, and returns, which become ifs around what they skip.
 *
 * A branch that always returns takes what follows its `if` into the other branch. Where a branch returns only
 * sometimes, a bool says that it did, and what follows asks for it.
 */
import { EcsError } from "../base/errors.ts";
import { negated } from "./arithmetic.ts";
import { columnVariable, fieldOf, memberText, typeOfField } from "./kernel-field.ts";
import { lowerExpression, lowerTest, type Place, where } from "./lower-expression.ts";
import { constant, converted, isSimple, type Operand, typeOf } from "./operand.ts";
import type { Pass } from "./pass.ts";
import type { Step, Value, ValueType } from "./program.ts";
import { Scope } from "./scope.ts";
import type { Expression, Statement } from "./tree.ts";

type Of<Kind extends Statement["kind"]> = Extract<Statement, { kind: Kind }>;
type Returns = "always" | "never" | "sometimes";

/** What a `return` does where the statements stand. */
export interface Exit {
  /** Called with each return that is reached, before anything is skipped. */
  readonly leave: (place: Place, node: Of<"return">) => void;
  /** The variable that says whether the row, or the function, is done; made where it is needed. */
  done: number | undefined;
}

export function lowerBody(place: Place, statements: readonly Statement[], exit: Exit): void {
  if (needsDone(statements)) {
    exit.done = place.pass.variable("isDone", "bool");
    place.pass.set(exit.done, constant(0, "bool"));
  }
  lowerStatements(place, statements, 0, exit);
}

/** Whether some branch returns only sometimes, and something follows its `if`. */
function needsDone(statements: readonly Statement[]): boolean {
  return statements.some(
    (one, i) =>
      one.kind === "if" &&
      ((i + 1 < statements.length && [one.then, one.otherwise].some(returnsSometimes)) ||
        needsDone(one.then) ||
        needsDone(one.otherwise)),
  );
}

const returnsSometimes = (statements: readonly Statement[]): boolean =>
  returnsOf(statements) === "sometimes";

export function returnsOf(statements: readonly Statement[]): Returns {
  let returns: Returns = "never";
  for (const one of statements) {
    const here = one.kind === "return" ? "always" : one.kind === "if" ? returnsOfIf(one) : "never";
    if (here === "always") return "always";
    if (here === "sometimes") returns = "sometimes";
  }
  return returns;
}

function returnsOfIf({ then, otherwise }: Of<"if">): Returns {
  const [a, b] = [returnsOf(then), returnsOf(otherwise)];
  return a === b ? a : "sometimes";
}

function lowerStatements(
  place: Place,
  statements: readonly Statement[],
  from: number,
  exit: Exit,
): void {
  for (let i = from; i < statements.length; i++) {
    const one = statements[i];
    switch (one.kind) {
      case "let":
        declare(place, one.name, lowerExpression(place, one.value));
        break;
      case "assign":
        lowerAssignment(place, one);
        break;
      case "return":
        exit.leave(place, one);
        if (exit.done !== undefined) place.pass.set(exit.done, constant(1, "bool"));
        return;
      case "if":
        if (lowerIf(place, one, statements, i + 1, exit)) return;
    }
  }
}

/** Whether it took the statements that follow it into a branch. */
function lowerIf(
  place: Place,
  node: Of<"if">,
  statements: readonly Statement[],
  next: number,
  exit: Exit,
): boolean {
  const { pass } = place;
  const test = lowerTest(place, node.test);
  const thenReturns = returnsOf(node.then);
  const otherwiseReturns = returnsOf(node.otherwise);
  const takesRest = thenReturns === "always" || otherwiseReturns === "always";
  const branch = (own: readonly Statement[], takes: boolean) =>
    pass.branch(() => {
      const inner = { ...place, scope: new Scope(place.scope) };
      lowerStatements(inner, own, 0, exit);
      if (takes && returnsOf(own) === "never") lowerStatements(place, statements, next, exit);
      else if (takes && returnsOf(own) === "sometimes") lowerRest(place, statements, next, exit);
    });
  const then = branch(node.then, takesRest && thenReturns !== "always");
  const otherwise = branch(node.otherwise, takesRest && otherwiseReturns !== "always");
  pushIf(pass, test, then, otherwise);
  if (takesRest) return true;
  if (thenReturns === "never" && otherwiseReturns === "never") return false;
  lowerRest(place, statements, next, exit);
  return true;
}

function pushIf(pass: Pass, test: Value, then: readonly Step[], otherwise: readonly Step[]): void {
  if (test.kind === "constant") pass.steps.push(...(test.value === 1 ? then : otherwise));
  else if (then.length > 0) pass.steps.push({ kind: "if", test, then, otherwise });
  else if (otherwise.length > 0) pushIf(pass, negated(test), otherwise, []);
}

/** What follows an `if` that returned sometimes. */
function lowerRest(place: Place, statements: readonly Statement[], next: number, exit: Exit): void {
  if (next === statements.length || exit.done === undefined) return;
  const { pass } = place;
  const test = negated(pass.read(exit.done));
  const then = pass.branch(() => lowerStatements(place, statements, next, exit));
  pushIf(pass, test, then, []);
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
    throw new EcsError(
      "E322",
      `${where(place, node)}: "${name}" is no local variable, and cannot be assigned to. Declare it with let, or assign to a field of a row.`,
    );
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
    throw new EcsError(
      "E322",
      `${where(place, node)}: "${memberText(to)}" cannot be assigned to, because "${to.object}" is ${binding === undefined ? "not there" : "no row"}. Assign to a field of a row that the kernel writes.`,
    );
  }
  const { component, access } = pass.signature.terms[binding.term];
  if (access === "read" || pass.calls.length > 0) {
    throw new EcsError(
      "E322",
      access === "read"
        ? `${where(place, node)}: "${memberText(to)}" cannot be assigned to, because the kernel only reads ${component.label}. Declare the term as write(${component.label}).`
        : `${where(place, node)}: "${memberText(to)}" is assigned to in function "${pass.calls.at(-1)}", and functions only compute a value. Return it, and assign it in the kernel's body.`,
    );
  }
  const index = fieldOf(pass, binding.term, to, where(place, node));
  const field = component.fields[index];
  if (field.meaning === "entity") {
    throw new EcsError(
      "E323",
      `${where(place, node)}: "${memberText(to)}" refers to an entity, and a kernel can only compare it. Set it with world.set, or in a loop over chunks.`,
    );
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
  throw new EcsError(
    "E324",
    `${where(place, node)}: "${name}" is of type ${type}, and is assigned ${typeOf(operand) === "bool" ? "a bool" : "a number"}. Make a number with "b ? 1 : 0", a bool with "x !== 0".`,
  );
}
