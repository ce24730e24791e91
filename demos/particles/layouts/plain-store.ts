/**
 * Particles in plain typed arrays, one per field, with loops written by hand and no library.
 *
 * The yardstick (`hand` in the bench) for what the engine costs: the `columns` layout holds the
 * same arrays, but in chunks that the engine owns, and replaces the dead through its entities.
 */
import { type Birth, createBirth, firstBirth, firstSeed, nextBirth } from "../particle-birth.ts";
import { ChecksumSum } from "../particle-checksum.ts";
import { COLOR_RAMP, SIZE_AT_BIRTH, SIZE_AT_DEATH } from "../particle-look.ts";
import { ATTRACTOR_SOFTENING, RESTITUTION } from "../particle-step.ts";
import {
  type Checksum,
  type DrawColumns,
  PARTICLE_FIELDS,
  type ParticleStore,
  type StepInput,
  type StoreSettings,
} from "../particle-store.ts";

export class PlainStore implements ParticleStore {
  readonly layout = "hand";
  readonly bytesPerParticle = PARTICLE_FIELDS.length * 4;
  readonly count: number;
  readonly x: Float32Array;
  readonly y: Float32Array;
  readonly vx: Float32Array;
  readonly vy: Float32Array;
  readonly life: Float32Array;
  readonly size: Float32Array;
  readonly color: Uint32Array;
  readonly drag: Float32Array;
  readonly mass: Float32Array;
  readonly restitution: Float32Array;
  readonly startSize: Float32Array;
  readonly endSize: Float32Array;
  readonly spin: Float32Array;
  readonly angle: Float32Array;
  readonly emitter: Uint32Array;
  readonly seed: Uint32Array;
  readonly #birth: Birth = createBirth();

  constructor(settings: StoreSettings) {
    const { count } = settings;
    this.count = count;
    this.x = new Float32Array(count);
    this.y = new Float32Array(count);
    this.vx = new Float32Array(count);
    this.vy = new Float32Array(count);
    this.life = new Float32Array(count);
    this.size = new Float32Array(count);
    this.color = new Uint32Array(count);
    this.drag = new Float32Array(count);
    this.mass = new Float32Array(count);
    this.restitution = new Float32Array(count);
    this.startSize = new Float32Array(count);
    this.endSize = new Float32Array(count);
    this.spin = new Float32Array(count);
    this.angle = new Float32Array(count);
    this.emitter = new Uint32Array(count);
    this.seed = new Uint32Array(count);
    for (let i = 0; i < count; i++) {
      this.#birth.seed = firstSeed(settings.seed, i);
      firstBirth(this.#birth, settings);
      this.#writeBirth(i);
    }
  }

  age(input: StepInput): void {
    const { count, life } = this;
    const loss = input.agePerSecond * input.dtSeconds;
    for (let i = 0; i < count; i++) life[i] = life[i] - loss;
  }

  forces(input: StepInput): void {
    const { count, x, y, vx, vy, drag } = this;
    const { dtSeconds, gravity, pointerX, pointerY, pointerStrength } = input;
    for (let i = 0; i < count; i++) {
      const dx = pointerX - x[i];
      const dy = pointerY - y[i];
      const pull = pointerStrength / (dx * dx + dy * dy + ATTRACTOR_SOFTENING);
      const kept = 1 - drag[i] * dtSeconds;
      vx[i] = (vx[i] + dx * pull * dtSeconds) * kept;
      vy[i] = (vy[i] + (dy * pull + gravity) * dtSeconds) * kept;
    }
  }

  move(input: StepInput): void {
    const { count, x, y, vx, vy } = this;
    const { dtSeconds } = input;
    for (let i = 0; i < count; i++) {
      x[i] = x[i] + vx[i] * dtSeconds;
      y[i] = y[i] + vy[i] * dtSeconds;
    }
  }

  bounce(input: StepInput): void {
    const { count, x, y, vx, vy } = this;
    const { width, height } = input;
    for (let i = 0; i < count; i++) {
      const px = x[i];
      if (px < 0) {
        x[i] = 0;
        if (vx[i] < 0) vx[i] = vx[i] * -RESTITUTION;
      } else if (px > width) {
        x[i] = width;
        if (vx[i] > 0) vx[i] = vx[i] * -RESTITUTION;
      }
      const py = y[i];
      if (py < 0) {
        y[i] = 0;
        if (vy[i] < 0) vy[i] = vy[i] * -RESTITUTION;
      } else if (py > height) {
        y[i] = height;
        if (vy[i] > 0) vy[i] = vy[i] * -RESTITUTION;
      }
    }
  }

  look(_input: StepInput): void {
    const { count, life, size, color } = this;
    for (let i = 0; i < count; i++) {
      const left = Math.max(life[i], 0);
      color[i] = COLOR_RAMP[(left * 255) | 0];
      size[i] = SIZE_AT_DEATH + (SIZE_AT_BIRTH - SIZE_AT_DEATH) * left;
    }
  }

  respawn(input: StepInput): number {
    const { count, life, seed } = this;
    let respawned = 0;
    for (let i = 0; i < count; i++) {
      if (life[i] > 0) continue;
      this.#birth.seed = seed[i];
      nextBirth(this.#birth, input);
      this.#writeBirth(i);
      respawned++;
    }
    return respawned;
  }

  copyInto(out: DrawColumns, from: number, count: number): void {
    out.x.set(this.x.subarray(from, from + count));
    out.y.set(this.y.subarray(from, from + count));
    out.size.set(this.size.subarray(from, from + count));
    out.color.set(this.color.subarray(from, from + count));
  }

  checksum(): Checksum {
    const sum = new ChecksumSum();
    for (let i = 0; i < this.count; i++) {
      sum.position(this.x[i], this.y[i]);
      sum.velocity(this.vx[i], this.vy[i]);
      sum.look(this.life[i], this.size[i], this.color[i]);
    }
    return sum;
  }

  dispose(): void {
    // Plain arrays: the collector takes them with the store.
  }

  #writeBirth(i: number): void {
    const birth = this.#birth;
    this.x[i] = birth.x;
    this.y[i] = birth.y;
    this.vx[i] = birth.vx;
    this.vy[i] = birth.vy;
    this.life[i] = birth.life;
    this.size[i] = birth.size;
    this.color[i] = birth.color;
    this.drag[i] = birth.drag;
    this.mass[i] = birth.mass;
    this.restitution[i] = birth.restitution;
    this.startSize[i] = birth.startSize;
    this.endSize[i] = birth.endSize;
    this.spin[i] = birth.spin;
    this.angle[i] = birth.angle;
    this.emitter[i] = birth.emitter;
    this.seed[i] = birth.seed;
  }
}
