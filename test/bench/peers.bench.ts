/**
 * Colonnade beside other ECS libraries, typed arrays by hand and plain objects; each in its own process.
 *
 * `--quick` takes fewer and shorter turns; `--only packed_5,memory` runs some parts; `--peers "hand;koota"` some
 * libraries. `--write` saves each part as it ends in test/bench/results/, in place of what was saved of it, and makes
 * docs/performance.md of all; `--page` makes it of what is saved. `--here hand --workload packed_5 --count 1000`
 * runs in this process, for a profiler.
 */
import { execFileSync } from "node:child_process";
import { formatNs } from "../../demos/particles/comparison.ts";
import { answerParent, describeMachine, printTable, readOptions, runChild } from "./harness.ts";
import { runHere, serveWorkload } from "./peers/child.ts";
import { type CompareOptions, compare } from "./peers/compare.ts";
import { type MemoryResult, measureMemory } from "./peers/memory.ts";
import { KERNELS, PEERS } from "./peers/peers.ts";
import { memoryTable, sizeTable, timingTable } from "./peers/report.ts";
import { saveResults, writePages } from "./peers/results.ts";
import { measureSizes } from "./peers/sizes.ts";
import { WORKLOADS } from "./peers/workloads.ts";

const FULL: CompareOptions = { rounds: 7, turnMs: 20, warmUpMs: 200 };
const QUICK: CompareOptions = { rounds: 3, turnMs: 15, warmUpMs: 60 };

/** A library that needs longer for eleven peaks of 100,000 entities is left out, by name. */
const MEMORY_PATIENCE_MS = 40_000;

const LEGENDS = new Map(WORKLOADS.map(({ key, title, does }) => [key, { title, does }]));

const options = readOptions();
const asked = (part: string): boolean => options.only?.split(",").includes(part) ?? true;

async function measureAll(): Promise<void> {
  console.log(describeMachine());
  const names = options.peers?.split(";") ?? Object.keys(PEERS);
  if (options.write !== undefined && options.peers !== undefined)
    throw new Error("bench: --write saves rows with all libraries side by side. Drop --peers.");
  const save = options.write === undefined ? () => undefined : saveResults;
  const pace = options.quick === undefined ? FULL : QUICK;
  const words = `${pace.rounds} rounds of ${pace.turnMs} ms after ${pace.warmUpMs} ms of warm-up`;
  const commit = execFileSync("git", ["rev-parse", "--short", "HEAD"], { encoding: "utf8" }).trim();
  for (const workload of WORKLOADS) {
    const subjects = names.filter((name) => name !== KERNELS || workload.hasKernels);
    for (const size of asked(workload.key) ? workload.sizes : []) {
      const machine = describeMachine();
      const timings = await compare(workload, size, subjects, "hand", pace);
      const { entities } = size;
      const result = { key: workload.key, entities, commit, machine, pace: words, timings };
      printTable(`${workload.title}, ${entities} entities`, timingTable(result));
      save({ workloads: [result] });
    }
  }
  if (asked("memory")) {
    const subjects = names.filter((name) => name !== KERNELS);
    const memory: MemoryResult[] = [];
    for (const name of subjects) {
      memory.push(rememberIn(name));
      save({ memory });
    }
    printTable("Memory", memoryTable(memory));
  }
  if (asked("size")) {
    const sizes = await measureSizes();
    printTable("Bundle", sizeTable(sizes));
    save({ sizes });
  }
}

/** A library's memory, measured in a process of its own. */
function rememberIn(peer: string): MemoryResult {
  try {
    return runChild<MemoryResult>(["--remember", peer], MEMORY_PATIENCE_MS);
  } catch {
    return { peer, failure: `took longer than ${MEMORY_PATIENCE_MS / 1000} s` };
  }
}

async function main(): Promise<void> {
  if (options.serve !== undefined) {
    const { serve, workload, count } = options;
    await serveWorkload(serve, workload, Number(count), Number(options["warm-up"]));
  } else if (options.here !== undefined) {
    const { here, workload, count, ms } = options;
    const turns = await runHere(here, workload, Number(count), Number(ms ?? 1000));
    const each = turns.map((ns) => formatNs(ns / Number(count))).join(", ");
    console.log(`${here}, ${workload}, ${count}: ${each}`);
    process.exit(0);
  } else if (options.remember !== undefined) {
    answerParent(await measureMemory(options.remember));
    process.exit(0);
  } else if (options.page !== undefined) {
    await writePages(LEGENDS);
  } else {
    await measureAll();
    if (options.write !== undefined) await writePages(LEGENDS);
  }
}

// Not awaited: the libraries' chunks import this one, which must have been evaluated by then.
main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
