/**
 * A particle's birth: every field of a newborn is a pure function of its seed and of the stage.
 *
 * Each death hashes the seed on to the next one, so a particle's whole future is fixed when the
 * store is made, and layouts that visit particles in another order compute the same particles.
 * Invariant: every number that leaves here is an f32 (or a u32), so all layouts start out equal.
 */
import { colorAt, sizeAt } from "./particle-look.ts";
import { ParticleRecord } from "./particle-record.ts";
import { PARTICLE_FIELDS, type ParticleField } from "./particle-store.ts";

/**
 * All 16 fields of a newborn; a layout copies them to where it keeps them.
 *
 * Seeds travel in the record too: as arguments, numbers of 32 bits would be boxed on the heap.
 */
export type Birth = ParticleRecord;

/** A record for `firstBirth` and `nextBirth`, to be made once and kept. */
export function createBirth(): Birth {
  const values = Object.fromEntries(PARTICLE_FIELDS.map((field) => [field, 0]));
  return new ParticleRecord(values as Record<ParticleField, number>);
}

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
export const EMITTERS: readonly Emitter[] = [
  { x: 0.5, y: 0.94, directionX: 0, directionY: -1, spread: 0.3, speed: 250 },
  { x: 0.1, y: 0.9, directionX: 0.5, directionY: -0.866, spread: 0.22, speed: 260 },
  { x: 0.9, y: 0.9, directionX: -0.5, directionY: -0.866, spread: 0.22, speed: 260 },
  { x: 0.3, y: 0.42, directionX: -0.28, directionY: -0.96, spread: 0.8, speed: 130 },
  { x: 0.7, y: 0.42, directionX: 0.28, directionY: -0.96, spread: 0.8, speed: 130 },
];

/** How long the oldest of the first generation has flown, and what pulled it down, units per s^2. */
const FIRST_FLIGHT_SECONDS = 9;
const FIRST_FLIGHT_GRAVITY = 40;

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

/** The seed of the first life of particle `index`; different store seeds share no sequence of note. */
export function firstSeed(storeSeed: number, index: number): number {
  return hash((hash(storeSeed) + Math.imul(index, 0x85ebca6b)) | 0);
}

/**
 * Writes a particle of the first generation over `birth`, whose seed decides everything: some of
 * its life is over, spread evenly over (0, 1] so that deaths are steady from the first frame, and
 * it has flown as far as that.
 */
export function firstBirth(birth: Birth, stage: Stage): void {
  writeNewborn(birth, stage);
  // 24 bits fit an f32 exactly.
  const life = ((hash(birth.seed ^ 0x5bd1e995) >>> 8) + 1) / 0x1000000;
  const seconds = (1 - life) * FIRST_FLIGHT_SECONDS;
  const fall = FIRST_FLIGHT_GRAVITY * seconds;
  birth.x = Math.fround(foldInto(birth.x + birth.vx * seconds, stage.width));
  birth.y = Math.fround(foldInto(birth.y + (birth.vy + fall / 2) * seconds, stage.height));
  birth.vy = Math.fround(birth.vy + fall);
  birth.life = life;
  birth.size = sizeAt(life);
  birth.color = colorAt(life);
}

/**
 * Writes the particle that follows a dead one over `birth`: `birth.seed` is the seed of the dead
 * and becomes that of the newborn, which starts at its emitter with its whole life ahead.
 * Allocates nothing.
 */
export function nextBirth(birth: Birth, stage: Stage): void {
  birth.seed = hash(birth.seed);
  writeNewborn(birth, stage);
}

function writeNewborn(birth: Birth, stage: Stage): void {
  // Four words of bits; each field takes its own slice of one of them.
  const a = hash(birth.seed ^ 0x2545f491);
  const b = hash(a);
  const c = hash(b);
  const d = hash(c);

  const index = (a & 0xffff) % EMITTERS.length;
  const emitter = EMITTERS[index];
  const jitterX = unit(a >>> 16) - unit(b);
  const jitterY = unit(b >>> 16) - unit(c);
  // The sum of two even spreads is dense in the middle: a jet with a bright core.
  const across = (unit(c >>> 16) + unit(d) - 1) * emitter.spread;
  const speed = emitter.speed * (0.5 + 0.5 * unit(d >>> 16));

  birth.x = Math.fround(emitter.x * stage.width + jitterX * EMITTER_RADIUS);
  birth.y = Math.fround(emitter.y * stage.height + jitterY * EMITTER_RADIUS);
  birth.vx = Math.fround((emitter.directionX - emitter.directionY * across) * speed);
  birth.vy = Math.fround((emitter.directionY + emitter.directionX * across) * speed);
  birth.life = 1;
  birth.size = sizeAt(1);
  birth.color = colorAt(1);
  birth.drag = Math.fround(0.01 + 0.05 * unit(a));
  birth.mass = Math.fround(0.5 + unit(b >>> 8));
  birth.restitution = Math.fround(0.7 + 0.2 * unit(c >>> 8));
  birth.startSize = Math.fround(3 + 2 * unit(d >>> 8));
  birth.endSize = Math.fround(0.5 + unit(a >>> 8));
  birth.spin = Math.fround(unit(b ^ c) - 0.5);
  birth.angle = Math.fround(unit(c ^ d) * 2 * Math.PI);
  birth.emitter = index;
}

/** Reflects `value` at 0 and `limit` until it lies between them. */
function foldInto(value: number, limit: number): number {
  const inPeriod = Math.abs(value) % (2 * limit);
  return inPeriod > limit ? 2 * limit - inPeriod : inPeriod;
}

/** The low 16 bits as a number in [0, 1). */
function unit(bits: number): number {
  return (bits & 0xffff) / 0x10000;
}
