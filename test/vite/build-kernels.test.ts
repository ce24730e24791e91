/**
 * Kernels that a build compiles: pages are built and minified, run, and compared with the same modules as they stand.
 *
 * Seen to fail: a component of an inner scope taken for the module's, functions of other modules left out, a kernel
 * compiled although its uniforms are a parameter, an import that is not followed through `export *`.
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { build } from "vite";
import { afterAll, beforeAll, expect, test } from "vitest";
import { colonnade } from "../../src/vite/index.ts";
import { importOutput, type OutputFile } from "../contract/import-output.ts";

const source = join(import.meta.dirname, "../../src/index.ts");
const cache = join(import.meta.dirname, "../../node_modules/.cache/colonnade");
let root = "";

beforeAll(() => {
  mkdirSync(cache, { recursive: true });
  root = mkdtempSync(join(cache, "built-"));
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

interface Built {
  readonly files: readonly OutputFile[];
  /** Modules of the page that have code in it, from the engine's folder on. */
  readonly modules: readonly string[];
}

async function built(sources: Record<string, string>, compile?: boolean): Promise<Built> {
  for (const [name, text] of Object.entries(sources)) writeFileSync(join(root, name), text);
  const result = await build({
    root,
    configFile: false,
    logLevel: "silent",
    define: { __DEV__: "false" },
    plugins: [colonnade({ compile })],
    resolve: { alias: { colonnade: source } },
    build: {
      write: false,
      minify: true,
      target: "es2022",
      rollupOptions: {
        input: join(root, "entry.ts"),
        preserveEntrySignatures: "strict",
        output: { format: "es" },
      },
    },
  });
  const [output] = Array.isArray(result) ? result : [result];
  if (output === undefined || !("output" in output)) throw new Error("Vite built nothing.");
  const files = output.output;
  const used = files.flatMap((one) => Object.entries("modules" in one ? one.modules : {}));
  const modules = used
    .filter(([, { renderedLength }]) => renderedLength > 0)
    .map(([id]) => id.split("/src/").at(-1) ?? id);
  return { files, modules };
}

let runs = 0;
const run = async ({ files }: Built): Promise<unknown> => {
  const page = await importOutput(files, join(root, `run-${runs++}`));
  return (page as { result: unknown }).result;
};

const COMPILER = [
  "kernel/lower.ts",
  "kernel/wasm/simd.ts",
  "kernel/wasm/scalar.ts",
  "kernel/make-kernel.ts",
];

/** That the page says what it says with a compiler, and has none. */
async function expectCompiled(files: Record<string, string>): Promise<void> {
  const page = await built(files);
  for (const part of COMPILER) expect(page.modules).not.toContain(part);
  const whole = await built(files, false);
  for (const part of COMPILER) expect(whole.modules).toContain(part);
  expect(await run(page)).toEqual(await run(whole));
}

const components = `
import { array, bool, component as define, f32, f64, i16, tag, u8, oneOf, ref, entity } from "colonnade";
import * as all from "colonnade";

interface Sprite { name: string }
const half = 0.5;
export const Position = define("Position", { x: f32, y: f32(-0.5), "z": all.f32 });
export const Velocity = define("Velocity", { x: f32, y: f32, spin: array(f32, 3) } as const);
const Kind = define("Kind", { points: u8(100), isOn: bool(true), big: f64(half), small: i16(-3), owner: ref<Sprite>() }, { validate: () => undefined });
const Target = define(\`Target\`, { who: entity, mood: oneOf("idle", "run") });
const Stunned = tag("Stunned", { toggle: true });
export { Kind as Sort, Stunned };
export const more = { Target };
`;
const functions = `
import { kernelFunction } from "colonnade";
export const wrap = kernelFunction((x: number, low: number): number => (x < low ? low : x));
export const twice = kernelFunction((x: number): number => wrap(x * 2, 1), undefined);
`;
const entry = `
import { any, count, createWorld, disabled, f32, gather, kernel, NO_ENTITY, random, read, sum, u32, where, write } from "colonnade";
import * as parts from "./parts.ts";
import { Position, Sort } from "./parts.ts";
import { wrap } from "./functions.ts";

const uniforms = { dt: f32, seed: u32 };
const half = wrap;
const step = kernel(
  [write(Position), read(parts.Velocity), write(Sort)],
  uniforms,
  (p, v, k, u) => {
    if (k.isOn) p.x += v.x * u.dt + v.spin[2];
    else p.y = wrap(p.y + random(u.seed), -0.25);
    k.points -= 7;
    k.big = Math.sin(p.x);
  },
  { label: "step " + Math.max(1, 2) },
);
const look = kernel([read(Position), gather(parts.more.Target, "who", Position)], {}, (p, t) => {
  return { near: where(t.exists && t.x > p.x), all: sum(p.z), ways: count(p.x > 0) };
});
const stun = kernel([write(Position), read(parts.Stunned)], {}, (p, s) => {
  p.z = s.isEnabled ? 1 : 2;
});

const world = createWorld();
const rows: unknown[] = [];
let last = NO_ENTITY;
for (let i = 0; i < 300; i++) {
  const isOn = i % 3 > 0;
  last = world.spawn(Position({ x: i }), parts.Velocity({ x: i, spin: [0, 1, i] }), Sort({ isOn }), parts.more.Target({ who: last }), parts.Stunned);
  if (i % 5 === 0) world.disable(last, parts.Stunned);
}
const query = world.query(Position, parts.Velocity, Sort, parts.more.Target);
for (let i = 0; i < 3; i++) step.run(query, { dt: 0.125, seed: i });
stun.run(world.query(Position, any(parts.Stunned, disabled(parts.Stunned))));
const { near, all, ways } = look.run(query);
for (const chunk of query)
  for (let i = 0; i < chunk.count; i++) {
    const { x, y, z } = chunk.read(Position);
    const { points, big } = chunk.read(Sort);
    rows.push([x[i], y[i], z[i], points[i], big[i]]);
  }
export const result = [rows, all, ways, [...near], step.label];
`;

test("components of other modules, their fields of all kinds, functions and uniforms are read from the text", async () => {
  await expectCompiled({
    "entry.ts": entry,
    "parts.ts": `export * from "./components.ts";\nexport { more } from "./components.ts";`,
    "components.ts": components,
    "functions.ts": functions,
  });
});

const START = `import { component, createWorld, f32, kernel, write } from "colonnade";
const world = createWorld();
const P = component("P", { x: f32 });
const report = (C, uniforms, step, values) => {
  world.spawn(C({ x: 2 }));
  step.run(world.query(C), values);
  return [...world.query(C)].map((chunk) => chunk.read(C).x[0]);
};
`;

test.each([
  [
    "a component of a scope",
    `const make = () => { const P = component("Inner", { y: f32, x: f32 }); return report(P, {}, kernel([write(P)], {}, (p) => { p.x += 1; }), {}); };
     export const result = make();`,
  ],
  [
    "a component that is a parameter",
    `const make = (P) => report(P, {}, kernel([write(P)], {}, (p) => { p.x += 1; }), {});
     export const result = make(component("Other", { y: f32, x: f32 }));`,
  ],
  [
    "uniforms that are made",
    `const made = Object.fromEntries([["by", f32]]);
     export const result = report(P, made, kernel([write(P)], made, (p, u) => { p.x += u.by; }), { by: 3 });`,
  ],
  [
    "options that are made",
    `const options = Object.assign({}, { label: "made" });
     export const result = report(P, {}, kernel([write(P)], {}, (p) => { p.x += 1; }, options), {});`,
  ],
])("a kernel over %s is compiled in the page", async (_, rest) => {
  const page = await built({ "entry.ts": START + rest });
  expect(page.modules).toContain("kernel/lower.ts");
  expect(await run(page)).toEqual(await run(await built({ "entry.ts": START + rest }, false)));
});

test("a kernel that is compiled runs over no other components than those that the build has read", async () => {
  const { files } = await built({
    "entry.ts": `${START}
kernel([write(P)], {}, (p) => { p.x += 1; }).run(world.query(P));
export const result = 1;`,
  });
  const others = files.map(({ code, ...file }) => ({
    ...file,
    ...(code === undefined ? {} : { code: code.replace(/(\{)x:(\w+)(\})/, "$1y:$2$3") }),
  }));
  expect(others[0].code).not.toBe(files[0].code);
  await expect(run({ files: others, modules: [] })).rejects.toThrow(
    /kernel P are not those.*\[E330\]/,
  );
});

test("a build ends where types do not work out, with the file, the line and what to write", async () => {
  const files = {
    "entry.ts": `${START}
kernel([write(P)], {}, (p) => {
  p.z = 1;
});`,
  };
  await expect(built(files)).rejects.toThrow(
    'kernel: entry.ts:11:3: "p.z" names no field; P has [x]. Name one of them. [E321]',
  );
});
