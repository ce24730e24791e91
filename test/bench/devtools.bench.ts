/**
 * What the devtools cost a page while they are open, tab by tab: milliseconds of the main thread a frame.
 *
 *   npm run bench -- devtools [--count 100000] [--seconds 4] [--rounds 3] [--only "Memory map"]
 *
 * Particles are moved in each frame, 200 of them replaced, in a headless browser. `refresh` is what one refresh runs, five
 * a second; `by frame` spreads them over 60 frames a second; `all` is everything that the page's main thread does more than
 * with the overlay closed: layout, painting, and meters that systems run.
 */
import type { CDPSession, Page } from "playwright-core";
import { launchBrowser } from "../browser/browser.ts";
import { serveBuilt } from "../browser/serve.ts";
import { describeMachine, printTable, readOptions } from "./harness.ts";

const PAGE = "test/bench/pages/devtools.html";
const REFRESHES_PER_SECOND = 5;
const FRAMES_PER_SECOND = 60;

interface Sample {
  readonly refreshMs: readonly number[];
  readonly taskMsPerFrame: number;
}

const options = readOptions();
const count = Number(options.count ?? 100_000);
const seconds = Number(options.seconds ?? 4);
const rounds = Number(options.rounds ?? 3);
/** Only tabs with this in their label. */
const isAsked = (state: string): boolean => state.includes(options.only ?? "");

const server = await serveBuilt([PAGE]);
const browser = await launchBrowser();
try {
  console.log(`${describeMachine()}, Chromium ${browser.version()}`);
  await measure();
} finally {
  await browser.close();
  await server.close();
}

async function measure(): Promise<void> {
  const shown = count.toLocaleString("en");
  const bench = await openPage(`count=${count}`);
  for (let round = 0; round < rounds; round++)
    for (const label of bench.labels.filter(isAsked)) await take(bench, label);
  const opened = `Relations, ${shown} rows open`;
  if (isAsked(opened)) {
    await choose(bench, opened);
    await openAll(bench.page);
    for (let round = 0; round < rounds; round++) await take(bench, opened);
  }
  await bench.page.close();
  const mixed = await openPage("count=6400&mixed");
  const map = "Memory map, 256 chunks";
  for (let round = 0; round < rounds && isAsked(map); round++) await take(mixed, map);
  printTable(`${shown} particles, overlay open, ms`, {
    headers: ["tab", "refresh, median", "refresh, most", "by frame", "all, by frame"],
    rows: [...rowsOf(bench), ...rowsOf(mixed)],
  });
  console.log(
    `\nWith the overlay closed a frame takes ${median(bench.closed).toFixed(2)} ms of the main thread.`,
  );
}

/** A page with the overlay open, and what has been measured on it. */
interface Bench {
  readonly page: Page;
  readonly session: CDPSession;
  readonly labels: readonly string[];
  /** By state: a tab's label, which may be followed by a comma and more. */
  readonly samples: Map<string, Sample[]>;
  /** Milliseconds of a frame with the overlay closed. */
  readonly closed: number[];
}

async function openPage(query: string): Promise<Bench> {
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  page.on("pageerror", (error) => console.error(error.message));
  await page.goto(`${server.url}${PAGE}?${query}`);
  await page.waitForFunction("window.bench !== undefined");
  const session = await page.context().newCDPSession(page);
  await session.send("Performance.enable");
  await page.keyboard.press("F2");
  const labels = await page.locator("[role=tab]").allTextContents();
  return { page, session, labels, samples: new Map(), closed: [] };
}

function choose({ page }: Bench, state: string): Promise<void> {
  return page.locator("[role=tab]").getByText(state.split(",")[0], { exact: true }).click();
}

/** Measures a state, and the page with the overlay closed. */
async function take(bench: Bench, state: string): Promise<void> {
  const { page, session, samples, closed } = bench;
  await choose(bench, state);
  await page.evaluate((time) => window.bench.watch(time), 1); // warm-up
  samples.set(state, [...(samples.get(state) ?? []), await sample(page, session)]);
  await page.keyboard.press("F2");
  closed.push((await sample(page, session)).taskMsPerFrame);
  await page.keyboard.press("F2");
}

function rowsOf({ samples, closed }: Bench): string[][] {
  return [...samples].map(([state, taken]) => {
    const all = taken.flatMap(({ refreshMs }) => refreshMs);
    const mean = all.reduce((sum, ms) => sum + ms, 0) / all.length;
    const tasks = median(taken.map(({ taskMsPerFrame }) => taskMsPerFrame));
    return [
      state,
      median(all).toFixed(2),
      Math.max(...all).toFixed(2),
      ((mean * REFRESHES_PER_SECOND) / FRAMES_PER_SECOND).toFixed(3),
      (tasks - median(closed)).toFixed(2),
    ];
  });
}

/** Opens every node of the tree, from the last emitter up. */
async function openAll(page: Page): Promise<void> {
  const tree = page.locator("[role=tree]");
  await tree.focus();
  await tree.press("End");
  await tree.press("ArrowRight");
  await tree.press("End");
  for (let emitter = 0; emitter < 100; emitter++) {
    await tree.press("ArrowRight");
    await tree.press("ArrowUp");
  }
}

async function sample(page: Page, session: CDPSession): Promise<Sample> {
  const before = await taskSeconds(session);
  const { refreshMs, frames } = await page.evaluate((time) => window.bench.watch(time), seconds);
  return { refreshMs, taskMsPerFrame: ((await taskSeconds(session)) - before) * (1000 / frames) };
}

/** How long the page's main thread has been at work. */
async function taskSeconds(session: CDPSession): Promise<number> {
  const { metrics } = await session.send("Performance.getMetrics");
  return metrics.find(({ name }) => name === "TaskDuration")?.value ?? Number.NaN;
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[values.length >> 1];
}
