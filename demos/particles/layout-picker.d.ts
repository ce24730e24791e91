import { type LayoutName } from "./particle-store.ts";
export declare class LayoutPicker {
    #private;
    constructor(parent: HTMLElement, onPick: (layout: LayoutName) => void);
    select(layout: LayoutName): void;
    /** Sets the last value of one layout, in ns per particle, and scales all bars to the longest. */
    update(layout: LayoutName, ns: number): void;
    /** Forgets the values of all layouts: they were measured at another particle count. */
    clear(): void;
}
