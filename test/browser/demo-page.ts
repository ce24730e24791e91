/**
 * DemoPage: the built particle demo in a browser, and what tests ask of it.
 *
 * Keeps every error that reaches the console or the page, and every failed request. Never waits by a function in
 * the page: Playwright makes one from text there, which a content security policy may forbid.
 */

import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { expect } from "vitest";
import type { Checksum, LayoutName } from "../../demos/particles/particle-store.ts";
import type { PageHooks } from "../../demos/particles/published-state.ts";

declare global {
  interface Window {
    colonnade: PageHooks;
  }
}

export interface DemoOptions {
  readonly viewport?: { readonly width: number; readonly height: number };
  readonly context?: BrowserContextOptions;
  /** JavaScript that runs before the page's own. */
  readonly before?: string;
}

/** Points are what software GL draws fastest. */
const QUICK = "?count=5000&render=points";

const PATIENCE = { timeout: 30_000, interval: 100 };

export class DemoPage {
  readonly page: Page;
  readonly errors: string[] = [];

  /** Opens the demo; resolves once it has published its state. */
  static async open(
    browser: Browser,
    url: string,
    search = QUICK,
    options: DemoOptions = {},
  ): Promise<DemoPage> {
    const { viewport = { width: 960, height: 640 }, before } = options;
    const page = await browser.newPage({ viewport, ...options.context });
    const demo = new DemoPage(page);
    if (before !== undefined) await page.addInitScript(before);
    await page.goto(`${url}index.html${search}`);
    await page.waitForSelector("body[data-layout]");
    return demo;
  }

  private constructor(page: Page) {
    this.page = page;
    page.on("pageerror", (error) => this.errors.push(error.message));
    page.on("console", (message) => {
      if (message.type() === "error") this.errors.push(message.text());
    });
    page.on("requestfailed", (request) => this.errors.push(`failed: ${request.url()}`));
  }

  /** Closes the page and fails when anything went wrong on it. */
  async close(): Promise<void> {
    await this.page.close();
    expect(this.errors).toEqual([]);
  }

  /** What the body's data attributes say. */
  data(): Promise<DOMStringMap> {
    return this.page.evaluate(() => ({ ...document.body.dataset }));
  }

  /** Waits until a data attribute has a value. */
  async until(name: string, value: string): Promise<void> {
    await this.page.waitForSelector(`body[data-${name}="${value}"]`);
  }

  /** Waits until the page has stepped on by itself, from where it is now. */
  async untilSteps(steps: number): Promise<void> {
    const frames = async () => Number((await this.data()).frames);
    const from = await frames();
    await expect
      .poll(async () => {
        const now = await frames();
        return now < from || now >= from + steps;
      }, PATIENCE)
      .toBe(true);
  }

  /** Waits for the canvas and a technique to draw with. */
  async untilDrawn(): Promise<void> {
    await this.page.waitForSelector("body[data-technique]:not([data-technique=none])");
  }

  /** Pauses, starts over and takes `steps` steps. */
  async restartAndAdvance(steps: number): Promise<Checksum> {
    if ((await this.data()).paused !== "true") await this.page.click("#pause");
    await this.page.click("#reset");
    await this.until("frames", "0");
    return this.page.evaluate((count) => {
      window.colonnade.advance(count);
      return window.colonnade.checksum();
    }, steps);
  }

  async choose(layout: LayoutName): Promise<void> {
    await this.page.click(`[data-layout="${layout}"].layout`);
    await this.until("layout", layout);
  }

  /** How many pixels are brighter than the background, and a number that depends on all of them. */
  pixels(): Promise<{ lit: number; hash: number }> {
    return this.page.evaluate(() => {
      const canvas = document.querySelector<HTMLCanvasElement>("#stage canvas")!;
      const gl = canvas.getContext("webgl2")!; // the context that Pixi draws with
      window.colonnade.draw();
      const { drawingBufferWidth: width, drawingBufferHeight: height } = gl;
      const rgba = new Uint8Array(width * height * 4);
      gl.readPixels(0, 0, width, height, gl.RGBA, gl.UNSIGNED_BYTE, rgba);
      let lit = 0;
      let hash = 0;
      for (let at = 0; at < rgba.length; at += 4) {
        const light = rgba[at] + rgba[at + 1] + rgba[at + 2];
        if (light > 60) lit++;
        hash = (Math.imul(hash, 31) + light) | 0;
      }
      return { lit, hash };
    });
  }

  notices(): Promise<string[]> {
    return this.page.$$eval(".notice p", (found) => found.map((one) => one.textContent ?? ""));
  }

  screenshot(name: string): Promise<unknown> {
    return this.page.screenshot({ path: `test/browser/screenshots/demo-${name}.png` });
  }
}
