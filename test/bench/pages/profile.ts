/** The page of profile.bench.ts: what a span costs, at twenty spans a frame. */
import { FrameProfile, type TrackForm } from "../../../src/index.ts";

export interface SpanCost {
  readonly ns: number;
  /** Measures that lay in the page at once. */
  readonly mostKept: number;
  readonly sum: number;
}

declare global {
  interface Window {
    measureSpans: (form: TrackForm | "clock", ms: number) => Promise<SpanCost>;
  }
}

const SPANS = 20;
/** Frames between two looks at the clock of this page, which shows steps of 5 us. */
const FRAMES = 50;

const nextTask = () => new Promise((resolve) => setTimeout(resolve, 4));

/** Two readings of the clock, which every span needs. */
function readClock(): number {
  return performance.now() + performance.now();
}

window.measureSpans = async (form, ms) => {
  const profile = new FrameProfile(form === "clock" ? {} : { tracks: form });
  let sum = 0;
  const end = performance.now() + ms;
  let busyMs = 0;
  let spans = 0;
  let mostKept = 0;
  while (performance.now() < end) {
    const start = performance.now();
    for (let frame = 0; frame < FRAMES; frame++) {
      if (form === "clock") {
        for (let i = 0; i < SPANS; i++) sum += readClock();
        continue;
      }
      for (let i = 0; i < SPANS; i++) {
        profile.begin();
        profile.end("span", "Systems");
      }
      profile.endFrame();
    }
    busyMs += performance.now() - start;
    spans += FRAMES * SPANS;
    mostKept = Math.max(mostKept, performance.getEntriesByType("measure").length);
    await nextTask();
  }
  profile.tracks = "off"; // clears what is left
  return { ns: (busyMs * 1e6) / spans, mostKept, sum };
};
