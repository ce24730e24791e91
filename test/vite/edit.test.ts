import { SourceMap } from "node:module";
import { expect, test } from "vitest";
import { edited, mapOf } from "../../src/vite/edit.ts";

const code = "const a = f(1, b),\n  c = f(2); g(3);\n\nh(a, c);\n";
const edits = [
  { at: code.indexOf("b)") + 1, text: ", TREE" },
  { at: code.indexOf("2)") + 1, text: ", { x: 1 }" },
  { at: code.indexOf("2)") + 1, text: ", AGAIN" },
  { at: code.indexOf("3)") + 1, text: ", LAST" },
];

test("texts go where they are told", () => {
  expect(edited(code, edits)).toBe(
    "const a = f(1, b, TREE),\n  c = f(2, { x: 1 }, AGAIN); g(3, LAST);\n\nh(a, c);\n",
  );
});

test("the map leads from every word of the result to where it was", () => {
  const map = new SourceMap({ ...mapOf(code, "a.ts", edits), file: "", sourceRoot: "" });
  const result = edited(code, edits);
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

test("what is replaced is gone from the map, over several lines, too, and the rest is where it was", () => {
  const body = "(p) => {\n  p.x = 1;\n\n}";
  const text = `import a from "a";\nconst m = k(b, ${body}, c); d(2);\nh(body, e);\n`;
  const call = text.indexOf("k(");
  const from = text.indexOf("(p)");
  const replaced = [
    { at: 0, text: "import z;" },
    { at: call, end: call + 1, text: "builtKernel" },
    { at: from, end: from + body.length, text: "{data: 1}" },
    { at: text.indexOf("2)"), end: text.indexOf("2)") + 1, text: "" },
  ];
  const result = edited(text, replaced);
  expect(result).toBe(
    'import z;import a from "a";\nconst m = builtKernel(b, {data: 1}\n\n\n, c); d();\nh(body, e);\n',
  );
  const map = new SourceMap({ ...mapOf(text, "a.ts", replaced), file: "", sourceRoot: "" });
  const originals = text.split("\n");
  const words: string[] = [];
  for (const [line, row] of result.split("\n").entries()) {
    for (const { 0: word, index } of row.matchAll(/\b[abcdehm]\b|=|const/g)) {
      const entry = map.findEntry(line, index) as { originalLine: number; originalColumn: number };
      expect(originals[entry.originalLine].slice(entry.originalColumn).startsWith(word), word).toBe(
        true,
      );
      words.push(word);
    }
  }
  expect(words.join(" ")).toBe("a a const m = b c d h e");
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
