import { ParticleRecord } from "./particle-record.ts";
/**
 * All 16 fields of a newborn; a layout copies them to where it keeps them.
 *
 * Seeds travel in the record too: as arguments, numbers of 32 bits would be boxed on the heap.
 */
export type Birth = ParticleRecord;
/** A record for `firstBirth` and `nextBirth`, to be made once and kept. */
export declare function createBirth(): Birth;
/** Where particles are born, in world units; a `StepInput` and `StoreSettings` each are one. */
export interface Stage {
    readonly width: number;
    readonly height: number;
}
interface Emitter {
    /** Position as shares of the stage. */
    readonly x: number;
    readonly y: number;
    /** Direction of the jet, unit length, y downwards. */
    readonly directionX: number;
    readonly directionY: number;
    /** Half the width of the cone, as a share of the speed. */
    readonly spread: number;
    /** Units per second at birth, at most. */
    readonly speed: number;
}
/** A tall fountain, two jets leaning in from the sides, two sprays high up. */
export declare const EMITTERS: readonly Emitter[];
/** The seed of the first life of particle `index`; different store seeds share no sequence of note. */
export declare function firstSeed(storeSeed: number, index: number): number;
/**
 * Writes a particle of the first generation over `birth`, whose seed decides everything: some of
 * its life is over, spread evenly over (0, 1] so that deaths are steady from the first frame, and
 * it has flown as far as that.
 */
export declare function firstBirth(birth: Birth, stage: Stage): void;
/**
 * Writes the particle that follows a dead one over `birth`: `birth.seed` is the seed of the dead
 * and becomes that of the newborn, which starts at its emitter with its whole life ahead.
 * Allocates nothing.
 */
export declare function nextBirth(birth: Birth, stage: Stage): void;
export {};
