/**
 * Time: what a system is told about the frame it runs in. One object for the life of a schedule.
 *
 * Inside a fixed phase `dtSeconds` and `elapsedSeconds` speak of fixed steps, elsewhere of the frame,
 * so that one system is right in both. Invariant: only `Clock` writes it, and its numbers stand in
 * one typed array: they are never boxed, and a copy of the array is a copy of the time.
 */

/** Where each number stands in `Time.words`. */
export const Word = {
  Dt: 0,
  Elapsed: 1,
  Frame: 2,
  FixedStep: 3,
  FixedDt: 4,
  Alpha: 5,
  Real: 6,
  Dropped: 7,
  Scale: 8,
  Paused: 9,
  /** Seconds of game time that no fixed step has covered yet; a hair below 0 after rounding. */
  Accumulated: 10,
  /** What `Dt` and `Elapsed` say outside the fixed phases. */
  FrameDt: 11,
  FrameElapsed: 12,
} as const;
const WORD_COUNT = 13;

export class Time {
  /** @internal */
  readonly words = new Float64Array(WORD_COUNT);

  /** Seconds of game time that this run of the system covers; 0 in a paused frame. */
  get dtSeconds(): number {
    return this.words[Word.Dt];
  }

  /** Seconds of game time since the start, this run's `dtSeconds` included. */
  get elapsedSeconds(): number {
    return this.words[Word.Elapsed];
  }

  /** Frames begun so far, this one included: 1 in the first. */
  get frame(): number {
    return this.words[Word.Frame];
  }

  /** Fixed steps begun so far, the running one included: 1 in the first. */
  get fixedStep(): number {
    return this.words[Word.FixedStep];
  }

  /** Length of a fixed step, in seconds of game time. */
  get fixedDtSeconds(): number {
    return this.words[Word.FixedDt];
  }

  /**
   * How far the frame stands between the last fixed step (0) and the next (under 1): draw
   * `previous + (current - previous) * alpha`. The same all frame long.
   */
  get alpha(): number {
    return this.words[Word.Alpha];
  }

  /** Seconds since the last frame by the wall clock: neither scaled nor limited nor paused. */
  get realDtSeconds(): number {
    return this.words[Word.Real];
  }

  /** Seconds of game time left out so far, because frames came too late to catch up. */
  get droppedSeconds(): number {
    return this.words[Word.Dropped];
  }

  /** Seconds of game time per second. */
  get scale(): number {
    return this.words[Word.Scale];
  }

  /** Whether game time stands still in this frame. */
  get isPaused(): boolean {
    return this.words[Word.Paused] === 1;
  }
}
