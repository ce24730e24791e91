/** The programs of docs/guide-queries.md: type-checked together, and each prints what stands below it. */
import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { expect, test, vi } from "vitest";

const root = resolve(import.meta.dirname, "../..");
const folder = join(root, "node_modules/.cache/colonnade/guide-queries");
const guide = readFileSync(join(root, "docs/guide-queries.md"), "utf8");

const programs = [...guide.matchAll(/```ts\n([\s\S]*?)```\s*(?:```text\n([\s\S]*?)```)?/g)].map(
  ([, source, printed], i) => ({
    name: `program ${i + 1}`,
    source,
    printed,
    file: join(folder, `${i}.ts`),
  }),
);

mkdirSync(folder, { recursive: true });
for (const { file, source } of programs)
  writeFileSync(file, source.replace('"colonnade"', JSON.stringify(join(root, "src/index.ts"))));

test("the guide's programs compile", () => {
  const extend = { extends: join(root, "tsconfig.json"), include: [] };
  const config = { ...extend, files: programs.map((program) => program.file) };
  writeFileSync(join(folder, "tsconfig.json"), JSON.stringify(config));
  const compiler = join(root, "node_modules/typescript/bin/tsc");
  const tsc = spawnSync(process.execPath, [compiler, "-p", folder], { encoding: "utf8" });
  expect(tsc.stdout).toBe("");
});

// Seen to fail on purpose: a figure of a text block changed, and a text block taken away.
test.each(programs)("$name of the guide prints what stands below it", async ({ file, printed }) => {
  const log = vi.spyOn(console, "log").mockImplementation(() => {});
  await import(/* @vite-ignore */ file);
  const lines = log.mock.calls.map((call) => `${call.map(String).join(" ")}\n`);
  log.mockRestore();
  expect(lines.join("")).toBe(printed);
});
