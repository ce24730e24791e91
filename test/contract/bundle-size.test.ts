/**
 * Bundle sizes: what a page pays, minified and gzipped, for what it imports.
 *
 * The ceilings are raised only in the commit that needs it, with the reason.
 */
import { gzipSync } from "node:zlib";
import { build } from "vite";
import { expect, test } from "vitest";

const CORE = `
  import { component, createWorld, f32, not } from "/src/index.ts";
  const P = component("P", { x: f32 });
  const world = createWorld();
  world.spawn(P({ x: 1 }));
  for (const chunk of world.query(P, not(component("Q", { y: f32 })))) chunk.write(P).x[0]++;
  globalThis.out = world;
`;
const SCHEDULE = `
  import { createSchedule, system } from "/src/index.ts";
  ${CORE}
  createSchedule(world, [system({ name: "step", run: () => P })]).runFrame(0);
`;
const EVERYTHING = `import * as everything from "/src/index.ts"; globalThis.out = everything;`;
const ARENA = `import { Arena } from "/src/index.ts"; globalThis.out = new Arena({ capacityBytes: 64 });`;
const LAYER = `import { ParticleLayer } from "/src/pixi/index.ts"; globalThis.out = ParticleLayer;`;

/** Bytes of one entry in a release build; pixi.js itself is left out. */
async function gzippedBytes(source: string): Promise<{ bytes: number; code: string }> {
  const entry = "\0fixture";
  const result = await build({
    configFile: false,
    logLevel: "silent",
    define: { __DEV__: "false" },
    plugins: [
      {
        name: "fixture",
        resolveId: (id) => (id === "fixture" ? entry : undefined),
        load: (id) => (id === entry ? source : undefined),
      },
    ],
    build: {
      write: false,
      target: "es2022",
      rollupOptions: { input: "fixture", external: [/^pixi\.js/], output: { format: "es" } },
    },
  });
  const outputs = Array.isArray(result) ? result : [result];
  const code = outputs
    .flatMap((one) => ("output" in one ? one.output : []))
    .map((chunk) => (chunk.type === "chunk" ? chunk.code : ""))
    .join("\n");
  return { bytes: gzipSync(code, { level: 9 }).length, code };
}

test.each([
  ["a world with queries", CORE, 40_000],
  ["a world with queries and a schedule", SCHEDULE, 46_800],
  ["everything but pixi", EVERYTHING, 72_950],
  ["an arena alone", ARENA, 2_600],
  ["the Pixi particle layer, without pixi.js", LAYER, 10_500],
])("%s stays under its ceiling", async (name, source, ceiling) => {
  const { bytes } = await gzippedBytes(source);
  expect(
    bytes,
    `${name} is ${bytes} bytes min+gzip; raise its ceiling only with a reason`,
  ).toBeLessThan(ceiling);
});

test("a world brings no part along that it does not use", async () => {
  const { code } = await gzippedBytes(CORE);
  for (const absent of [
    "BufferPool",
    "MemoryTracker",
    "structLayout",
    "FrameProfile",
    "timeStamp",
    "ChildOf",
    "was given without a target",
  ]) {
    expect(code).not.toContain(absent);
  }
});
