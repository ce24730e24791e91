export declare class StatsStrip {
    #private;
    constructor(parent: HTMLElement);
    /** Frames per second, and JavaScript, step and upload in milliseconds a frame; NaN leaves out. */
    update(fps: number, frameMs: number, stepMs: number, uploadMs: number): void;
}
