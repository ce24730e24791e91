/** Every place that throws an `EcsError` is reached by a test that knows its whole message. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { ALL_MISUSE } from "../misuse/all-misuse.ts";
import { fullMessagesIn, throwSitesOf } from "./throw-sites.ts";

const root = join(import.meta.dirname, "../..");

function textsIn(folder: string): { name: string; text: string }[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".ts"))
    .map((name) => ({ name, text: readFileSync(join(root, folder, name), "utf8") }));
}

const messages = [
  ...ALL_MISUSE.map((one) => one.message),
  ...textsIn("test").flatMap(({ text }) => fullMessagesIn(text)),
];

/** Not asked about: Pixi's parts, whose tests build their messages from parts and run in a browser. */
const OTHERWISE = [/^pixi\//, /^kernel\//];

// biome-ignore-start lint/suspicious/noTemplateCurlyInString: these are source texts.
test("a source text is read for the errors it makes", () => {
  const sites = throwSitesOf(`
    throw new EcsError("E101", \`\${verb}: entity \${index.describe(\`a\${b}\`)} is dead. Check \\\`it\\\`.\`);
    return new EcsError(
      "E108",
      component.isTag ? \`\${verb}: a tag.\` : "no " + \`columns \${one ?? "two"}.\`,
      { cause },
    );
    new EcsError("E105", verb + problem);
  `);
  expect(sites.map(({ code, text }) => [code, text])).toEqual([
    ["E101", "${verb}: entity ${index.describe(`a${b}`)} is dead. Check `it`."],
    ["E108", "${verb}: a tag."],
    ["E108", 'no columns ${one ?? "two"}.'],
    ["E105", "..."],
  ]);
  expect("add: entity 1v0 is dead. Check `it`. [E101]").toMatch(sites[0].pattern);
  expect("add: entity 1v0 is dead. Check it. [E101]").not.toMatch(sites[0].pattern);
  expect("add: entity 1v0 is dead. Check `it`. [E102]").not.toMatch(sites[0].pattern);
});
// biome-ignore-end lint/suspicious/noTemplateCurlyInString: end of the source texts.

// Seen to fail on purpose: a misuse taken off the list, and a word of a message changed in the source.
test("every place that throws an EcsError is reached by a test with its full message", () => {
  const sites = textsIn("src").flatMap(({ name, text }) =>
    throwSitesOf(text).map((site) => ({ ...site, name })),
  );
  expect(sites.length).toBeGreaterThan(120);
  const missing = sites
    .filter(({ pattern }) => !messages.some((message) => pattern.test(message)))
    .map(({ name, code, text }) => `${name} ${code}: ${text}`)
    .filter((site) => !OTHERWISE.some((pattern) => pattern.test(site)));
  expect(missing).toEqual([]);
});
