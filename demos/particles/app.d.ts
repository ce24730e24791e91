/**
 * App: puts simulation, picture, stage and panel together, and runs the frame.
 *
 * A frame is one step of fixed length, a copy where the layout needs one, an upload and a render;
 * each is a span of the profile. Without a stage (no WebGL) everything but drawing goes on.
 */
import type { StructOrder } from "../../src/index.ts";
import type { CompareOrder } from "./compare-messages.ts";
import type { Notices } from "./notices.ts";
import { type LayoutName } from "./particle-store.ts";
import { Picture } from "./picture.ts";
import type { DemoSettings } from "./settings.ts";
import { Simulation } from "./simulation.ts";
import type { Stage } from "./stage.ts";
export declare class App {
    #private;
    readonly simulation: Simulation;
    /** Called when what the controls show has changed. */
    onChange: (app: App) => void;
    constructor(settings: DemoSettings, area: HTMLElement, notices: Notices);
    get isPaused(): boolean;
    get stage(): Stage | undefined;
    get picture(): Picture | undefined;
    start(): void;
    /** Starts to draw; the numbers may have been running for a while. */
    drawOn(stage: Stage): void;
    setLayout(layout: LayoutName): void;
    setOrder(order: StructOrder): void;
    setCount(count: number): void;
    reset(): void;
    setRate(agePerSecond: number): void;
    togglePause(): void;
    /** Takes `steps` steps at once and then stands still. */
    advance(steps?: number): void;
    /** Neither steps nor draws while `isResting`; for whoever needs the machine. */
    rest(isResting: boolean): void;
    compareOrder(): CompareOrder;
    /** Uploads and draws what there is. */
    draw(): void;
}
