/** The newcomer's walk of the README: three clicks from there to the overlay. */
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";

const read = (file: string) => readFileSync(file, "utf8");

test("the README links the lab, the lab the demo, and the demo has the button the README names", () => {
  const readme = read("README.md");
  expect(readme).toContain("](http://127.0.0.1:5173/lab.html)");
  expect(read("lab.html")).toMatch(/<a href="\.\/index\.html">/);
  const demo = read("index.html");
  expect(demo).toMatch(/<a href="\.\/lab\.html">/);
  const label = /<button id="devtools-open"[^>]*>([^<]+)</.exec(demo)?.[1];
  expect(label).toBeDefined();
  expect(readme).toContain(`**${label}** (F2)`);
});
