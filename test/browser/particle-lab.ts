/**
 * ParticleLab: opens the page of pages/particle-layer.ts and calls its functions from a test.
 */
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, beforeEach } from "vitest";
import { launchBrowser } from "./browser.ts";
import type { Dot, Lab, StageOptions } from "./pages/particle-layer.ts";
import { type PageServer, servePages } from "./serve.ts";

/** Calls a function of the page. */
export type Call = <K extends keyof Lab>(
  name: K,
  ...args: Parameters<Lab[K]>
) => Promise<Awaited<ReturnType<Lab[K]>>>;

export const RED = 0xff_00_00_ff;
export const GREEN = 0xff_00_ff_00;
export const BLUE = 0xff_ff_00_00;
/** Half transparent, alpha not multiplied in. */
export const HALF_WHITE = 0x80_ff_ff_ff;

export const DOTS: readonly Dot[] = [
  [20, 30, 16, RED],
  [90, 30, 16, GREEN],
  [20, 100, 24, BLUE],
  [64, 64, 16, HALF_WHITE],
];

/** The middle of each dot, just inside and just outside of the third, and two places without any. */
export const PLACES = [
  [20, 30],
  [90, 30],
  [20, 100],
  [64, 64],
  [20, 94],
  [20, 86],
  [100, 100],
  [64, 20],
] as const;

/** What is seen at PLACES when DOTS are drawn. */
export const SEEN = [
  "#ff0000",
  "#00ff00",
  "#0000ff",
  "#808080",
  "#0000ff",
  "#000000",
  "#000000",
  "#000000",
];

export interface ParticleLab {
  readonly call: Call;
  /** Opens a stage with these dots in its world. */
  openWith(options: StageOptions, dots?: readonly Dot[]): Promise<void>;
  /** What the page threw or logged as an error during this test. */
  readonly errors: readonly string[];
  page(): Page;
}

/** Opens the page before the tests of this file and closes it after them. */
export function useParticleLab(graphics?: readonly string[]): ParticleLab {
  let server: PageServer;
  let browser: Browser;
  let page: Page;
  const errors: string[] = [];
  beforeAll(async () => {
    [server, browser] = await Promise.all([servePages(), launchBrowser(graphics)]);
    page = await browser.newPage({ viewport: { width: 300, height: 300 } });
    page.on("pageerror", (error) => errors.push(error.message));
    page.on("console", (message) => {
      if (message.type() === "error") errors.push(message.text());
    });
    await page.goto(`${server.url}test/browser/pages/particle-layer.html`);
    await page.waitForFunction("window.lab !== undefined");
  });
  afterAll(async () => {
    await browser?.close();
    await server?.close();
  });
  beforeEach(() => {
    errors.length = 0;
  });
  const call: Call = (name, ...args) =>
    page.evaluate(
      ([key, values]) =>
        (window as unknown as { lab: Record<string, (...a: unknown[]) => never> }).lab[key](
          ...values,
        ),
      [name, args] as [string, unknown[]],
    );
  return {
    call,
    async openWith(options, dots = DOTS) {
      await call("open", options);
      await call("spawn", dots);
    },
    errors,
    page: () => page,
  };
}
