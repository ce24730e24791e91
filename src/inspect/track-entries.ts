/**
 * TrackEntries: writes spans to the browser's Performance panel, where each has a place on a named track.
 *
 * Two forms: a stamp goes to whoever records just then and is kept by nobody; a measure of User Timing
 * can carry properties, is seen by every browser's profiler, and lies in the page until it is cleared.
 * Invariant: no measure written here is kept for much longer than `KEPT_MS`.
 */

import { BYTES, END, ROWS, START } from "./span-words.ts";

/** The colours that the Performance panel knows. */
export type TrackColor =
  | `${"primary" | "secondary" | "tertiary"}${"" | "-light" | "-dark"}`
  | "error";

/** How spans are shown: `console.timeStamp`, `performance.measure`, or not at all. */
export type TrackForm = "stamps" | "measures" | "off";

export const TRACK_FORMS: readonly TrackForm[] = ["stamps", "measures", "off"];

/** As Chromium has it; the compiler's own declaration stops after the label. */
type TimeStamp = (
  label: string,
  start: number,
  end: number,
  track: string,
  group: string,
  color: TrackColor,
) => void;

/** From `ROWS` to `BYTES`. */
const AMOUNT_LABELS: readonly string[] = ["Rows in kernels", "Changes flushed", "Bytes uploaded"];

/** How long measures stay where scripts can read them. */
const KEPT_MS = 1_000;

export class TrackEntries {
  readonly #group: string;
  readonly #stamp: TimeStamp | undefined;
  readonly #hasTracks = drawsTracks();
  /** A page of a browser that shows no stamps: there, measures without properties stand in for them. */
  readonly #isPlainPage = isPage() && !this.#hasTracks;
  #form: TrackForm = "stamps";
  /** What has been measured since the last clearing. */
  readonly #names = new Set<string>();
  #clearedMs = 0;

  constructor(group: string) {
    this.#group = group;
    // Only Chromium draws tracks; elsewhere the extra arguments are ignored.
    this.#stamp = (console as { timeStamp?: TimeStamp }).timeStamp?.bind(console);
  }

  get form(): TrackForm {
    return this.#form;
  }

  set form(form: TrackForm) {
    this.#form = form;
    this.#clear();
  }

  /** Writes the span whose words begin at `at`. Numbers stay in the array until here: passed along, they would be garbage. */
  add(name: string, track: string, color: TrackColor, spans: Float64Array, at: number): void {
    if (this.#form === "stamps" && !this.#isPlainPage) {
      this.#stamp?.(name, spans[at + START], spans[at + END], track, this.#group, color);
    } else if (this.#form !== "off") {
      this.#measure(name, track, color, spans, at);
    }
  }

  #measure(name: string, track: string, color: TrackColor, spans: Float64Array, at: number): void {
    const start = spans[at + START];
    const end = spans[at + END];
    if (end - this.#clearedMs >= KEPT_MS) this.#clear(end);
    this.#names.add(name);
    if (!this.#hasTracks) {
      performance.measure(name, { start, end });
      return;
    }
    const properties: [string, string][] = [];
    for (let word = ROWS; word <= BYTES; word++) {
      const amount = spans[at + word];
      if (amount > 0) properties.push([AMOUNT_LABELS[word - ROWS], String(amount)]);
    }
    const trackGroup = this.#group;
    const devtools = { dataType: "track-entry", track, trackGroup, color, properties };
    performance.measure(name, { start, end, detail: { devtools } });
  }

  /** Takes this profile's measures out of the page; a recording has them already. */
  #clear(nowMs = performance.now()): void {
    for (const name of this.#names) performance.clearMeasures(name);
    this.#names.clear();
    this.#clearedMs = nowMs;
  }
}

/** Whether this is a browser, not Node, of which newer ones have a `navigator`, too. */
function isPage(): boolean {
  return typeof navigator !== "undefined" && !navigator.userAgent.startsWith("Node.js/");
}

/** Whether this browser's panel draws what `detail.devtools` says: Chrome, Edge and others made from Chromium. */
function drawsTracks(): boolean {
  return typeof navigator !== "undefined" && /Chrome\//.test(navigator.userAgent);
}
