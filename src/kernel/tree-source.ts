/**
 * Where the tree of a function comes from: from the build, or from a parser that was set.
 *
 * The Vite plugin gives trees along with functions; `parseKernels()` sets a parser for the others. Without
 * either there is none, and nothing of a parser is in the bundle. Trees are kept as long as their functions.
 */
import type { KernelTree } from "./tree.ts";

// biome-ignore lint/complexity/noBannedTypes: any function is a key.
const trees = new WeakMap<Function, KernelTree>();
let parse: ((text: string) => KernelTree) | undefined;

/** From now on, trees that no build gave are made by `parser` from what `fn.toString()` says. */
export function setTreeParser(parser: (text: string) => KernelTree): void {
  parse = parser;
}

/** Says what the tree of a function is. */
// biome-ignore lint/complexity/noBannedTypes: any function has a text.
export function giveTree(fn: Function, tree: KernelTree): void {
  trees.set(fn, tree);
}

/**
 * The tree of a function: the one it was given, or the parser's, made once. `undefined` with neither.
 *
 * @throws {EcsError} E310 to E319 when its text says what kernels do not have.
 */
// biome-ignore lint/complexity/noBannedTypes: any function has a text.
export function treeOfFunction(fn: Function): KernelTree | undefined {
  let tree = trees.get(fn);
  if (tree === undefined && parse !== undefined) {
    tree = parse(fn.toString());
    trees.set(fn, tree);
  }
  return tree;
}
