/** The overlay of `colonnade/devtools` on the particle demo, as it is published. */
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { launchBrowser } from "./browser.ts";
import { DemoPage } from "./demo-page.ts";
import { type PageServer, serveBuilt } from "./serve.ts";

/** Nothing inline, as a careful page sends it. */
const POLICY =
  "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data:";

let server: PageServer;
let browser: Browser;
let demo: DemoPage;
beforeAll(async () => {
  [server, browser] = await Promise.all([
    serveBuilt(["index.html"], { "Content-Security-Policy": POLICY }),
    launchBrowser(),
  ]);
  demo = await DemoPage.open(browser, server.url);
  await demo.untilDrawn();
});
afterAll(async () => {
  await demo.close();
  await browser.close();
  await server.close();
});

const panel = () => demo.page.locator("[role=tabpanel]");
const tabs = () => demo.page.locator("[role=tab]");

test("one key opens the overlay, Escape closes it, and neither key reaches the demo", async () => {
  const devtools = demo.page.locator("section[aria-label=Devtools]");
  expect(await devtools.isVisible()).toBe(false);
  await demo.page.keyboard.press("F2");
  await devtools.waitFor({ state: "visible" });
  await demo.page.keyboard.press("3"); // would choose a layout of the demo
  await demo.page.keyboard.press("Escape");
  await devtools.waitFor({ state: "hidden" });
  expect((await demo.data()).layout).toBe("columns");
  await demo.page.click("#devtools-open");
  await devtools.waitFor({ state: "visible" });
});

test("arrow keys go through all tabs, and each shows something of the running world", async () => {
  await tabs().first().focus();
  const labels = await tabs().allTextContents();
  for (const label of labels) {
    await demo.page.locator(`[role=tab][aria-selected=true]:text-is("${label}")`).waitFor();
    await demo.page.waitForTimeout(450); // two refreshes: the second knows what has changed
    expect((await panel().textContent())?.length, label).toBeGreaterThan(3);
    await demo.screenshot(`devtools-${label.toLowerCase().replaceAll(" ", "-")}`);
    await demo.page.keyboard.press("ArrowRight");
  }
  await demo.page.locator(`[role=tab][aria-selected=true]:text-is("${labels[0]}")`).waitFor();
});

test("archetypes and queries are the demo's own", async () => {
  await tabs().getByText("Archetypes", { exact: true }).click();
  await panel().getByText("Position, Velocity, Life, Look, Body, Style, Origin").waitFor();
  expect(await panel().textContent()).toContain("5,000");
  await tabs().getByText("Queries", { exact: true }).click();
  await panel().getByText("query(Position, Velocity, Life, Look, Body, Style, Origin)").waitFor();
});

test("the map names the block under the pointer, and the free space behind the last", async () => {
  await tabs().getByText("Memory map", { exact: true }).click();
  const canvas = panel().locator("canvas");
  await canvas.waitFor();
  const box = (await canvas.boundingBox())!;
  const told: string[] = [];
  for (let step = 0; step <= 40; step++) {
    await demo.page.mouse.move(box.x + (step / 40) * (box.width - 2), box.y + 20);
    told.push((await panel().locator("[role=status]").textContent()) ?? "");
  }
  expect(told.join("\n")).toMatch(/chunk \d+ of \[Position, .*\]: [\d,]+ of [\d,]+ rows/);
  expect(told.join("\n")).toContain("free: ");
});

test("a particle's value that is edited moves the particle in the world and in the picture", async () => {
  await demo.restartAndAdvance(20); // the same particles everywhere, in the prime of life
  await tabs().getByText("Entities", { exact: true }).click();
  const filter = panel().getByLabel("Only entities with these components");
  await filter.fill("Position !Disabled");
  await panel().getByText("5,000 entities").waitFor();
  await filter.press("Enter");
  const x = panel().getByLabel("Position x");
  const before = Number(await x.inputValue());
  const pixels = await demo.pixels();
  const checksum = await demo.page.evaluate(() => window.colonnade.checksum());
  await panel().getByRole("listbox").press("Enter"); // into the first field of the chosen one
  expect(await x.evaluate((input) => input.matches(":focus"))).toBe(true);
  await x.fill(`${before > 300 ? before - 250 : before + 250}`);
  await x.press("Enter");
  await demo.screenshot("devtools-edited");
  expect(await demo.page.evaluate(() => window.colonnade.checksum())).not.toEqual(checksum);
  expect((await demo.pixels()).hash).not.toBe(pixels.hash);
  await x.fill(`${before}`);
  await x.press("Enter");
  expect(await demo.page.evaluate(() => window.colonnade.checksum())).toEqual(checksum);
  expect((await demo.pixels()).hash).toBe(pixels.hash);
});

test("what a field cannot hold is refused by code; Escape leaves the field and then the overlay", async () => {
  const x = panel().getByLabel("Position x");
  const before = await x.inputValue();
  const checksum = await demo.page.evaluate(() => window.colonnade.checksum());
  await x.fill("over there");
  await x.press("Enter");
  await panel().locator("[role=alert]").getByText("[E107]").waitFor();
  expect(await demo.page.evaluate(() => window.colonnade.checksum())).toEqual(checksum);
  await demo.screenshot("devtools-refused");
  await x.fill("7");
  await x.press("Escape");
  expect(await panel().locator("[role=alert]").textContent()).toBe("");
  const list = panel().getByRole("listbox");
  expect(await list.evaluate((element) => element.matches(":focus"))).toBe(true);
  await demo.page.waitForTimeout(450); // two refreshes
  expect(await x.inputValue()).toBe(before);
  expect(await demo.page.evaluate(() => window.colonnade.checksum())).toEqual(checksum);
  await demo.page.keyboard.press("Escape");
  await demo.page.locator("section[aria-label=Devtools]").waitFor({ state: "hidden" });
  await demo.page.click("#pause");
});
