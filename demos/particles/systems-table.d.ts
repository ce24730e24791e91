import { type LayoutName } from "./particle-store.ts";
import type { Simulation } from "./simulation.ts";
/** What a frame spends on drawing; milliseconds may be NaN where there is nothing to measure. */
export interface DrawingCost {
    /** The copy into the display world; undefined where the renderer reads the columns themselves. */
    readonly copyMs: number | undefined;
    readonly uploadMs: number;
    readonly uploadBytes: number;
    readonly renderMs: number;
}
export declare class SystemsTable {
    #private;
    constructor(table: HTMLTableElement, drawing: HTMLElement);
    /** Shows what the layout loads; changes with the layout only. */
    showLayout(layout: LayoutName): void;
    update(simulation: Simulation, drawing: DrawingCost): void;
}
/** Milliseconds with two digits after the point; a dash for NaN. */
export declare function formatMs(ms: number): string;
