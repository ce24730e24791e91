/**
 * Bundle sizes: what a page pays, minified and gzipped, for what it imports.
 *
 * The ceilings are raised only in the commit that needs it, with the reason.
 */
import { expect, test } from "vitest";
import { BUILT, bundleOf, CORE, EVERYTHING, gzippedBytes, KERNEL, SCHEDULE } from "./bundle.ts";

const ARENA = `import { Arena } from "/src/index.ts"; globalThis.out = new Arena({ capacityBytes: 64 });`;
const DEVTOOLS = `import { openDevtools } from "/src/devtools/index.ts"; globalThis.out = openDevtools;`;
const LAYER = `import { ParticleLayer } from "/src/pixi/index.ts"; globalThis.out = ParticleLayer;`;

test.each([
  ["a world with queries", CORE, 43_710],
  ["a world with queries and a schedule", SCHEDULE, 51_600],
  ["everything but pixi", EVERYTHING, 111_480],
  ["an arena alone", ARENA, 2_600],
  ["the devtools, of which nothing is in the others", DEVTOOLS, 17_700],
  ["the Pixi particle layer, without pixi.js", LAYER, 10_500],
])("%s stays under its ceiling", async (name, source, ceiling) => {
  const bytes = gzippedBytes((await bundleOf(source)).code);
  expect(
    bytes,
    `${name} is ${bytes} bytes min+gzip; raise its ceiling only with a reason`,
  ).toBeLessThan(ceiling);
});

test("a world brings no part along that it does not use", async () => {
  const { code } = await bundleOf(CORE);
  for (const absent of [
    "BufferPool",
    "MemoryTracker",
    "structLayout",
    "FrameProfile",
    "WorldInspector",
    "pairCount",
    "attachShadow",
    "timeStamp",
    "ChildOf",
    "was given without a target",
    "were counted", // validate's checks
    "the length must be a whole number", // array fields
  ]) {
    expect(code).not.toContain(absent);
  }
});

test("what kernels add to a world stays under its ceiling, without the words for mistakes", async () => {
  const [{ code }, world] = await Promise.all([bundleOf(KERNEL), bundleOf(CORE)]);
  const bytes = gzippedBytes(code) - gzippedBytes(world.code);
  expect(bytes, `kernels add ${bytes} bytes min+gzip`).toBeLessThan(23_560);
  expect(world.code).not.toContain("WebAssembly.Module");
  expect(code).toContain("WebAssembly.Module");
  expect(code).not.toContain("Declare the term as");
  expect(code).not.toContain("written by some rows");
});

test("what kernels that a build has compiled add to a world, their code included, stays under its ceiling", async () => {
  const [{ code }, world] = await Promise.all([bundleOf(BUILT), bundleOf(CORE)]);
  const bytes = gzippedBytes(code) - gzippedBytes(world.code);
  // Without what is loaded by the first run over a world with workers.
  expect(bytes, `kernels of a build add ${bytes} bytes min+gzip`).toBeLessThan(9_000);
  expect(code).toContain("WebAssembly.Module");
});

test("a kernel that is refused without its words still says where, and by its code what", async () => {
  const { code } = await bundleOf(
    KERNEL.replace(
      "statements: []",
      `file: "move.ts", statements: [{ kind: "let", name: "a", value: { kind: "name", name: "b", at: { line: 3, column: 7 } } }]`,
    ),
  );
  await expect(import(`data:text/javascript,${encodeURIComponent(code)}`)).rejects.toThrow(
    "kernel: move.ts:3:8: not in the language of kernels; a development build says why. [E320]",
  );
});
