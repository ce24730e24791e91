/** The newcomer's walk of the README, clicked from the start page, as it is published. */
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { launchBrowser } from "./browser.ts";
import { type PageServer, serveBuilt } from "./serve.ts";

const PATIENCE = { timeout: 60_000, interval: 200 };

let server: PageServer;
let browser: Browser;
let page: Page;
const errors: string[] = [];

beforeAll(async () => {
  [server, browser] = await Promise.all([serveBuilt(["index.html", "lab.html"]), launchBrowser()]);
  page = await browser.newPage({ viewport: { width: 960, height: 640 } });
  page.on("pageerror", (error) => errors.push(error.message));
  page.on("console", (message) => {
    if (message.type() === "error") errors.push(message.text());
  });
});
afterAll(async () => {
  await browser.close();
  await server.close();
});

test("three clicks lead from the start page by the lab into the running demo's memory", async () => {
  await page.goto(server.url);
  await page.getByRole("link", { name: "memory lab" }).click();
  await page.waitForURL("**/lab.html");
  await page.getByRole("link", { name: "To the particle demo" }).click();
  await page.waitForURL("**/index.html");
  await page.waitForSelector("body[data-layout]");
  await page.getByRole("button", { name: "Inside", exact: true }).click();
  const shown = page.locator("section[aria-label=Devtools] [role=tabpanel]");
  await shown.waitFor();

  await page.getByRole("tab", { name: "Memory map" }).click();
  await shown.getByText(/^\d+ slabs?, .* in use/).waitFor();
  await page.getByRole("tab", { name: "Systems" }).click();
  const seen = new Set<string>(); // what the system that moves particles took, frame for frame
  const move = shown.locator('tr:has(td:text-is("move"))').locator("td:nth-child(5)");
  await expect
    .poll(async () => {
      const ms = await move.textContent();
      if (ms !== null && Number(ms) > 0) seen.add(ms);
      return seen.size;
    }, PATIENCE)
    .toBeGreaterThan(1);
  expect(errors).toEqual([]);
});
