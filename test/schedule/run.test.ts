import { expect, test, vi } from "vitest";
import {
  createSchedule,
  createWorld,
  type FrameSource,
  type RunOptions,
  run,
  timerFrames,
} from "../../src/index.ts";
import { createRecorder } from "./recorder.ts";

/** A source of frames that a test drives by hand. */
function manualFrames() {
  let pending: ((nowMs: number) => void) | undefined;
  const source: FrameSource = {
    request(frame) {
      pending = frame;
      return frame;
    },
    cancel(request) {
      if (pending === request) pending = undefined;
    },
  };
  const frameAt = (nowMs: number): void => {
    const frame = pending;
    pending = undefined;
    frame?.(nowMs);
  };
  return { source, frameAt, isWaiting: () => pending !== undefined };
}

/** A run of two systems that note the milliseconds they cover. */
function drive(options: RunOptions = {}) {
  const { note, log, take } = createRecorder();
  const { source, frameAt, isWaiting } = manualFrames();
  const schedule = createSchedule(
    createWorld(),
    [
      note("step", { phase: "fixed" }),
      note("frame", {
        run: (_world, time) => {
          log.push(`${Math.round(time.dtSeconds * 1000)}ms`);
        },
      }),
    ],
    { fixedStepSeconds: 0.01, maxStepsPerFrame: 4 },
  );
  const handle = run(schedule, { frames: source, ...options });
  return { schedule, handle, frameAt, isWaiting, take };
}

test("each frame covers the time since the last, the first none", () => {
  const { frameAt, take } = drive();
  frameAt(5_000);
  expect(take()).toBe("frame 0ms");
  frameAt(5_010);
  expect(take()).toBe("step frame 10ms");
  frameAt(5_030);
  expect(take()).toBe("step step frame 20ms");
});

test("a tab that slept an hour comes back with one clamped frame", () => {
  const { frameAt, take, schedule } = drive();
  frameAt(0);
  take();
  frameAt(3_600_000);
  expect(take()).toBe("step step step step frame 40ms");
  frameAt(3_600_010);
  expect(take()).toBe("step frame 10ms");
  expect(schedule.time.droppedSeconds).toBeCloseTo(3599.96, 6);
});

test("a clock that steps back is taken to stand still", () => {
  const { frameAt, take } = drive();
  frameAt(100);
  frameAt(99);
  frameAt(109);
  expect(take()).toBe("frame 0ms frame 0ms step frame 10ms");
});

test("a stopped run has no more frames, also when it stops itself", () => {
  const { handle, frameAt, isWaiting, take } = drive();
  frameAt(0);
  expect(handle.isRunning).toBe(true);
  handle.stop();
  expect(handle.isRunning).toBe(false);
  expect(isWaiting()).toBe(false);

  const { note, take: takeSelf } = createRecorder();
  const manual = manualFrames();
  const schedule = createSchedule(createWorld(), [
    note("quit", { run: () => self.stop() }),
    note("rest"),
  ]);
  const self = run(schedule, { frames: manual.source });
  manual.frameAt(0);
  expect(takeSelf()).toBe("quit rest");
  expect(manual.isWaiting()).toBe(false);
  expect(take()).toBe("frame 0ms");
});

test("a paused run goes on drawing, and can be stepped", () => {
  const { handle, frameAt, take, schedule } = drive();
  frameAt(0);
  handle.pause();
  frameAt(10);
  handle.step();
  expect(take()).toBe("frame 0ms frame 0ms step frame 10ms");
  expect(schedule.isPaused).toBe(true);
  handle.resume();
  frameAt(20);
  expect(take()).toBe("step frame 10ms");
});

test("an error ends the run, and is thrown to whoever called the frame", () => {
  const { frameAt, handle, isWaiting, schedule } = drive();
  const { note } = createRecorder();
  schedule.add(
    note("fails", {
      run: () => {
        throw new Error("boom");
      },
    }),
  );
  expect(() => frameAt(0)).toThrow('threw "boom"');
  expect(handle.isRunning).toBe(false);
  expect(isWaiting()).toBe(false);
});

test("an error ends the run, and goes to onError where there is one", () => {
  const errors: unknown[] = [];
  const { frameAt, handle, schedule } = drive({ onError: (error) => errors.push(error) });
  const { note } = createRecorder();
  schedule.add(
    note("fails", {
      run: () => {
        throw new Error("boom");
      },
    }),
  );
  frameAt(0);
  expect(errors).toEqual([expect.objectContaining({ code: "E218", system: "fails", frame: 1 })]);
  expect(handle.isRunning).toBe(false);
});

test("without a display a timer drives the frames", async () => {
  vi.useFakeTimers();
  const { note, take } = createRecorder();
  const schedule = createSchedule(createWorld(), [note("step", { phase: "fixed" })]);
  const handle = run(schedule);
  await vi.advanceTimersByTimeAsync(1_000);
  handle.stop();
  const steps = take().split(" ").length;
  // Sixty frames in a second, the first of which covers nothing; a timer is a millisecond early or late.
  expect(steps).toBeGreaterThanOrEqual(57);
  expect(steps).toBeLessThanOrEqual(60);
  await vi.advanceTimersByTimeAsync(1_000);
  expect(take()).toBe("");
  vi.useRealTimers();
});

test("a timer keeps its pace, and makes up for no frame that was late", () => {
  vi.useFakeTimers();
  const source = timerFrames(100);
  const start = performance.now();
  const times: number[] = [];
  const frame = (nowMs: number): void => {
    times.push(Math.round(nowMs - start));
    // The third frame takes 35 ms.
    if (times.length === 3) vi.advanceTimersByTime(35);
    if (times.length < 6) source.request(frame);
  };
  source.request(frame);
  vi.advanceTimersByTime(100);
  expect(times).toEqual([0, 10, 20, 55, 65, 75]);
  vi.useRealTimers();
});

test("in a page the display drives the frames", () => {
  const { note, take } = createRecorder();
  const manual = manualFrames();
  vi.stubGlobal("requestAnimationFrame", manual.source.request);
  vi.stubGlobal("cancelAnimationFrame", manual.source.cancel);
  const handle = run(createSchedule(createWorld(), [note("frame")]));
  manual.frameAt(16);
  manual.frameAt(33);
  expect(take()).toBe("frame frame");
  handle.stop();
  expect(manual.isWaiting()).toBe(false);
  vi.unstubAllGlobals();
});

test("what is no schedule is refused, a world above all", () => {
  const world = createWorld();
  expect(() => run(world as unknown as ReturnType<typeof createSchedule>)).toThrow(
    "run: an object is not a schedule. Pass what createSchedule(world, systems) returned. [E223]",
  );
});
