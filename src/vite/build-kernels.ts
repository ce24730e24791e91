/**
 * Building kernels: a call of `kernel` becomes one of `builtKernel`, with the body's code in place of the body.
 *
 * Where components, uniforms and functions are constants whose text says all; other kernels are compiled in the
 * page, as without a build.
 */
import type { Schema } from "../index.ts";
import { builtSource } from "../kernel/built/built-source.ts";
import { type KernelTerm, labelOf } from "../kernel/kernel-term.ts";
import type { KernelTree } from "../kernel/tree.ts";
import { treeOfFunction } from "../kernel/tree-source.ts";
import { Uniforms } from "../kernel/uniforms.ts";
import { functionsFor, type Trees } from "./add-trees.ts";
import { type ConstantReader, UNKNOWN } from "./constant-reader.ts";
import type { Edit } from "./edit.ts";
import { type KernelCall, ownFunctionsOf } from "./kernel-calls.ts";
import type { Module } from "./module-graph.ts";

/**
 * The edits that make a call one of `local`, which stands for `builtKernel`; undefined where something of it cannot
 * be told from the text.
 * @throws {EcsError} E320 to E327, each with the place in the text, where names, types or calls do not work out
 */
export async function builtEdits(
  call: KernelCall,
  local: string,
  trees: Trees,
  module: Module,
  reader: ConstantReader,
): Promise<Edit[] | undefined> {
  const tree = trees.get(call);
  const { arguments: inputs, callee } = call.node;
  if (tree === undefined || call.callee !== "kernel" || inputs.length > 4) return undefined;
  const [terms, uniforms] = [
    await reader.valueOf(inputs[0], module),
    await reader.valueOf(inputs[1], module),
  ];
  const functions = await functionTrees(call, tree, trees, module, reader);
  if (!areTerms(terms) || !isSchema(uniforms) || functions === undefined) return undefined;
  const label = labelOf(terms);
  const types = new Uniforms(label, uniforms).types;
  const text = builtSource(tree, { label, terms, uniforms: types, functions });
  return [
    { at: callee.start, end: callee.end, text: local },
    { at: inputs[2].start, end: inputs[2].end, text },
  ];
}

const areTerms = (value: unknown): value is readonly KernelTerm[] =>
  Array.isArray(value) &&
  value.every((one) => typeof one === "object" && one !== null && "access" in one);

const isSchema = (value: unknown): value is Schema =>
  typeof value === "object" &&
  value !== null &&
  Object.values(value).every((one) => typeof one === "function" && "typeName" in one);

async function functionTrees(
  call: KernelCall,
  tree: KernelTree,
  trees: Trees,
  module: Module,
  reader: ConstantReader,
): Promise<Record<string, KernelTree> | undefined> {
  const options = call.node.arguments[3];
  const found: Record<string, KernelTree> = {};
  const add = (name: string, value: unknown): boolean => {
    const own = typeof value === "function" ? treeOfFunction(value) : undefined;
    if (own !== undefined) found[name] = own;
    return own !== undefined;
  };
  if (options !== undefined && options.type !== "ObjectExpression") return undefined;
  const own = options && ownFunctionsOf(options);
  if (own === undefined) {
    for (const name of functionsFor(call, tree, trees, module))
      if (!add(name, await reader.named(name, module))) return undefined;
    return found;
  }
  const given = own === "hidden" ? UNKNOWN : await reader.valueOf(own, module);
  if (typeof given !== "object" || given === null) return undefined;
  for (const [name, value] of Object.entries(given)) if (!add(name, value)) return undefined;
  return found;
}
