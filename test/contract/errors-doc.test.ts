/** `docs/errors.md`: a section for every code that the source throws, and every snippet throws its code. */
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { expect, test, vi } from "vitest";

const root = resolve(import.meta.dirname, "../..");
const folder = join(root, "node_modules/.cache/colonnade/errors");
const page = readFileSync(join(root, "docs/errors.md"), "utf8");

interface Section {
  readonly code: string;
  readonly text: string;
}

const sections: readonly Section[] = page
  .split(/^## /m)
  .slice(1)
  .map((text) => ({ code: text.slice(0, 4), text: text.split(/^# /m)[0] }));

/** Every code in quotes, or that a refusal's name begins with, by the files it stands in. */
function codesInSource(): Map<string, string[]> {
  const codes = new Map<string, string[]>();
  const entries = readdirSync(join(root, "src"), { recursive: true, encoding: "utf8" });
  for (const entry of entries.filter((name) => name.endsWith(".ts") && !name.endsWith(".d.ts"))) {
    for (const [, code] of readFileSync(join(root, "src", entry), "utf8").matchAll(
      /\b(E\d{3})(?="|[A-Z][a-z])/g,
    ))
      codes.set(code, [...(codes.get(code) ?? []), entry]);
  }
  return codes;
}

test("every code that the source throws has one section, in order, and no section is left over", () => {
  const inSource = codesInSource();
  expect(inSource.size).toBeGreaterThan(40);
  expect(sections.map((section) => section.code)).toEqual([...inSource.keys()].sort());
});

test("every section is headed by its code alone, so that it can be linked, and says something", () => {
  for (const { code, text } of sections) {
    const [heading, , meaning] = text.split("\n");
    expect(heading, code).toMatch(/^E\d{3}$/);
    expect(meaning, code).toMatch(/^\*\*.+/);
    expect(text.match(/```js\n/g), code).toHaveLength(1);
    expect(text.replace(/```[\s\S]*```/, "").length, code).toBeGreaterThan(100);
  }
});

// Pixi looks at it when it is loaded, and Node 20 has none.
if (typeof navigator === "undefined") vi.stubGlobal("navigator", { userAgent: "node" });

// Seen to fail on purpose: a snippet whose last line is taken away, and one under another heading.
test.each(sections)("the snippet of $code throws it", async ({ code, text }) => {
  const snippet = /```js\n([\s\S]*?)```/.exec(text)?.[1] ?? "";
  const source = snippet
    .replaceAll('"colonnade"', JSON.stringify(join(root, "src/index.ts")))
    .replaceAll('"colonnade/kernel/parse"', JSON.stringify(join(root, "src/kernel/parse/index.ts")))
    .replaceAll('"colonnade/pixi"', JSON.stringify(join(root, "src/pixi/index.ts")));
  mkdirSync(folder, { recursive: true });
  const file = join(folder, `${code}.ts`);
  writeFileSync(file, source);
  try {
    await expect(import(/* @vite-ignore */ file)).rejects.toMatchObject({ name: "EcsError", code });
  } finally {
    rmSync(file, { force: true });
  }
});
