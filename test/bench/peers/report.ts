/** Results as tables, as a page of all of them, and as docs/performance.md. */
import {
  formatNs,
  formatRatio,
  type Table,
  toMarkdown,
} from "../../../demos/particles/comparison.ts";
import type { Timing, WorkloadTimings } from "./compare.ts";
import type { MemoryResult } from "./memory.ts";
import { KERNELS, NOT_PEERS, OURS } from "./peers.ts";
import type { SizeResult } from "./sizes.ts";

/** Everything a run measured. */
export interface Results {
  readonly workloads: readonly WorkloadTimings[];
  readonly memory: readonly MemoryResult[];
  readonly sizes: readonly SizeResult[];
}

/** What a reader must know of a library or a workload beside its numbers. */
export interface Legend {
  readonly title: string;
  readonly does: string;
}

/** The fastest of the libraries, Colonnade left out. */
export const bestPeer = (timings: readonly Timing[]): Timing | undefined =>
  bestOf(timings, (peer) => !NOT_PEERS.has(peer));

function bestOf(
  timings: readonly Timing[],
  isCounted: (peer: string) => boolean,
): Timing | undefined {
  let best: Timing | undefined;
  for (const one of timings) {
    if (!isCounted(one.peer) || one.medianNs === undefined) continue;
    if (one.medianNs < (best?.medianNs ?? Number.POSITIVE_INFINITY)) best = one;
  }
  return best;
}

const medianOf = (timings: readonly Timing[], peer: string): number =>
  timings.find((one) => one.peer === peer)?.medianNs ?? Number.NaN;

export function timingTable({ entities, timings }: WorkloadTimings): Table {
  const best = bestPeer(timings)?.medianNs ?? Number.NaN;
  const hand = medianOf(timings, "hand");
  return {
    headers: ["", "ns per entity", "range", "to the best peer", "to hand"],
    rows: timings.map(({ peer, medianNs, minNs, maxNs, failure }) =>
      medianNs === undefined || minNs === undefined || maxNs === undefined
        ? [peer, "-", failure ?? "", "-", "-"]
        : [
            peer,
            formatNs(medianNs / entities),
            `${formatNs(minNs / entities)} - ${formatNs(maxNs / entities)}`,
            formatRatio(medianNs / best),
            formatRatio(medianNs / hand),
          ],
    ),
  };
}

const megabytes = (bytes: number): string => (bytes / 1e6).toFixed(1);

export function memoryTable(memory: readonly MemoryResult[]): Table {
  return {
    headers: [
      "",
      "heap and buffers, bytes per entity",
      "process, bytes per entity",
      "heap and buffers kept, MB",
      "process kept, MB",
    ],
    rows: memory.map(
      ({ peer, heapBytes, processBytes, keptHeapBytes, keptProcessBytes, failure }) =>
        heapBytes === undefined ||
        processBytes === undefined ||
        keptHeapBytes === undefined ||
        keptProcessBytes === undefined
          ? [peer, failure ?? "", "-", "-", "-"]
          : [
              peer,
              heapBytes.toFixed(0),
              processBytes.toFixed(0),
              megabytes(keptHeapBytes),
              megabytes(keptProcessBytes),
            ],
    ),
  };
}

export function sizeTable(sizes: readonly SizeResult[]): Table {
  return {
    headers: ["", "bytes, minified and gzipped"],
    rows: sizes.map(({ peer, gzippedBytes, failure }) => [
      peer,
      gzippedBytes === undefined ? (failure ?? "") : gzippedBytes.toLocaleString("en-US"),
    ]),
  };
}

/** One line per workload: Colonnade's ways beside the best peer and `hand`. */
function summaryTable(results: Results, legends: ReadonlyMap<string, Legend>): Table {
  return {
    headers: [
      "workload",
      "entities",
      "loops",
      "kernels",
      "each",
      "hand",
      "best peer",
      "colonnade to it",
      "loops to it",
    ],
    rows: results.workloads.map(({ key, entities, timings }) => {
      const best = bestPeer(timings);
      const each = (ns: number) => formatNs(ns / entities);
      const bestNs = best?.medianNs ?? Number.NaN;
      const loops = medianOf(timings, "colonnade");
      const kernels = medianOf(timings, KERNELS);
      const ours = bestOf(timings, (peer) => OURS.includes(peer))?.medianNs ?? Number.NaN;
      return [
        legends.get(key)?.title ?? key,
        entities.toLocaleString("en-US"),
        each(loops),
        Number.isNaN(kernels) ? "" : each(kernels),
        each(medianOf(timings, "colonnade, each")),
        each(medianOf(timings, "hand")),
        best === undefined ? "-" : `${best.peer} ${each(bestNs)}`,
        `**${formatRatio(ours / bestNs)}**`,
        formatRatio(loops / bestNs),
      ];
    }),
  };
}

/** When and how all was measured: a sentence for each run. */
function measuredWhen({ workloads }: Results): string {
  const runs = new Map<string, string[]>();
  for (const { commit, machine, pace, key } of workloads) {
    const run = `commit ${commit}, ${machine.replace(/, load.*/, "")}, ${pace}`;
    const keys = runs.get(run) ?? [];
    if (!keys.includes(key)) keys.push(key);
    runs.set(run, keys);
  }
  const loads = workloads.map(({ machine }) => Number(/load ([0-9.]+)/.exec(machine)?.[1]));
  const load = `The load of the machine when a workload began was ${Math.min(...loads).toFixed(1)} to ${Math.max(...loads).toFixed(1)}, what this run had just done included.`;
  if (runs.size === 1) return `Measured at ${[...runs.keys()][0]}. ${load}`;
  const parts = [...runs].map(([run, keys]) => `- ${keys.join(", ")}: ${run}`);
  return `Measured in several runs; within a row, all libraries are of the same one. ${load}\n\n${parts.join("\n")}`;
}

/** All tables, as `npm run bench -- peers` prints them. */
export function resultsPage(results: Results, legends: ReadonlyMap<string, Legend>): string {
  const parts = results.workloads.map((workload) => {
    const { title, does } = legends.get(workload.key) ?? { title: workload.key, does: "" };
    const count = workload.entities.toLocaleString("en-US");
    return `## ${title}, ${count} entities\n\nA run: ${does}.\n\n${toMarkdown(timingTable(workload))}`;
  });
  return `${[
    "# Colonnade and its peers: all measurements",
    measuredWhen(results),
    ...parts,
    `## Memory\n\n${toMarkdown(memoryTable(results.memory))}`,
    `## Bundle\n\n${toMarkdown(sizeTable(results.sizes))}`,
  ].join("\n\n")}\n`;
}

/** Names the libraries that the comparison knows and this run left out. */
function absentees({ workloads }: Results, names: readonly string[]): string {
  const measured = new Set(workloads.flatMap(({ timings }) => timings.map(({ peer }) => peer)));
  const absent = names.filter((name) => !measured.has(name));
  return absent.length === 0
    ? "All libraries took part."
    : `Not in this run: ${absent.join(", ")}.`;
}

/** docs/performance.md: what was compared and how, one line per workload, memory and size. */
export function performancePage(
  results: Results,
  legends: ReadonlyMap<string, Legend>,
  uses: readonly string[],
  names: readonly string[],
): string {
  return `${[
    "# Performance",
    "Colonnade beside other ECS libraries, typed arrays written by hand (`hand`) and arrays of plain objects.",
    "`npm run bench -- peers --write` measures again and makes this page; all tables with their ranges are in [test/bench/results/peers.md](../test/bench/results/peers.md).",
    measuredWhen(results),
    absentees(results, names),
    "## Speed",
    "Nanoseconds per entity, medians. **Loops** is Colonnade by chunk loops and bulk changes, **kernels** the same with kernels for loops, **each** one entity at a time. A ratio under 1 means that Colonnade takes less time than the best other library: the bold one in its best form, the last one by loops.",
    toMarkdown(summaryTable(results, legends)),
    "Each library runs in a process of its own per workload, and all take turns in each round. A library first proves with a sum over all values that it does the same work as `hand`; one that does other work, fails or takes longer than 20 s is named with the reason in place of a number.",
    [...legends.values()].map(({ title, does }) => `- **${title}**: ${does}.`).join("\n"),
    "## Memory",
    "100,000 entities with a position and a velocity, four 32-bit floats: bytes per entity; then what is kept after ten such peaks, each followed by none, and after giving back what the library can give back (`world.shrink()`). Heap and buffers are what Node counts; it does not count what Colonnade keeps in WebAssembly memory as used, so its figure is the process's, whose noise is some megabytes.",
    toMarkdown(memoryTable(results.memory)),
    "## Bundle",
    "The smallest program that each library's first example allows: two components, one entity, one query, one system.",
    toMarkdown(sizeTable(results.sizes)),
    "## How each is used",
    uses.map((use) => `- ${use}`).join("\n"),
  ].join("\n\n")}\n`;
}
