import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { launchBrowser } from "./browser.ts";
import { DemoPage } from "./demo-page.ts";
import { type PageServer, serveBuilt } from "./serve.ts";

/** Neither `unsafe-eval` nor `wasm-unsafe-eval` nor anything inline; the icon is a data URL. */
const POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:";

const KERNEL = "?count=5000&render=points&layout=kernel";

let strict: PageServer;
let lenient: PageServer;
let browser: Browser;
beforeAll(async () => {
  [strict, lenient, browser] = await Promise.all([
    serveBuilt(["index.html"], { "Content-Security-Policy": POLICY }),
    serveBuilt(["index.html"]),
    launchBrowser(),
  ]);
});
afterAll(async () => {
  await browser.close();
  await strict.close();
  await lenient.close();
});

test("a policy that forbids to compile WebAssembly leaves the same particles, moved by JavaScript", async () => {
  const demo = await DemoPage.open(browser, strict.url, KERNEL);
  await demo.untilDrawn();
  await demo.untilSteps(25);
  const reason = "#reason";
  expect(await demo.page.isVisible(reason)).toBe(true);
  expect(await demo.page.textContent(reason)).toBe(
    "Not by SIMD in this browser: kernel particle forces, run by javascript: WebAssembly may not be compiled here (a content security policy without wasm-unsafe-eval).",
  );
  const checksum = await demo.restartAndAdvance(60);
  const before = await demo.pixels();
  await demo.page.evaluate("colonnade.advance(5)");
  const after = await demo.pixels();
  await demo.screenshot("policy");
  expect(before.lit).toBeGreaterThan(1_000);
  expect(after.lit).toBeGreaterThan(1_000);
  expect(after.hash).not.toBe(before.hash);
  await demo.close();

  const free = await DemoPage.open(browser, lenient.url, KERNEL);
  await free.untilDrawn();
  expect(await free.page.textContent(reason)).toContain("compiled to WebAssembly SIMD");
  expect(await free.restartAndAdvance(60)).toEqual(checksum);
  await free.close();
});

test("under that policy every layout runs, and they can be compared", async () => {
  const demo = await DemoPage.open(browser, strict.url, "?count=2000&render=points");
  await demo.untilDrawn();
  for (const layout of ["objects", "interleaved", "bitecs", "kernel", "columns"] as const) {
    await demo.choose(layout);
    await demo.untilSteps(2);
  }
  await demo.page.click("#compare-open");
  await demo.page.waitForSelector("#compare-again:not([disabled])");
  expect(await demo.page.textContent("#compare-result")).toContain("Kernel");
  await demo.close();
});
