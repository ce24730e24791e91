/**
 * What the page and its comparing worker say to each other.
 */
import type { LayoutSample } from "./comparison.ts";
import type { LayoutName, StoreSettings } from "./particle-store.ts";
export interface CompareOrder {
    readonly layouts: readonly LayoutName[];
    readonly settings: StoreSettings;
    /** Share of life lost per second. */
    readonly agePerSecond: number;
    /** Turns each layout has. */
    readonly rounds: number;
}
export type CompareCommand = {
    readonly kind: "start";
    readonly order: CompareOrder;
} | {
    readonly kind: "pause";
} | {
    readonly kind: "resume";
};
export type CompareReport = 
/** `share` of all work is done; `text` says what is next. */
{
    readonly kind: "progress";
    readonly share: number;
    readonly text: string;
} | {
    readonly kind: "done";
    readonly samples: readonly LayoutSample[];
} | {
    readonly kind: "failed";
    readonly message: string;
};
