/**
 * Particles as entities of a Colonnade world: one column per field, in chunks, walked by chunk.
 *
 * The layout the demo is about, and the one the renderer draws without copying. A death despawns
 * its entity and a birth spawns one, so the dead stay dead for whoever kept their handle.
 * Invariant: a frame allocates nothing; scratch, callback and component list are made once.
 */
import {
  createWorld,
  type Entity,
  type Query,
  type SpawnedRows,
  type World,
  type WorldOptions,
} from "../../../src/index.ts";
import {
  type Birth,
  createBirth,
  firstBirth,
  firstSeed,
  nextBirth,
  type Stage,
} from "../particle-birth.ts";
import { ChecksumSum } from "../particle-checksum.ts";
import { COLOR_RAMP, SIZE_AT_BIRTH, SIZE_AT_DEATH } from "../particle-look.ts";
import { ATTRACTOR_SOFTENING, RESTITUTION } from "../particle-step.ts";
import {
  type Checksum,
  type DrawColumns,
  type LayoutName,
  PARTICLE_FIELDS,
  type ParticleStore,
  type StepInput,
  type StoreSettings,
} from "../particle-store.ts";
import {
  Body,
  Life,
  Look,
  Origin,
  PARTICLE_COMPONENTS,
  Position,
  Style,
  Velocity,
} from "./particle-components.ts";

type Rows = SpawnedRows<(typeof PARTICLE_COMPONENTS)[number]>;

export class ColumnsStore implements ParticleStore {
  readonly layout: LayoutName = "columns";
  /** The fields and the entity's handle beside them; the entity index is not counted. */
  readonly bytesPerParticle = PARTICLE_FIELDS.length * 4 + 4;
  readonly count: number;
  /** For the renderer and the inspector. */
  readonly world: World;
  readonly query: Query<typeof PARTICLE_COMPONENTS>;
  readonly #birth: Birth = createBirth();
  /** Handles of the dead, and their seeds, `respawn` after `respawn`. */
  readonly #dead: Uint32Array;
  readonly #seeds: Uint32Array;
  readonly #fillRows: (rows: Rows) => void;
  /** `firstBirth` while the store is made, `nextBirth` ever after. */
  #giveBirth: typeof nextBirth = firstBirth;
  #stage: Stage;

  constructor(settings: StoreSettings, options: WorldOptions = {}) {
    const { count } = settings;
    this.count = count;
    this.world = createWorld({ capacity: count, ...options });
    this.query = this.world.query(...PARTICLE_COMPONENTS);
    this.#dead = new Uint32Array(count);
    this.#seeds = new Uint32Array(count);
    this.#stage = settings;
    this.#fillRows = (rows) => this.#writeBirths(rows);
    for (let i = 0; i < count; i++) this.#seeds[i] = firstSeed(settings.seed, i);
    this.world.reserve(count, PARTICLE_COMPONENTS);
    this.world.spawnMany(count, PARTICLE_COMPONENTS, this.#fillRows);
    this.#giveBirth = nextBirth;
  }

  age(input: StepInput): void {
    const loss = input.agePerSecond * input.dtSeconds;
    for (const chunk of this.query) {
      const { left } = chunk.write(Life);
      const { count } = chunk;
      for (let i = 0; i < count; i++) left[i] = left[i] - loss;
    }
  }

  forces(input: StepInput): void {
    const softening = ATTRACTOR_SOFTENING;
    const { dtSeconds, gravity, pointerX, pointerY, pointerStrength } = input;
    for (const chunk of this.query) {
      const { x, y } = chunk.read(Position);
      const { x: vx, y: vy } = chunk.write(Velocity);
      const { drag } = chunk.read(Body);
      const { count } = chunk;
      for (let i = 0; i < count; i++) {
        const dx = pointerX - x[i];
        const dy = pointerY - y[i];
        const pull = pointerStrength / (dx * dx + dy * dy + softening);
        const kept = 1 - drag[i] * dtSeconds;
        vx[i] = (vx[i] + dx * pull * dtSeconds) * kept;
        vy[i] = (vy[i] + (dy * pull + gravity) * dtSeconds) * kept;
      }
    }
  }

  move(input: StepInput): void {
    const { dtSeconds } = input;
    for (const chunk of this.query) {
      const { x, y } = chunk.write(Position);
      const { x: vx, y: vy } = chunk.read(Velocity);
      const { count } = chunk;
      for (let i = 0; i < count; i++) {
        x[i] = x[i] + vx[i] * dtSeconds;
        y[i] = y[i] + vy[i] * dtSeconds;
      }
    }
  }

  bounce(input: StepInput): void {
    const bounciness = -RESTITUTION;
    const { width, height } = input;
    for (const chunk of this.query) {
      const { x, y } = chunk.write(Position);
      const { x: vx, y: vy } = chunk.write(Velocity);
      const { count } = chunk;
      for (let i = 0; i < count; i++) {
        const px = x[i];
        if (px < 0) {
          x[i] = 0;
          if (vx[i] < 0) vx[i] = vx[i] * bounciness;
        } else if (px > width) {
          x[i] = width;
          if (vx[i] > 0) vx[i] = vx[i] * bounciness;
        }
        const py = y[i];
        if (py < 0) {
          y[i] = 0;
          if (vy[i] < 0) vy[i] = vy[i] * bounciness;
        } else if (py > height) {
          y[i] = height;
          if (vy[i] > 0) vy[i] = vy[i] * bounciness;
        }
      }
    }
  }

  look(_input: StepInput): void {
    const ramp = COLOR_RAMP;
    const smallest = SIZE_AT_DEATH;
    const growth = SIZE_AT_BIRTH - SIZE_AT_DEATH;
    for (const chunk of this.query) {
      const { left } = chunk.read(Life);
      const { size, color } = chunk.write(Look);
      const { count } = chunk;
      for (let i = 0; i < count; i++) {
        const life = Math.max(left[i], 0);
        color[i] = ramp[(life * 255) | 0];
        size[i] = smallest + growth * life;
      }
    }
  }

  respawn(input: StepInput): number {
    const dead = this.#dead;
    const seeds = this.#seeds;
    let deadCount = 0;
    for (const chunk of this.query) {
      const { left } = chunk.read(Life);
      const { seed } = chunk.read(Origin);
      const { count, entities } = chunk;
      for (let i = 0; i < count; i++) {
        if (left[i] > 0) continue;
        dead[deadCount] = entities[i];
        seeds[deadCount] = seed[i];
        deadCount++;
      }
    }
    if (deadCount === 0) return 0;
    // After the loop, not inside it: there each change would first be recorded, then replayed.
    // From the back: the last row fills each hole, and so is never one that is dead itself.
    for (let i = deadCount - 1; i >= 0; i--) this.world.despawn(dead[i] as Entity);
    this.#stage = input;
    this.world.spawnMany(deadCount, PARTICLE_COMPONENTS, this.#fillRows);
    return deadCount;
  }

  copyInto(out: DrawColumns, from: number, count: number): void {
    let first = 0; // of the chunk at hand, in the order of the query
    for (const chunk of this.query) {
      const { x, y } = chunk.read(Position);
      const { size, color } = chunk.read(Look);
      const start = Math.max(from, first);
      const end = Math.min(from + count, first + chunk.count);
      for (let i = start; i < end; i++) {
        out.x[i - from] = x[i - first];
        out.y[i - from] = y[i - first];
        out.size[i - from] = size[i - first];
        out.color[i - from] = color[i - first];
      }
      first += chunk.count;
    }
  }

  checksum(): Checksum {
    const sum = new ChecksumSum();
    for (const chunk of this.query) {
      const position = chunk.read(Position);
      const velocity = chunk.read(Velocity);
      const { left } = chunk.read(Life);
      const { size, color } = chunk.read(Look);
      for (let i = 0; i < chunk.count; i++) {
        sum.position(position.x[i], position.y[i]);
        sum.velocity(velocity.x[i], velocity.y[i]);
        sum.look(left[i], size[i], color[i]);
      }
    }
    return sum;
  }

  dispose(): void {
    this.world.dispose();
  }

  /** Writes those who follow the particles of `#seeds` into the rows of one chunk. */
  #writeBirths(rows: Rows): void {
    const position = rows.write(Position);
    const velocity = rows.write(Velocity);
    const { left } = rows.write(Life);
    const { size, color } = rows.write(Look);
    const { drag, mass, restitution } = rows.write(Body);
    const { startSize, endSize, spin, angle } = rows.write(Style);
    const { emitter, seed } = rows.write(Origin);
    const birth = this.#birth;
    const giveBirth = this.#giveBirth;
    const { start, end } = rows;
    for (let i = start; i < end; i++) {
      birth.seed = this.#seeds[rows.offset + i - start];
      giveBirth(birth, this.#stage);
      position.x[i] = birth.x;
      position.y[i] = birth.y;
      velocity.x[i] = birth.vx;
      velocity.y[i] = birth.vy;
      left[i] = birth.life;
      size[i] = birth.size;
      color[i] = birth.color;
      drag[i] = birth.drag;
      mass[i] = birth.mass;
      restitution[i] = birth.restitution;
      startSize[i] = birth.startSize;
      endSize[i] = birth.endSize;
      spin[i] = birth.spin;
      angle[i] = birth.angle;
      emitter[i] = birth.emitter;
      seed[i] = birth.seed;
    }
  }
}
