import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { FrameProfile } from "../../src/index.ts";

/** What the clock shows; each test sets it by hand. */
let clockMs: number;
/** Calls of `console.timeStamp`. */
let stamps: unknown[][];

beforeEach(() => {
  clockMs = 1_000;
  stamps = [];
  vi.spyOn(performance, "now").mockImplementation(() => clockMs);
  vi.stubGlobal("console", {
    ...console,
    timeStamp: (...parts: unknown[]) => {
      stamps.push(parts);
    },
  });
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

/** A span of `ms` milliseconds. */
function span(profile: FrameProfile, name: string, ms: number): void {
  profile.begin();
  clockMs += ms;
  profile.end(name, "Systems");
}

function frame(profile: FrameProfile, name: string, ms: number): void {
  span(profile, name, ms);
  profile.endFrame();
}

test("an average is the mean of the frames so far", () => {
  const profile = new FrameProfile();
  frame(profile, "move", 2);
  frame(profile, "move", 4);
  expect(profile.averageMs("move")).toBe(3);
  expect(profile.lastMs("move")).toBe(4);
});

test("an average forgets frames older than it spans", () => {
  const profile = new FrameProfile({ frames: 3 });
  for (const ms of [100, 1, 2, 6]) frame(profile, "move", ms);
  expect(profile.averageMs("move")).toBe(3);
});

test("spans of one name add up within a frame", () => {
  const profile = new FrameProfile();
  span(profile, "move", 2);
  span(profile, "move", 3);
  profile.endFrame();
  expect(profile.averageMs("move")).toBe(5);
});

test("frames in which a name did not run leave its average alone", () => {
  const profile = new FrameProfile();
  frame(profile, "save", 8);
  frame(profile, "move", 1);
  expect(profile.averageMs("save")).toBe(8);
  expect(profile.averageMs("move")).toBe(1);
});

test("a frame counts once it has ended", () => {
  const profile = new FrameProfile();
  span(profile, "move", 2);
  expect(profile.averageMs("move")).toBeNaN();
  expect(profile.lastMs("move")).toBeNaN();
});

test("the history has the last frames, the oldest first, as many as are kept and fit", () => {
  const profile = new FrameProfile({ frames: 3 });
  const out = new Float64Array(8);
  frame(profile, "move", 100);
  expect([profile.historyInto("move", out), out[0]]).toEqual([1, 100]);
  for (const ms of [1, 2, 6]) frame(profile, "move", ms);
  expect([profile.historyInto("move", out), ...out.slice(0, 4)]).toEqual([3, 1, 2, 6, 0]);
  const two = new Float64Array(2);
  expect([profile.historyInto("move", two), ...two]).toEqual([2, 2, 6]);
  expect(profile.historyInto("sleep", out)).toBe(0);
});

test("a name that never ran has no figures", () => {
  const profile = new FrameProfile();
  expect(profile.averageMs("move")).toBeNaN();
  expect(profile.lastMs("move")).toBeNaN();
  expect(profile.names).toEqual([]);
});

test("an outer span includes its inner ones", () => {
  const profile = new FrameProfile();
  profile.begin();
  span(profile, "age", 1);
  span(profile, "move", 2);
  clockMs += 4;
  profile.end("step", "Systems");
  profile.endFrame();
  expect(profile.averageMs("age")).toBe(1);
  expect(profile.averageMs("move")).toBe(2);
  expect(profile.averageMs("step")).toBe(7);
  expect(profile.names).toEqual(["age", "move", "step"]);
});

test("every span becomes an entry of the Performance panel", () => {
  const profile = new FrameProfile({ group: "Game" });
  profile.begin();
  clockMs += 2;
  profile.end("move", "Systems", "secondary-dark");
  profile.begin();
  clockMs += 1;
  profile.end("render", "Rendering");
  expect(stamps).toEqual([
    ["move", 1_000, 1_002, "Systems", "Game", "secondary-dark"],
    ["render", 1_002, 1_003, "Rendering", "Game", "primary"],
  ]);
});

test("without console.timeStamp it measures all the same", () => {
  vi.stubGlobal("console", { ...console, timeStamp: undefined });
  const profile = new FrameProfile();
  frame(profile, "move", 2);
  expect(profile.averageMs("move")).toBe(2);
});

test("reset forgets figures and open spans, and keeps names", () => {
  const profile = new FrameProfile();
  frame(profile, "move", 100);
  profile.begin();
  profile.reset();
  expect(profile.averageMs("move")).toBeNaN();
  expect(profile.names).toEqual(["move"]);
  frame(profile, "move", 2);
  expect(profile.averageMs("move")).toBe(2);
});

test("it keeps figures apart for any number of names, at any depth", () => {
  const profile = new FrameProfile({ frames: 2 });
  for (let i = 0; i < 40; i++) profile.begin();
  for (let i = 0; i < 40; i++) {
    clockMs += 1;
    profile.end(`system ${i}`, "Systems");
  }
  profile.endFrame();
  expect(profile.averageMs("system 0")).toBe(1);
  expect(profile.averageMs("system 16")).toBe(17);
  expect(profile.averageMs("system 39")).toBe(40);
});

test("end without begin is an error", () => {
  expect(() => new FrameProfile().end("move", "Systems")).toThrow(
    'end: span "move" was never begun. Call begin() before the work and end() after it, once each. [E202]',
  );
});

test("a frame that ends inside a span is an error, and does not count", () => {
  const profile = new FrameProfile();
  frame(profile, "move", 2);
  profile.begin();
  span(profile, "move", 50);
  expect(() => profile.endFrame()).toThrow(
    "endFrame: the frame leaves spans open (1). Call end() for every begin(), in a finally block where the work may throw. [E203]",
  );
  frame(profile, "move", 4);
  expect(profile.averageMs("move")).toBe(3);
});

test.each([0, 1.5, -1, Number.NaN])("frames: %d is an error", (frames) => {
  expect(() => new FrameProfile({ frames })).toThrow(
    `FrameProfile: option frames is ${frames}. Pass a whole number of 1 or more, or leave it out. [E201]`,
  );
});
