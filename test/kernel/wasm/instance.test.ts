import { expect, test } from "vitest";
import { ElementKind } from "../../../src/base/element.ts";
import type { Value } from "../../../src/kernel/program.ts";
import { compileModule, instantiate } from "../../../src/kernel/wasm/instance.ts";
import { emitSimd } from "../../../src/kernel/wasm/simd.ts";
import { operation, programOf, runSimd, set, uniform } from "./simd-programs.ts";

const WRITE = { element: ElementKind.F64, type: "f64", isRead: false, isWritten: true } as const;

/** Stores the sum of so many uniforms. */
function sumOf(count: number) {
  let sum: Value = uniform(0, "f64");
  for (let index = 1; index < count; index++)
    sum = operation("add", "f64", "f64", sum, uniform(index, "f64"));
  const uniforms = new Array<"f64">(count).fill("f64");
  return programOf([WRITE], [set(0, sum)], { uniforms });
}

test("uniforms reach a kernel in their order, however many there are", () => {
  for (const [count, sum] of [
    [1, 1.5],
    [5, 7.5],
    [6, 9],
    [13, 19.5],
    [14, 21],
    [40, 60],
  ]) {
    const uniforms = new Array<number>(count).fill(1.5);
    expect(runSimd(sumOf(count), [[0, 0, 0]], { uniforms })).toEqual([[sum, sum, sum]]);
  }
});

test("a uniform that changes between two calls is read again", () => {
  const memory = new WebAssembly.Memory({ initial: 1, maximum: 1 });
  const program = sumOf(2);
  const run = instantiate(compileModule(emitSimd(program, { shared: false })), memory, program);
  const uniforms = new Float64Array([1.5, 2.25]);
  run([64], 0, 0, 2, uniforms);
  uniforms[1] = 3.5;
  run([64], 0, 1, 2, uniforms);
  expect([...new Float64Array(memory.buffer, 64, 3)]).toEqual([3.75, 5, 0]);
});

test("one module runs in several memories", () => {
  const program = sumOf(1);
  const module = compileModule(emitSimd(program, { shared: false }));
  const memories = [1, 2].map((initial) => new WebAssembly.Memory({ initial, maximum: initial }));
  const runs = memories.map((memory) => instantiate(module, memory, program));
  runs.forEach((run, index) => {
    run([0], 0, 0, 1, [index + 0.5]);
  });
  const first = memories.map(({ buffer }) => new Float64Array(buffer)[0]);
  expect(first).toEqual([0.5, 1.5]);
});
