/**
 * What every memory layout of the particle demo has to do.
 *
 * A store keeps `count` particles of 16 fields in its own layout and runs the same step over them,
 * system by system, so that the cost of each system can be timed alone. Invariant: two stores made
 * from the same settings hold the same particles after every step, up to order; the typed layouts
 * bit for bit, the objects and the kernels to f32 rounding (they round later, or sooner).
 */

/** The 16 fields of a particle, 4 bytes each where a layout is typed: one cache line interleaved. */
export const PARTICLE_FIELDS = [
  "x", // position, world units (CSS pixels of the stage), y downwards
  "y",
  "vx", // velocity, units per second
  "vy",
  "life", // what is left of it, 1 at birth, dead at <= 0
  "size", // what is drawn: diameter in units
  "color", // what is drawn: 0xAABBGGRR as u32 (little-endian rgba8), alpha not multiplied in
  "drag", // share of velocity lost per second
  "mass", // from here on carried, as real particles do, and written at birth only
  "restitution",
  "startSize",
  "endSize",
  "spin",
  "angle",
  "emitter", // index of the emitter it came from
  "seed", // u32; decides everything about the particle's next birth
] as const;
export type ParticleField = (typeof PARTICLE_FIELDS)[number];

export const LAYOUT_NAMES = [
  "objects",
  "churned",
  "interleaved",
  "columns",
  "kernel",
  "workers",
  "bitecs",
] as const;
export type LayoutName = (typeof LAYOUT_NAMES)[number];

/** A layout of the demo, or `hand`: loops over plain typed arrays, the yardstick of the bench. */
export type StoreName = LayoutName | "hand";

/** The systems of one step, in the order they run. */
export const SYSTEM_NAMES = ["age", "forces", "move", "bounce", "look", "respawn"] as const;
export type SystemName = (typeof SYSTEM_NAMES)[number];

/** What a store is made from. Equal settings give equal particles in every layout. */
export interface StoreSettings {
  readonly count: number;
  /** u32; decides every birth. */
  readonly seed: number;
  /** Size of the stage in world units; emitters stand at fractions of it. */
  readonly width: number;
  readonly height: number;
}

/** Everything a step depends on besides the particles themselves. */
export interface StepInput {
  /** Seconds of simulated time. */
  dtSeconds: number;
  /** Life lost per second; 0.02 respawns about 2 % of the particles a second. */
  agePerSecond: number;
  /** Size of the stage in world units; particles bounce at 0 and at these bounds. */
  width: number;
  height: number;
  /** Downward acceleration, units per second squared. */
  gravity: number;
  /** Pointer attractor: position in world units. */
  pointerX: number;
  pointerY: number;
  /** 0: none; the pull is strength * distance / (distance squared + ATTRACTOR_SOFTENING). */
  pointerStrength: number;
}

/** Where a layout that is not columns is copied to before it is drawn. */
export interface DrawColumns {
  readonly x: Float32Array;
  readonly y: Float32Array;
  readonly size: Float32Array;
  readonly color: Uint32Array;
}

/** Sums over all particles, independent of their order; how layouts are compared. */
export interface Checksum {
  readonly x: number;
  readonly y: number;
  readonly vx: number;
  readonly vy: number;
  readonly life: number;
  readonly size: number;
  /** Sum of the four colour channels, 0..255 each. */
  readonly color: number;
}

export interface ParticleStore {
  readonly layout: StoreName;
  readonly count: number;
  /** Bytes one particle occupies in this layout (an estimate where the collector hides it). */
  readonly bytesPerParticle: number;
  /** What to know where the browser does not let the layout run as it is meant to; a sentence for the panel. */
  readonly caveat?: string | undefined;

  age(input: StepInput): void;
  forces(input: StepInput): void;
  move(input: StepInput): void;
  bounce(input: StepInput): void;
  look(input: StepInput): void;
  /** Replaces every dead particle (life <= 0) by a newborn one; returns how many. */
  respawn(input: StepInput): number;

  /**
   * Copies particles `from` .. `from + count` of this store's order into rows `0` .. `count` of
   * `out`. The order is the store's own and may change in `respawn`.
   */
  copyInto(out: DrawColumns, from: number, count: number): void;
  /** Walks every particle; for tests and comparisons, not for every frame. */
  checksum(): Checksum;
  /** Gives the memory back; the store must not be used afterwards. */
  dispose(): void;
}
