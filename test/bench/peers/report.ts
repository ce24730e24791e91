/** Results as tables. */
import { formatNs, formatRatio, type Table } from "../../../demos/particles/comparison.ts";
import type { Timing, WorkloadTimings } from "./compare.ts";
import { NOT_PEERS } from "./peers.ts";

/** The fastest of the libraries, Colonnade left out. */
export function bestPeer(timings: readonly Timing[]): Timing | undefined {
  let best: Timing | undefined;
  for (const one of timings) {
    if (NOT_PEERS.has(one.peer) || one.medianNs === undefined) continue;
    if (one.medianNs < (best?.medianNs ?? Number.POSITIVE_INFINITY)) best = one;
  }
  return best;
}

export function timingTable({ entities, timings }: WorkloadTimings): Table {
  const best = bestPeer(timings)?.medianNs ?? Number.NaN;
  const hand = timings.find(({ peer }) => peer === "hand")?.medianNs ?? Number.NaN;
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
