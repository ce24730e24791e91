/** builtKernel: what the Vite plugin calls in place of `kernel` where a release build has compiled the body. */
import { EcsError } from "../../base/errors.ts";
import type { Schema } from "../../storage/field.ts";
import { Kernel } from "../kernel.ts";
import type { KernelOptions } from "../kernel-options.ts";
import { type KernelTerm, labelOf } from "../kernel-term.ts";
import { Uniforms } from "../uniforms.ts";
import { BuiltCode, type BuiltKernel } from "./built-code.ts";
import { shapeHash } from "./shape-hash.ts";

/**
 * A kernel whose body a build has compiled: no compiler is in a page that has no other kernels.
 *
 * Not to be called by hand: the plugin writes the call, and `built`, whose form may change with each version.
 * @throws {EcsError} E330 the components or uniforms are not those that the build has seen
 */
export function builtKernel(
  terms: readonly KernelTerm[],
  uniforms: Schema,
  built: BuiltKernel,
  { label = labelOf(terms), engine }: KernelOptions = {},
  // biome-ignore lint/suspicious/noExplicitAny: the program was checked as a call of `kernel`.
): Kernel<any, any> {
  const given = new Uniforms(label, uniforms);
  if (shapeHash(terms, given.types) !== built.shape) {
    throw new EcsError(
      "E330",
      `kernel: the components or the uniforms of kernel ${label} are not those that the build has read. Declare them as constants, by component() and field types alone, or build with colonnade({ compile: false }).`,
    );
  }
  return new Kernel(terms, given, new BuiltCode(built, given.types), label, engine);
}
