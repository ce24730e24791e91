import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { LAYOUT_INFO } from "../../demos/particles/layout-info.ts";
import { LAYOUT_NAMES } from "../../demos/particles/particle-store.ts";
import { launchBrowser } from "./browser.ts";
import { DemoPage } from "./demo-page.ts";
import { type PageServer, serveBuilt } from "./serve.ts";

let server: PageServer;
let browser: Browser;
let demo: DemoPage;
beforeAll(async () => {
  [server, browser] = await Promise.all([serveBuilt(["index.html"]), launchBrowser()]);
  demo = await DemoPage.open(browser, server.url);
  await demo.untilDrawn();
});
afterAll(async () => {
  await demo.close();
  await browser.close();
  await server.close();
});

/** Tells the page that its tab was hidden, or is shown again. */
function setHidden(isHidden: boolean): Promise<void> {
  return demo.page.evaluate((hidden) => {
    Object.defineProperty(document, "hidden", { value: hidden, configurable: true });
    document.dispatchEvent(new Event("visibilitychange"));
  }, isHidden);
}

const progress = () =>
  demo.page.$eval("#compare-progress", (bar) => (bar as HTMLProgressElement).value);

test("a comparison waits while the tab is hidden, and goes on when it is shown", async () => {
  await demo.page.keyboard.press("c");
  await demo.page.waitForFunction("document.querySelector('#compare-progress').value > 0");
  await setHidden(true);
  // One turn may still be under way.
  await demo.page.waitForTimeout(600);
  const waiting = await progress();
  await demo.page.waitForTimeout(600);
  expect(await progress()).toBe(waiting);
  expect(waiting).toBeLessThan(1);
  await demo.screenshot("compare-during");
  await setHidden(false);
  await demo.page.waitForSelector("#compare-copy:not([hidden])");
});

test("the result names every layout, with ratios to columns", async () => {
  const rows = await demo.page.$$eval("#compare tbody tr", (found) =>
    found.map((row) => [...row.querySelectorAll("th, td")].map((cell) => cell.textContent ?? "")),
  );
  expect(rows.map((row) => row[0])).toEqual(LAYOUT_NAMES.map((name) => LAYOUT_INFO[name].title));
  const ratios = rows.map((row) => row[3]);
  expect(ratios[LAYOUT_NAMES.indexOf("columns")]).toBe("1.00x");
  for (const ratio of ratios) expect(ratio).toMatch(/^\d+\.\d\dx$/);
  for (const row of rows) for (const ns of row.slice(4)) expect(Number(ns)).toBeGreaterThan(0);
  await demo.screenshot("compare");
});

test("the table is copied as Markdown", async () => {
  await demo.page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await demo.page.click("#compare-copy");
  await demo.page.waitForFunction(
    "/Copied/.test(document.querySelector('#compare-status').textContent)",
  );
  const lines = (await demo.page.evaluate(() => navigator.clipboard.readText())).split("\n");
  expect(lines[0]).toMatch(
    /^5,000 particles, ns per particle, median of 9 rounds, respawn 2 % a second, Chrome \d+:$/,
  );
  expect(lines[2]).toBe(
    "| layout | ns per particle | range | ratio | age | forces | move | bounce | look | respawn |",
  );
  expect(lines.slice(4, 4 + LAYOUT_NAMES.length).map((line) => line.split(" ")[1])).toEqual([
    ...LAYOUT_NAMES,
  ]);
});

test("where the clipboard is shut, the Markdown is there to be copied by hand", async () => {
  await demo.page.evaluate(() => {
    navigator.clipboard.writeText = () => Promise.reject(new Error("not allowed"));
  });
  await demo.page.click("#compare-copy");
  await demo.page.waitForSelector("#compare-result pre");
  expect(await demo.page.evaluate("getSelection().getRangeAt(0).toString()")).toContain(
    "| columns |",
  );
});

test("the stage rests while the dialog is open, and goes on when it is closed", async () => {
  const { frames } = await demo.data();
  await demo.page.waitForTimeout(400);
  expect((await demo.data()).frames).toBe(frames);
  await demo.page.keyboard.press("Escape");
  await demo.untilSteps(2);
});

test("a comparison that is closed half-way leaves nothing behind, and can run again", async () => {
  await demo.page.click("#compare-open");
  await demo.page.waitForFunction("document.querySelector('#compare-progress').value > 0");
  // Its own, and the threads of the layout that has workers, which are as many as the cores allow.
  expect(demo.page.workers().length).toBeGreaterThan(0);
  await demo.page.keyboard.press("Escape");
  await expect.poll(() => demo.page.workers().length).toBe(0);
  await demo.untilSteps(2);
});

test("a dialog opened again before its close was announced keeps its run", async () => {
  await demo.page.click("#compare-open");
  await demo.page.waitForFunction("document.querySelector('#compare-progress').value > 0");
  await demo.page.evaluate(() => {
    document.querySelector<HTMLDialogElement>("#compare")!.close(); // in index.html
    window.dispatchEvent(new KeyboardEvent("keydown", { key: "c" }));
  });
  await demo.page.waitForSelector("#compare-copy:not([hidden])");
  await demo.page.keyboard.press("Escape");
  await demo.untilSteps(2);
});
