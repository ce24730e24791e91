/**
 * What the page's address asks for, and what the step starts with.
 *
 * Nothing in the address can break the page: what is not understood falls back to the default and
 * comes with a sentence for the person who typed it.
 */
import { type LayoutName, type StepInput } from "./particle-store.ts";
/** How the columns are drawn; `auto` asks the renderer which of the others is fast on it. */
export declare const RENDER_NAMES: readonly ["auto", "quads", "pulling", "points"];
export type RenderName = (typeof RENDER_NAMES)[number];
export declare const MIN_COUNT = 1000;
export declare const MAX_COUNT = 1000000;
export interface DemoSettings {
    readonly layout: LayoutName;
    readonly count: number;
    readonly render: RenderName;
    /** u32; decides every birth. */
    readonly seed: number;
}
export declare const DEFAULT_SETTINGS: DemoSettings;
export interface ParsedSettings {
    readonly settings: DemoSettings;
    /** One sentence for each parameter that was not taken as it stands. */
    readonly warnings: readonly string[];
}
/** Reads `layout`, `count`, `render` and `seed` from `location.search`; never throws. */
export declare function parseSettings(search: string): ParsedSettings;
/** A step of 1/60 s on a stage of `width` x `height` with the demo's gravity and no pointer. */
export declare function createStepInput(width: number, height: number): StepInput;
