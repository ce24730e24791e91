/**
 * A program, not a test: prints the bytes that a steady particle step allocates on the heap, counting
 * also what has been collected since. Built as a release and run in a process of its own by
 * columns-store.test.ts, since the test runner's module getters allocate by themselves.
 *
 * Arguments: layout, particles, frames to warm up, frames to measure.
 */
import { Session } from "node:inspector";
import { stepStore } from "../../../demos/particles/particle-step.ts";
import type { LayoutName } from "../../../demos/particles/particle-store.ts";
import { createStepInput } from "../../../demos/particles/settings.ts";
import { createStore } from "../../../demos/particles/store-factory.ts";

export interface GarbageReport {
  readonly bytes: number;
  readonly respawned: number;
  /** Bytes by function, for whoever has to find out. */
  readonly byFunction: Readonly<Record<string, number>>;
}

interface SamplingNode {
  readonly callFrame: { readonly functionName: string };
  readonly selfSize: number;
  readonly children: readonly SamplingNode[];
}

const [layout, ...numbers] = process.argv.slice(2);
const [count, warmUpFrames, frames] = numbers.map(Number);
const stage = { width: 1280, height: 720 };
const store = createStore(layout as LayoutName, { count, seed: 1, ...stage });
const input = { ...createStepInput(stage.width, stage.height), agePerSecond: 1.2 };
for (let frame = 0; frame < warmUpFrames; frame++) stepStore(store, input);

const session = new Session();
session.connect();

/** Everything sampled under this name is measured. */
function measuredFrames(): number {
  let respawned = 0;
  for (let frame = 0; frame < frames; frame++) respawned += stepStore(store, input);
  return respawned;
}

const sampling = {
  samplingInterval: 128,
  includeObjectsCollectedByMajorGC: true,
  includeObjectsCollectedByMinorGC: true,
};
session.post("HeapProfiler.startSampling", sampling);
const respawned = measuredFrames();
session.post("HeapProfiler.stopSampling", (error, result) => {
  if (error !== null) throw error;
  const byFunction: Record<string, number> = {};
  add(result.profile.head as SamplingNode, false, byFunction);
  const bytes = Object.values(byFunction).reduce((sum, own) => sum + own, 0);
  console.log(JSON.stringify({ bytes, respawned, byFunction } satisfies GarbageReport));
});

/** Adds what was allocated in `measuredFrames` and in whatever it called. */
function add(node: SamplingNode, isMeasured: boolean, byFunction: Record<string, number>): void {
  const { functionName } = node.callFrame;
  const isInside = isMeasured || functionName === "measuredFrames";
  if (isInside && node.selfSize > 0) {
    byFunction[functionName] = (byFunction[functionName] ?? 0) + node.selfSize;
  }
  for (const child of node.children) add(child, isInside, byFunction);
}
