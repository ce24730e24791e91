/**
 * OrderPicker: the order of the fields in an interleaved row, and what it does to the row.
 */
import type { StructOrder } from "../../src/index.ts";
export declare class OrderPicker {
    #private;
    constructor(parent: HTMLElement, onPick: (order: StructOrder) => void);
    /** Shows the choice when `isVisible`; it means nothing to other layouts. */
    select(order: StructOrder, isVisible: boolean): void;
}
