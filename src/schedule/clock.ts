/**
 * Clock: turns seconds of the wall clock into frames and fixed steps of game time, and writes `Time`.
 *
 * Invariant: the fixed steps cover what the frames covered, to less than one step. What a late frame
 * cannot catch up is left out of both, and counted.
 */
import { EcsError } from "../base/errors.ts";
import { shown } from "../base/shown.ts";
import { Time, Word } from "./time.ts";

export interface ClockOptions {
  /** Length of a fixed step, in seconds of game time; 1/60 unless told. */
  readonly fixedStepSeconds?: number;
  /**
   * Most fixed steps that one frame catches up, and so the longest frame; 15 unless told (a quarter
   * of a second). Game time past it is dropped.
   */
  readonly maxStepsPerFrame?: number;
  /** Seconds of game time per second; 1 unless told. */
  readonly timeScale?: number;
}

/** A step that lacks less than this share of its time is run: sums of 1/60 rarely come out even. */
const STEP_TOLERANCE = 1e-6;

export class Clock {
  readonly time = new Time();
  /** Whether the next frame covers no game time. */
  isPaused = false;
  readonly maxSteps: number;
  readonly #words = this.time.words;
  #scale = 1;

  /** @throws {EcsError} E211 a wrong option */
  constructor(options: ClockOptions) {
    const { fixedStepSeconds = 1 / 60, maxStepsPerFrame = 15, timeScale = 1 } = options;
    if (!Number.isFinite(fixedStepSeconds) || fixedStepSeconds <= 0) {
      throw wrong("createSchedule", "fixedStepSeconds", fixedStepSeconds, "seconds above 0");
    }
    if (!Number.isInteger(maxStepsPerFrame) || maxStepsPerFrame < 1) {
      throw wrong(
        "createSchedule",
        "maxStepsPerFrame",
        maxStepsPerFrame,
        "a whole number of 1 or more",
      );
    }
    this.maxSteps = maxStepsPerFrame;
    this.#words[Word.FixedDt] = fixedStepSeconds;
    this.setScale(timeScale, "createSchedule");
    this.#words[Word.Scale] = timeScale;
  }

  get scale(): number {
    return this.#scale;
  }

  /** From the next frame on. @throws {EcsError} E211 */
  setScale(scale: number, verb: string): void {
    if (!Number.isFinite(scale) || scale < 0) {
      throw wrong(verb, "timeScale", scale, "0 or more; 1 is as fast as the clock");
    }
    this.#scale = scale;
  }

  /** Begins a frame `realSeconds` after the last; returns how many fixed steps belong to it. @throws {EcsError} E211 */
  beginFrame(realSeconds: number): number {
    if (!Number.isFinite(realSeconds) || realSeconds < 0) {
      throw wrong(
        "runFrame",
        "realSeconds",
        realSeconds,
        "seconds since the last frame, 0 or more",
      );
    }
    const words = this.#words;
    const fixedDt = words[Word.FixedDt];
    const wanted = this.isPaused ? 0 : realSeconds * this.#scale;
    const dt = Math.min(wanted, this.maxSteps * fixedDt);
    words[Word.Real] = realSeconds;
    words[Word.Scale] = this.#scale;
    words[Word.Paused] = this.isPaused ? 1 : 0;
    words[Word.Dropped] += wanted - dt;
    const accumulated = words[Word.Accumulated] + dt;
    const steps = Math.floor(accumulated / fixedDt + STEP_TOLERANCE);
    words[Word.Accumulated] = accumulated - steps * fixedDt;
    words[Word.Alpha] = Math.max(0, words[Word.Accumulated] / fixedDt);
    words[Word.FrameDt] = dt;
    this.#setFrame();
    return steps;
  }

  /** Begins a frame of exactly one fixed step, paused or not; what was accumulated stays. */
  beginSingleStep(): number {
    const words = this.#words;
    words[Word.Real] = words[Word.FixedDt];
    words[Word.Scale] = 1;
    words[Word.Paused] = 0;
    words[Word.FrameDt] = words[Word.FixedDt];
    this.#setFrame();
    return 1;
  }

  beginStep(): void {
    const words = this.#words;
    words[Word.FixedStep]++;
    words[Word.Dt] = words[Word.FixedDt];
    // A product, not a sum: step n is at the same time however long the game has run.
    words[Word.Elapsed] = words[Word.FixedStep] * words[Word.FixedDt];
  }

  /** Calls `run` while time says that a fixed step is running; time goes on from where it stood. */
  lendStep(run: () => void): void {
    const words = this.#words;
    const dt = words[Word.Dt];
    const paused = words[Word.Paused];
    words[Word.Dt] = words[Word.FixedDt];
    words[Word.Paused] = 0;
    try {
      run();
    } finally {
      words[Word.Dt] = dt;
      words[Word.Paused] = paused;
    }
  }

  /** Leaves the fixed steps: `time` speaks of the frame again. */
  endSteps(): void {
    this.#words[Word.Dt] = this.#words[Word.FrameDt];
    this.#words[Word.Elapsed] = this.#words[Word.FrameElapsed];
  }

  /** Takes its length from `words`: as an argument it would be a boxed number, garbage in every frame. */
  #setFrame(): void {
    const words = this.#words;
    words[Word.Frame]++;
    words[Word.FrameElapsed] += words[Word.FrameDt];
    this.endSteps();
  }
}

function wrong(verb: string, option: string, value: unknown, remedy: string): EcsError {
  return new EcsError("E211", `${verb}: ${option} is ${shown(value)}. Pass ${remedy}.`);
}
