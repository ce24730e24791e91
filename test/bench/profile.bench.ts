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
  consume,
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

/** Bytes that a span leaves for the collector: what 4,000 of them add to the heap. */
function garbagePerSpan(subject: Subject): number {
  for (let i = 0; i < 2_000; i++) consume(subject.run());
  const { gc } = globalThis;
  if (gc === undefined) throw new Error("Run with --expose-gc, as npm run bench does.");
  gc();
  process.memoryUsage(); // the first reading after a collection is not like the second
  for (let i = 0; i < 10; i++) consume(subject.run());
  const before = process.memoryUsage().heapUsed;
  for (let i = 0; i < 4; i++) consume(subject.run());
  return (process.memoryUsage().heapUsed - before) / (4 * SPANS);
}

console.log(describeMachine());
printTable("Node", measurementTable(measureInterleaved(subjects(), { rounds: 5, turnMs: 300 })));
const garbage = subjects().map((subject) => [
  subject.name,
  Math.max(0, garbagePerSpan(subject)).toFixed(1),
]);
printTable("Node, garbage", { headers: ["subject", "bytes a span"], rows: garbage });

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
    const results = FORMS.map((): SpanCost[] => []);
    for (let round = 0; round < rounds; round++) {
      for (const [i, form] of FORMS.entries())
        results[i].push(
          await page.evaluate(([name, time]) => window.measureSpans(name, time), [
            form,
            ms,
          ] as const),
        );
    }
    if (isRecording) await browser.stopTracing();
    FORMS.forEach((form, i) => {
      const nanoseconds = results[i].map(({ ns }) => ns).sort((a, b) => a - b);
      const kept = Math.max(...results[i].map(({ mostKept }) => mostKept));
      const label = `spans, ${form}${isRecording ? ", recording" : ""}`;
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
