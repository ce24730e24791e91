/**
 * The result of a comparison as a table whose first figure is a bar as well.
 */
import { type ComparisonRow } from "./comparison.ts";
/** A wrapper that scrolls sideways where the table does not fit. */
export declare function compareTable(rows: readonly ComparisonRow[]): HTMLElement;
