/**
 * Adding trees: what goes into a module so that its kernels need no parser.
 *
 * Each call gets the tree of its function as its last input, and a kernel the functions that its body calls, if
 * the module has them and the call names none: `kernel(terms, uniforms, body, { functions: { wrap } }, tree)`.
 */
import { calledFunctions } from "../kernel/parse/called-functions.ts";
import type { KernelTree } from "../kernel/tree.ts";
import type { Edit } from "./edit.ts";
import { type KernelCall, kernelFunctionOf, ownFunctionsOf } from "./kernel-calls.ts";
import type { Module } from "./module-graph.ts";

export type Trees = ReadonlyMap<KernelCall, KernelTree>;

/** What a call of `kernel` or `kernelFunction` is given besides what it says. */
export function treeEdits(call: KernelCall, trees: Trees, module: Module): Edit[] {
  const inputs = call.node.arguments;
  const tree = trees.get(call);
  const last = inputs[inputs.length - 1];
  // A spread hides how many inputs there are.
  if (tree === undefined || inputs.some((one) => one.type === "SpreadElement")) return [];
  const added: Edit = { at: last.end, text: `, ${JSON.stringify(tree)}` };
  if (call.callee === "kernelFunction") return inputs.length === 1 ? [added] : [];
  const functions = functionsFor(call, tree, trees, module);
  if (functions.length === 0) return [added];
  const property = `functions: { ${functions.join(", ")} }`;
  if (inputs.length === 3) return [{ at: last.end, text: `, { ${property} }${added.text}` }];
  const given = inputs[3];
  const isOpen = given.type === "ObjectExpression" && ownFunctionsOf(given) === undefined;
  return isOpen ? [{ at: given.start + 1, text: ` ${property},` }, added] : [added];
}

/** Names that the body calls and that the module has by then; with those that these functions call. */
export function functionsFor(
  call: KernelCall,
  tree: KernelTree,
  trees: Trees,
  { names }: Module,
): string[] {
  const found = new Set<string>();
  const add = (from: KernelTree): void => {
    for (const name of calledFunctions(from)) {
      const usableFrom = names.usableFrom.get(name);
      if (found.has(name) || usableFrom === undefined || usableFrom > call.node.start) continue;
      found.add(name);
      const made = kernelFunctionOf(name, names, [...trees.keys()]);
      const inner = made && trees.get(made);
      if (inner !== undefined) add(inner);
    }
  };
  add(tree);
  return [...found];
}
