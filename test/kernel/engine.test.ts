import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { KernelEngine } from "../../src/kernel/engine.ts";
import type { KernelProgram } from "../../src/kernel/program.ts";

const NOTHING: KernelProgram = {
  columns: [],
  variables: [],
  uniforms: [],
  steps: [],
  outputs: [],
  needsEntity: false,
};

const FORBIDDEN =
  "WebAssembly may not be compiled here (a content security policy without wasm-unsafe-eval)";

/** WebAssembly that compiles modules of so many bytes at most. */
function allowBytes(most: number): void {
  const { CompileError, Module } = WebAssembly;
  vi.stubGlobal("WebAssembly", {
    Module: class extends Module {
      constructor(bytes: Uint8Array<ArrayBuffer>) {
        if (bytes.length > most) throw new CompileError("not allowed");
        super(bytes);
      }
    },
  });
}

/** What is supported is asked once a page, so each test has the module anew. */
async function engineFor(wanted?: KernelEngine): Promise<[KernelEngine, string | undefined]> {
  const { Engine } = await import("../../src/kernel/engine.ts");
  const { CompiledCode } = await import("../../src/kernel/compiled-code.ts");
  const { kind, reason } = new Engine(new CompiledCode(NOTHING), wanted);
  return [kind, reason];
}

beforeEach(() => {
  vi.resetModules();
});
afterEach(() => {
  vi.unstubAllGlobals();
});

test("the best engine runs a kernel, or the one that is asked for", async () => {
  expect(await engineFor()).toEqual(["simd", undefined]);
  expect(await engineFor("scalar")).toEqual(["scalar", "it was asked for"]);
  expect(await engineFor("javascript")).toEqual(["javascript", "it was asked for"]);
});

test("where nothing may be compiled it is JavaScript, whatever is asked for", async () => {
  allowBytes(0);
  expect(await engineFor()).toEqual(["javascript", FORBIDDEN]);
  expect(await engineFor("simd")).toEqual(["javascript", FORBIDDEN]);
});

test("where WebAssembly has no vectors it takes one row at a time, also where SIMD is asked for", async () => {
  allowBytes(8);
  expect(await engineFor()).toEqual(["scalar", "WebAssembly has no SIMD here"]);
  expect(await engineFor("simd")).toEqual(["scalar", "WebAssembly has no SIMD here"]);
  expect(await engineFor("javascript")).toEqual(["javascript", "it was asked for"]);
});
