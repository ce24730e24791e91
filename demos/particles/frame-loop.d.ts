/**
 * FrameLoop: calls one function per animation frame.
 *
 * The browser gives no frames to a hidden tab, and a step always covers the same time, so nothing
 * piles up while nobody looks. Invariant: after an error no frame follows.
 */
export declare class FrameLoop {
    #private;
    constructor(frame: (nowMs: number) => void, failed: (error: unknown) => void);
    start(): void;
    stop(): void;
}
