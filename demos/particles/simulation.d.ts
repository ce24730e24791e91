/**
 * Simulation: one store of particles, the input of its step, and what each system costs.
 *
 * Knows nothing of the page. Invariant: a store is replaced only by one that is complete, so when
 * memory runs out the particles at hand go on.
 */
import { FrameProfile, type StructOrder } from "../../src/index.ts";
import { type LayoutName, type ParticleStore, type StepInput, type SystemName } from "./particle-store.ts";
/** What a store is made for; together with the stage it decides every particle. */
export interface Selection {
    readonly layout: LayoutName;
    readonly count: number;
    /** Order of the fields in a row; matters to the interleaved layout only. */
    readonly order: StructOrder;
}
export declare const SYSTEM_TRACK = "Systems";
export declare class Simulation {
    #private;
    readonly profile: FrameProfile;
    readonly input: StepInput;
    /** Steps since the particles were made, and how many of them the last step replaced. */
    steps: number;
    respawned: number;
    constructor(selection: Selection, seed: number, width: number, height: number);
    get selection(): Selection;
    get store(): ParticleStore;
    /**
     * Starts over with the particles of `selection`; takes up to 2 us for each of them.
     *
     * @throws whatever the layout throws when there is no memory; the old particles then stay
     */
    restart(selection: Selection): void;
    /** Runs every system once, each in a span of its own; the caller ends the profile's frame. */
    step(): void;
    /** Average nanoseconds per particle; NaN before the first frame has ended. */
    nsPerParticle(span: SystemName | "step"): number;
    resize(width: number, height: number): void;
}
