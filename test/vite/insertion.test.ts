import { SourceMap } from "node:module";
import { expect, test } from "vitest";
import { inserted, mapOf } from "../../src/vite/insertion.ts";

const code = "const a = f(1, b),\n  c = f(2); g(3);\n\nh(a, c);\n";
const insertions = [
  { at: code.indexOf("b)") + 1, text: ", TREE" },
  { at: code.indexOf("2)") + 1, text: ", { x: 1 }" },
  { at: code.indexOf("2)") + 1, text: ", AGAIN" },
  { at: code.indexOf("3)") + 1, text: ", LAST" },
];

test("texts go where they are told", () => {
  expect(inserted(code, insertions)).toBe(
    "const a = f(1, b, TREE),\n  c = f(2, { x: 1 }, AGAIN); g(3, LAST);\n\nh(a, c);\n",
  );
});

test("the map leads from every word of the result to where it was", () => {
  const map = new SourceMap({ ...mapOf(code, "a.ts", insertions), file: "", sourceRoot: "" });
  const result = inserted(code, insertions);
  const originals = code.split("\n");
  let found = 0;
  for (const [line, text] of result.split("\n").entries()) {
    for (const { 0: word, index } of text.matchAll(/\b[abcfgh]\b|[;=]|const/g)) {
      const entry = map.findEntry(line, index) as { originalLine: number; originalColumn: number };
      const { originalLine, originalColumn } = entry;
      expect(originalLine).toBe(line);
      expect(
        originals[originalLine].slice(originalColumn).startsWith(word),
        `${word} ${line}`,
      ).toBe(true);
      found++;
    }
  }
  expect(found).toBe(15);
});

test("a map names its file and holds what it said", () => {
  expect(mapOf("f(1)", "a.ts", [])).toEqual({
    version: 3,
    names: [],
    sources: ["a.ts"],
    sourcesContent: ["f(1)"],
    mappings: "AAAA,CAAC,CAAC,CAAC",
  });
});
