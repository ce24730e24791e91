/**
 * Colonnade beside other ECS libraries, typed arrays by hand and plain objects; each in its own process.
 *
 * `--quick` takes fewer and shorter turns; `--only packed_5` runs one workload; `--peers "hand,koota"` some
 * libraries; `--write` saves the results and makes docs/performance.md of them, `--page` only the latter.
 */
import { describeMachine, printTable, readOptions } from "./harness.ts";
import { serveWorkload } from "./peers/child.ts";
import { type CompareOptions, compare, type WorkloadTimings } from "./peers/compare.ts";
import { PEERS } from "./peers/peers.ts";
import { timingTable } from "./peers/report.ts";
import { WORKLOADS } from "./peers/workloads.ts";

const FULL: CompareOptions = { rounds: 7, turnMs: 40, warmUpMs: 150 };
const QUICK: CompareOptions = { rounds: 3, turnMs: 15, warmUpMs: 60 };

const options = readOptions();

async function runAll(): Promise<void> {
  console.log(describeMachine());
  const names = options.peers?.split(",") ?? Object.keys(PEERS);
  const pace = options.quick === undefined ? FULL : QUICK;
  const results: WorkloadTimings[] = [];
  for (const workload of WORKLOADS) {
    if (options.only !== undefined && !options.only.split(",").includes(workload.key)) continue;
    for (const size of workload.sizes) {
      const timings = await compare(workload, size, names, "hand", pace);
      results.push(timings);
      printTable(`${workload.title}, ${size.entities} entities`, timingTable(timings));
    }
  }
}

if (options.serve === undefined) await runAll();
else
  await serveWorkload(
    options.serve,
    options.workload,
    Number(options.count),
    Number(options["warm-up"]),
  );
