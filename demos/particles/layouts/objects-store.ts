/**
 * Particles as an array of JavaScript objects; the layout most games start with.
 *
 * `objects` holds them as they were allocated, side by side in array order, which is the best an
 * object layout can be; `createChurnedStore` runs the same step over a heap that has lived. They
 * share this one class: both see the same hidden class, so neither spoils the other's feedback.
 */
import { type Birth, createBirth, firstBirth, firstSeed, nextBirth } from "../particle-birth.ts";
import { ChecksumSum } from "../particle-checksum.ts";
import { COLOR_RAMP, SIZE_AT_BIRTH, SIZE_AT_DEATH } from "../particle-look.ts";
import { ParticleRecord } from "../particle-record.ts";
import { ATTRACTOR_SOFTENING, RESTITUTION } from "../particle-step.ts";
import {
  type Checksum,
  type DrawColumns,
  PARTICLE_FIELDS,
  type ParticleStore,
  type StepInput,
  type StoreSettings,
} from "../particle-store.ts";
import { objectModel, particleObjectBytes } from "./object-model.ts";

export class ObjectsStore implements ParticleStore {
  readonly bytesPerParticle = particleObjectBytes(PARTICLE_FIELDS.length, objectModel());
  readonly layout: "objects" | "churned";
  readonly #birth: Birth = createBirth();
  #particles: ParticleRecord[];

  constructor(layout: "objects" | "churned", particles: ParticleRecord[]) {
    this.layout = layout;
    this.#particles = particles;
  }

  get count(): number {
    return this.#particles.length;
  }

  age(input: StepInput): void {
    const particles = this.#particles;
    const loss = input.agePerSecond * input.dtSeconds;
    for (let i = 0; i < particles.length; i++) {
      const particle = particles[i];
      // Rounded as the typed layouts round, so that the same particles die in the same frame.
      particle.life = Math.fround(particle.life - loss);
    }
  }

  forces(input: StepInput): void {
    const particles = this.#particles;
    const { dtSeconds, gravity, pointerX, pointerY, pointerStrength } = input;
    for (let i = 0; i < particles.length; i++) {
      const particle = particles[i];
      const dx = pointerX - particle.x;
      const dy = pointerY - particle.y;
      const pull = pointerStrength / (dx * dx + dy * dy + ATTRACTOR_SOFTENING);
      const kept = 1 - particle.drag * dtSeconds;
      particle.vx = (particle.vx + dx * pull * dtSeconds) * kept;
      particle.vy = (particle.vy + (dy * pull + gravity) * dtSeconds) * kept;
    }
  }

  move(input: StepInput): void {
    const particles = this.#particles;
    const { dtSeconds } = input;
    for (let i = 0; i < particles.length; i++) {
      const particle = particles[i];
      particle.x += particle.vx * dtSeconds;
      particle.y += particle.vy * dtSeconds;
    }
  }

  bounce(input: StepInput): void {
    const particles = this.#particles;
    const { width, height } = input;
    for (let i = 0; i < particles.length; i++) {
      const particle = particles[i];
      if (particle.x < 0) {
        particle.x = 0;
        if (particle.vx < 0) particle.vx *= -RESTITUTION;
      } else if (particle.x > width) {
        particle.x = width;
        if (particle.vx > 0) particle.vx *= -RESTITUTION;
      }
      if (particle.y < 0) {
        particle.y = 0;
        if (particle.vy < 0) particle.vy *= -RESTITUTION;
      } else if (particle.y > height) {
        particle.y = height;
        if (particle.vy > 0) particle.vy *= -RESTITUTION;
      }
    }
  }

  look(_input: StepInput): void {
    const particles = this.#particles;
    for (let i = 0; i < particles.length; i++) {
      const particle = particles[i];
      const left = Math.max(particle.life, 0);
      particle.color = COLOR_RAMP[(left * 255) | 0];
      particle.size = SIZE_AT_DEATH + (SIZE_AT_BIRTH - SIZE_AT_DEATH) * left;
    }
  }

  respawn(input: StepInput): number {
    const particles = this.#particles;
    const birth = this.#birth;
    let respawned = 0;
    for (let i = 0; i < particles.length; i++) {
      const particle = particles[i];
      if (particle.life > 0) continue;
      birth.seed = particle.seed;
      nextBirth(birth, input);
      particle.copy(birth);
      respawned++;
    }
    return respawned;
  }

  copyInto(out: DrawColumns, from: number, count: number): void {
    const particles = this.#particles;
    const { x, y, size, color } = out;
    for (let row = 0; row < count; row++) {
      const particle = particles[from + row];
      x[row] = particle.x;
      y[row] = particle.y;
      size[row] = particle.size;
      color[row] = particle.color;
    }
  }

  checksum(): Checksum {
    const sum = new ChecksumSum();
    for (const particle of this.#particles) {
      sum.position(particle.x, particle.y);
      sum.velocity(particle.vx, particle.vy);
      sum.look(particle.life, particle.size, particle.color);
    }
    return sum;
  }

  dispose(): void {
    this.#particles = [];
  }
}

/** Particles in one array, allocated in its order. */
export function createObjectsStore(settings: StoreSettings): ObjectsStore {
  return new ObjectsStore("objects", createParticleObjects(settings));
}

/** The first generation, in allocation order. */
export function createParticleObjects(settings: StoreSettings): ParticleRecord[] {
  const birth = createBirth();
  const particles: ParticleRecord[] = [];
  for (let i = 0; i < settings.count; i++) {
    birth.seed = firstSeed(settings.seed, i);
    firstBirth(birth, settings);
    particles.push(new ParticleRecord(birth));
  }
  return particles;
}
