import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { build } from "vite";
import { expect, test } from "vitest";
import { ColumnsStore } from "../../../demos/particles/layouts/columns-store.ts";
import { Life, Origin, Position } from "../../../demos/particles/layouts/particle-components.ts";
import { stepStore } from "../../../demos/particles/particle-step.ts";
import { createStepInput } from "../../../demos/particles/settings.ts";
import { type Entity, validate } from "../../../src/index.ts";
import type { GarbageReport } from "./frame-garbage.ts";

const stage = { width: 1280, height: 720 };

function storeOf(count: number): ColumnsStore {
  return new ColumnsStore({ count, seed: 1, ...stage });
}

/** A step after which a fiftieth of the particles has been replaced. */
function lively() {
  return { ...createStepInput(stage.width, stage.height), agePerSecond: 1.2 };
}

function entitiesOf(store: ColumnsStore): Entity[] {
  const entities: Entity[] = [];
  for (const chunk of store.query) {
    for (let row = 0; row < chunk.count; row++) entities.push(chunk.entities[row] as Entity);
  }
  return entities;
}

test("a particle that died is another entity than the one born in its place", () => {
  const store = storeOf(2_000);
  const first = entitiesOf(store);
  for (let step = 0; step < 51; step++) stepStore(store, lively());
  expect(first.filter((entity) => store.world.isAlive(entity))).toEqual([]);
  expect(new Set(entitiesOf(store)).size).toBe(2_000);
  store.dispose();
});

test("the world holds exactly the particles, and stays valid while they come and go", () => {
  const store = storeOf(1_500);
  for (let step = 0; step < 100; step++) {
    stepStore(store, lively());
    expect(store.world.entityCount).toBe(1_500);
    expect(store.query.count).toBe(1_500);
    validate(store.world);
  }
  store.dispose();
});

test("respawning reuses the memory of the dead", () => {
  const store = storeOf(5_000);
  for (let step = 0; step < 20; step++) stepStore(store, lively());
  const { structureVersion } = store.query;
  for (let step = 0; step < 200; step++) stepStore(store, lively());
  expect(store.query.structureVersion).toBe(structureVersion);
  store.dispose();
});

test("a system counts as a change to what it writes and to nothing else", () => {
  const store = storeOf(1_000);
  const changedBy = (system: "age" | "forces" | "move") => {
    const cursor = store.world.changeCursor();
    store[system](lively());
    const components = [Position, Life, Origin] as const;
    return components
      .filter((component) => [...store.query].some((c) => c.changedSince(component, cursor)))
      .map((component) => component.label);
  };
  expect(changedBy("age")).toEqual(["Life"]);
  expect(changedBy("move")).toEqual(["Position"]);
  expect(changedBy("forces")).toEqual([]);
  store.dispose();
});

test("a disposed store has given its memory back", () => {
  const store = storeOf(1_000);
  store.dispose();
  expect(store.world.entityCount).toBe(0);
});

test.each([
  // A number boxed per birth would be 2 MB, an object of any size per frame 16 kB or more.
  ["columns", 8_000],
  // What calls kernels is so little that V8 leaves some of it uncompiled, and boxes a number a frame there.
  ["kernel", 20_000],
])(
  "a frame of %s in steady state allocates nothing on the heap, respawning included",
  async (layout, most) => {
    const report = await garbageOf(layout);
    expect(report.respawned).toBeGreaterThan(150_000);
    expect(report.bytes, JSON.stringify(report.byFunction)).toBeLessThan(most);
  },
);

/** Runs 1,000 frames of 10,000 particles in a release build, in a process of its own. */
async function garbageOf(layout: string): Promise<GarbageReport> {
  const root = join(import.meta.dirname, "../../..");
  const outDir = join(root, "node_modules/.cache/colonnade/frame-garbage");
  await build({
    root,
    configFile: "vite.config.ts",
    logLevel: "error",
    define: { __DEV__: "false" },
    build: {
      ssr: join(import.meta.dirname, "frame-garbage.ts"),
      outDir,
      target: "node20",
      minify: false,
      rollupOptions: { output: { entryFileNames: "frame-garbage.mjs" } },
    },
  });
  const program = join(outDir, "frame-garbage.mjs");
  // Whole functions are compiled, on this thread: with on-stack replacement V8 may enter a system
  // uncompiled every frame and box its few locals there.
  const flags = ["--no-use-osr", "--no-concurrent-recompilation"];
  // 4,000 frames to warm up: a last recompilation of `respawn` costs 9 KB, once, some 2,500 frames in.
  const words = [...flags, program, layout, "10000", "4000", "1000"];
  const child = spawnSync(process.execPath, words, { encoding: "utf8" });
  expect(child.stderr).toBe("");
  return JSON.parse(child.stdout) as GarbageReport;
}
