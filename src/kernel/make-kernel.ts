/**
 * Making kernels: from the text of a function, which is read, given types and compiled where the kernel is made.
 *
 * A release build of the Vite plugin calls `builtKernel` in place of `kernel` where it can do all of this itself.
 */
import { checkFunction, checkOptions } from "../base/argument-checks.ts";
import { EcsError } from "../base/errors.ts";
import type { Values } from "../storage/component.ts";
import type { Schema } from "../storage/field.ts";
import { CompiledCode } from "./compiled-code.ts";
import { Kernel } from "./kernel.ts";
import type { KernelFunction, KernelOptions } from "./kernel-options.ts";
import type { ResultsOf } from "./kernel-results.ts";
import { checkTerms, type KernelCursors, type KernelTerm, labelOf } from "./kernel-term.ts";
import { lower } from "./lower.ts";
import type { KernelTree } from "./tree.ts";
import { treeOfFunction } from "./tree-source.ts";
import { Uniforms } from "./uniforms.ts";

/** @throws {EcsError} E301 one is no kernel function */
function treesOf(functions: Readonly<Record<string, KernelFunction>>): Record<string, KernelTree> {
  const trees: Record<string, KernelTree> = {};
  for (const name of Object.keys(functions)) {
    const tree = treeOfFunction(functions[name]);
    if (tree === undefined) {
      throw new EcsError(
        "E301",
        `kernel: nothing has read ${name}, which is among its functions. Wrap it in kernelFunction(), as the plugin of colonnade/vite, or parseKernels() before, reads it.`,
      );
    }
    trees[name] = tree;
  }
  return trees;
}

/**
 * Makes a kernel: `kernel([write(Position), read(Velocity)], { dt: f32 }, (p, v, u) => { p.x += v.x * u.dt; })`.
 *
 * The body's language: arithmetic, comparisons, `if`, ternaries, `const` and `let`, functions of `Math`, bit
 * operations, `random(u.seed)`, `kernelFunction`s. Every operation rounds to its own type, so that all engines give
 * the same bits; f32 fields are computed in f32.
 * @throws {EcsError} E100 and E143 other things than these · E301 no text was read · E304 what is no list of terms ·
 *   E305 a type that no uniform can have · E310 to E327 the body is outside the language
 */
export function kernel<
  const Terms extends readonly KernelTerm[],
  U extends Schema = Record<never, never>,
  Returned = void,
>(
  terms: Terms,
  uniforms: U,
  body: (...row: [...KernelCursors<Terms>, uniforms: Readonly<Values<U>>]) => Returned,
  options?: KernelOptions,
): Kernel<U, ResultsOf<Returned>>;
export function kernel(
  terms: readonly KernelTerm[],
  uniforms: Schema,
  // biome-ignore lint/suspicious/noExplicitAny: what the overload above says.
  body: (...row: any[]) => unknown,
  ...rest: readonly (KernelOptions | KernelTree | undefined)[]
  // biome-ignore lint/suspicious/noExplicitAny: what the overload above says.
): Kernel<any, any> {
  // The Vite plugin adds the tree behind what the program passes.
  const isTree = (one: unknown): one is KernelTree => Object.hasOwn(Object(one), "statements");
  const tree = rest.find(isTree);
  const [options = {}] = rest.filter((one) => one !== tree) as (KernelOptions | undefined)[];
  checkTerms(terms);
  checkFunction(body, "kernel");
  checkOptions(options, "kernel");
  const read = tree ?? treeOfFunction(body);
  if (read === undefined) {
    throw new EcsError(
      "E301",
      `kernel: nothing has read the body of the kernel over ${labelOf(terms)}. Add the plugin of colonnade/vite to your build, or call parseKernels() of colonnade/kernel/parse before.`,
    );
  }
  const { label = labelOf(terms), functions = {}, engine } = options;
  const types = new Uniforms(label, uniforms);
  const signature = { label, terms, uniforms: types.types, functions: treesOf(functions) };
  return new Kernel(terms, types, new CompiledCode(lower(read, signature)), label, engine);
}
