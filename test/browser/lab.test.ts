import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { CARDS } from "../../demos/lab/cards.ts";
import { launchBrowser } from "./browser.ts";
import { type PageServer, serveBuilt } from "./serve.ts";

let server: PageServer;
let browser: Browser;
let page: Page;
const errors: string[] = [];

beforeAll(async () => {
  [server, browser] = await Promise.all([serveBuilt(["lab.html"]), launchBrowser()]);
  page = await browser.newPage({ viewport: { width: 960, height: 1100 } });
  page.on("pageerror", (error) => errors.push(error.message));
  page.on("console", (message) => {
    if (message.type() === "error") errors.push(message.text());
  });
  page.on("requestfailed", (request) => errors.push(`failed: ${request.url()}`));
  await page.goto(`${server.url}lab.html?quick`);
  await page.waitForSelector(`body[data-described="${CARDS.length}"]`);
});
afterAll(async () => {
  await browser.close();
  await server.close();
});

test.each(CARDS.map((card) => card.id))(
  "card %s shows itself, runs and shows what it measured",
  async (id) => {
    const card = page.locator(`#${id}`);
    expect(await card.locator("svg rect, svg path").count()).toBeGreaterThan(4);
    const sources = await card.locator("pre").allTextContents();
    // As written, not minified: bodies have lines of their own.
    for (const source of sources) expect(source.split("\n").length).toBeGreaterThan(2);

    await card.locator("button").press("Enter");
    await page.waitForSelector(`#${id}[data-state="done"], #${id}[data-state="failed"]`);
    expect(await card.locator("[role=status]").textContent()).toMatch(/^ns per .*medians$/);
    expect(await card.locator(".ratio").textContent()).toMatch(/^\d+(\.\d+)?× /);
    expect(await card.locator(".plot canvas").count()).toBe(1);
    expect(await card.locator("tbody tr").count()).toBeGreaterThan(5);
    await card.screenshot({ path: `test/browser/screenshots/lab-${id}.png` });
    expect(errors).toEqual([]);
  },
);

test("Run again can be cancelled, and what was measured stays", async () => {
  const card = page.locator(`#${CARDS[0].id}`);
  // Both presses at once: a quick card may be done before a second message reaches the page.
  const shown = await card.locator("button").evaluate((button: HTMLElement) => {
    button.click();
    const during = button.textContent;
    button.click();
    return during;
  });
  expect(shown).toBe("Cancel");
  await page.waitForSelector(`#${CARDS[0].id}[data-state="done"]`);
  expect(await card.locator("[role=status]").textContent()).toBe("cancelled");
  expect(await card.locator(".plot canvas").count()).toBe(1);
});

test("Copy as Markdown copies every card that was measured, with the browser and its cores", async () => {
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.click("#copy");
  await page.waitForFunction("document.querySelector('#status').textContent.startsWith('Copied')");
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  expect(copied).toMatch(/^# Memory lab\n\n.*Chrome.*, \d+ cores, isolated, \d{4}-/);
  for (const card of CARDS) expect(copied).toContain(`## ${card.title}\n`);
});

test("Run all goes from card to card, and ends where it is cancelled", async () => {
  await page.evaluate((id) => {
    const press = () => document.querySelector<HTMLElement>("#run-all")?.click();
    const second = document.getElementById(id) as HTMLElement;
    const observer = new MutationObserver(() => {
      if (second.dataset.state !== "running") return;
      observer.disconnect();
      press();
    });
    observer.observe(second, { attributeFilter: ["data-state"] });
    press();
  }, CARDS[1].id);
  await page.waitForFunction("document.querySelector('#run-all').textContent === 'Run all'");
  expect(await page.textContent("#status")).toBe(`1 of ${CARDS.length} cards measured`);
  expect(await page.locator('[data-state="running"]').count()).toBe(0);
});

test("on a narrow screen nothing is wider than the page", async () => {
  await page.setViewportSize({ width: 400, height: 800 });
  const [wide, seen] = await page.evaluate(() => [
    document.documentElement.scrollWidth,
    document.documentElement.clientWidth,
  ]);
  expect(wide).toBe(seen);
  await page.screenshot({ path: "test/browser/screenshots/lab-narrow.png" });
  for (const { id } of CARDS) {
    const path = `test/browser/screenshots/lab-${id}-narrow.png`;
    await page.locator(`#${id}`).screenshot({ path });
  }
  expect(errors).toEqual([]);
});
