/** How spans reach the Performance panel: what is written, and what is kept. */
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { FrameProfile, type TrackForm } from "../../src/index.ts";

const CHROME = "Mozilla/5.0 (X11; Linux x86_64) HeadlessChrome/150.0.0.0 Safari/537.36";
const FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:150.0) Gecko/20100101 Firefox/150.0";

/** What the clock shows; each test sets it by hand. */
let clockMs: number;
let stampCount: number;

beforeEach(() => {
  clockMs = performance.now();
  stampCount = 0;
  vi.spyOn(performance, "now").mockImplementation(() => clockMs);
  vi.stubGlobal("navigator", { userAgent: CHROME });
  vi.stubGlobal("console", { ...console, timeStamp: () => stampCount++ });
  performance.clearMeasures();
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
  performance.clearMeasures();
});

const measures = () => performance.getEntriesByType("measure") as PerformanceMeasure[];

/** One frame of a system that runs a kernel and uploads. */
function frame(profile: FrameProfile): void {
  profile.begin();
  profile.begin();
  clockMs += 2;
  profile.endWork("move", "Kernels", 1_000);
  profile.begin();
  clockMs += 1;
  profile.endWork("flush", "Flushes", 3);
  profile.begin();
  profile.endWork("ParticleLayer", "Uploads", 4_096);
  profile.end("step", "Systems");
  profile.endFrame();
}

function entry(name: string): { duration: number; devtools: object } {
  const { duration, detail } = measures().find((one) => one.name === name)!;
  return { duration, devtools: detail.devtools };
}

test("a measure carries what was worked on, and its system's adds it up", () => {
  frame(new FrameProfile({ tracks: "measures", group: "Game" }));
  expect(stampCount).toBe(0);
  expect(entry("move")).toEqual({
    duration: 2,
    devtools: {
      dataType: "track-entry",
      track: "Kernels",
      trackGroup: "Game",
      color: "secondary",
      properties: [["Rows in kernels", "1000"]],
    },
  });
  expect(entry("step")).toEqual({
    duration: 3,
    devtools: {
      dataType: "track-entry",
      track: "Systems",
      trackGroup: "Game",
      color: "primary",
      properties: [
        ["Rows in kernels", "1000"],
        ["Changes flushed", "3"],
        ["Bytes uploaded", "4096"],
      ],
    },
  });
});

test("a system does not carry what the one before worked on", () => {
  const profile = new FrameProfile({ tracks: "measures" });
  frame(profile);
  profile.begin();
  profile.end("idle", "Systems");
  expect(entry("idle").devtools).toMatchObject({ properties: [] });
});

test("measures are gone after a second, and those of others stay", () => {
  const profile = new FrameProfile({ tracks: "measures" });
  performance.measure("mine", { start: 0, end: 1 });
  let most = 0;
  for (let i = 0; i < 10_000; i++) {
    frame(profile);
    clockMs += 13; // with the 3 of the frame, 16 a frame: 62 frames of 4 measures a second
    most = Math.max(most, measures().length);
  }
  expect(most).toBeGreaterThan(200);
  expect(most).toBeLessThan(300);
  expect(measures().map(({ name }) => name)).toContain("mine");
});

test("another form clears what was measured", () => {
  const profile = new FrameProfile({ tracks: "measures" });
  frame(profile);
  expect(measures()).toHaveLength(4);
  profile.tracks = "stamps";
  expect(measures()).toHaveLength(0);
  frame(profile);
  expect(measures()).toHaveLength(0);
  expect(stampCount).toBe(4);
});

test("off writes nothing, and the figures go on", () => {
  const profile = new FrameProfile({ tracks: "off" });
  frame(profile);
  expect(measures()).toHaveLength(0);
  expect(stampCount).toBe(0);
  expect(profile.lastMs("step")).toBe(3);
});

test("browsers without tracks get plain measures", () => {
  vi.stubGlobal("navigator", { userAgent: FIREFOX });
  frame(new FrameProfile({ tracks: "measures" }));
  const plain = measures().map(({ name, duration, detail }) => `${name}: ${duration}, ${detail}`);
  expect(plain.sort()).toEqual([
    "ParticleLayer: 0, null",
    "flush: 1, null",
    "move: 2, null",
    "step: 3, null",
  ]);
});

test("stamps, which such browsers do not show, are plain measures there, and stay stamps in Node", () => {
  vi.stubGlobal("navigator", { userAgent: FIREFOX });
  frame(new FrameProfile());
  expect(
    measures()
      .map(({ name }) => name)
      .sort(),
  ).toEqual(["ParticleLayer", "flush", "move", "step"]);
  expect(stampCount).toBe(0);
  performance.clearMeasures();
  vi.stubGlobal("navigator", { userAgent: "Node.js/24" });
  frame(new FrameProfile());
  expect(measures()).toEqual([]);
  expect(stampCount).toBe(4);
});

test("work of the engine counts in no average, whatever its name", () => {
  const profile = new FrameProfile({ tracks: "off" });
  profile.begin();
  profile.begin();
  clockMs += 2;
  profile.endWork("move", "Kernels", 10);
  clockMs += 1;
  profile.end("move", "Systems");
  profile.endFrame();
  expect(profile.names).toEqual(["move"]);
  expect(profile.averageMs("move")).toBe(3);
});

test("work that was never begun is an error", () => {
  expect(() => new FrameProfile().endWork("move", "Kernels", 1)).toThrow(
    'endWork: span "move" was never begun. Call begin() before the work and endWork() after it, once each. [E202]',
  );
});

test("a form that does not exist is an error", () => {
  expect(() => new FrameProfile({ tracks: "marks" as TrackForm })).toThrow(
    'FrameProfile: tracks is "marks". Use "stamps", "measures" or "off". [E201]',
  );
});
