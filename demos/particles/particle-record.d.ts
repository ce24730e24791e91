/**
 * One particle as a JavaScript object: the scratch that births are written into, and what the
 * object layouts keep.
 *
 * A class, and its fields assigned once in the constructor, because both matter to V8. Equal
 * literals elsewhere would share their hidden class with ours, and one that held anything but
 * numbers under these names would cost every particle a new box per write (measured: 200 bytes of
 * garbage per birth). Fields declared the usual way start out undefined, with the same effect.
 */
import type { ParticleField } from "./particle-store.ts";
export type ParticleValues = Readonly<Record<ParticleField, number>>;
export declare class ParticleRecord implements Record<ParticleField, number> {
    x: number;
    y: number;
    vx: number;
    vy: number;
    life: number;
    size: number;
    color: number;
    drag: number;
    mass: number;
    restitution: number;
    startSize: number;
    endSize: number;
    spin: number;
    angle: number;
    emitter: number;
    seed: number;
    constructor(values: ParticleValues);
    copy(values: ParticleValues): void;
}
