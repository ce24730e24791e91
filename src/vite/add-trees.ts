/**
 * Adding trees: what goes into a module so that its kernels need no parser.
 *
 * Each call gets the tree of its function as its last input, and a kernel the functions that its body calls, if
 * the module has them and the call names none: `kernel(terms, uniforms, body, { functions: { wrap } }, tree)`.
 */
import { calledFunctions } from "../kernel/parse/called-functions.ts";
import { type TreeOptions, treeOf } from "../kernel/parse/tree-of.ts";
import type { KernelTree } from "../kernel/tree.ts";
import type { Insertion } from "./insertion.ts";
import { type KernelCall, kernelCallsOf, kernelFunctionOf } from "./kernel-calls.ts";
import { type AnyNode, type ModuleNames, namesOf } from "./module-names.ts";

export interface AddTreesOptions {
  readonly file: string;
  readonly isColonnade: (source: string) => boolean;
}

/**
 * What to put where in the module `code`, whose syntax is `program`; sorted by offset.
 *
 * @throws {EcsError} E310 to E319 for what kernels do not have.
 */
export function treesToAdd(
  code: string,
  program: AnyNode & { readonly body: readonly AnyNode[] },
  { file, isColonnade }: AddTreesOptions,
): Insertion[] {
  const names = namesOf(program.body, isColonnade);
  if (names.imported.size + names.namespaces.size === 0) return [];
  const calls = kernelCallsOf(program, names);
  const options: TreeOptions = { file, callNames: names.imported };
  const trees = new Map(calls.map((call) => [call, treeOf(call.body, code, options)]));
  const insertions = calls.flatMap((call) => insertionsOf(call, trees, names));
  return insertions.sort((a, b) => a.at - b.at);
}

function insertionsOf(
  call: KernelCall,
  trees: ReadonlyMap<KernelCall, KernelTree>,
  names: ModuleNames,
): Insertion[] {
  const inputs = call.node.arguments;
  const tree = trees.get(call);
  const last = inputs[inputs.length - 1];
  // A spread hides how many inputs there are.
  if (tree === undefined || inputs.some((one) => one.type === "SpreadElement")) return [];
  const added: Insertion = { at: last.end, text: `, ${JSON.stringify(tree)}` };
  if (call.callee === "kernelFunction") return inputs.length === 1 ? [added] : [];
  const functions = functionsFor(call, tree, trees, names);
  if (functions.length === 0) return [added];
  const property = `functions: { ${functions.join(", ")} }`;
  if (inputs.length === 3) return [{ at: last.end, text: `, { ${property} }${added.text}` }];
  const given = inputs[3];
  const isOpen = given.type === "ObjectExpression" && !namesFunctions(given);
  return isOpen ? [{ at: given.start + 1, text: ` ${property},` }, added] : [added];
}

function namesFunctions(object: AnyNode & { readonly properties?: readonly AnyNode[] }): boolean {
  return (object.properties ?? []).some((one) => {
    const { key } = one as { key?: { name?: string; value?: string } };
    return key === undefined || key.name === "functions" || key.value === "functions";
  });
}

/** Names that the body calls and that the module has by then; with those that these functions call. */
function functionsFor(
  call: KernelCall,
  tree: KernelTree,
  trees: ReadonlyMap<KernelCall, KernelTree>,
  names: ModuleNames,
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
