/** The README's example: type-checked and run as it stands. */
import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { expect, test, vi } from "vitest";

const root = resolve(import.meta.dirname, "../..");
const folder = join(root, "node_modules/.cache/colonnade/readme");

/** The first TypeScript block, with the package's name replaced by its source. */
function exampleSource(): string {
  const block = /```ts\n([\s\S]*?)```/.exec(readFileSync(join(root, "README.md"), "utf8"))?.[1];
  if (block === undefined) throw new Error("README.md has no ts block.");
  return block.replace('"colonnade"', JSON.stringify(join(root, "src/index.ts")));
}

test("the example compiles", () => {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "example.ts"), exampleSource());
  const config = {
    extends: join(root, "tsconfig.json"),
    files: [join(folder, "example.ts")],
    include: [],
  };
  writeFileSync(join(folder, "tsconfig.json"), JSON.stringify(config));
  const tsc = spawnSync(
    process.execPath,
    [join(root, "node_modules/typescript/bin/tsc"), "-p", folder],
    {
      encoding: "utf8",
    },
  );
  expect(tsc.stdout).toBe("");
});

test("the example prints what it says", async () => {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "example.ts"), exampleSource());
  const log = vi.spyOn(console, "log").mockImplementation(() => {});
  await import(/* @vite-ignore */ join(folder, "example.ts"));
  expect(log.mock.calls).toEqual([[{ x: Math.fround(1.05), y: 2 }, 1000]]);
  log.mockRestore();
});
