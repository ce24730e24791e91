/**
 * WorkerPlan: how many worker threads may help with a world, and why not more.
 *
 * Only the wish and what the page allows: workers are started by what has work for them, the kernels.
 */

/** What a world was made with. */
export type WorkerWish = "auto" | number;

export interface WorkerPlan {
  /** Workers that help the thread of the world; 0 where all is done on it. */
  count: number;
  /** Why there are none, or fewer than were asked for. */
  reason: string | undefined;
}

/** Past some threads, kernels wait for memory: "auto" starts no more workers than this. */
const MOST_AUTOMATIC = 4;

export function planWorkers(wish: WorkerWish, shared: boolean | undefined): WorkerPlan {
  const reason = wish === 0 ? "no workers were asked for" : hindrance(shared);
  if (reason !== undefined) return { count: 0, reason };
  if (wish !== "auto") return { count: wish, reason: undefined };
  const count = Math.min(MOST_AUTOMATIC, processorCount() - 1);
  return { count, reason: count === 0 ? "the machine has one processor" : undefined };
}

function hindrance(shared: boolean | undefined): string | undefined {
  if (shared === false) return "the option shared is false";
  if (typeof SharedArrayBuffer === "undefined" || globalThis.crossOriginIsolated === false)
    return "the page is not cross-origin isolated, so that it may not share memory";
  if (typeof Worker === "undefined" && globalThis.process?.getBuiltinModule === undefined)
    return "there are no worker threads here";
  return undefined;
}

function processorCount(): number {
  return (
    globalThis.navigator?.hardwareConcurrency ??
    globalThis.process?.getBuiltinModule?.("node:os").availableParallelism() ??
    1
  );
}
