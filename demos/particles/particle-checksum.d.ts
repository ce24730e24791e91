/**
 * Checksums of particle stores: sums of what can be seen, and whether two of them agree.
 *
 * Sums do not depend on the order of particles, so layouts that reorder them can be compared.
 */
import type { Checksum } from "./particle-store.ts";
/** Adds particles up; one per call of `ParticleStore.checksum`. */
export declare class ChecksumSum implements Checksum {
    x: number;
    y: number;
    vx: number;
    vy: number;
    life: number;
    size: number;
    color: number;
    position(x: number, y: number): void;
    velocity(vx: number, vy: number): void;
    look(life: number, size: number, color: number): void;
}
/**
 * How far the *mean* of a field may lie apart between two layouts, in the field's own units.
 *
 * `exact` is for layouts that compute in the same f32 steps and differ only in the order of the
 * sum; `rounded` for objects, whose doubles drift from f32 and now and then bounce a frame apart.
 * Over 300 steps they stay a tenth of that apart (measured at 3,000 particles and up), unless the
 * pointer pulls hard for seconds: orbits close to it are chaotic in any arithmetic.
 * Life and colour are rounded alike in every layout and never drift.
 */
export declare const CHECKSUM_TOLERANCE: {
    readonly exact: {
        readonly x: 1e-9;
        readonly y: 1e-9;
        readonly vx: 1e-9;
        readonly vy: 1e-9;
        readonly life: 1e-12;
        readonly size: 1e-9;
        readonly color: 1e-9;
    };
    readonly rounded: {
        readonly x: 0.02;
        readonly y: 0.02;
        readonly vx: 0.02;
        readonly vy: 0.02;
        readonly life: 1e-12;
        readonly size: 0.000001;
        readonly color: 1e-9;
    };
};
/** The fields whose means lie further apart than `tolerance` allows; empty: the stores agree. */
export declare function checksumDifferences(a: Checksum, b: Checksum, count: number, tolerance: Checksum): (keyof Checksum)[];
