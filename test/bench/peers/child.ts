/**
 * The process of one library and one workload: proves, warms up, then measures a turn whenever told to.
 *
 * It lives as long as the workload, so that libraries can take turns, each with its own heap and feedback.
 */
import { collectGarbage } from "../harness.ts";
import { loadPeer } from "./peers.ts";
import { type Job, WORKLOADS } from "./workloads.ts";

/** What the parent sends: one turn of `ms`, or the end. */
export type Order = { readonly turnMs: number } | { readonly end: true };

/** What the child answers: ready with its sum and the length of a run, a turn, or why it cannot. */
export type Answer =
  | { readonly sum: number; readonly runNs: number }
  | { readonly runNs: number }
  | { readonly failure: string };

export async function serveWorkload(name: string, key: string, count: number, warmUpMs: number) {
  const answer = (message: Answer) => process.send?.(message);
  try {
    const workload = WORKLOADS.find((one) => one.key === key);
    if (workload === undefined) throw new Error(`bench: there is no workload "${key}".`);
    const { job, sum } = await workload.make(await loadPeer(name), count);
    const runNs = await repeat(job, warmUpMs);
    process.on("message", async (order: Order) => {
      if ("end" in order) process.exit(0);
      collectGarbage();
      answer({ runNs: await repeat(job, order.turnMs) });
    });
    answer({ sum, runNs });
  } catch (error) {
    answer({ failure: String(error) });
  }
}

/** Proves, warms up and takes turns in this process, for a profiler to watch; returns ns per run of each turn. */
export async function runHere(name: string, key: string, count: number, ms: number) {
  const workload = WORKLOADS.find((one) => one.key === key);
  if (workload === undefined) throw new Error(`bench: there is no workload "${key}".`);
  const { job } = await workload.make(await loadPeer(name), count);
  await repeat(job, ms);
  const turns: number[] = [];
  for (let i = 0; i < 5; i++) {
    collectGarbage();
    turns.push(await repeat(job, ms / 5));
  }
  return turns;
}

/** Putting back what a run did may take this many times as long. */
const MOST_UNDONE = 6;

/** Runs the job until `ms` have passed on its clock, at least once; returns ns per run. */
async function repeat(job: Job, ms: number): Promise<number> {
  let runs = 0;
  let elapsed = 0;
  let batch = 1;
  const latest = performance.now() + MOST_UNDONE * ms;
  do {
    const start = performance.now();
    for (let i = 0; i < batch; i++) {
      const pending = job.run();
      if (pending !== undefined) await pending;
    }
    const took = performance.now() - start;
    elapsed += took;
    runs += batch;
    // So long that the clock costs nothing.
    if (job.undo !== undefined) await job.undo();
    else if (took < 0.5 && batch < 4096) batch *= 2;
  } while (elapsed < ms && performance.now() < latest);
  return (elapsed * 1e6) / runs;
}
