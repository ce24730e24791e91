/**
 * What a span of a profile costs, by the form of its tracks: in Node and in a headless browser.
 *
 *   npm run bench -- profile
 *
 * A span is `begin` and `end`, as around each system. In the browser also while a recording runs.
 */
import { FrameProfile, type TrackForm } from "../../src/index.ts";
import { launchBrowser } from "../browser/browser.ts";
import { servePages } from "../browser/serve.ts";
import {
  describeMachine,
  measureInterleaved,
  measurementTable,
  printTable,
  type Subject,
  sinkTotal,
} from "./harness.ts";
import type { SpanCost } from "./pages/profile.ts";

const SPANS = 1_000;
const FORMS: readonly TrackForm[] = ["off", "stamps", "measures"];

/** A frame of a thousand spans in each form. */
function subjects(): Subject[] {
  return FORMS.map((form): Subject => {
    const profile = new FrameProfile({ tracks: form });
    return {
      name: `spans, ${form}`,
      operations: SPANS,
      run() {
        for (let i = 0; i < SPANS; i++) {
          profile.begin();
          profile.end("span", "Systems");
        }
        profile.endFrame();
        return profile.lastMs("span");
      },
    };
  });
}

console.log(describeMachine());
printTable("Node", measurementTable(measureInterleaved(subjects(), { rounds: 5, turnMs: 300 })));

const server = await servePages([]);
const browser = await launchBrowser();
try {
  const page = await browser.newPage();
  await page.goto(`${server.url}test/bench/pages/profile.html`);
  await page.waitForFunction("window.measureSpans !== undefined");
  const rows: string[][] = [];
  for (const isRecording of [false, true]) {
    if (isRecording)
      await browser.startTracing(page, { categories: ["devtools.timeline", "blink.user_timing"] });
    // Recorded, each span is an event of some 300 bytes: few of them.
    const ms = isRecording ? 100 : 1_500;
    const rounds = isRecording ? 1 : 3;
    const subjectsHere = ["clock", ...FORMS] as const;
    const results = subjectsHere.map((): SpanCost[] => []);
    for (let round = 0; round < rounds; round++) {
      for (const [i, form] of subjectsHere.entries())
        results[i].push(
          await page.evaluate(([name, time]) => window.measureSpans(name, time), [
            form,
            ms,
          ] as const),
        );
    }
    if (isRecording) await browser.stopTracing();
    subjectsHere.forEach((form, i) => {
      const nanoseconds = results[i].map(({ ns }) => ns).sort((a, b) => a - b);
      const kept = Math.max(...results[i].map(({ mostKept }) => mostKept));
      const what = form === "clock" ? "the clock, read twice" : `spans, ${form}`;
      const label = `${what}${isRecording ? ", recording" : ""}`;
      rows.push([label, nanoseconds[rounds >> 1].toFixed(0), `${kept}`]);
    });
  }
  const headers = ["subject", "ns a span", "most entries kept"];
  printTable(`Chromium ${browser.version()}`, { headers, rows });
} finally {
  await browser.close();
  await server.close();
}
console.log(`\n(${sinkTotal()})`);
