/** The ecs bench's table: each operation with its target, and what the same costs by hand. */
import { formatNs, formatRatio, type Table } from "../../demos/particles/comparison.ts";
import { REFERENCE_NS, reference } from "./ecs-hand.ts";
import type { Measurement, Subject } from "./harness.ts";

/** An operation of the table. */
export interface Cost extends Subject {
  /** The name of the subject that it is compared with. */
  readonly hand?: string;
  /** The most it may cost in ns, from the design; none where nothing was promised. */
  readonly targetNs?: number;
  /** The most it may cost as a multiple of `hand`. */
  readonly targetRatio?: number;
}

/** A row for each cost, in their order; the subjects by hand are rows, too, where they come first in a comparison. */
export function costTable(costs: readonly Cost[], measurements: readonly Measurement[]): Table {
  const byName = new Map(measurements.map((one) => [one.name, one]));
  // The least it took: a machine that is merely busy is no slow machine.
  const slowdown = (byName.get(reference.name)?.minNs ?? REFERENCE_NS) / REFERENCE_NS;
  return {
    headers: ["operation", "ns", "range", "target", "by hand, ns", "ratio"],
    rows: costs.map((cost) => {
      const measured = byName.get(cost.name);
      const hand = cost.hand === undefined ? undefined : byName.get(cost.hand);
      if (measured === undefined) throw new Error(`bench: "${cost.name}" was not measured.`);
      if (cost.hand !== undefined && hand === undefined)
        throw new Error(
          `bench: "${cost.name}" is compared with "${cost.hand}", which is not there.`,
        );
      const ratio = hand === undefined ? Number.NaN : measured.medianNs / hand.medianNs;
      return [
        cost.name,
        formatNs(measured.medianNs),
        `${formatNs(measured.minNs)} - ${formatNs(measured.maxNs)}`,
        targetText(cost, measured.medianNs, ratio, slowdown),
        hand === undefined ? "" : formatNs(hand.medianNs),
        hand === undefined ? "" : formatRatio(ratio),
      ];
    }),
  };
}

function targetText(cost: Cost, ns: number, ratio: number, slowdown: number): string {
  const { targetNs, targetRatio } = cost;
  if (targetNs !== undefined) {
    if (ns <= targetNs) return `${targetNs} ns: met`;
    const here = `${targetNs} ns x ${slowdown.toFixed(2)} = ${formatNs(targetNs * slowdown)}`;
    return `${here}: ${ns <= targetNs * slowdown ? "met" : "missed"}`;
  }
  if (targetRatio !== undefined)
    return `${targetRatio}x: ${ratio <= targetRatio ? "met" : "missed"}`;
  return "";
}
