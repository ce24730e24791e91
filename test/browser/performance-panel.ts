/**
 * PerformancePanel: the browser's own Performance panel, as a page that a script can load recordings into.
 *
 * Chromium serves its DevTools to whoever debugs it; the headless shell that npm carries has none. Headers and
 * entries are drawn on a canvas and found by their place, which was read off Chromium 150. Not for tests.
 */
import { createServer } from "node:net";
import type { Browser, Page } from "playwright-core";
import { launchBrowser, WEBGL_FLAGS } from "./browser.ts";

/** Height of the header of a track, and of a row of entries. */
const HEADER = 18.5;
const ROW = 17;
const PAD_US = 200;
/** The middle of the header of our group, which stands first. */
const TOP = 129;

interface TraceEvent {
  readonly name: string;
  readonly ph: string;
  readonly ts: number;
  readonly dur?: number;
}

/**
 * Cuts a recording down to one frame in its middle and a little around it, so that the panel shows that when it opens.
 * Samples of the stack are left out, and so are the page's transitions, whose track would stand above ours.
 */
export function oneFrameOf(recording: Buffer): Buffer {
  const { traceEvents, ...rest } = JSON.parse(recording.toString()) as {
    traceEvents: TraceEvent[];
  };
  const frames = traceEvents.filter(({ name }) => name === "FireAnimationFrame");
  const middle = frames.slice(Math.floor(frames.length * 0.4), Math.ceil(frames.length * 0.6));
  // Some callbacks of a page do next to nothing: not those.
  const frame = middle.reduce((one, other) => ((other.dur ?? 0) > (one.dur ?? 0) ? other : one));
  const { ts, dur = 0 } = frame;
  const from = ts - PAD_US;
  const to = ts + dur + PAD_US;
  const kept = traceEvents
    .map((event) => (event.name === "TracingStartedInBrowser" ? { ...event, ts: from } : event))
    .filter((event) => {
      if (event.ph === "M") return true;
      if (event.name === "Animation" || event.name.startsWith("Profile")) return false;
      return event.ts >= from && event.ts + (event.dur ?? 0) <= to;
    });
  return Buffer.from(JSON.stringify({ ...rest, traceEvents: kept }));
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  server.close();
  if (address === null || typeof address === "string") throw new Error("No port is free.");
  return address.port;
}

/** A browser that serves its DevTools, and where. @throws {Error} when it has none */
export async function launchWithDevtools(): Promise<{ browser: Browser; devtoolsUrl: string }> {
  const port = await freePort();
  const browser = await launchBrowser([...WEBGL_FLAGS, `--remote-debugging-port=${port}`]);
  const devtoolsUrl = `http://127.0.0.1:${port}/devtools/devtools_app.html`;
  const answer = await fetch(devtoolsUrl).catch(() => undefined);
  if (answer?.ok && (await answer.text()).length > 0) return { browser, devtoolsUrl };
  await browser.close();
  throw new Error(
    "This browser has no DevTools in it. Install Chromium or Chrome, or set CHROME_PATH to the executable of one.",
  );
}

export class PerformancePanel {
  readonly page: Page;
  readonly #width: number;

  private constructor(page: Page, width: number) {
    this.page = page;
    this.#width = width;
  }

  static async open(
    browser: Browser,
    devtoolsUrl: string,
    { width = 1000, height = 520 } = {},
  ): Promise<PerformancePanel> {
    const page = await browser.newPage({ viewport: { width, height } });
    // Nothing that a first visit pops up.
    await page.addInitScript(() => {
      localStorage.setItem("timeline.user-had-shortcuts-dialog-opened-once", "true");
    });
    await page.goto(`${devtoolsUrl}?panel=timeline`);
    return new PerformancePanel(page, width);
  }

  async load(recording: Buffer): Promise<void> {
    const { page } = this;
    const input = page.locator("input[type=file]").first();
    await input.waitFor({ state: "attached" });
    await page.waitForTimeout(1_500); // until the panel listens
    await input.setInputFiles({
      name: "recording.json",
      mimeType: "application/json",
      buffer: recording,
    });
    const sidebar = page.getByRole("button", { name: "Hide sidebar" });
    await sidebar.waitFor();
    await page.waitForTimeout(1_500);
    await sidebar.click();
    await page.waitForTimeout(800);
  }

  /** Draws the size of the heap below the tracks. */
  async showMemory(): Promise<void> {
    await this.page.locator("devtools-checkbox", { hasText: "Memory" }).first().click();
    await this.page.waitForTimeout(1_000);
  }

  /** Opens our group and its tracks, so many of them. */
  async expand(trackCount: number): Promise<void> {
    await this.page.mouse.click(12, TOP);
    await this.page.waitForTimeout(500);
    // From the last: those above stay where they are.
    for (let i = trackCount; i >= 1; i--) {
      await this.page.mouse.click(20, TOP + i * HEADER);
      await this.page.waitForTimeout(300);
    }
    // It opens zoomed in on what it takes to be busy.
    await this.page.mouse.move(this.#width / 2, TOP + 2 * HEADER);
    for (let i = 0; i < 6; i++) {
      await this.page.keyboard.press("s");
      await this.page.waitForTimeout(300);
    }
  }

  /** Selects what lies at `x` on a track, by its number from 0, all being open. */
  async select(track: number, x: number): Promise<void> {
    await this.page.mouse.click(x, TOP + (track + 1) * (HEADER + ROW) - 1);
    await this.page.waitForTimeout(500);
  }

  async picture(path: string): Promise<void> {
    await this.page.mouse.move(this.#width - 5, 500);
    await this.page.waitForTimeout(300);
    await this.page.screenshot({ path });
  }
}
