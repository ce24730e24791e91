/**
 * run: drives a schedule by the clock, from the display in a page and from a timer elsewhere.
 *
 * For a game loop of your own, call `schedule.runFrame(seconds)` instead. Invariant: after an error
 * no frame follows.
 */
import { checkFunction, checkOptions } from "../base/argument-checks.ts";
import { defaultFrames, type FrameSource } from "./frame-source.ts";
import type { Schedule } from "./schedule.ts";
import { checkSchedule } from "./schedule-check.ts";

export interface RunOptions {
  /** When frames are due: the display in a page, else 60 a second by a timer, unless told. */
  readonly frames?: FrameSource;
  /** Takes the error that ended the run; thrown into the page or process unless told. */
  readonly onError?: (error: unknown) => void;
}

export interface RunHandle {
  /** False once stopped, by `stop` or by an error. */
  readonly isRunning: boolean;
  /** Ends the run for good; a frame that is running is finished. */
  stop(): void;
  /** `schedule.pause()`: frames go on, game time stands still. */
  pause(): void;
  resume(): void;
  /** `schedule.step()`: one frame of one fixed step, now; for a paused run. @throws as `schedule.runFrame` */
  step(): void;
}

/**
 * Runs a frame of `schedule` whenever one is due, until stopped.
 *
 * The first frame covers 0 seconds. After a long sleep there is one frame, of at most
 * `maxStepsPerFrame` fixed steps. A frame that throws ends the run.
 * @throws {EcsError} E223 not a schedule · E100 wrong options · E143 no function
 */
export function run(schedule: Schedule, options: RunOptions = {}): RunHandle {
  checkSchedule(schedule, "run");
  checkOptions(options, "run");
  const { frames = defaultFrames(), onError } = options;
  checkFunction(frames?.request, "run({ frames })");
  if (onError !== undefined) checkFunction(onError, "run({ onError })");
  let isRunning = true;
  let lastMs = Number.NaN;
  let request: unknown;

  function frame(nowMs: number): void {
    if (!isRunning) return;
    request = frames.request(frame);
    // Clocks of some browsers step back by a hair when a page wakes.
    const elapsedMs = nowMs > lastMs ? nowMs - lastMs : 0;
    lastMs = nowMs;
    try {
      schedule.runFrame(elapsedMs / 1000);
    } catch (error) {
      stop();
      if (onError === undefined) throw error;
      onError(error);
    }
  }

  function stop(): void {
    isRunning = false;
    frames.cancel(request);
  }

  request = frames.request(frame);
  return {
    get isRunning() {
      return isRunning;
    },
    stop,
    pause: () => schedule.pause(),
    resume: () => schedule.resume(),
    step: () => schedule.step(),
  };
}
