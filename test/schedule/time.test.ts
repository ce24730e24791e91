import { expect, test } from "vitest";
import {
  createSchedule,
  createWorld,
  type ScheduleOptions,
  system,
  type Time,
} from "../../src/index.ts";
import { createRecorder } from "./recorder.ts";

/** What a system of the fixed phase and one of the update phase were told, since the last `take`. */
function watch(options: ScheduleOptions = {}) {
  const steps: string[] = [];
  const frames: string[] = [];
  const tell = (time: Time) => `${round(time.dtSeconds)} at ${round(time.elapsedSeconds)}`;
  const schedule = createSchedule(
    createWorld(),
    [
      system({
        name: "step",
        phase: "fixed",
        run: (_world, time) => {
          steps.push(`${time.fixedStep}: ${tell(time)}`);
        },
      }),
      system({
        name: "frame",
        run: (_world, time) => {
          frames.push(`${time.frame}: ${tell(time)}, alpha ${round(time.alpha)}`);
        },
      }),
    ],
    { fixedStepSeconds: 0.1, maxStepsPerFrame: 5, ...options },
  );
  return { schedule, takeSteps: () => steps.splice(0), takeFrames: () => frames.splice(0) };
}

function round(seconds: number): number {
  return Number(seconds.toFixed(6));
}

test("a frame runs the fixed steps that its time has filled, and says how far the next is", () => {
  const { schedule, takeSteps, takeFrames } = watch();
  schedule.runFrame(0.25);
  expect(takeSteps()).toEqual(["1: 0.1 at 0.1", "2: 0.1 at 0.2"]);
  expect(takeFrames()).toEqual(["1: 0.25 at 0.25, alpha 0.5"]);
  schedule.runFrame(0.04);
  expect(takeSteps()).toEqual([]);
  expect(takeFrames()).toEqual(["2: 0.04 at 0.29, alpha 0.9"]);
  schedule.runFrame(0.01);
  expect(takeSteps()).toEqual(["3: 0.1 at 0.3"]);
  expect(takeFrames()).toEqual(["3: 0.01 at 0.3, alpha 0"]);
});

test("frames as long as a step run one step each, whatever rounding does to the sum", () => {
  const { note, take } = createRecorder();
  const schedule = createSchedule(createWorld(), [note("step", { phase: "fixed" })]);
  for (let frame = 0; frame < 10_000; frame++) {
    schedule.runFrame(1 / 60);
    expect(take()).toBe("step");
  }
  const { time } = schedule;
  expect(time.fixedStep).toBe(10_000);
  expect(time.alpha).toBeLessThan(1e-6);
});

test("the fixed steps cover what the frames covered, to less than one step", () => {
  const { schedule, takeSteps } = watch({ timeScale: 1.7 });
  let steps = 0;
  for (let frame = 0; frame < 2_000; frame++) {
    schedule.runFrame((frame % 13) * 0.01);
    steps += takeSteps().length;
    const ahead = schedule.time.elapsedSeconds - steps * 0.1;
    expect(ahead).toBeGreaterThan(-1e-6);
    expect(ahead).toBeLessThan(0.1);
    expect(schedule.time.alpha).toBeCloseTo(Math.max(0, ahead / 0.1), 6);
  }
});

test("a frame after an hour's sleep catches up to the limit, and counts the rest as dropped", () => {
  const { schedule, takeSteps, takeFrames } = watch();
  schedule.runFrame(0.05);
  schedule.runFrame(3600);
  expect(takeSteps()).toEqual([
    "1: 0.1 at 0.1",
    "2: 0.1 at 0.2",
    "3: 0.1 at 0.3",
    "4: 0.1 at 0.4",
    "5: 0.1 at 0.5",
  ]);
  expect(takeFrames()[1]).toBe("2: 0.5 at 0.55, alpha 0.5");
  expect(round(schedule.time.droppedSeconds)).toBe(3599.5);
  expect(schedule.time.realDtSeconds).toBe(3600);
  schedule.runFrame(0.05);
  expect(takeSteps()).toEqual(["6: 0.1 at 0.6"]);
});

test("unless told, a step is a sixtieth and a frame at most fifteen of them", () => {
  const schedule = createSchedule(createWorld(), []);
  schedule.runFrame(3600);
  expect(schedule.time.fixedDtSeconds).toBe(1 / 60);
  expect(schedule.time.dtSeconds).toBe(0.25);
});

test("paused frames go on with no time and no steps, and resume where they were", () => {
  const { schedule, takeSteps, takeFrames } = watch();
  schedule.runFrame(0.05);
  schedule.pause();
  expect(schedule.isPaused).toBe(true);
  schedule.runFrame(10);
  schedule.runFrame(10);
  expect(takeSteps()).toEqual([]);
  expect(takeFrames().slice(1)).toEqual(["2: 0 at 0.05, alpha 0.5", "3: 0 at 0.05, alpha 0.5"]);
  expect(schedule.time.isPaused).toBe(true);
  schedule.resume();
  schedule.runFrame(0.05);
  expect(takeSteps()).toEqual(["1: 0.1 at 0.1"]);
  expect(schedule.time.isPaused).toBe(false);
  expect(schedule.time.droppedSeconds).toBe(0);
});

test("a system can pause, and the frame it does so in is whole", () => {
  const { note, take } = createRecorder();
  const schedule = createSchedule(
    createWorld(),
    [
      note("menu", { phase: "input", run: () => schedule.pause() }),
      note("step", { phase: "fixed" }),
      note("think", { runIf: (_world, time) => !time.isPaused }),
    ],
    { fixedStepSeconds: 0.1 },
  );
  schedule.runFrame(0.1);
  expect(take()).toBe("menu step think");
  schedule.runFrame(0.1);
  expect(take()).toBe("menu");
});

test("the time scale slows and hurries game time, from the next frame on", () => {
  const { schedule, takeSteps, takeFrames } = watch({ timeScale: 0.5 });
  schedule.runFrame(0.2);
  expect(takeSteps()).toEqual(["1: 0.1 at 0.1"]);
  schedule.timeScale = 3;
  expect(schedule.time.scale).toBe(0.5);
  schedule.runFrame(0.1);
  expect(takeFrames()).toEqual(["1: 0.1 at 0.1, alpha 0", "2: 0.3 at 0.4, alpha 0"]);
  expect(schedule.time.scale).toBe(3);
  schedule.timeScale = 0;
  schedule.runFrame(0.1);
  expect(takeFrames()).toEqual(["3: 0 at 0.4, alpha 0"]);
});

test("step runs one frame of one step, paused or not, and leaves the rest of the time alone", () => {
  const { schedule, takeSteps, takeFrames } = watch({ timeScale: 4 });
  schedule.pause();
  schedule.step();
  schedule.step();
  expect(takeSteps()).toEqual(["1: 0.1 at 0.1", "2: 0.1 at 0.2"]);
  expect(takeFrames()).toEqual(["1: 0.1 at 0.1, alpha 0", "2: 0.1 at 0.2, alpha 0"]);
  expect(schedule.isPaused).toBe(true);
  schedule.runFrame(0.1);
  expect(takeSteps()).toEqual([]);
});

test("time is one object, also when systems change", () => {
  const { schedule } = watch();
  const { time } = schedule;
  schedule.runFrame(0.1);
  schedule.remove("step");
  schedule.runFrame(0.1);
  expect(schedule.time).toBe(time);
  expect(time.frame).toBe(2);
});

test.each([
  [{ fixedStepSeconds: 0 }, "fixedStepSeconds is 0. Pass seconds above 0."],
  [{ fixedStepSeconds: Number.NaN }, "fixedStepSeconds is NaN. Pass seconds above 0."],
  [{ maxStepsPerFrame: 0 }, "maxStepsPerFrame is 0. Pass a whole number of 1 or more."],
  [{ maxStepsPerFrame: 1.5 }, "maxStepsPerFrame is 1.5. Pass a whole number of 1 or more."],
  [{ timeScale: -1 }, "timeScale is -1. Pass 0 or more; 1 is as fast as the clock."],
  [{ seed: 0.5 }, "seed is 0.5. Pass a whole number, or leave it out."],
  [
    { onError: "ignore" },
    'onError is "ignore". Pass "stop", "set aside" or a function that returns one of them.',
  ],
])("a wrong option is refused: %o", (options, what) => {
  expect(() => createSchedule(createWorld(), [], options as ScheduleOptions)).toThrow(
    expect.objectContaining({ message: `createSchedule: ${what} [E211]` }),
  );
});

test("a frame of no real length is refused before it begins", () => {
  const { schedule } = watch();
  for (const seconds of [Number.NaN, -1, Number.POSITIVE_INFINITY]) {
    expect(() => schedule.runFrame(seconds)).toThrow(
      `runFrame: realSeconds is ${seconds}. Pass seconds since the last frame, 0 or more. [E211]`,
    );
  }
  expect(() => {
    schedule.timeScale = Number.NaN;
  }).toThrow("timeScale: timeScale is NaN. Pass 0 or more; 1 is as fast as the clock. [E211]");
  expect(schedule.time.frame).toBe(0);
  expect(schedule.timeScale).toBe(1);
});
