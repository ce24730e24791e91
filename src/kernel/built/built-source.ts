/** Built source: the text of a kernel that is compiled, for a build to write into a page. */
import { flatten } from "../javascript/flatten.ts";
import type { KernelTerm } from "../kernel-term.ts";
import { lower } from "../lower.ts";
import type { KernelProgram, ProgramColumn, ProgramUniform } from "../program.ts";
import { rowNs } from "../row-cost.ts";
import type { KernelTree } from "../tree.ts";
import { emitScalar } from "../wasm/scalar.ts";
import { emitSimd } from "../wasm/simd.ts";
import type { BuiltKernel } from "./built-code.ts";
import { shapeHash } from "./shape-hash.ts";

export interface SourceParts {
  /** For messages. */
  readonly label: string;
  readonly terms: readonly KernelTerm[];
  readonly uniforms: readonly ProgramUniform[];
  readonly functions: Readonly<Record<string, KernelTree>>;
}

/**
 * The `BuiltKernel` of a body as JavaScript.
 * @throws {EcsError} E320 to E327, each with the place in the text, where names, types or calls do not work out
 */
export function builtSource(tree: KernelTree, parts: SourceParts): string {
  const program = lower(tree, parts);
  return literal(builtOf(program, shapeHash(parts.terms, parts.uniforms)));
}

export function builtOf(program: KernelProgram, shape: number): BuiltKernel {
  const simd = emitSimd(program, { shared: false });
  const scalar = emitScalar(program, { shared: false });
  return {
    shape,
    columns: program.columns.map(numbersOf),
    outputs: program.outputs,
    needsEntity: program.needsEntity,
    flat: flatten(program),
    rowNs: [rowNs(program, true), rowNs(program, false)],
    simd: hexadecimal(simd),
    scalar: hexadecimal(scalar),
    memoryFlag: [
      firstDifference(simd, emitSimd(program, { shared: true })),
      firstDifference(scalar, emitScalar(program, { shared: true })),
    ],
  };
}

function numbersOf(column: ProgramColumn): number[] {
  const { term, field, lanes, lane, element, variable, targetLane } = column;
  const uses = Number(column.isRead) + 2 * Number(column.isWritten) + 4 * Number(column.isRare);
  const numbers = [term, field, lanes, lane, element, variable, uses];
  return targetLane === undefined ? numbers : [...numbers, targetLane];
}

function hexadecimal(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** They are as long as each other, and differ in one byte. */
function firstDifference(a: Uint8Array, b: Uint8Array): number {
  return a.findIndex((byte, i) => byte !== b[i]);
}

/** Not JSON, which has no NaN, no infinity and no -0. */
export function literal(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(literal).join()}]`;
  if (typeof value === "object" && value !== null) {
    const parts = Object.entries(value).map(
      ([name, one]) => `${JSON.stringify(name)}:${literal(one)}`,
    );
    return `{${parts.join()}}`;
  }
  if (typeof value !== "number") return JSON.stringify(value);
  return Object.is(value, -0) ? "-0" : String(value);
}
