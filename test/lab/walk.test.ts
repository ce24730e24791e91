/** What the README says of the newcomer's walk; test/browser/walk.test.ts clicks it. */
import { readFileSync } from "node:fs";
import { loadConfigFromFile } from "vite";
import { expect, test } from "vitest";

const read = (file: string) => readFileSync(file, "utf8");

test("the README links the lab and names the demo's button", () => {
  const readme = read("README.md");
  expect(readme).toContain("](http://127.0.0.1:5173/lab.html)");
  const label = /<button id="devtools-open"[^>]*>([^<]+)</.exec(read("index.html"))?.[1];
  expect(label).toBeDefined();
  expect(readme).toContain(`**${label}** (F2)`);
});

test("npm start shows what players get: without the checks of development", async () => {
  const { scripts } = JSON.parse(read("package.json"));
  const mode = /^vite --mode (\w+)$/.exec(scripts.start)?.[1] ?? "development";
  const flag = async (asked: string) => {
    const loaded = await loadConfigFromFile({ command: "serve", mode: asked }, "vite.config.ts");
    return loaded?.config.define?.__DEV__;
  };
  expect(await flag(mode)).toBe("false");
  expect(await flag("development")).toBe("true");
});
