/**
 * What a build writes of a kernel, read again: the same code as the page would have made itself.
 *
 * Seen to fail: -0 and NaN written as JSON has them, a flag that is not the memory's, a column's uses mixed up.
 */
import { inspect } from "node:util";
import { runInNewContext } from "node:vm";
import fc from "fast-check";
import { expect, test } from "vitest";
import { BuiltCode } from "../../src/kernel/built/built-code.ts";
import { builtOf, literal } from "../../src/kernel/built/built-source.ts";
import { CompiledCode } from "../../src/kernel/compiled-code.ts";
import type { KernelProgram } from "../../src/kernel/program.ts";
import { FULL_SCALE, SEED } from "../model/soak.ts";
import { anyProgramCase } from "./any-program.ts";
import { constant, op, programOf, set, variable } from "./build.ts";

/** With its names sorted, and numbers that JSON does not have. */
const shown = (value: unknown): string =>
  inspect(value, { depth: 9, sorted: true, maxArrayLength: null });

function expectSame(program: KernelProgram): void {
  const built = new BuiltCode(
    runInNewContext(`(${literal(builtOf(program, 0))})`),
    program.uniforms,
  );
  const compiled = new CompiledCode(program);
  for (const engine of ["simd", "scalar"] as const) {
    for (const isShared of [false, true]) {
      const bytes = compiled.module(engine, isShared);
      expect(Buffer.compare(built.module(engine, isShared), bytes)).toBe(0);
    }
  }
  const { variables: names, steps, ...frame } = program;
  const variables = names.map(({ type }) => ({ name: "", type }));
  expect(shown(built.frame)).toBe(shown({ ...frame, variables }));
  expect(shown(built.flat())).toBe(shown(compiled.flat()));
  for (const isSimd of [true, false]) expect(built.rowNs(isSimd)).toBe(compiled.rowNs(isSimd));
}

test("random programs are the same code after a build has written them down", () => {
  fc.assert(
    fc.property(anyProgramCase(4), ({ program }) => expectSame(program)),
    { numRuns: 200 * FULL_SCALE, seed: SEED },
  );
});

test("numbers that JSON does not have arrive, too", () => {
  const numbers = [-0, Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 1e300];
  const steps = numbers.map((one) => set(0, op("add", variable("f64", 0), constant("f64", one))));
  expectSame(programOf([{ element: 1 }], [], [], steps));
});
