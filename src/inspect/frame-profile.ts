/**
 * FrameProfile: how long each named part of a frame takes, as rolling averages and as entries on
 * tracks of the browser's Performance panel.
 *
 * Meant to stay on: whoever opens the panel finds the frame already labelled. With the tracks in the form
 * of measures, entries carry rows, changes and bytes as properties. Invariant: spans nest, and none outlives its frame.
 */
import { checkOptions, wrongArgument } from "../base/argument-checks.ts";
import { EcsError } from "../base/errors.ts";
import type { WorkTrack, WorldProfile } from "../base/profile.ts";
import { quoted, shown } from "../base/shown.ts";
import { BYTES, CHANGES, END, ROWS, SPAN_WORDS, START } from "./span-words.ts";
import { TRACK_FORMS, type TrackColor, TrackEntries, type TrackForm } from "./track-entries.ts";

export interface FrameProfileOptions {
  /** Name over the tracks in the Performance panel; "Colonnade" unless told. */
  readonly group?: string;
  /** How many frames an average spans; 60 unless told. */
  readonly frames?: number;
  /**
   * How spans reach the Performance panel. "stamps", unless told: Chromium's `console.timeStamp`, 0.2 us more a span
   * while nobody records, and nothing is kept; in other browsers, which show no stamps, plain measures. "measures":
   * `performance.measure`, some 4 us more, for every browser's profiler, in Chromium with properties; they are cleared
   * each second. "off": figures only.
   */
  readonly tracks?: TrackForm;
}

const WORK_COLORS: Readonly<Record<WorkTrack, TrackColor>> = {
  Phases: "primary-dark",
  Kernels: "secondary",
  Flushes: "tertiary-dark",
  Uploads: "tertiary",
};

/** Marks a name that has not run in the frame at hand. */
const NOT_RUN = -1;

export class FrameProfile implements WorldProfile {
  readonly #frames: number;
  readonly #entries: TrackEntries;
  /** The spans that are open, outermost first. */
  #spans = new Float64Array(8 * SPAN_WORDS);
  #depth = 0;

  readonly #slots = new Map<string, number>();
  /** One number per slot: milliseconds in the frame at hand, and frames ever counted. */
  #frameMs = new Float64Array(16).fill(NOT_RUN);
  #runs = new Uint32Array(16);
  /** A ring of `#frames` numbers per slot. */
  #rings: Float64Array;

  /** @throws {EcsError} E201 when `frames` is not a whole number of 1 or more, or `tracks` is no form */
  constructor(options: FrameProfileOptions = {}) {
    checkOptions(options, "new FrameProfile");
    const { group = "Colonnade", frames = 60, tracks = "stamps" } = options;
    if (!Number.isInteger(frames) || frames < 1) {
      throw new EcsError(
        "E201",
        `FrameProfile: option frames is ${shown(frames)}. Pass a whole number of 1 or more, or leave it out.`,
      );
    }
    this.#frames = frames;
    this.#rings = new Float64Array(16 * frames);
    this.#entries = new TrackEntries(group);
    this.tracks = tracks;
  }

  /** The form of the tracks, which may change at any time. @throws {EcsError} E201 as the constructor */
  get tracks(): TrackForm {
    return this.#entries.form;
  }

  set tracks(form: TrackForm) {
    if (!TRACK_FORMS.includes(form)) {
      throw new EcsError(
        "E201",
        `FrameProfile: tracks is ${quoted(form)}. Use "stamps", "measures" or "off".`,
      );
    }
    this.#entries.form = form;
  }

  /** The names seen so far, in the order of their first span. */
  get names(): readonly string[] {
    return [...this.#slots.keys()];
  }

  /** Opens a span; the next `end` without a `begin` of its own closes it. */
  begin(): void {
    const at = this.#depth++ * SPAN_WORDS;
    if (at === this.#spans.length) this.#spans = grown(this.#spans);
    const spans = this.#spans;
    spans[at + START] = performance.now();
    spans[at + ROWS] = 0;
    spans[at + CHANGES] = 0;
    spans[at + BYTES] = 0;
  }

  /**
   * Closes the innermost open span and counts it under `name`, on `track` of the Performance panel.
   *
   * Spans of one name in one frame add up. `begin` and `end` together take 0.5 to 1.3 us, most of
   * it to read the clock, and keep nothing; a name's first span allocates its place.
   * @throws {EcsError} E202 when no span is open
   */
  end(name: string, track: string, color: TrackColor = "primary"): void {
    checkText(name, "end");
    if (this.#depth === 0) throw neverBegun("end", name);
    const spans = this.#spans;
    const at = (this.#depth - 1) * SPAN_WORDS;
    spans[at + END] = performance.now();
    const slot = this.#slots.get(name) ?? this.#addSlot(name);
    if (this.#frameMs[slot] === NOT_RUN) this.#frameMs[slot] = 0;
    this.#frameMs[slot] += spans[at + END] - spans[at + START];
    this.#close(name, track, color);
  }

  /**
   * Closes the innermost open span, of work that the engine did: an entry on its track, and no average, for a kernel
   * may be called as the system that runs it. The amount is a property of this entry and, added up, of those around it.
   *
   * @throws {EcsError} E202 when no span is open
   */
  endWork(name: string, track: WorkTrack, amount: number): void {
    checkText(name, "endWork");
    checkText(track, "endWork");
    if (this.#depth === 0) throw neverBegun("endWork", name);
    const spans = this.#spans;
    const at = (this.#depth - 1) * SPAN_WORDS;
    spans[at + END] = performance.now();
    if (track === "Kernels") spans[at + ROWS] += amount;
    else if (track === "Flushes") spans[at + CHANGES] += amount;
    else if (track === "Uploads") spans[at + BYTES] += amount;
    this.#close(name, track, WORK_COLORS[track]);
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

  /**
   * Writes the milliseconds of the last frames in which `name` ran into `out`, the oldest first, and returns how many:
   * those of an average at most, and as many as `out` holds.
   */
  historyInto(name: string, out: Float64Array): number {
    if (!ArrayBuffer.isView(out)) throw wrongArgument("historyInto", out, "a Float64Array");
    const slot = this.#slots.get(name);
    if (slot === undefined) return 0;
    const runs = this.#runs[slot];
    const count = Math.min(runs, this.#frames, out.length);
    const first = slot * this.#frames;
    for (let i = 0; i < count; i++)
      out[i] = this.#rings[first + ((runs - count + i) % this.#frames)];
    return count;
  }

  /** Forgets all figures, and keeps the names: for when what is measured has changed. */
  reset(): void {
    this.#depth = 0;
    this.#frameMs.fill(NOT_RUN);
    this.#runs.fill(0);
  }

  /** What was worked on inside counts for the span around it, too. */
  #close(name: string, track: string, color: TrackColor): void {
    const spans = this.#spans;
    const at = --this.#depth * SPAN_WORDS;
    if (at > 0) {
      const outer = at - SPAN_WORDS;
      spans[outer + ROWS] += spans[at + ROWS];
      spans[outer + CHANGES] += spans[at + CHANGES];
      spans[outer + BYTES] += spans[at + BYTES];
    }
    this.#entries.add(name, track, color, spans, at);
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

function checkText(name: string, verb: string): void {
  if (typeof name !== "string") throw wrongArgument(verb, name, "a name");
}

function neverBegun(verb: string, name: string): EcsError {
  return new EcsError(
    "E202",
    `${verb}: span "${name}" was never begun. Call begin() before the work and ${verb}() after it, once each.`,
  );
}

/** Twice as long, with what it held. */
function grown(values: Float64Array): Float64Array<ArrayBuffer> {
  const copy = new Float64Array(values.length * 2);
  copy.set(values);
  return copy;
}
