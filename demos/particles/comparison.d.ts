/**
 * Comparing layouts: medians, ratios and the table that the page and the bench both show.
 *
 * Invariant: a row's figures are medians over rounds in which every layout had its turn, so a
 * machine that slows down for a while slows all layouts alike.
 */
import { type StoreName, type SystemName } from "./particle-store.ts";
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
export declare function median(values: readonly number[]): number;
/** One row per layout, in the order in which `samples` first name them. */
export declare function compareLayouts(samples: readonly LayoutSample[], reference?: StoreName): ComparisonRow[];
/** The table: whole step, range and ratio, then a column per system; ns per particle. */
export declare function comparisonTable(rows: readonly ComparisonRow[]): Table;
/** A Markdown table: first column to the left, figures to the right. */
export declare function toMarkdown(table: Table): string;
/** Three significant digits: 0.412, 3.05, 58.1, 204. */
export declare function formatNs(ns: number): string;
export declare function formatRatio(ratio: number): string;
