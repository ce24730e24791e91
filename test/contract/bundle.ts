/** Bundles as an application's build makes them: what is imported and no more, for release, minified. */
import { gzipSync } from "node:zlib";
import { build } from "vite";
import { colonnade } from "../../src/vite/index.ts";

/** What a page imports for a world with a query. */
export const CORE = `
  import { component, createWorld, f32, not } from "/src/index.ts";
  const P = component("P", { x: f32 });
  const world = createWorld();
  world.spawn(P({ x: 1 }));
  for (const chunk of world.query(P, not(component("Q", { y: f32 })))) chunk.write(P).x[0]++;
  globalThis.out = world;
`;
export const SCHEDULE = `
  import { createSchedule, system } from "/src/index.ts";
  ${CORE}
  createSchedule(world, [system({ name: "step", run: () => P })]).runFrame(0);
`;
/** A kernel as the Vite plugin leaves it: with the tree of its body behind it, and so without a parser. */
export const KERNEL = `
  import { kernel, write } from "/src/index.ts";
  ${CORE}
  const tree = { parameters: ["p"], statements: [] };
  kernel([write(P)], {}, () => {}, tree).run(world.query(P));
`;
/** The same as a build writes it: compiled, and so without a compiler. */
export const BUILT = `
  import { kernel, read, write } from "/src/index.ts";
  ${CORE}
  const V = component("V", { x: f32 });
  kernel([write(P), read(V)], { dt: f32 }, (p, v, u) => {
    p.x += v.x * u.dt;
    if (p.x > 100) p.x = 0;
  }).run(world.query(P, V), { dt: 1 });
`;
export const EVERYTHING = `import * as everything from "/src/index.ts"; globalThis.out = everything;`;

export interface Bundle {
  readonly code: string;
  readonly map: { readonly mappings: string; readonly sources: string[] };
}

/**
 * One entry in a release build with the plugin for kernels; pixi.js itself is left out. `keepNames` leaves classes and
 * functions their names.
 */
export async function bundleOf(source: string, keepNames = false): Promise<Bundle> {
  const entry = "/fixture.js";
  const result = await build({
    configFile: false,
    logLevel: "silent",
    define: { __DEV__: "false" },
    plugins: [
      colonnade({ modules: ["/src/index.ts"] }),
      {
        name: "fixture",
        resolveId: (id) => (id === "fixture" ? entry : undefined),
        load: (id) => (id === entry ? source : undefined),
      },
    ],
    build: {
      write: false,
      target: "es2022",
      sourcemap: "hidden",
      rollupOptions: {
        input: "fixture",
        external: [/^pixi\.js/],
        output: { format: "es", keepNames },
      },
    },
  });
  const outputs = Array.isArray(result) ? result : [result];
  for (const output of outputs.flatMap((one) => ("output" in one ? one.output : []))) {
    if (output.type !== "chunk" || output.map === null) continue;
    return { code: output.code, map: output.map };
  }
  throw new Error("bundle: the build made no code.");
}

export function gzippedBytes(code: string): number {
  return gzipSync(code, { level: 9 }).length;
}
