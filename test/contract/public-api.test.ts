/**
 * The public surface: every exported name with its declaration and those of its bases, compared with the committed report.
 *
 * A change of the surface fails here until `test/contract/public-api.txt` is accepted:
 * `npx vitest run test/contract/public-api.test.ts --update`.
 */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, posix, resolve } from "node:path";
import { expect, test } from "vitest";

const root = resolve(import.meta.dirname, "../..");

/** Emits the declarations of src/ and returns those that the entry points export from, without comments. */
function emitDeclarations(): string {
  const folder = mkdtempSync(join(tmpdir(), "colonnade-api-"));
  try {
    const config = join(folder, "tsconfig.json");
    const compilerOptions = {
      noEmit: false,
      declaration: true,
      emitDeclarationOnly: true,
      removeComments: false,
      rootDir: join(root, "src"),
      outDir: join(folder, "out"),
      types: [],
    };
    writeFileSync(
      config,
      JSON.stringify({
        extends: join(root, "tsconfig.json"),
        compilerOptions,
        include: [join(root, "src")],
      }),
    );
    const tsc = spawnSync(
      process.execPath,
      [join(root, "node_modules/typescript/bin/tsc"), "-p", config],
      {
        encoding: "utf8",
      },
    );
    expect(tsc.stdout).toBe("");
    const out = join(folder, "out");
    const read = (file: string) => stripComments(readFileSync(join(out, file), "utf8"));
    const files = new Set(readdirSync(out, { recursive: true, encoding: "utf8" }));
    const shown = new Set([...files].filter(isExportedFrom));
    // A set is walked to its end while it grows: bases have bases.
    for (const file of shown) for (const base of basesIn(file, read(file))) shown.add(base);
    return [...shown]
      .sort()
      .map((file) => `## ${file}\n\n${read(file)}`)
      .join("\n");
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const entries = [
  "src/index.ts",
  "src/devtools/index.ts",
  "src/kernel/parse/index.ts",
  "src/pixi/index.ts",
  "src/vite/index.ts",
]
  .map((file) => readFileSync(join(root, file), "utf8"))
  .join("\n");

function isExportedFrom(file: string): boolean {
  const name = file.replace(/\.d\.ts$/, ".ts");
  return (
    file.endsWith("index.d.ts") ||
    entries.includes(`"./${name}"`) ||
    entries.includes(`"./${name.replace(/pixi\/|devtools\//, "")}"`)
  );
}

/** The files of what a file's classes extend: members are public wherever they stand. */
function basesIn(file: string, text: string): string[] {
  return [...text.matchAll(/ class \w+.* extends (\w+)/g)].flatMap(([, base]) => {
    const from = new RegExp(`import [^;]*\\b${base}\\b[^;]* from "(\\.[^"]+)\\.ts"`).exec(
      text,
    )?.[1];
    return from === undefined ? [] : [posix.join(posix.dirname(file), `${from}.d.ts`)];
  });
}

function stripComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\//g, "").replace(/^\s*\n/gm, "");
}

test("the public surface is what was agreed on", async () => {
  await expect(emitDeclarations()).toMatchFileSnapshot("public-api.txt");
});
