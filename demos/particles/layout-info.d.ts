/**
 * What the page says about each memory layout, and the colour each has everywhere on it.
 */
import type { LayoutName } from "./particle-store.ts";
export interface LayoutInfo {
    readonly title: string;
    /** A few words under the title. */
    readonly blurb: string;
    /** Accent on near-black; told apart by lightness too. */
    readonly color: string;
    /** Where this layout's cost comes from, in a sentence or two. */
    readonly reason: string;
}
export declare const LAYOUT_INFO: Readonly<Record<LayoutName, LayoutInfo>>;
/** Where the differences come from, on the whole; under every layout's own reason. */
export declare const HONEST_TEXT = "Objects lose by pointer chasing and heap order. Columns and interleaved rows differ little in plain JavaScript, except in narrow systems such as age: V8's loops are bound by instructions, not by memory. What turns layout into speed is SIMD, and kernels that run on these same columns are next.";
