/**
 * Comparing layouts: medians, ratios and the table that the page and the bench both show.
 *
 * Invariant: a row's figures are medians over rounds in which every layout had its turn, so a
 * machine that slows down for a while slows all layouts alike.
 */
import { type StoreName, SYSTEM_NAMES, type SystemName } from "./particle-store.ts";

/** What one round measured for one layout, in ns per particle. */
export interface LayoutSample {
  readonly layout: StoreName;
  readonly stepNs: number;
  readonly systemNs: Readonly<Record<SystemName, number>>;
}

/** One layout over all rounds, in ns per particle. */
export interface ComparisonRow {
  readonly layout: StoreName;
  /** Median of the whole step, and its range over the rounds. */
  readonly stepNs: number;
  readonly minNs: number;
  readonly maxNs: number;
  readonly systemNs: Readonly<Record<SystemName, number>>;
  /** Whole step as a multiple of the reference layout's; NaN without one. */
  readonly ratio: number;
}

export interface Table {
  readonly headers: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** The middle value, or the mean of the two middle ones; NaN for none. Does not reorder `values`. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  if (sorted.length % 2 === 1) return sorted[middle];
  return (sorted[middle - 1] + sorted[middle]) / 2;
}

/** One row per layout, in the order in which `samples` first name them. */
export function compareLayouts(
  samples: readonly LayoutSample[],
  reference: StoreName = "columns",
): ComparisonRow[] {
  const names = [...new Set(samples.map((sample) => sample.layout))];
  const stepsOf = (layout: StoreName) =>
    samples.filter((sample) => sample.layout === layout).map((sample) => sample.stepNs);
  const referenceNs = median(stepsOf(reference));
  return names.map((layout) => {
    const own = samples.filter((sample) => sample.layout === layout);
    const steps = stepsOf(layout);
    const stepNs = median(steps);
    const systemNs = Object.fromEntries(
      SYSTEM_NAMES.map((system) => [system, median(own.map((sample) => sample.systemNs[system]))]),
    ) as Record<SystemName, number>;
    return {
      layout,
      stepNs,
      minNs: Math.min(...steps),
      maxNs: Math.max(...steps),
      systemNs,
      ratio: stepNs / referenceNs,
    };
  });
}

/** The table: whole step, range and ratio, then a column per system; ns per particle. */
export function comparisonTable(rows: readonly ComparisonRow[]): Table {
  return {
    headers: ["layout", "ns per particle", "range", "ratio", ...SYSTEM_NAMES],
    rows: rows.map((row) => [
      row.layout,
      formatNs(row.stepNs),
      `${formatNs(row.minNs)} - ${formatNs(row.maxNs)}`,
      formatRatio(row.ratio),
      ...SYSTEM_NAMES.map((system) => formatNs(row.systemNs[system])),
    ]),
  };
}

/** A Markdown table: first column to the left, figures to the right. */
export function toMarkdown(table: Table): string {
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  const rule = table.headers.map((_, i) => (i === 0 ? "---" : "--:"));
  return [line(table.headers), line(rule), ...table.rows.map(line)].join("\n");
}

/** Three significant digits: 0.412, 3.05, 58.1, 204. */
export function formatNs(ns: number): string {
  if (Number.isNaN(ns)) return "-";
  if (ns >= 100) return ns.toFixed(0);
  if (ns >= 10) return ns.toFixed(1);
  return ns >= 1 ? ns.toFixed(2) : ns.toFixed(3);
}

export function formatRatio(ratio: number): string {
  return Number.isNaN(ratio) ? "-" : `${ratio.toFixed(2)}x`;
}
