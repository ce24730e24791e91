import { type LayoutName } from "./particle-store.ts";
export declare class RollingChart {
    #private;
    constructor(parent: HTMLElement);
    /** Adds the newest sample of one layout and drops the oldest. */
    add(layout: LayoutName, ns: number): void;
}
