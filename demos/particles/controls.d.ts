export interface ControlActions {
    togglePause(): void;
    stepOnce(): void;
    reset(): void;
    setCount(count: number): void;
    /** Share of life lost per second. */
    setRate(rate: number): void;
}
export declare class Controls {
    #private;
    constructor(actions: ControlActions);
    showPaused(isPaused: boolean): void;
    showCount(count: number): void;
    showRate(rate: number): void;
}
