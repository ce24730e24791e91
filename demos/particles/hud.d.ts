import type { LayoutPicker } from "./layout-picker.ts";
import type { Picture } from "./picture.ts";
import type { Selection, Simulation } from "./simulation.ts";
export declare class Hud {
    #private;
    constructor(simulation: Simulation, picker: LayoutPicker);
    /** Shows what the layout is before anything of it was measured. */
    showSelection(selection: Selection): void;
    /** Call once a frame; refreshes every quarter of a second. */
    frame(nowMs: number, picture: Picture | undefined, isPaused: boolean): void;
}
