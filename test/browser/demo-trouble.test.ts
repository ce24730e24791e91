import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { launchBrowser } from "./browser.ts";
import { DemoPage } from "./demo-page.ts";
import { type PageServer, serveBuilt } from "./serve.ts";

let server: PageServer;
let browser: Browser;
beforeAll(async () => {
  [server, browser] = await Promise.all([serveBuilt(["index.html"]), launchBrowser()]);
});
afterAll(async () => {
  await browser.close();
  await server.close();
});

/** Every canvas refuses to draw with a GPU, and there is no WebGPU either. */
const WITHOUT_GRAPHICS = `
  const original = HTMLCanvasElement.prototype.getContext;
  HTMLCanvasElement.prototype.getContext = function (type, ...rest) {
    return /webgl/.test(type) ? null : original.call(this, type, ...rest);
  };
  Object.defineProperty(navigator, "gpu", { value: undefined });
`;

test("an address the page does not understand is named, and the page runs", async () => {
  const search = "?layout=soa&count=12&render=points&seed=x";
  const demo = await DemoPage.open(browser, server.url, search);
  await demo.untilDrawn();
  expect(await demo.notices()).toEqual([
    'In the address, layout "soa" is not one of objects, churned, interleaved, columns, kernel, workers, bitecs; using columns instead.',
    "In the address, count 12 is outside 1,000 to 1,000,000; using 1,000 instead.",
    'In the address, seed "x" is not a whole number from 0 to 4294967295; using 1 instead.',
  ]);
  expect(await demo.data()).toMatchObject({ layout: "columns", count: "1000" });
  expect(new URL(demo.page.url()).search).toBe(search);
  await demo.untilSteps(3);
  await demo.screenshot("bad-address");
  await demo.page.click(".notice:first-child button");
  expect(await demo.notices()).toHaveLength(2);
  await demo.close();
});

test("a count that is no number is named, and the default is made", async () => {
  const demo = await DemoPage.open(browser, server.url, "?count=lots&render=points");
  expect(await demo.notices()).toEqual([
    'In the address, count "lots" is not a whole number; using 100,000 instead.',
  ]);
  expect(await demo.data()).toMatchObject({ count: "100000" });
  await demo.close();
});

test("without WebGL the page says what to do, and the numbers run on", async () => {
  const options = { before: WITHOUT_GRAPHICS };
  const demo = await DemoPage.open(browser, server.url, "?count=2000", options);
  await demo.page.waitForSelector("#stage-message:not([hidden])");
  expect(await demo.page.textContent("#stage-message")).toContain("Turn on hardware acceleration");
  await demo.untilSteps(25);
  for (const layout of ["objects", "columns"] as const) await demo.choose(layout);
  await demo.untilSteps(25);
  await demo.page.waitForFunction("Number(document.querySelector('#step-ns').textContent) > 0");
  expect(await demo.data()).toMatchObject({ stage: "none", technique: "none" });
  await demo.screenshot("no-webgl");
  await demo.close();
});

test("a lost graphics context is announced, and the picture comes back with it", async () => {
  const demo = await DemoPage.open(browser, server.url);
  await demo.untilDrawn();
  await demo.page.evaluate(() => {
    const canvas = document.querySelector<HTMLCanvasElement>("#stage canvas")!;
    const gl = canvas.getContext("webgl2")!; // the context that Pixi draws with
    const extension = gl.getExtension("WEBGL_lose_context")!; // software GL has it
    Object.assign(window, { restoreContext: () => extension.restoreContext() });
    extension.loseContext();
  });
  await demo.until("stage", "lost");
  expect(await demo.notices()).toEqual([
    "The graphics driver took the canvas away. The numbers run on, and the picture comes back with the driver; if it does not, reload the page.",
  ]);
  await demo.untilSteps(3);
  await demo.choose("interleaved");
  await demo.page.evaluate("restoreContext()");
  await demo.until("stage", "webgl");
  await demo.untilSteps(3);
  expect(await demo.notices()).toEqual([]);
  expect((await demo.pixels()).lit).toBeGreaterThan(1_000);
  await demo.close();
});

test("where memory runs out, the particles at hand go on", async () => {
  const demo = await DemoPage.open(browser, server.url);
  await demo.untilDrawn();
  await demo.page.evaluate(() => {
    WebAssembly.Memory = class {
      constructor() {
        throw new RangeError("out of memory");
      }
    } as unknown as typeof WebAssembly.Memory;
  });
  await demo.page.keyboard.press("3");
  await demo.page.waitForSelector(".notice");
  expect(await demo.notices()).toEqual([
    "Interleaved with 5,000 particles could not be made: out of memory. Columns with 5,000 goes on.",
  ]);
  expect(await demo.page.getAttribute('.layout[data-layout="columns"]', "aria-pressed")).toBe(
    "true",
  );
  await demo.untilSteps(3);
  expect(await demo.data()).toMatchObject({ layout: "columns", count: "5000" });
  expect((await demo.pixels()).lit).toBeGreaterThan(1_000);
  await demo.close();
});

test("where the world's memory runs out, the message says so by code", async () => {
  const demo = await DemoPage.open(browser, server.url);
  await demo.choose("objects");
  await demo.untilDrawn();
  await demo.page.evaluate(() => {
    WebAssembly.Memory = class {
      constructor() {
        throw new RangeError("out of memory");
      }
    } as unknown as typeof WebAssembly.Memory;
  });
  await demo.page.keyboard.press("4");
  await demo.page.waitForSelector(".notice");
  const [notice] = await demo.notices();
  expect(notice).toContain("Columns with 5,000 particles could not be made: ");
  expect(notice).toMatch(/\[E\d{3}\]/);
  expect(notice).toContain("Objects with 5,000 goes on.");
  await demo.untilSteps(3);
  expect(await demo.data()).toMatchObject({ layout: "objects" });
  await demo.close();
});

test("on a phone the panel starts folded, fits, and opens", async () => {
  const viewport = { width: 390, height: 844 };
  const context = { hasTouch: true, deviceScaleFactor: 2 };
  const demo = await DemoPage.open(browser, server.url, "?count=2000&render=points", {
    viewport,
    context,
  });
  await demo.untilDrawn();
  const box = async () => (await demo.page.locator("aside#panel").boundingBox())!; // it is never hidden
  const folded = await box();
  expect(await demo.page.getAttribute("#panel-toggle", "aria-expanded")).toBe("false");
  expect(folded.height).toBeLessThan(250);
  expect(folded.x + folded.width).toBeLessThanOrEqual(390);
  expect(await demo.page.evaluate("document.querySelector('#stage canvas').width")).toBe(780);
  await demo.page.tap('.layout[data-layout="columns"]');
  await demo.page.tap("#panel-toggle");
  expect(await demo.page.getAttribute("#panel-toggle", "aria-expanded")).toBe("true");
  const open = await box();
  expect(open.height).toBeGreaterThan(400);
  expect(open.y).toBeGreaterThan(100);
  expect(await demo.page.evaluate("document.scrollingElement.scrollWidth")).toBe(390);
  await demo.screenshot("phone");
  await demo.close();
});

test("the canvas follows a change of devicePixelRatio", async () => {
  const demo = await DemoPage.open(browser, server.url);
  await demo.untilDrawn();
  expect(await demo.page.evaluate("document.querySelector('#stage canvas').width")).toBe(960);
  const session = await demo.page.context().newCDPSession(demo.page);
  const metrics = { width: 960, height: 640, deviceScaleFactor: 1.5, mobile: false };
  await session.send("Emulation.setDeviceMetricsOverride", metrics);
  await demo.page.waitForFunction("document.querySelector('#stage canvas').width === 1440");
  await session.send("Emulation.setDeviceMetricsOverride", { ...metrics, deviceScaleFactor: 2 });
  await demo.page.waitForFunction("document.querySelector('#stage canvas').width === 1920");
  await demo.untilSteps(2);
  await demo.close();
});
