/**
 * FrameSource: what says when the next frame is due, and by which clock.
 *
 * In a page that is the display; elsewhere a timer. Pass your own to `run` to be driven by something
 * else. Invariant: a callback is called once, never before `request` has returned.
 */
import { checkFunction, wrongArgument } from "../base/argument-checks.ts";

export interface FrameSource {
  /** Asks for one call, with the time in milliseconds; returns what `cancel` takes. */
  request(frame: (nowMs: number) => void): unknown;
  cancel(request: unknown): void;
}

/** One frame per refresh of the display; none while the page is hidden. */
export function animationFrames(): FrameSource {
  return {
    request: (frame) => requestAnimationFrame(frame),
    cancel: (request) => cancelAnimationFrame(request as number),
  };
}

/** `framesPerSecond` frames by a timer, evenly spaced; frames that are late are not made up for. */
export function timerFrames(framesPerSecond: number): FrameSource {
  if (!(Number.isFinite(framesPerSecond) && framesPerSecond > 0))
    throw wrongArgument("timerFrames", framesPerSecond, "the frames a second, a number above 0");
  const spacingMs = 1000 / framesPerSecond;
  let dueMs = Number.NEGATIVE_INFINITY;
  return {
    request(frame) {
      checkFunction(frame, "request");
      const nowMs = performance.now();
      // From when the last was due, not from now: the timer's own lateness must not add up.
      dueMs = Math.max(dueMs + spacingMs, nowMs);
      return setTimeout(() => frame(performance.now()), dueMs - nowMs);
    },
    cancel: (request) => clearTimeout(request as ReturnType<typeof setTimeout>),
  };
}

/** The display where there is one, else 60 frames per second by a timer. */
export function defaultFrames(): FrameSource {
  return typeof requestAnimationFrame === "function" ? animationFrames() : timerFrames(60);
}
