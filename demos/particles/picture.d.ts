/**
 * Picture: what is on screen of one store.
 *
 * The columns layout is drawn from its own world. Every other layout goes through one copy loop
 * into a display world first, which the same kind of layer draws.
 */
import { ParticleLayer, type TechniqueOption } from "../../src/pixi/index.ts";
import type { ParticleStore } from "./particle-store.ts";
export declare class Picture {
    #private;
    readonly layer: ParticleLayer;
    constructor(store: ParticleStore, technique: TechniqueOption);
    /** Whether `refresh` copies. */
    get isCopied(): boolean;
    /** Copies the store's particles to where the layer reads them; does nothing for columns. */
    refresh(store: ParticleStore): void;
    destroy(): void;
}
