/**
 * CompareRun: one comparison in the worker, from the page's side.
 *
 * A hidden tab gets a share of a processor that nobody can tell, so the run waits while hidden.
 */
import type { CompareOrder } from "./compare-messages.ts";
import { type ComparisonRow } from "./comparison.ts";
export interface CompareEvents {
    progressed(share: number, text: string): void;
    finished(rows: readonly ComparisonRow[]): void;
    failed(message: string): void;
}
export declare class CompareRun {
    #private;
    constructor(order: CompareOrder, events: CompareEvents);
    /** Ends the run for good, finished or not; no event follows. */
    stop(): void;
}
