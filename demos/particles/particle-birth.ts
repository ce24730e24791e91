/**
 * A particle's birth: every field of a newborn is a pure function of its seed and of the stage.
 *
 * Each death hashes the seed on to the next one, so a particle's whole future is fixed when the
 * store is made, and layouts that visit particles in another order compute the same particles.
 * Invariant: every number that leaves here is an f32 (or a u32), so all layouts start out equal.
 */

/** What a newborn is made of, `life` (1) and the look (a function of life) aside. */
export interface Birth {
  x: number;
  y: number;
  vx: number;
  vy: number;
  drag: number;
  mass: number;
  restitution: number;
  startSize: number;
  endSize: number;
  spin: number;
  angle: number;
  emitter: number;
  seed: number;
}

/** A record for `birthInto`, to be made once and kept. */
export function createBirth(): Birth {
  return {
    x: 0,
    y: 0,
    vx: 0,
    vy: 0,
    drag: 0,
    mass: 0,
    restitution: 0,
    startSize: 0,
    endSize: 0,
    spin: 0,
    angle: 0,
    emitter: 0,
    seed: 0,
  };
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
export const EMITTERS: readonly Emitter[] = [
  { x: 0.5, y: 0.94, directionX: 0, directionY: -1, spread: 0.3, speed: 250 },
  { x: 0.1, y: 0.9, directionX: 0.5, directionY: -0.866, spread: 0.22, speed: 260 },
  { x: 0.9, y: 0.9, directionX: -0.5, directionY: -0.866, spread: 0.22, speed: 260 },
  { x: 0.3, y: 0.42, directionX: -0.28, directionY: -0.96, spread: 0.8, speed: 130 },
  { x: 0.7, y: 0.42, directionX: 0.28, directionY: -0.96, spread: 0.8, speed: 130 },
];

/** Newborns appear within this many units of their emitter, in x and in y. */
const EMITTER_RADIUS = 7;

/** Mixes 32 bits well (two multiplications, three shifts); a bijection of u32. */
function hash(value: number): number {
  // The increment keeps 0 from hashing to itself.
  let bits = (value + 0x9e3779b9) | 0;
  bits ^= bits >>> 16;
  bits = Math.imul(bits, 0x7feb352d);
  bits ^= bits >>> 15;
  bits = Math.imul(bits, 0x846ca68b);
  bits ^= bits >>> 16;
  return bits >>> 0;
}

/** The seed of a particle's next life. */
export function nextSeed(seed: number): number {
  return hash(seed);
}

/** The seed of the first life of particle `index`; different store seeds share no sequence of note. */
export function firstSeed(storeSeed: number, index: number): number {
  return hash((hash(storeSeed) + Math.imul(index, 0x85ebca6b)) | 0);
}

/** Life left at the very start: spread evenly over (0, 1], so that deaths are steady from frame one. */
export function firstLife(seed: number): number {
  // 24 bits fit an f32 exactly.
  return ((hash(seed ^ 0x5bd1e995) >>> 8) + 1) / 0x1000000;
}

/**
 * Writes the newborn of `seed` into `out`. Allocates nothing; about 25 ns.
 *
 * `width` and `height` are those of the stage, in world units.
 */
export function birthInto(seed: number, width: number, height: number, out: Birth): void {
  // Four words of bits; each field takes its own slice of one of them.
  const a = hash(seed ^ 0x2545f491);
  const b = hash(a);
  const c = hash(b);
  const d = hash(c);

  const index = (a & 0xffff) % EMITTERS.length;
  const emitter = EMITTERS[index]!;
  const jitterX = unit(a >>> 16) - unit(b);
  const jitterY = unit(b >>> 16) - unit(c);
  // The sum of two even numbers is dense in the middle: a jet with a bright core.
  const across = (unit(c >>> 16) + unit(d) - 1) * emitter.spread;
  const speed = emitter.speed * (0.55 + 0.45 * unit(d >>> 16));

  out.x = Math.fround(emitter.x * width + jitterX * EMITTER_RADIUS);
  out.y = Math.fround(emitter.y * height + jitterY * EMITTER_RADIUS);
  out.vx = Math.fround((emitter.directionX - emitter.directionY * across) * speed);
  out.vy = Math.fround((emitter.directionY + emitter.directionX * across) * speed);
  out.drag = Math.fround(0.01 + 0.05 * unit(a));
  out.mass = Math.fround(0.5 + unit(b >>> 8));
  out.restitution = Math.fround(0.7 + 0.2 * unit(c >>> 8));
  out.startSize = Math.fround(3 + 2 * unit(d >>> 8));
  out.endSize = Math.fround(0.5 + unit(a >>> 8));
  out.spin = Math.fround(unit(b ^ c) - 0.5);
  out.angle = Math.fround(unit(c ^ d) * 2 * Math.PI);
  out.emitter = index;
  out.seed = seed;
}

/** The low 16 bits as a number in [0, 1). */
function unit(bits: number): number {
  return (bits & 0xffff) / 0x10000;
}
