/**
 * FrameProfile: how long each named part of a frame takes, as rolling averages and as entries on
 * tracks of the browser's Performance panel.
 *
 * Meant to stay on: whoever opens the panel finds the frame already labelled. For entries with
 * properties and tooltips use `performance.measure`, which keeps about 1 KB for each of them.
 * Invariant: spans nest, and none outlives its frame.
 */
import { EcsError } from "../base/errors.ts";

/** The colours that the Performance panel knows. */
export type TrackColor =
  | `${"primary" | "secondary" | "tertiary"}${"" | "-light" | "-dark"}`
  | "error";

export interface FrameProfileOptions {
  /** Name over the tracks in the Performance panel; "Colonnade" unless told. */
  readonly group?: string;
  /** How many frames an average spans; 60 unless told. */
  readonly frames?: number;
}

/** As Chromium has it; the compiler's own declaration stops after the label. */
type TimeStamp = (
  label: string,
  start: number,
  end: number,
  track: string,
  group: string,
  color: TrackColor,
) => void;

/** Marks a name that has not run in the frame at hand. */
const NOT_RUN = -1;

export class FrameProfile {
  readonly #group: string;
  readonly #frames: number;
  readonly #stamp: TimeStamp | undefined;
  /** Start times of the spans that are open, outermost first. */
  #starts = new Float64Array(8);
  #depth = 0;

  readonly #slots = new Map<string, number>();
  /** One number per slot: milliseconds in the frame at hand, and frames ever counted. */
  #frameMs = new Float64Array(16).fill(NOT_RUN);
  #runs = new Uint32Array(16);
  /** A ring of `#frames` numbers per slot. */
  #rings: Float64Array;

  /** @throws {EcsError} E201 when `frames` is not a whole number of 1 or more */
  constructor(options: FrameProfileOptions = {}) {
    const { group = "Colonnade", frames = 60 } = options;
    if (!Number.isInteger(frames) || frames < 1) {
      throw new EcsError(
        "E201",
        `FrameProfile: option frames is ${frames}. Pass a whole number of 1 or more, or leave it out.`,
      );
    }
    this.#group = group;
    this.#frames = frames;
    this.#rings = new Float64Array(16 * frames);
    // Only Chromium draws tracks; elsewhere the extra arguments are ignored.
    this.#stamp = (console as { timeStamp?: TimeStamp }).timeStamp?.bind(console);
  }

  /** The names seen so far, in the order of their first span. */
  get names(): readonly string[] {
    return [...this.#slots.keys()];
  }

  /** Opens a span; the next `end` without a `begin` of its own closes it. */
  begin(): void {
    if (this.#depth === this.#starts.length) this.#starts = grown(this.#starts);
    this.#starts[this.#depth++] = performance.now();
  }

  /**
   * Closes the innermost open span and counts it under `name`, on `track` of the Performance panel.
   *
   * Spans of one name in one frame add up. `begin` and `end` together take about 0.4 us, most of
   * it to read the clock, and keep nothing; a name's first span allocates its place.
   * @throws {EcsError} E202 when no span is open
   */
  end(name: string, track: string, color: TrackColor = "primary"): void {
    if (this.#depth === 0) {
      throw new EcsError(
        "E202",
        `end: span "${name}" was never begun. Call begin() before the work and end() after it, once each.`,
      );
    }
    const end = performance.now();
    const start = this.#starts[--this.#depth];
    const slot = this.#slots.get(name) ?? this.#addSlot(name);
    if (this.#frameMs[slot] === NOT_RUN) this.#frameMs[slot] = 0;
    this.#frameMs[slot] += end - start;
    this.#stamp?.(name, start, end, track, this.#group, color);
  }

  /**
   * Takes what the frame measured into the averages; call it once a frame, after its last span.
   *
   * @throws {EcsError} E203 when a span is still open; it is dropped, and so is the frame
   */
  endFrame(): void {
    const open = this.#depth;
    this.#depth = 0;
    for (let slot = 0; slot < this.#slots.size; slot++) {
      const ms = this.#frameMs[slot];
      this.#frameMs[slot] = NOT_RUN;
      if (ms === NOT_RUN || open > 0) continue;
      this.#rings[slot * this.#frames + (this.#runs[slot] % this.#frames)] = ms;
      this.#runs[slot]++;
    }
    if (open === 0) return;
    throw new EcsError(
      "E203",
      `endFrame: the frame leaves spans open (${open}). Call end() for every begin(), in a finally block where the work may throw.`,
    );
  }

  /**
   * Mean milliseconds a frame, over the last frames in which `name` ran; NaN when it never did.
   *
   * Adds the frames up when asked: some 0.1 us, for displays rather than for inner loops.
   */
  averageMs(name: string): number {
    const slot = this.#slots.get(name);
    if (slot === undefined) return Number.NaN;
    const count = Math.min(this.#runs[slot], this.#frames);
    const first = slot * this.#frames;
    let sum = 0;
    for (let i = first; i < first + count; i++) sum += this.#rings[i];
    return sum / count;
  }

  /** Milliseconds of the last frame in which `name` ran; NaN when it never did. */
  lastMs(name: string): number {
    const slot = this.#slots.get(name);
    if (slot === undefined || this.#runs[slot] === 0) return Number.NaN;
    return this.#rings[slot * this.#frames + ((this.#runs[slot] - 1) % this.#frames)];
  }

  /** Forgets all figures, and keeps the names: for when what is measured has changed. */
  reset(): void {
    this.#depth = 0;
    this.#frameMs.fill(NOT_RUN);
    this.#runs.fill(0);
  }

  #addSlot(name: string): number {
    const slot = this.#slots.size;
    if (slot === this.#runs.length) {
      const runs = new Uint32Array(slot * 2);
      runs.set(this.#runs);
      this.#runs = runs;
      this.#frameMs = grown(this.#frameMs).fill(NOT_RUN, slot);
      this.#rings = grown(this.#rings);
    }
    this.#slots.set(name, slot);
    return slot;
  }
}

/** Twice as long, with what it held. */
function grown(values: Float64Array): Float64Array<ArrayBuffer> {
  const copy = new Float64Array(values.length * 2);
  copy.set(values);
  return copy;
}
