/**
 * Worker code: what shares the runs of kernels among threads. It is in no page's first file: it is loaded when a kernel
 * first runs over a world with workers, which need a while to start in any case. Until then all is done on this thread.
 */
import type { WorkerPlan } from "../memory/worker-plan.ts";
import type { RowWorld } from "../query/row-term.ts";

type WorkerCode = typeof import("./workers/shared-run.ts");

let code: WorkerCode | undefined;
/** Why it could not be loaded. */
let failure: string | undefined;
/** Worlds that wait for it; undefined where nobody has asked yet. */
let waiting: Set<RowWorld> | undefined;

/** The code, if it is there; else it is on its way, or the world's plan says why it never will be. */
export function workerCodeFor(world: RowWorld): WorkerCode | undefined {
  if (code !== undefined) return code;
  if (failure !== undefined) giveUp(world.storage.workers, failure);
  else if (waiting !== undefined) waiting.add(world);
  else {
    waiting = new Set([world]);
    import("./workers/shared-run.ts").then(begin, fail);
  }
  return undefined;
}

/** Workers are started at once, as their first run has been. */
function begin(loaded: WorkerCode): void {
  code = loaded;
  for (const world of waiting ?? []) code.crewFor(world);
  waiting = undefined;
}

function fail(error: unknown): void {
  failure = error instanceof Error ? error.message : String(error);
  for (const world of waiting ?? []) giveUp(world.storage.workers, failure);
  waiting = undefined;
}

function giveUp(plan: WorkerPlan, reason: string): void {
  plan.count = 0;
  plan.reason = `the code of workers could not be loaded: ${reason}`;
}
