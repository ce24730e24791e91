/** kernelFunction: a function of numbers and bools that kernels may call by its name. */
import { checkFunction } from "../base/argument-checks.ts";
import type { KernelTree } from "./tree.ts";
import { giveTree, treeOfFunction } from "./tree-source.ts";

/**
 * Marks a function that the bodies of kernels may call, and returns it: it can be called as ever.
 *
 * It is written in the language of kernels, and gets numbers and bools; every way through it returns a value.
 * Name it among a kernel's functions, `kernel(terms, uniforms, body, { functions: { wrap } })`; the Vite plugin
 * does so by itself for constants of the same module. `tree` is the plugin's.
 *
 * @throws {EcsError} E143 it is none · E310 to E319 when it says what kernels do not have, if `parseKernels` was called before.
 */
export function kernelFunction<Fn extends (...inputs: never[]) => number | boolean>(
  fn: Fn,
  tree?: KernelTree,
): Fn {
  checkFunction(fn, "kernelFunction");
  if (tree !== undefined) giveTree(fn, tree);
  else treeOfFunction(fn);
  return fn;
}
