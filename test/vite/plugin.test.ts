/** The plugin in Vite: modules with types are built and minified, and what was built is run. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { build, type Plugin } from "vite";
import { afterAll, beforeAll, expect, test } from "vitest";
import { colonnade } from "../../src/vite/index.ts";

const cache = join(import.meta.dirname, "../../node_modules/.cache/colonnade");
let root = "";

beforeAll(() => {
  mkdirSync(cache, { recursive: true });
  root = mkdtempSync(join(cache, "vite-"));
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

/** Stands for the engine: `kernel` hands back what it was given. */
const engine: Plugin = {
  name: "engine",
  enforce: "pre",
  resolveId: (id) => (id === "colonnade" ? "\0engine" : undefined),
  load: (id) =>
    id === "\0engine"
      ? `export const kernel = (...inputs) => inputs;
         export const kernelFunction = (fn, tree) => Object.assign(fn, { tree });
         export const random = (seed) => seed;`
      : undefined,
};

async function built(files: Record<string, string>): Promise<{ code: string; sources: string[] }> {
  for (const [name, text] of Object.entries(files)) writeFileSync(join(root, name), text);
  const result = await build({
    root,
    configFile: false,
    logLevel: "silent",
    plugins: [colonnade({ compile: false }), engine],
    build: {
      write: false,
      minify: true,
      target: "es2022",
      sourcemap: true,
      rollupOptions: {
        input: join(root, "entry.ts"),
        preserveEntrySignatures: "strict",
        output: { format: "es" },
      },
    },
  });
  const [output] = Array.isArray(result) ? result : [result];
  if (output === undefined || !("output" in output)) throw new Error("Vite built nothing.");
  const [{ code, map }] = output.output;
  return { code, sources: map?.sources ?? [] };
}

const entry = `
import { kernel, random as chance } from "colonnade";
import { wrap } from "./wrap.ts";

interface Row { x: number; angle: number }

export const step: readonly unknown[] = kernel([], {}, (p: Row, u: { dt: number }): void => {
  if (p.x < 0) return;
  const moved: number = wrap(p.x + u.dt, 0);
  p.x = moved * chance(7);
});
`;
const wrap = `
import { kernelFunction } from "colonnade";
export const wrap = kernelFunction((x: number, low: number): number => x < low ? low : x);
`;

// Seen to fail on purpose: without the plugin, and with it after types are stripped.
test("a minified page has the trees of its kernels and of the functions they call", async () => {
  const { code, sources } = await built({ "entry.ts": entry, "wrap.ts": wrap });
  expect(code.split("\n").length).toBeLessThan(4);
  expect(sources.sort()).toEqual(expect.arrayContaining([expect.stringMatching(/entry\.ts$/)]));
  const url = `data:text/javascript;base64,${Buffer.from(code).toString("base64")}`;
  const { step } = await import(/* @vite-ignore */ url);
  const [, , , options, tree] = step;
  expect(Object.keys(options.functions)).toEqual(["wrap"]);
  expect(options.functions.wrap(1, 2)).toBe(2);
  expect(options.functions.wrap.tree.parameters).toEqual(["x", "low"]);
  expect(tree).toEqual({
    parameters: ["p", "u"],
    statements: [
      {
        kind: "if",
        test: {
          kind: "unary",
          operator: "!",
          of: {
            kind: "binary",
            operator: "<",
            left: { kind: "member", object: "p", name: "x", at: { line: 8, column: 6 } },
            right: { kind: "number", value: 0 },
            at: { line: 8, column: 6 },
          },
        },
        // biome-ignore lint/suspicious/noThenProperty: what trees call it.
        then: [
          {
            kind: "let",
            name: "moved",
            value: {
              kind: "call",
              name: "wrap",
              inputs: [
                {
                  kind: "binary",
                  operator: "+",
                  left: { kind: "member", object: "p", name: "x", at: { line: 9, column: 29 } },
                  right: { kind: "member", object: "u", name: "dt", at: { line: 9, column: 35 } },
                  at: { line: 9, column: 29 },
                },
                { kind: "number", value: 0 },
              ],
              at: { line: 9, column: 24 },
            },
            at: { line: 9, column: 8 },
          },
          {
            kind: "assign",
            to: { kind: "member", object: "p", name: "x", at: { line: 10, column: 2 } },
            value: {
              kind: "binary",
              operator: "*",
              left: { kind: "name", name: "moved", at: { line: 10, column: 8 } },
              right: {
                kind: "call",
                name: "random",
                inputs: [{ kind: "number", value: 7 }],
                at: { line: 10, column: 16 },
              },
              at: { line: 10, column: 8 },
            },
            at: { line: 10, column: 2 },
          },
        ],
        otherwise: [],
        at: { line: 8, column: 2 },
      },
    ],
    file: "entry.ts",
  });
});

test("a build ends where a body says what kernels cannot, with the file and the line", async () => {
  const body = "(p: { x: number }) => {\n  for (;;) p.x++;\n}";
  await expect(
    built({ "entry.ts": `import { kernel } from "colonnade";\nkernel([], {}, ${body});` }),
  ).rejects.toThrow(
    "kernel: entry.ts:3:3: for (;;) p.x++; is no statement of kernels. Write its steps one after the other: a kernel runs once for every row. [E312]",
  );
});
