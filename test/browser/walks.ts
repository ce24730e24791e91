/**
 * The walks of docs/profiling.md: its programs, served as pages, and what a browser records of them.
 *
 * Tests and the script that makes the pictures run the same pages. Invariant: a program is the block of the
 * document as it stands; its first line names it.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { type PageServer, PROJECT, servePages } from "./serve.ts";

export const WALKS = ["slow-system", "garbage-leak", "fragmentation"] as const;
export type Walk = (typeof WALKS)[number];
export type Version = "before" | "after";

/** A span as the Performance panel shows it. */
export interface Span {
  readonly name: string;
  readonly group: string;
  readonly track: string;
  readonly startMs: number;
  readonly ms: number;
  readonly properties: Readonly<Record<string, string>>;
}

/** The source of a walk's program. */
function programOf(walk: string): string {
  const page = readFileSync(join(PROJECT, "docs/profiling.md"), "utf8");
  const blocks = [...page.matchAll(/```ts\n([\s\S]*?)```/g)].map(([, block]) => block);
  const program = blocks.find((block) => block.startsWith(`// ${walk}.ts\n`));
  if (program === undefined) throw new Error(`docs/profiling.md has no program "${walk}.ts".`);
  return program;
}

export function serveWalks(): Promise<PageServer> {
  return servePages(["acorn"], {
    resolve: {
      alias: [
        { find: "colonnade/kernel/parse", replacement: join(PROJECT, "src/kernel/parse/index.ts") },
        { find: /^colonnade$/, replacement: join(PROJECT, "src/index.ts") },
      ],
    },
    plugins: [
      {
        name: "walks",
        resolveId: (id) => (id.startsWith("/walks/") ? id : undefined),
        load: (id) => (id.startsWith("/walks/") ? programOf(id.slice(7, -3)) : undefined),
      },
    ],
  });
}

/** Opens a walk's page; resolves once it runs. Errors of the page end in `errors`. */
export async function openWalk(
  browser: Browser,
  server: PageServer,
  walk: Walk,
  version: Version,
  errors: string[],
): Promise<Page> {
  const page = await browser.newPage({ viewport: { width: 1280, height: 720 } });
  page.on("pageerror", (error) => errors.push(error.message));
  page.on("console", (message) => {
    if (message.type() === "error") errors.push(message.text());
  });
  await page.goto(`${server.url}test/browser/pages/walk.html?walk=${walk}&version=${version}`);
  await page.waitForSelector(`body[data-running=${version}]`);
  return page;
}

/** What the panel's Record button asks for, less the pictures. */
const CATEGORIES = [
  "devtools.timeline",
  "blink.user_timing",
  "disabled-by-default-devtools.timeline",
  "disabled-by-default-v8.cpu_profiler",
  "v8",
  "v8.execute",
];

/** A recording of what the page does meanwhile, as the Performance panel loads and saves it. */
export async function record(
  browser: Browser,
  meanwhile: () => Promise<void>,
  page: Page,
): Promise<Buffer> {
  await browser.startTracing(page, { categories: CATEGORIES });
  await meanwhile();
  return browser.stopTracing();
}

/** What was allocated, whether it still lives or not, by the stack that did it. */
export interface HeapSample {
  readonly bytes: number;
  readonly frames: number;
  /** Bytes by function, without what it calls but for what is inlined in it; the most first. */
  readonly functions: readonly { readonly name: string; readonly bytes: number }[];
}

interface SampleNode {
  readonly callFrame: { readonly functionName: string };
  readonly selfSize: number;
  readonly children: readonly SampleNode[];
}

/** As "Allocation sampling" of the Memory panel does, every 4 KiB, with what the collector has taken. */
export async function sampleHeap(page: Page, meanwhile: () => Promise<void>): Promise<HeapSample> {
  const session = await page.context().newCDPSession(page);
  const frame = () => page.evaluate(() => window.schedule.time.frame);
  const first = await frame();
  await session.send("HeapProfiler.startSampling", {
    samplingInterval: 4096,
    includeObjectsCollectedByMajorGC: true,
    includeObjectsCollectedByMinorGC: true,
  });
  await meanwhile();
  const { profile } = await session.send("HeapProfiler.stopSampling");
  const head = profile.head as SampleNode;
  const sizes = new Map<string, number>();
  const total = (node: SampleNode): number =>
    node.children.reduce((sum, child) => sum + total(child), node.selfSize);
  const add = (node: SampleNode): void => {
    const name = node.callFrame.functionName;
    sizes.set(name, (sizes.get(name) ?? 0) + node.selfSize);
    node.children.forEach(add);
  };
  add(head);
  const functions = [...sizes]
    .map(([name, bytes]) => ({ name, bytes }))
    .sort((a, b) => b.bytes - a.bytes);
  return { bytes: total(head), frames: (await frame()) - first, functions };
}

interface TraceEvent {
  readonly name: string;
  readonly cat: string;
  readonly ph: string;
  readonly ts: number;
  readonly id2?: { readonly local?: string };
  readonly args: {
    readonly detail?: string;
    readonly data?: {
      readonly name?: string;
      readonly start?: number;
      readonly end?: number;
      readonly track?: string;
      readonly trackGroup?: string;
    };
  };
}

/** The spans that a recording has on tracks of ours, stamps and measures alike. */
export function spansIn(recording: Buffer): Span[] {
  const { traceEvents } = JSON.parse(recording.toString()) as { traceEvents: TraceEvent[] };
  const open = new Map<string, TraceEvent>();
  const spans: Span[] = [];
  for (const event of traceEvents) {
    if (event.cat === "blink.user_timing" && event.ph === "b" && event.args.detail !== undefined)
      open.set(`${event.id2?.local} ${event.name}`, event);
    if (event.cat === "blink.user_timing" && event.ph === "e") {
      const key = `${event.id2?.local} ${event.name}`;
      const start = open.get(key);
      open.delete(key);
      if (start === undefined) continue;
      const { devtools } = JSON.parse(start.args.detail!);
      spans.push({
        name: event.name,
        group: devtools.trackGroup,
        track: devtools.track,
        startMs: start.ts / 1000,
        ms: (event.ts - start.ts) / 1000,
        properties: Object.fromEntries(devtools.properties),
      });
    }
  }
  return spans;
}
