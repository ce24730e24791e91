/** `docs/memory.md`: every example is type-checked, runs as it stands, and prints what the page says. */
import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { expect, test, vi } from "vitest";

const root = resolve(import.meta.dirname, "../..");
const folder = join(root, "node_modules/.cache/colonnade/memory-doc");
const page = readFileSync(join(root, "docs/memory.md"), "utf8");
const entry = JSON.stringify(join(root, "src/index.ts"));

/** What each example logs, in the order of the page. */
const EXPECTED = [
  [[true], [true]],
  [[16_384, 16_320], [16_320, 64], [0]],
  [[1024, 1024, 0]],
  [["E103", 100]],
  [[true], [true, true], [1]],
  [[5120, 5120, 4096]],
  [["entity", 600], ["Bullet", 600], [new Set(['system "Shoot"'])]],
  [
    ['#0 outside of systems: spawn 1v0 [Frozen]\n#1 system "Cleanup" in frame 1: despawn 1v0'],
    [
      'add: entity 1v0 is dead (index 1 is free; despawned by system "Cleanup" in frame 1). Check world.isAlive(entity) first. [E101]',
    ],
  ],
];

mkdirSync(folder, { recursive: true });
const files = [...page.matchAll(/```ts\n([\s\S]*?)```/g)].map(([, source], i) => {
  const file = join(folder, `example-${i}.ts`);
  writeFileSync(file, source.replace('"colonnade"', entry));
  return file;
});

test("the examples compile", () => {
  expect(files).toHaveLength(EXPECTED.length);
  const config = { extends: join(root, "tsconfig.json"), include: [], files };
  writeFileSync(join(folder, "tsconfig.json"), JSON.stringify(config));
  const compiler = join(root, "node_modules/typescript/bin/tsc");
  const tsc = spawnSync(process.execPath, [compiler, "-p", folder], { encoding: "utf8" });
  expect(tsc.stdout).toBe("");
});

test.each(files.map((file, i) => ({ i, file })))(
  "example $i prints what it should",
  async ({ i, file }) => {
    const log = vi.spyOn(console, "log").mockImplementation(() => {});
    await import(/* @vite-ignore */ file);
    expect(log.mock.calls).toEqual(EXPECTED[i]);
    log.mockRestore();
  },
);
