/**
 * CompareDialog: runs a comparison and shows it as bars, as a table, and as Markdown to copy.
 *
 * Invariant: while it is open the stage rests, so that drawing does not compete with measuring.
 */
import type { CompareOrder } from "./compare-messages.ts";
export interface CompareActions {
    /** What to compare; asked when a run starts. */
    order(): CompareOrder;
    opened(): void;
    closed(): void;
}
export declare class CompareDialog {
    #private;
    constructor(actions: CompareActions);
    open(): void;
}
