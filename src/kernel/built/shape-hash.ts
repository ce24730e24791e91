/** Shape hash: tells whether a kernel runs over the components and uniforms that a build has compiled it for. */
import type { KernelTerm } from "../kernel-term.ts";
import type { ProgramUniform } from "../program.ts";

/** Counts the forms that built kernels have had: one of another form is none of this version's. */
const FORM = 1;

/** A 32-bit number of all that the code depends on. */
export function shapeHash(
  terms: readonly KernelTerm[],
  uniforms: readonly ProgramUniform[],
): number {
  const shapes = terms.map(({ component, access }) => [
    access,
    component.isToggle,
    component.fields.map(({ name, element, lanes, meaning }) => [name, element, lanes, meaning]),
  ]);
  const text = JSON.stringify([FORM, shapes, uniforms]);
  let hash = 0;
  // FNV-1a, by code units.
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 16_777_619);
  return hash;
}
