import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { launchBrowser } from "./browser.ts";
import { DemoPage } from "./demo-page.ts";
import { type PageServer, serveBuilt } from "./serve.ts";

/** As the Performance panel reads it. */
interface TraceEvent {
  readonly name: string;
  readonly args: {
    readonly data?: {
      readonly name?: string;
      readonly start?: number;
      readonly end?: number;
      readonly track?: string;
      readonly trackGroup?: string;
      readonly color?: string;
    };
  };
}

let server: PageServer;
let browser: Browser;
beforeAll(async () => {
  [server, browser] = await Promise.all([serveBuilt(["index.html"]), launchBrowser()]);
});
afterAll(async () => {
  await browser.close();
  await server.close();
});

/** What the page stamps while it takes some steps: each name with its group and track. */
async function recordStamps(demo: DemoPage): Promise<Map<string, string>> {
  await browser.startTracing(demo.page, { categories: ["devtools.timeline"] });
  await demo.untilSteps(5);
  const { traceEvents } = JSON.parse((await browser.stopTracing()).toString()) as {
    traceEvents: TraceEvent[];
  };
  const tracks = new Map<string, string>();
  for (const { name, args } of traceEvents) {
    const data = args.data;
    if (name !== "TimeStamp" || data?.name === undefined) continue;
    expect(data.end).toBeGreaterThanOrEqual(data.start ?? Number.NaN);
    tracks.set(data.name, `${data.trackGroup} / ${data.track}`);
  }
  return tracks;
}

test("systems, upload and render each have an entry on a track of their own", async () => {
  const demo = await DemoPage.open(browser, server.url);
  await demo.untilDrawn();
  const tracks = await recordStamps(demo);
  expect(Object.fromEntries(tracks)).toEqual({
    age: "Colonnade / Systems",
    forces: "Colonnade / Systems",
    move: "Colonnade / Systems",
    bounce: "Colonnade / Systems",
    look: "Colonnade / Systems",
    respawn: "Colonnade / Systems",
    step: "Colonnade / Systems",
    upload: "Colonnade / Rendering",
    ParticleLayer: "Colonnade / Uploads",
    render: "Colonnade / Rendering",
    frame: "Colonnade / Frames",
  });
  await demo.close();
});

test("a layout that is copied before it is drawn shows the copy as well", async () => {
  const demo = await DemoPage.open(
    browser,
    server.url,
    "?count=5000&render=points&layout=interleaved",
  );
  await demo.untilDrawn();
  const tracks = await recordStamps(demo);
  expect(tracks.get("copy")).toBe("Colonnade / Rendering");
  expect(tracks.get("age")).toBe("Colonnade / Systems");
  expect(tracks.get("ParticleLayer")).toBe("Colonnade / Uploads");
  await demo.close();
});

test("kernels have entries inside those of their systems", async () => {
  const demo = await DemoPage.open(browser, server.url, "?count=5000&render=points&layout=kernel");
  await demo.untilDrawn();
  const tracks = await recordStamps(demo);
  expect(tracks.get("particle forces")).toBe("Colonnade / Kernels");
  await demo.close();
});
