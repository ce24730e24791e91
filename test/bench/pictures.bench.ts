/**
 * Makes the pictures of docs/profiling.md from recordings of its walks. Needs an installed Chromium or Chrome.
 *
 *   npm run pictures [-- --only demo|slow|garbage|map]
 *
 * Prints what the page quotes: medians of spans, and who allocates.
 */
import { join } from "node:path";
import type { Page } from "playwright-core";
import { median } from "../../demos/particles/comparison.ts";
import { launchWithDevtools, oneFrameOf, PerformancePanel } from "../browser/performance-panel.ts";
import { PROJECT, serveBuilt } from "../browser/serve.ts";
import {
  openWalk,
  record,
  sampleHeap,
  serveWalks,
  spansIn,
  type Version,
  type Walk,
} from "../browser/walks.ts";
import { printTable, readOptions } from "./harness.ts";

const { only = "" } = readOptions();
const { browser, devtoolsUrl } = await launchWithDevtools();
const server = await serveWalks();
const image = (name: string) => join(PROJECT, `docs/images/profiling-${name}.png`);
const VERSIONS: readonly Version[] = ["before", "after"];

async function withWalk(walk: Walk, version: Version, look: (page: Page) => Promise<void>) {
  const errors: string[] = [];
  const page = await openWalk(browser, server, walk, version, errors);
  await page.waitForTimeout(2_000); // until everything is compiled
  await look(page);
  await page.close();
  if (errors.length > 0) throw new Error(errors.join("\n"));
}

const recordWalk = (page: Page, ms: number) => record(browser, () => page.waitForTimeout(ms), page);

/** Median milliseconds of the spans of each name. */
function printMedians(title: string, recording: Buffer): void {
  const spans = spansIn(recording);
  const names = [...new Set(spans.map(({ track, name }) => `${track}: ${name}`))];
  const rows = names.map((label) => {
    const own = spans.filter(({ track, name }) => `${track}: ${name}` === label);
    return [label, `${own.length}`, median(own.map(({ ms }) => ms)).toFixed(3)];
  });
  printTable(title, { headers: ["span", "times", "median ms"], rows });
}

async function showTracks(
  name: string,
  recording: Buffer,
  tracks: number,
  size: { readonly height?: number } = {},
): Promise<void> {
  const panel = await PerformancePanel.open(browser, devtoolsUrl, size);
  await panel.load(oneFrameOf(recording));
  await panel.expand(tracks);
  await panel.select(0, 500);
  await panel.picture(image(name));
  await panel.page.close();
}

async function demo(): Promise<void> {
  const built = await serveBuilt(["index.html"]);
  const page = await browser.newPage({ viewport: { width: 960, height: 640 } });
  await page.goto(`${built.url}index.html?count=20000&render=points&layout=kernel`);
  await page.waitForSelector("body[data-technique]:not([data-technique=none])");
  await page.waitForTimeout(3_000);
  const recording = await recordWalk(page, 900);
  await page.close();
  await showTracks("demo", recording, 5, { height: 600 });
  await built.close();
}

async function slow(): Promise<void> {
  for (const version of VERSIONS) {
    await withWalk("slow-system", version, async (page) => {
      const recording = await recordWalk(page, 600);
      printMedians(`slow-system, ${version}`, recording);
      await showTracks(`slow-${version}`, recording, 4);
    });
  }
}

async function garbage(): Promise<void> {
  for (const version of VERSIONS) {
    await withWalk("garbage-leak", version, async (page) => {
      const recording = await recordWalk(page, 3_000);
      const panel = await PerformancePanel.open(browser, devtoolsUrl);
      await panel.load(recording);
      await panel.showMemory();
      await panel.picture(image(`garbage-${version}`));
      await panel.page.close();
      const sample = await sampleHeap(page, () => page.waitForTimeout(3_000));
      const kb = (bytes: number) => (bytes / sample.frames / 1_000).toFixed(1);
      const rows = sample.functions.slice(0, 6).map((one) => [one.name, kb(one.bytes)]);
      rows.push(["everything", kb(sample.bytes)]);
      printTable(`garbage-leak, ${version}`, { headers: ["function", "kB a frame"], rows });
    });
  }
}

async function map(): Promise<void> {
  for (const version of VERSIONS) {
    await withWalk("fragmentation", version, async (page) => {
      printMedians(`fragmentation, ${version}`, await recordWalk(page, 600));
      await page.setViewportSize({ width: 1000, height: 400 });
      await page.keyboard.press("F2");
      await page.locator("[role=tab]", { hasText: "Memory map" }).click();
      const canvas = page.locator("[role=tabpanel] canvas");
      await canvas.focus();
      for (let i = 0; i < 8; i++) await canvas.press("ArrowRight");
      await page.waitForTimeout(500);
      await page
        .locator("section[aria-label=Devtools]")
        .screenshot({ path: image(`map-${version}`) });
    });
  }
}

try {
  for (const [name, make] of Object.entries({ demo, slow, garbage, map })) {
    if (only === "" || only === name) await make();
  }
} finally {
  await browser.close();
  await server.close();
}
