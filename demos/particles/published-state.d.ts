/**
 * What the page tells tests: its state as data attributes of the body, and a few handles.
 */
import type { App } from "./app.ts";
import type { Checksum } from "./particle-store.ts";
export interface PageHooks {
    /** Pauses, then takes so many steps at once. */
    advance(steps: number): void;
    checksum(): Checksum;
    /** Uploads and renders now, so that pixels can be read in the same task. */
    draw(): void;
}
/** Makes `window.colonnade`, and keeps the body's data attributes up to date. */
export declare function publishHooks(app: App): void;
/** Adds the checksum, which walks every particle: call it when something changed while paused. */
export declare function publishChecksum(app: App): void;
/** Writes the data attributes: `frames` are steps since the particles were made. */
export declare function publishState(app: App): void;
