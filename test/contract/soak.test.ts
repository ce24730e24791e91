/** `npm run soak`: which tests it runs, and what it says. */
import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { expect, test } from "vitest";

const root = resolve(import.meta.dirname, "../..");

function soak(...options: readonly string[]) {
  const script = join(root, ".ci/soak.mjs");
  return spawnSync(process.execPath, [script, ...options], { encoding: "utf8" });
}

test("every property is tried on the lists that the soak asks for", () => {
  const others: string[] = [];
  for (const file of readdirSync(join(root, "test"), { recursive: true, encoding: "utf8" })) {
    if (!file.endsWith(".test.ts") || file.startsWith("contract")) continue;
    const text = readFileSync(join(root, "test", file), "utf8");
    const isSoaked = /from "(?:\.\.?\/)+(?:model\/)?soak\.ts"/.test(text) && !/seed: \d/.test(text);
    if (text.includes("fc.assert(") && !isSoaked) others.push(file);
  }
  expect(others, "take SEED and FULL_SCALE from test/model/soak.ts").toEqual([]);
});

test("the soak says which seed it ran and how many runs held", () => {
  const { stdout, status } = soak("--runs", "1", "--seed", "7", "--only", "interner");
  expect(stdout).toMatch(
    /^soak: 1 model tests, 10 minutes\.\nsoak: seed 7 holds \(\d+ s\)\nsoak: 1 runs held\.\n$/,
  );
  expect(status).toBe(0);
});

test("a soak whose time is up within a round says which files held and which did not end", () => {
  const { stdout, status } = soak("--minutes", "0.05", "--seed", "7", "--only", "test/model/");
  const files = readdirSync(join(root, "test/model")).filter((file) => file.endsWith(".test.ts"));
  const [, heldCount] =
    /^soak: time is up; seed 7 held in (\d+) of \d+ files:$/m.exec(stdout) ?? [];
  expect(Number(heldCount)).toBe(
    stdout.match(/^soak: {3}test\/model\/.*\.test\.ts$/gm)?.length ?? 0,
  );
  for (const file of files) expect(stdout).toContain(`test/model/${file}`);
  expect(stdout).toMatch(/^soak: not finished: test\/model\/.*\nsoak: 0 runs held\.\n$/m);
  expect(status).toBe(0);
});

test("the soak refuses what it cannot do", () => {
  expect(soak("--minutes", "soon").stderr).toBe(
    "soak: --minutes is soon; pass a number above 0.\n",
  );
  expect(soak("--only", "nothing").stderr).toBe('soak: no model test has "nothing" in its path.\n');
});
