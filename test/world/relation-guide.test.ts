/** The example of docs/guide-relations.md: type-checked and run as it stands. */
import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { beforeAll, expect, test, vi } from "vitest";

const root = resolve(import.meta.dirname, "../..");
const folder = join(root, "node_modules/.cache/colonnade/guide-relations");

beforeAll(() => {
  const guide = readFileSync(join(root, "docs/guide-relations.md"), "utf8");
  const block = /```ts\n([\s\S]*?)```/.exec(guide)?.[1] ?? "";
  mkdirSync(folder, { recursive: true });
  const entry = JSON.stringify(join(root, "src/index.ts"));
  writeFileSync(join(folder, "example.ts"), block.replace('"colonnade"', entry));
  const extend = { extends: join(root, "tsconfig.json"), include: [] };
  const config = { ...extend, files: [join(folder, "example.ts")] };
  writeFileSync(join(folder, "tsconfig.json"), JSON.stringify(config));
});

test("the guide's example compiles", () => {
  const compiler = join(root, "node_modules/typescript/bin/tsc");
  const tsc = spawnSync(process.execPath, [compiler, "-p", folder], { encoding: "utf8" });
  expect(tsc.stdout).toBe("");
});

test("the guide's example says what the guide says", async () => {
  const log = vi.spyOn(console, "log").mockImplementation(() => {});
  await import(/* @vite-ignore */ join(folder, "example.ts"));
  expect(log.mock.calls).toEqual([
    [true, 3, 1],
    [1, 1],
    [true],
    [true],
    ["E153"],
    [false, undefined],
    [1, true],
    [1, 111],
    [false],
  ]);
  log.mockRestore();
});
