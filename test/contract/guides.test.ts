/**
 * The guides in docs/, and its page on profiling: every program in them is type-checked and run as it stands.
 *
 * A program must print what it says: in a block of text right below it, or by comments that begin with "prints".
 */
import { spawnSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { formatWithOptions } from "node:util";
import { beforeAll, expect, test, vi } from "vitest";

const root = resolve(import.meta.dirname, "../..");
const folder = join(root, "node_modules/.cache/colonnade/guides");

interface Program {
  readonly name: string;
  readonly source: string;
  readonly prints: readonly string[];
}

function programsIn(file: string): Program[] {
  const text = readFileSync(join(root, "docs", file), "utf8");
  return [...text.matchAll(/```ts\n([\s\S]*?)```\s*(?:```text\n([\s\S]*?)\n```)?/g)]
    .filter(([, source]) => source.includes('from "colonnade"')) // the rest are fragments, to be read
    .map(([, source, below], i) => ({
      name: `${file.replace(".md", "")}-${i + 1}.ts`,
      source,
      prints:
        below?.split("\n") ?? [...source.matchAll(/; \/\/ prints (.*)$/gm)].map(([, said]) => said),
    }));
}

const programs = readdirSync(join(root, "docs"))
  .filter((file) => file.startsWith("guide-") || file === "profiling.md")
  .flatMap(programsIn);

beforeAll(() => {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const entry = JSON.stringify(join(root, "src/index.ts"));
  const parser = JSON.stringify(join(root, "src/kernel/parse/index.ts"));
  for (const { name, source } of programs)
    writeFileSync(
      join(folder, name),
      source.replaceAll('"colonnade"', entry).replaceAll('"colonnade/kernel/parse"', parser),
    );
  const config = {
    extends: join(root, "tsconfig.json"),
    include: [],
    files: programs.map(({ name }) => join(folder, name)),
  };
  writeFileSync(join(folder, "tsconfig.json"), JSON.stringify(config));
});

test("the programs in the guides compile", () => {
  expect(programs.length).toBeGreaterThan(2);
  const compiler = join(root, "node_modules/typescript/bin/tsc");
  const tsc = spawnSync(process.execPath, [compiler, "-p", folder], { encoding: "utf8" });
  expect(tsc.stdout).toBe("");
});

test.each(programs)("$name runs and prints what it says", async ({ name, prints }) => {
  const log = vi.spyOn(console, "log").mockImplementation(() => {});
  try {
    await import(/* @vite-ignore */ join(folder, name));
    const printed = log.mock.calls.map((values) =>
      formatWithOptions({ breakLength: 200 }, ...values),
    );
    expect(printed).toEqual(prints);
  } finally {
    log.mockRestore();
  }
});
