import { parseAst } from "vite";
import { expect, test } from "vitest";
import type { KernelTree } from "../../src/kernel/tree.ts";
import { type Edit, edited } from "../../src/vite/edit.ts";
import { ModuleTransform } from "../../src/vite/module-transform.ts";

async function editsOf(code: string): Promise<Edit[]> {
  const bundler = {
    resolve: async () => undefined,
    parse: () => undefined,
    watch: () => {},
    nameOf: () => "src/a.ts",
  };
  const syntax = parseAst(code, { lang: "ts", preserveParens: true });
  const transform = new ModuleTransform(bundler, (source) => source === "colonnade", false);
  return transform.editsOf("src/a.ts", code, syntax);
}

/** A module with what is added, each tree cut down to the names of its parameters. */
async function added(code: string): Promise<string> {
  return edited(code, await editsOf(code)).replace(
    /\{"parameters":\["([^\]]*)"\],"statements":.*?,"file":"src\/a.ts"\}/g,
    (_, names: string) => `TREE(${names.replaceAll('","', ", ")})`,
  );
}

test("a kernel gets the tree of its body as its last input", async () => {
  expect(
    await added(`import { kernel } from "colonnade";
export const move = kernel([write(P)], { dt: f32 }, (p: Row, u) => { p.x! += u.dt as number; },);`),
  ).toBe(`import { kernel } from "colonnade";
export const move = kernel([write(P)], { dt: f32 }, (p: Row, u) => { p.x! += u.dt as number; }, TREE(p, u),);`);
});

test("calls are found under other names, in namespaces, in functions, with types and in brackets", async () => {
  expect(
    await added(`import { kernel as k, random as r } from "colonnade";
import * as ecs from "colonnade";
function make() { return [k<[P]>([], {}, ((p) => { p.x = r(1); })), ecs.kernel([], {}, (q) => {})]; }`),
  ).toBe(`import { kernel as k, random as r } from "colonnade";
import * as ecs from "colonnade";
function make() { return [k<[P]>([], {}, ((p) => { p.x = r(1); }), TREE(p)), ecs.kernel([], {}, (q) => {}, TREE(q))]; }`);
});

test("a body may be a constant of the module", async () => {
  expect(
    await added(`import { kernel } from "colonnade";
const body = (p) => { p.x = 1; };
kernel([], {}, body);
kernel([], {}, unknown);`),
  ).toBe(`import { kernel } from "colonnade";
const body = (p) => { p.x = 1; };
kernel([], {}, body, TREE(p));
kernel([], {}, unknown);`);
});

test("a kernel gets the functions of the module that it calls, and those that these call", async () => {
  expect(
    await added(`import { kernel, kernelFunction, random } from "colonnade";
import { far } from "./far.ts";
const half = kernelFunction((x) => x / 2);
export const wrap = kernelFunction((x, low) => half(x) + low);
kernel([], {}, (p) => { p.x = Math.min(wrap(p.x, 1), far(random(2)), late(3)); });
const late = kernelFunction((y) => y);`),
  ).toBe(`import { kernel, kernelFunction, random } from "colonnade";
import { far } from "./far.ts";
const half = kernelFunction((x) => x / 2, TREE(x));
export const wrap = kernelFunction((x, low) => half(x) + low, TREE(x, low));
kernel([], {}, (p) => { p.x = Math.min(wrap(p.x, 1), far(random(2)), late(3)); }, { functions: { wrap, half, far } }, TREE(p));
const late = kernelFunction((y) => y, TREE(y));`);
});

test("functions that a kernel names itself are left as they are, other options kept", async () => {
  expect(
    await added(`import { kernel } from "colonnade";
import { f } from "./f.ts";
kernel([], {}, (p) => { p.x = f(1); }, { label: "one" });
kernel([], {}, (p) => { p.x = f(1); }, { functions: { f: g } });
kernel([], {}, (p) => { p.x = f(1); }, options);
kernel([], {}, (p) => { p.x = f(1); }, { ...options });`),
  ).toBe(`import { kernel } from "colonnade";
import { f } from "./f.ts";
kernel([], {}, (p) => { p.x = f(1); }, { functions: { f }, label: "one" }, TREE(p));
kernel([], {}, (p) => { p.x = f(1); }, { functions: { f: g } }, TREE(p));
kernel([], {}, (p) => { p.x = f(1); }, options, TREE(p));
kernel([], {}, (p) => { p.x = f(1); }, { ...options }, TREE(p));`);
});

test("other modules' kernels and calls with spreads are left alone", async () => {
  const others = [
    'import { kernel } from "linux"; kernel([], {}, (p) => { while (1); });',
    "function kernel() {} kernel([], {}, (p) => { while (1); });",
    'import { kernel } from "colonnade"; kernel(...inputs, (p) => {}, () => {});',
  ];
  for (const code of others) expect(await added(code)).toBe(code);
});

test("what kernels cannot say is refused with its line in the module", async () => {
  const code = `import { kernel } from "colonnade";

kernel([], {}, (p: Row) => {
  p.x = "north";
});`;
  await expect(added(code)).rejects.toThrow(
    'kernel: src/a.ts:4:9: "north" is no value of kernels.',
  );
});

test("outputs are found under the names that a module imports them by", async () => {
  const code = `import { kernel, sum as total, where } from "colonnade";
kernel([], {}, (p) => { return { x: total(p.x), on: where(p.isOn) }; });`;
  const [{ text }] = await editsOf(code);
  const { outputs } = JSON.parse(text.slice(2)) as KernelTree;
  expect(outputs?.map(({ name, kind }) => [name, kind])).toEqual([
    ["x", "sum"],
    ["on", "where"],
  ]);
});
