/**
 * The particle step in every memory layout, beside loops written by hand over plain typed arrays.
 *
 *   npm run bench -- layouts [--large] [--rounds 5] [--layouts columns,hand] [--count 100000]
 *                            [--rate 0.02] [--json file]
 *
 * Each layout runs in a process of its own, several times, in turns. `--large` adds 1M particles;
 * `--rate` is the share of particles that respawn per second.
 */
import {
  type ComparisonRow,
  compareLayouts,
  comparisonTable,
  formatNs,
  type LayoutSample,
  median,
  type Table,
} from "../../demos/particles/comparison.ts";
import {
  LAYOUT_NAMES,
  type ParticleStore,
  type StoreName,
  SYSTEM_NAMES,
  type SystemName,
} from "../../demos/particles/particle-store.ts";
import { createStepInput } from "../../demos/particles/settings.ts";
import { createStore } from "../../demos/particles/store-factory.ts";
import {
  answerParent,
  collectGarbage,
  describeMachine,
  printTable,
  readOptions,
  runChild,
  saveJson,
} from "./harness.ts";

const WIDTH = 1280;
const HEIGHT = 720;
const WARM_UP_FRAMES = 60;

interface Round {
  readonly sample: LayoutSample;
  readonly bytesPerParticle: number;
  /** Heap per particle as the collector reports it; typed arrays are not on the heap. */
  readonly heapBytesPerParticle: number;
  readonly slowestStepNs: number;
  readonly respawned: number;
  /** Mean y, so that a layout that skips its work is seen. */
  readonly meanY: number;
}

const options = readOptions();
if (options.child === undefined) compare();
else answerParent(measure(options.child as StoreName, Number(options.count)));

/** The parent: every layout in turn, `rounds` times, then the tables. */
function compare(): void {
  const counts = options.count ? [Number(options.count)] : [10_000, 100_000];
  if (options.large) counts.push(1_000_000);
  const layouts = (options.layouts?.split(",") ?? [...LAYOUT_NAMES, "hand"]) as StoreName[];
  const rounds = Number(options.rounds ?? 5);
  console.log(describeMachine());
  const results: { count: number; rows: ComparisonRow[] }[] = [];
  for (const count of counts) {
    const byLayout = new Map<StoreName, Round[]>(layouts.map((layout) => [layout, []]));
    for (let round = 0; round < rounds; round++) {
      for (const layout of layouts) {
        const args = ["--child", layout, "--count", `${count}`, "--rate", options.rate ?? "0.02"];
        byLayout.get(layout)!.push(runChild<Round>(args));
      }
    }
    const samples = [...byLayout.values()].flat().map((round) => round.sample);
    const rows = compareLayouts(samples, layouts.includes("columns") ? "columns" : layouts[0]);
    results.push({ count, rows });
    const shown = count.toLocaleString("en-US");
    printTable(`${shown} particles, ns per particle`, comparisonTable(rows));
    printTable(`${shown} particles, memory and steadiness`, memoryTable(byLayout));
  }
  if (options.json) saveJson(options.json, results);
}

function memoryTable(byLayout: ReadonlyMap<StoreName, readonly Round[]>): Table {
  return {
    headers: [
      "layout",
      "bytes per particle",
      "of it on the heap",
      "slowest step",
      "respawned",
      "mean y",
    ],
    rows: [...byLayout].map(([layout, rounds]) => [
      layout,
      rounds[0].bytesPerParticle.toFixed(0),
      median(rounds.map((round) => round.heapBytesPerParticle)).toFixed(0),
      formatNs(median(rounds.map((round) => round.slowestStepNs))),
      `${rounds[0].respawned}`,
      rounds[0].meanY.toFixed(3),
    ]),
  };
}

/** The child: one layout, alone in its process. */
function measure(layout: StoreName, count: number): Round {
  const input = createStepInput(WIDTH, HEIGHT);
  input.agePerSecond = Number(options.rate ?? 0.02);
  input.pointerStrength = 2e5;
  collectGarbage();
  const heapBefore = process.memoryUsage().heapUsed;
  const store = createStore(layout, { count, seed: 1, width: WIDTH, height: HEIGHT });
  collectGarbage();
  const heapBytes = process.memoryUsage().heapUsed - heapBefore;

  // Twice as long for few particles, where one frame is soon over.
  const frames = Math.max(30, Math.min(600, Math.round(2e7 / count)));
  let respawned = 0;
  const stepNs: number[] = [];
  const systemNs = Object.fromEntries(
    SYSTEM_NAMES.map((system): [SystemName, number[]] => [system, []]),
  ) as Record<SystemName, number[]>;
  for (let frame = 0; frame < WARM_UP_FRAMES; frame++) {
    for (const system of SYSTEM_NAMES) respawned += runSystem(store, system, input);
  }
  for (let frame = 0; frame < frames; frame++) {
    const frameStart = performance.now();
    let start = frameStart;
    for (const system of SYSTEM_NAMES) {
      respawned += runSystem(store, system, input);
      const end = performance.now();
      systemNs[system].push(((end - start) * 1e6) / count);
      start = end;
    }
    stepNs.push(((start - frameStart) * 1e6) / count);
  }
  const meanY = store.checksum().y / count;
  const medians = SYSTEM_NAMES.map((system) => [system, median(systemNs[system])]);
  return {
    sample: {
      layout,
      stepNs: median(stepNs),
      systemNs: Object.fromEntries(medians) as Record<SystemName, number>,
    },
    bytesPerParticle: store.bytesPerParticle,
    heapBytesPerParticle: heapBytes / count,
    slowestStepNs: Math.max(...stepNs),
    respawned,
    meanY,
  };
}

function runSystem(
  store: ParticleStore,
  system: SystemName,
  input: ReturnType<typeof createStepInput>,
): number {
  if (system === "respawn") return store.respawn(input);
  store[system](input);
  return 0;
}
