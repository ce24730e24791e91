/**
 * Stage: the canvas behind everything, and the Pixi renderer that draws on it.
 *
 * Follows the window's size and devicePixelRatio, and says when the graphics context goes and
 * comes back. It never draws by itself: the frame loop calls `render`.
 */
import { type Container, type Renderer } from "pixi.js";
export interface StageEvents {
    /** The size in CSS pixels changed. */
    resized(width: number, height: number): void;
    contextLost(): void;
    contextRestored(): void;
}
export declare class Stage {
    #private;
    /**
     * Puts a canvas into `parent`; rejects when the browser offers neither WebGL nor WebGPU.
     */
    static open(parent: HTMLElement, events: StageEvents): Promise<Stage>;
    private constructor();
    get renderer(): Renderer;
    get isContextLost(): boolean;
    /** Shows `layer` and nothing else. */
    show(layer: Container): void;
    render(): void;
}
