/**
 * Colonnade beside other ECS libraries, typed arrays by hand and plain objects; each in its own process.
 *
 * `--quick` takes fewer and shorter turns; `--only packed_5,memory` runs some parts; `--peers "hand;koota"` some
 * libraries; `--write` saves test/bench/results/ and makes docs/performance.md; `--page` makes it of what is saved.
 */
import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { formatNs } from "../../demos/particles/comparison.ts";
import { answerParent, describeMachine, printTable, readOptions, runChild } from "./harness.ts";
import { runHere, serveWorkload } from "./peers/child.ts";
import { type CompareOptions, compare, type WorkloadTimings } from "./peers/compare.ts";
import { type MemoryResult, measureMemory } from "./peers/memory.ts";
import { loadPeer, PEERS } from "./peers/peers.ts";
import {
  memoryTable,
  performancePage,
  type Results,
  resultsPage,
  sizeTable,
  timingTable,
} from "./peers/report.ts";
import { measureSizes } from "./peers/sizes.ts";
import { WORKLOADS } from "./peers/workloads.ts";

const FULL: CompareOptions = { rounds: 7, turnMs: 30, warmUpMs: 200 };
const QUICK: CompareOptions = { rounds: 3, turnMs: 15, warmUpMs: 60 };

const RESULTS = "test/bench/results";
const LEGENDS = new Map(WORKLOADS.map(({ key, title, does }) => [key, { title, does }]));

const options = readOptions();
const asked = (part: string): boolean => options.only?.split(",").includes(part) ?? true;

async function measureAll(): Promise<Results> {
  const machine = describeMachine();
  console.log(machine);
  const names = options.peers?.split(";") ?? Object.keys(PEERS);
  const pace = options.quick === undefined ? FULL : QUICK;
  const workloads: WorkloadTimings[] = [];
  for (const workload of WORKLOADS) {
    for (const size of asked(workload.key) ? workload.sizes : []) {
      const timings = await compare(workload, size, names, "hand", pace);
      workloads.push(timings);
      printTable(`${workload.title}, ${size.entities} entities`, timingTable(timings));
    }
  }
  const memory = asked("memory")
    ? names.map((name) => runChild<MemoryResult>(["--remember", name]))
    : [];
  printTable("Memory", memoryTable(memory));
  const sizes = asked("size") ? await measureSizes() : [];
  printTable("Bundle", sizeTable(sizes));
  const commit = execFileSync("git", ["rev-parse", "--short", "HEAD"], { encoding: "utf8" }).trim();
  const words = `${pace.rounds} rounds of ${pace.turnMs} ms after ${pace.warmUpMs} ms of warm-up.`;
  return { commit, machine, pace: words, workloads, memory, sizes };
}

async function writePages(results: Results): Promise<void> {
  const uses: string[] = [];
  for (const name of Object.keys(PEERS)) {
    const { note, page } = await loadPeer(name);
    const link = page === "" ? "" : ` ([page](${page.replace(/^docs\//, "")}))`;
    uses.push(`**${name}**: ${note}${link}`);
  }
  writeFileSync(`${RESULTS}/peers.md`, resultsPage(results, LEGENDS));
  writeFileSync("docs/performance.md", performancePage(results, LEGENDS, uses, Object.keys(PEERS)));
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
    await writePages(JSON.parse(readFileSync(`${RESULTS}/peers.json`, "utf8")) as Results);
  } else {
    const results = await measureAll();
    if (options.write !== undefined) {
      mkdirSync(RESULTS, { recursive: true });
      writeFileSync(`${RESULTS}/peers.json`, `${JSON.stringify(results, null, 2)}\n`);
      await writePages(results);
    }
  }
}

// Not awaited: the libraries' chunks import this one, which must have been evaluated by then.
main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
