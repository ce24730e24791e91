/** Calls of `kernel` and `kernelFunction` in a module, and the functions that they are given. */
import {
  type CallSyntax,
  type FunctionSyntax,
  type ObjectSyntax,
  type Syntax,
  unwrapped,
} from "../kernel/parse/syntax.ts";
import type { AnyNode, ModuleNames } from "./module-names.ts";

/** Which input is the function. */
const BODY_INPUT = { kernel: 2, kernelFunction: 0 } as const;

export interface KernelCall {
  readonly callee: keyof typeof BODY_INPUT;
  readonly node: CallSyntax;
  readonly body: FunctionSyntax;
}

/** All of them, in the order of their ends: a call inside another comes first. */
export function kernelCallsOf(program: AnyNode, names: ModuleNames): KernelCall[] {
  const calls: KernelCall[] = [];
  visit(program, (node) => {
    const callee = calleeOf(node.callee, names);
    const body = callee && functionOf(node.arguments[BODY_INPUT[callee]], names);
    if (callee && body) calls.push({ callee, node, body });
  });
  return calls;
}

/** The call that makes a constant of the module a kernelFunction. */
export function kernelFunctionOf(
  name: string,
  names: ModuleNames,
  calls: readonly KernelCall[],
): KernelCall | undefined {
  const value = names.constants.get(name);
  const node = value && unwrapped(value);
  return calls.find((one) => one.node === node && one.callee === "kernelFunction");
}

function visit(value: unknown, found: (call: CallSyntax) => void): void {
  if (typeof value !== "object" || value === null) return;
  for (const part of Array.isArray(value) ? value : Object.values(value)) visit(part, found);
  if ((value as Partial<AnyNode>).type === "CallExpression") found(value as CallSyntax);
}

function calleeOf(syntax: Syntax, names: ModuleNames): KernelCall["callee"] | undefined {
  const node = unwrapped(syntax);
  let name: string | undefined;
  if (node.type === "Identifier") name = names.imported.get(node.name);
  else if (node.type === "MemberExpression" && !node.computed) {
    const [object, property] = [unwrapped(node.object), unwrapped(node.property)];
    const isOurs = object.type === "Identifier" && names.namespaces.has(object.name);
    if (isOurs && property.type === "Identifier") name = property.name;
  }
  return name === "kernel" || name === "kernelFunction" ? name : undefined;
}

/**
 * What the options of a call say its functions are: undefined where they say nothing, "hidden" where that cannot be
 * seen.
 */
export function ownFunctionsOf({ properties }: ObjectSyntax): Syntax | "hidden" | undefined {
  for (const one of properties) {
    if (one.type !== "Property" || one.computed) return "hidden";
    const { key, value } = one;
    const name = key.type === "Identifier" ? key.name : key.type === "Literal" ? key.value : "";
    if (name === "functions") return value;
  }
  return undefined;
}

/** A function that is written where it is given, or that a constant of the module holds. */
function functionOf(input: Syntax | undefined, names: ModuleNames): FunctionSyntax | undefined {
  if (input === undefined) return undefined;
  let node = unwrapped(input);
  const constant = node.type === "Identifier" ? names.constants.get(node.name) : undefined;
  if (constant !== undefined) node = unwrapped(constant);
  if (node.type === "ArrowFunctionExpression" || node.type === "FunctionExpression") return node;
  return undefined;
}
