import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { build } from "vite";
import { beforeAll, expect, test } from "vitest";
import type { GarbageReport } from "./frame-garbage.ts";

const root = join(import.meta.dirname, "../..");
const outDir = join(root, "node_modules/.cache/colonnade/schedule-garbage");

beforeAll(async () => {
  await build({
    root,
    configFile: false,
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
});

/** What 2,000 frames leave on the heap, in a process of its own. */
function garbageOf(deliberateBytes: number, ...options: string[]): GarbageReport {
  // Whole functions are compiled, on this thread: what runs uncompiled boxes its numbers.
  const flags = [
    "--expose-gc",
    "--no-use-osr",
    "--no-concurrent-recompilation",
    "--min-semi-space-size=64",
  ];
  const program = join(outDir, "frame-garbage.mjs");
  const words = [...flags, program, "4000", "2000", String(deliberateBytes), ...options];
  const child = spawnSync(process.execPath, words, { encoding: "utf8" });
  expect(child.stderr).toBe("");
  return JSON.parse(child.stdout) as GarbageReport;
}

// Seen to fail on purpose: a spawn that keeps the list of its parameters leaves 450,000 bytes here.
test("a steady frame of 20 systems, observers and messages allocates nothing", () => {
  const report = garbageOf(0);
  expect(report.systems).toBe(20);
  expect(report.steps).toBeGreaterThan(7_000);
  expect(report.observed).toBeGreaterThan(2_000 * 8);
  // One boxed number a frame would be 24,000 bytes.
  expect(report.bytes).toBeLessThan(12_000);
});

test("what a system does allocate is seen", () => {
  expect(garbageOf(16).bytes).toBeGreaterThan(2_000 * 16);
});

// Seen to fail on purpose: times passed on as numbers, not in their array, leave 24 bytes more a span.
test("a profile that stamps leaves only the numbers that the browser's own calls take and give", () => {
  const report = garbageOf(0, "profiled");
  // More than the 20 systems of a frame: phases and flushes, too.
  expect(report.spans).toBeGreaterThan(2_000 * 22);
  // 32 bytes a span: two numbers.
  expect(report.bytes).toBeLessThan(report.spans * 40);
});
