/**
 * Checksums of particle stores: sums of what can be seen, and whether two of them agree.
 *
 * Sums do not depend on the order of particles, so layouts that reorder them can be compared.
 */
import type { Checksum } from "./particle-store.ts";

/** Adds particles up; one per call of `ParticleStore.checksum`. */
export class ChecksumSum implements Checksum {
  x = 0;
  y = 0;
  vx = 0;
  vy = 0;
  life = 0;
  size = 0;
  color = 0;

  position(x: number, y: number): void {
    this.x += x;
    this.y += y;
  }

  velocity(vx: number, vy: number): void {
    this.vx += vx;
    this.vy += vy;
  }

  look(life: number, size: number, color: number): void {
    this.life += life;
    this.size += size;
    this.color += (color & 255) + ((color >>> 8) & 255) + ((color >>> 16) & 255) + (color >>> 24);
  }
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
export const CHECKSUM_TOLERANCE = {
  exact: { x: 1e-9, y: 1e-9, vx: 1e-9, vy: 1e-9, life: 1e-12, size: 1e-9, color: 1e-9 },
  rounded: { x: 0.02, y: 0.02, vx: 0.02, vy: 0.02, life: 1e-12, size: 1e-6, color: 1e-9 },
} as const satisfies Record<string, Checksum>;

/** The fields whose means lie further apart than `tolerance` allows; empty: the stores agree. */
export function checksumDifferences(
  a: Checksum,
  b: Checksum,
  count: number,
  tolerance: Checksum,
): (keyof Checksum)[] {
  const differing: (keyof Checksum)[] = [];
  for (const field of Object.keys(tolerance) as (keyof Checksum)[]) {
    // Written so that NaN counts as a difference.
    if (!(Math.abs(a[field] - b[field]) / count <= tolerance[field])) differing.push(field);
  }
  return differing;
}
