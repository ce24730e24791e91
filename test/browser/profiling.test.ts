/** The walks of docs/profiling.md, as pages: what a recording, the heap tools and the overlay find in them. */
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { launchBrowser } from "./browser.ts";
import type { PageServer } from "./serve.ts";
import {
  openWalk,
  record,
  sampleHeap,
  serveWalks,
  spansIn,
  type Version,
  type Walk,
} from "./walks.ts";

const PATIENCE = { timeout: 60_000, interval: 200 };

let server: PageServer;
let browser: Browser;
beforeAll(async () => {
  [server, browser] = await Promise.all([serveWalks(), launchBrowser()]);
});
afterAll(async () => {
  await browser.close();
  await server.close();
});

/** Opens a walk, hands its page over, and fails where the page had an error. */
async function walk(name: Walk, version: Version, look: (page: Page) => Promise<void>) {
  const errors: string[] = [];
  const page = await openWalk(browser, server, name, version, errors);
  await look(page);
  await page.close();
  expect(errors).toEqual([]);
}

const frames = (page: Page) => page.evaluate(() => window.schedule.time.frame);

/** Waits until the page has run on for so many frames. */
async function untilFrames(page: Page, count: number): Promise<void> {
  const end = (await frames(page)) + count;
  await expect.poll(() => frames(page), PATIENCE).toBeGreaterThanOrEqual(end);
}

test("a recording has phases, systems, kernels and flushes, with what they worked on", async () => {
  await walk("slow-system", "before", async (page) => {
    const spans = spansIn(await record(browser, () => untilFrames(page, 5), page));
    const shown = spans.map(
      ({ name, group, track, properties }) =>
        `${group} / ${track}: ${name} ${JSON.stringify(properties)}`,
    );
    expect([...new Set(shown)].sort()).toEqual([
      'Colonnade / Flushes: flush {"Changes flushed":"400"}',
      'Colonnade / Kernels: step {"Rows in kernels":"20000"}',
      'Colonnade / Phases: update {"Rows in kernels":"20000","Changes flushed":"400"}',
      'Colonnade / Systems: burn {"Changes flushed":"400"}',
      'Colonnade / Systems: move {"Rows in kernels":"20000"}',
      "Colonnade / Systems: steer {}",
    ]);
  });
});

test("measures do not pile up in the page", async () => {
  await walk("slow-system", "after", async (page) => {
    await untilFrames(page, 30);
    const kept = () => page.evaluate(() => performance.getEntriesByType("measure").length);
    expect(await kept()).toBeGreaterThan(0);
    // Each frame makes six spans. They are cleared each second: the share that is kept becomes ever smaller.
    await expect
      .poll(async () => (await kept()) / (6 * (await frames(page))), PATIENCE)
      .toBeLessThan(0.2);
  });
});

test("sampling the heap names who leaves garbage, and the repair leaves next to none", async () => {
  let before = 0;
  await walk("garbage-leak", "before", async (page) => {
    const sample = await sampleHeap(page, () => untilFrames(page, 20));
    before = sample.bytes / sample.frames;
    // What the optimiser has inlined counts for its caller, so the last may be missing.
    const names = sample.functions.slice(0, 6).map((one) => one.name);
    expect(names.filter((one) => ["get", "map", "countNear"].includes(one))).not.toEqual([]);
  });
  await walk("garbage-leak", "after", async (page) => {
    const sample = await sampleHeap(page, () => untilFrames(page, 20));
    expect(sample.bytes / sample.frames).toBeLessThan(before / 5);
  });
});

test("the overlay shows a fragmented world", async () => {
  await walk("fragmentation", "before", async (page) => {
    await page.keyboard.press("F2");
    await page.locator("[role=tab]", { hasText: "Memory map" }).click();
    const canvas = page.locator("[role=tabpanel] canvas");
    await canvas.focus();
    const told = page.locator("[role=tabpanel] [role=status]");
    for (let i = 0; i < 6; i++) await canvas.press("ArrowRight");
    await expect
      .poll(() => told.textContent(), PATIENCE)
      .toMatch(/chunk \d+ of \[.*\d+ of 64 rows/);
  });
});
