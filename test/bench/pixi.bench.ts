/**
 * Drawing columns beside Pixi's own ParticleContainer: JavaScript ms of sync and render a frame.
 *
 *   npm run bench -- pixi [--count 100000] [--frames 60] [--rounds 3]
 *
 * Runs in a headless browser with software GL and draw calls that do nothing: what is left is what a
 * frame costs the page's main thread. Without `--count`: 100,000 and 1,000,000.
 */
import { launchBrowser } from "../browser/browser.ts";
import { serveBuilt } from "../browser/serve.ts";
import { describeMachine, printTable, readOptions } from "./harness.ts";
import type { Change, FrameTimes, SubjectName } from "./pages/pixi.ts";

const PAGE = "test/bench/pages/pixi.html";

const SUBJECTS: readonly (readonly [label: string, subject: SubjectName, change: Change])[] = [
  ["layer, quads: x and y written", "quads", "position"],
  ["layer, pulling: x and y written", "pulling", "position"],
  ["layer, points: x and y written", "points", "position"],
  ["ParticleContainer: position dynamic", "container", "position"],
  ["ParticleContainer: position dynamic, fed from columns", "container-fed", "position"],
  ["layer, quads: all 4 columns written", "quads", "all"],
  ["ParticleContainer: all dynamic", "container", "all"],
  ["layer, quads: nothing written", "quads", "nothing"],
  ["ParticleContainer: all static", "container", "nothing"],
  ["layer, quads: 100 despawned, 100 spawned", "quads", "churn"],
  ["ParticleContainer: 100 removed, 100 added", "container", "churn"],
];

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)];
}

const options = readOptions();
const rounds = Number(options.rounds ?? 3);
const counts = options.count ? [Number(options.count)] : [100_000, 1_000_000];

const server = await serveBuilt([PAGE]);
const browser = await launchBrowser();
try {
  console.log(`${describeMachine()}, Chromium ${browser.version()}, draw calls do nothing`);
  for (const count of counts) await compare(count);
} finally {
  await browser.close();
  await server.close();
}

/** Every subject in turn, `rounds` times, each on a page of its own. */
async function compare(count: number): Promise<void> {
  const frames = Number(options.frames ?? (count > 300_000 ? 30 : 60));
  const times = SUBJECTS.map((): FrameTimes[] => []);
  for (let round = 0; round < rounds; round++) {
    for (const [i, [, subject, change]] of SUBJECTS.entries()) {
      times[i].push(await measureOnPage(subject, change, count, frames));
    }
  }
  const ms = (value: number): string => (value < 10 ? value.toFixed(3) : value.toFixed(1));
  const rows = SUBJECTS.map(([label], i) => {
    const sync = times[i].flatMap((one) => one.syncMs);
    const render = times[i].flatMap((one) => one.renderMs);
    const total = sync.map((syncMs, frame) => syncMs + render[frame]).sort((a, b) => a - b);
    const bytes = times[i][0].bytesPerFrame;
    return [
      label,
      ms(median(sync)),
      ms(median(render)),
      ms(median(total)),
      ms(total[Math.floor(total.length * 0.9)]),
      Number.isFinite(bytes) ? `${(bytes / 1e6).toFixed(1)} MB` : "",
    ];
  });
  const headers = [
    "JavaScript ms a frame",
    "sync",
    "render",
    "both",
    "90th percentile",
    "uploaded",
  ];
  printTable(`${count.toLocaleString("en")} particles`, { headers, rows });
}

async function measureOnPage(
  subject: SubjectName,
  change: Change,
  count: number,
  frames: number,
): Promise<FrameTimes> {
  const page = await browser.newPage();
  page.on("pageerror", (error) => console.error(error.message));
  await page.goto(server.url + PAGE);
  await page.waitForFunction("window.measure !== undefined");
  const measured = await page.evaluate(
    ([name, what, rowCount, frameCount]) => window.measure(name, what, rowCount, frameCount),
    [subject, change, count, frames] as const,
  );
  await page.close();
  return measured;
}
