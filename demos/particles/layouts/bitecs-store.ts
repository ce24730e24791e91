/**
 * Particles on bitECS 0.4, used the fastest way its documentation shows.
 *
 * Components are objects of typed arrays indexed by entity id, the loops walk the ids a query
 * returns (fetched once per system, as a buffer), and a death removes the entity and adds another.
 * Id 0 is never handed out, and ids are reused at once, so `count + 1` rows are enough.
 */
import { addComponents, addEntity, asBuffer, createWorld, query, removeEntity } from "bitecs";
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

/** The components as bitECS wants them: objects of arrays, indexed by entity id. */
function createComponents(rows: number) {
  return {
    Position: { x: new Float32Array(rows), y: new Float32Array(rows) },
    Velocity: { x: new Float32Array(rows), y: new Float32Array(rows) },
    Life: { left: new Float32Array(rows) },
    Look: { size: new Float32Array(rows), color: new Uint32Array(rows) },
    Body: {
      drag: new Float32Array(rows),
      mass: new Float32Array(rows),
      restitution: new Float32Array(rows),
    },
    Style: {
      startSize: new Float32Array(rows),
      endSize: new Float32Array(rows),
      spin: new Float32Array(rows),
      angle: new Float32Array(rows),
    },
    Origin: { emitter: new Uint32Array(rows), seed: new Uint32Array(rows) },
  };
}

export class BitecsStore implements ParticleStore {
  readonly layout = "bitecs";
  /** The fields and the query's id; what bitECS keeps per entity besides is not counted. */
  readonly bytesPerParticle = PARTICLE_FIELDS.length * 4 + 4;
  readonly count: number;
  readonly #components: ReturnType<typeof createComponents>;
  /** All components, kept: the argument of `addComponents` and of the one query every system uses. */
  readonly #all: object[];
  readonly #world = createWorld();
  readonly #birth: Birth = createBirth();

  constructor(settings: StoreSettings) {
    this.count = settings.count;
    this.#components = createComponents(settings.count + 1);
    this.#all = Object.values(this.#components);
    for (let i = 0; i < settings.count; i++) {
      this.#birth.seed = firstSeed(settings.seed, i);
      firstBirth(this.#birth, settings);
      this.#spawnBirth();
    }
  }

  age(input: StepInput): void {
    const eids = this.#eids();
    const life = this.#components.Life.left;
    const loss = input.agePerSecond * input.dtSeconds;
    for (let i = 0; i < eids.length; i++) {
      const eid = eids[i];
      life[eid] = life[eid] - loss;
    }
  }

  forces(input: StepInput): void {
    const eids = this.#eids();
    const { x, y } = this.#components.Position;
    const { x: vx, y: vy } = this.#components.Velocity;
    const { drag } = this.#components.Body;
    const { dtSeconds, gravity, pointerX, pointerY, pointerStrength } = input;
    for (let i = 0; i < eids.length; i++) {
      const eid = eids[i];
      const dx = pointerX - x[eid];
      const dy = pointerY - y[eid];
      const pull = pointerStrength / (dx * dx + dy * dy + ATTRACTOR_SOFTENING);
      const kept = 1 - drag[eid] * dtSeconds;
      vx[eid] = (vx[eid] + dx * pull * dtSeconds) * kept;
      vy[eid] = (vy[eid] + (dy * pull + gravity) * dtSeconds) * kept;
    }
  }

  move(input: StepInput): void {
    const eids = this.#eids();
    const { x, y } = this.#components.Position;
    const { x: vx, y: vy } = this.#components.Velocity;
    const { dtSeconds } = input;
    for (let i = 0; i < eids.length; i++) {
      const eid = eids[i];
      x[eid] = x[eid] + vx[eid] * dtSeconds;
      y[eid] = y[eid] + vy[eid] * dtSeconds;
    }
  }

  bounce(input: StepInput): void {
    const eids = this.#eids();
    const { x, y } = this.#components.Position;
    const { x: vx, y: vy } = this.#components.Velocity;
    const { width, height } = input;
    for (let i = 0; i < eids.length; i++) {
      const eid = eids[i];
      const px = x[eid];
      if (px < 0) {
        x[eid] = 0;
        if (vx[eid] < 0) vx[eid] = vx[eid] * -RESTITUTION;
      } else if (px > width) {
        x[eid] = width;
        if (vx[eid] > 0) vx[eid] = vx[eid] * -RESTITUTION;
      }
      const py = y[eid];
      if (py < 0) {
        y[eid] = 0;
        if (vy[eid] < 0) vy[eid] = vy[eid] * -RESTITUTION;
      } else if (py > height) {
        y[eid] = height;
        if (vy[eid] > 0) vy[eid] = vy[eid] * -RESTITUTION;
      }
    }
  }

  look(_input: StepInput): void {
    const eids = this.#eids();
    const life = this.#components.Life.left;
    const { size, color } = this.#components.Look;
    for (let i = 0; i < eids.length; i++) {
      const eid = eids[i];
      const left = Math.max(life[eid], 0);
      color[eid] = COLOR_RAMP[(left * 255) | 0];
      size[eid] = SIZE_AT_DEATH + (SIZE_AT_BIRTH - SIZE_AT_DEATH) * left;
    }
  }

  respawn(input: StepInput): number {
    const eids = this.#eids();
    const life = this.#components.Life.left;
    const { seed } = this.#components.Origin;
    let respawned = 0;
    // `eids` may be walked on while entities go and come: bitECS commits removals in `query`.
    for (let i = 0; i < eids.length; i++) {
      const eid = eids[i];
      if (life[eid] > 0) continue;
      this.#birth.seed = seed[eid];
      nextBirth(this.#birth, input);
      removeEntity(this.#world, eid);
      this.#spawnBirth();
      respawned++;
    }
    return respawned;
  }

  copyInto(out: DrawColumns, from: number, count: number): void {
    const eids = this.#eids();
    const { x, y } = this.#components.Position;
    const { size, color } = this.#components.Look;
    for (let row = 0; row < count; row++) {
      const eid = eids[from + row];
      out.x[row] = x[eid];
      out.y[row] = y[eid];
      out.size[row] = size[eid];
      out.color[row] = color[eid];
    }
  }

  checksum(): Checksum {
    const { Position, Velocity, Life, Look } = this.#components;
    const sum = new ChecksumSum();
    for (const eid of this.#eids()) {
      sum.position(Position.x[eid], Position.y[eid]);
      sum.velocity(Velocity.x[eid], Velocity.y[eid]);
      sum.look(Life.left[eid], Look.size[eid], Look.color[eid]);
    }
    return sum;
  }

  dispose(): void {
    // Plain arrays: the collector takes them and the world with the store.
  }

  /** The ids of all particles, as a view over the query's own buffer; fetch it anew per system. */
  #eids(): Uint32Array {
    return query(this.#world, this.#all, asBuffer) as Uint32Array;
  }

  /** Adds an entity and writes `#birth` into its rows. */
  #spawnBirth(): void {
    const eid = addEntity(this.#world);
    addComponents(this.#world, eid, this.#all);
    const { Position, Velocity, Life, Look, Body, Style, Origin } = this.#components;
    const birth = this.#birth;
    Position.x[eid] = birth.x;
    Position.y[eid] = birth.y;
    Velocity.x[eid] = birth.vx;
    Velocity.y[eid] = birth.vy;
    Life.left[eid] = birth.life;
    Look.size[eid] = birth.size;
    Look.color[eid] = birth.color;
    Body.drag[eid] = birth.drag;
    Body.mass[eid] = birth.mass;
    Body.restitution[eid] = birth.restitution;
    Style.startSize[eid] = birth.startSize;
    Style.endSize[eid] = birth.endSize;
    Style.spin[eid] = birth.spin;
    Style.angle[eid] = birth.angle;
    Origin.emitter[eid] = birth.emitter;
    Origin.seed[eid] = birth.seed;
  }
}
