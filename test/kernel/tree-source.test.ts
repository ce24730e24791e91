import { beforeEach, expect, test, vi } from "vitest";
import type * as KernelFunction from "../../src/kernel/kernel-function.ts";
import type * as Parse from "../../src/kernel/parse/index.ts";
import type { KernelTree } from "../../src/kernel/tree.ts";
import type * as TreeSource from "../../src/kernel/tree-source.ts";

let source: typeof TreeSource;
let functions: typeof KernelFunction;
let parse: typeof Parse;

// A parser that was set stays set: each test has modules of its own.
beforeEach(async () => {
  vi.resetModules();
  source = await import("../../src/kernel/tree-source.ts");
  functions = await import("../../src/kernel/kernel-function.ts");
  parse = await import("../../src/kernel/parse/index.ts");
});

/** A function whose text is not the transformed one of this file. */
const written = <Fn extends () => number>(text: string): Fn =>
  Object.assign(() => 0, { toString: () => text }) as unknown as Fn;

test("a function has no tree where neither a build nor a parser gave one", () => {
  expect(source.treeOfFunction(() => 1)).toBe(undefined);
});

test("parseKernels reads the text of functions, each once", () => {
  parse.parseKernels();
  const fn = written("() => 1");
  const tree = source.treeOfFunction(fn);
  expect(tree).toEqual({
    parameters: [],
    statements: [
      { kind: "return", value: { kind: "number", value: 1 }, at: { line: 1, column: 6 } },
    ],
  });
  expect(source.treeOfFunction(fn)).toBe(tree);
});

test("a tree that a build gave is taken, and the text is left alone", () => {
  parse.parseKernels();
  const tree: KernelTree = { parameters: ["x"], statements: [] };
  const fn = written("what nobody can read");
  expect(functions.kernelFunction(fn, tree)).toBe(fn);
  expect(source.treeOfFunction(fn)).toBe(tree);
});

test("a kernelFunction is the function itself, and is read at once if it can be", () => {
  const half = (x: number): number => x / 2;
  expect(functions.kernelFunction(half)).toBe(half);
  expect(functions.kernelFunction(half)(3)).toBe(1.5);
  parse.parseKernels();
  expect(() => functions.kernelFunction(written("() => 'text'"))).toThrow(
    "kernel: body:1:7: 'text' is no value of kernels. Use numbers, true and false, locals, fields, operators and calls. [E315]",
  );
});

test("a function without a text is refused", () => {
  parse.parseKernels();
  const bound = (() => 1).bind(undefined);
  expect(() => source.treeOfFunction(bound)).toThrow(
    "kernel: body:1:1: function () { [native code] } cannot be parsed (Unexpected token). Give an arrow function as it is written: a bound or built-in function and a method have no text that can be read. [E310]",
  );
});
