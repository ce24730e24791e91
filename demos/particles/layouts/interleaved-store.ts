/**
 * Particles as rows of one buffer, all fields of a particle side by side: an array of structs.
 *
 * Where each field lies comes from `structLayout`. Every field gets its own view that starts at
 * the field's offset and is walked in steps of a row, so the loops read like those over columns.
 * All 16 fields are 4 bytes wide, so all three orders come out as rows of 64 bytes, one cache line.
 */
import { type StructLayout, type StructOrder, structLayout } from "../../../src/index.ts";
import { type Birth, createBirth, firstBirth, firstSeed, nextBirth } from "../particle-birth.ts";
import { ChecksumSum } from "../particle-checksum.ts";
import { COLOR_RAMP, SIZE_AT_BIRTH, SIZE_AT_DEATH } from "../particle-look.ts";
import { ATTRACTOR_SOFTENING, RESTITUTION } from "../particle-step.ts";
import type {
  Checksum,
  DrawColumns,
  ParticleField,
  ParticleStore,
  StepInput,
  StoreSettings,
} from "../particle-store.ts";

const WASM_PAGE_BYTES = 65_536;

/** The row; integers are u32, everything else is f32. */
export function particleRowLayout(order: StructOrder): StructLayout<ParticleField> {
  return structLayout(
    {
      x: "f32",
      y: "f32",
      vx: "f32",
      vy: "f32",
      life: "f32",
      size: "f32",
      color: "u32",
      drag: "f32",
      mass: "f32",
      restitution: "f32",
      startSize: "f32",
      endSize: "f32",
      spin: "f32",
      angle: "f32",
      emitter: "u32",
      seed: "u32",
    },
    { order },
  );
}

/** One view per field; row `i` of each is at `i * rowSteps`. */
type FieldViews = { readonly [F in FloatField]: Float32Array } & {
  readonly [F in IntegerField]: Uint32Array;
};
type IntegerField = "color" | "emitter" | "seed";
type FloatField = Exclude<ParticleField, IntegerField>;

function fieldViews(layout: StructLayout<ParticleField>, count: number): FieldViews {
  const bytes = layout.strideBytes * count;
  // Its memory starts on a cache line; that of an ArrayBuffer often starts 16 bytes past one,
  // which would make every row straddle two.
  const memory = new WebAssembly.Memory({ initial: Math.ceil(bytes / WASM_PAGE_BYTES) });
  const length = (field: ParticleField) => (bytes - layout.offsets[field]) / 4;
  const float = (field: FloatField) =>
    new Float32Array(memory.buffer, layout.offsets[field], length(field));
  const integer = (field: IntegerField) =>
    new Uint32Array(memory.buffer, layout.offsets[field], length(field));
  return {
    x: float("x"),
    y: float("y"),
    vx: float("vx"),
    vy: float("vy"),
    life: float("life"),
    size: float("size"),
    color: integer("color"),
    drag: float("drag"),
    mass: float("mass"),
    restitution: float("restitution"),
    startSize: float("startSize"),
    endSize: float("endSize"),
    spin: float("spin"),
    angle: float("angle"),
    emitter: integer("emitter"),
    seed: integer("seed"),
  };
}

export class InterleavedStore implements ParticleStore {
  readonly layout = "interleaved";
  readonly bytesPerParticle: number;
  readonly count: number;
  /** Elements from one row to the next, and from the first row to past the last. */
  readonly #rowSteps: number;
  readonly #end: number;
  readonly #fields: FieldViews;
  readonly #birth: Birth = createBirth();

  constructor(settings: StoreSettings, order: StructOrder = "declared") {
    const layout = particleRowLayout(order);
    this.bytesPerParticle = layout.strideBytes;
    this.count = settings.count;
    this.#rowSteps = layout.strideBytes / 4;
    this.#end = settings.count * this.#rowSteps;
    this.#fields = fieldViews(layout, settings.count);
    for (let i = 0; i < settings.count; i++) {
      this.#birth.seed = firstSeed(settings.seed, i);
      firstBirth(this.#birth, settings);
      this.#writeBirth(i * this.#rowSteps);
    }
  }

  age(input: StepInput): void {
    const { life } = this.#fields;
    const end = this.#end;
    const step = this.#rowSteps;
    const loss = input.agePerSecond * input.dtSeconds;
    for (let at = 0; at < end; at += step) life[at] = life[at] - loss;
  }

  forces(input: StepInput): void {
    const { x, y, vx, vy, drag } = this.#fields;
    const end = this.#end;
    const step = this.#rowSteps;
    const { dtSeconds, gravity, pointerX, pointerY, pointerStrength } = input;
    for (let at = 0; at < end; at += step) {
      const dx = pointerX - x[at];
      const dy = pointerY - y[at];
      const pull = pointerStrength / (dx * dx + dy * dy + ATTRACTOR_SOFTENING);
      const kept = 1 - drag[at] * dtSeconds;
      vx[at] = (vx[at] + dx * pull * dtSeconds) * kept;
      vy[at] = (vy[at] + (dy * pull + gravity) * dtSeconds) * kept;
    }
  }

  move(input: StepInput): void {
    const { x, y, vx, vy } = this.#fields;
    const end = this.#end;
    const step = this.#rowSteps;
    const { dtSeconds } = input;
    for (let at = 0; at < end; at += step) {
      x[at] = x[at] + vx[at] * dtSeconds;
      y[at] = y[at] + vy[at] * dtSeconds;
    }
  }

  bounce(input: StepInput): void {
    const { x, y, vx, vy } = this.#fields;
    const end = this.#end;
    const step = this.#rowSteps;
    const { width, height } = input;
    for (let at = 0; at < end; at += step) {
      const px = x[at];
      if (px < 0) {
        x[at] = 0;
        if (vx[at] < 0) vx[at] = vx[at] * -RESTITUTION;
      } else if (px > width) {
        x[at] = width;
        if (vx[at] > 0) vx[at] = vx[at] * -RESTITUTION;
      }
      const py = y[at];
      if (py < 0) {
        y[at] = 0;
        if (vy[at] < 0) vy[at] = vy[at] * -RESTITUTION;
      } else if (py > height) {
        y[at] = height;
        if (vy[at] > 0) vy[at] = vy[at] * -RESTITUTION;
      }
    }
  }

  look(_input: StepInput): void {
    const { life, size, color } = this.#fields;
    const end = this.#end;
    const step = this.#rowSteps;
    for (let at = 0; at < end; at += step) {
      const left = Math.max(life[at], 0);
      color[at] = COLOR_RAMP[(left * 255) | 0];
      size[at] = SIZE_AT_DEATH + (SIZE_AT_BIRTH - SIZE_AT_DEATH) * left;
    }
  }

  respawn(input: StepInput): number {
    const { life, seed } = this.#fields;
    const end = this.#end;
    const step = this.#rowSteps;
    let respawned = 0;
    for (let at = 0; at < end; at += step) {
      if (life[at] > 0) continue;
      this.#birth.seed = seed[at];
      nextBirth(this.#birth, input);
      this.#writeBirth(at);
      respawned++;
    }
    return respawned;
  }

  copyInto(out: DrawColumns, from: number, count: number): void {
    const { x, y, size, color } = this.#fields;
    const step = this.#rowSteps;
    for (let row = 0, at = from * step; row < count; row++, at += step) {
      out.x[row] = x[at];
      out.y[row] = y[at];
      out.size[row] = size[at];
      out.color[row] = color[at];
    }
  }

  checksum(): Checksum {
    const { x, y, vx, vy, life, size, color } = this.#fields;
    const sum = new ChecksumSum();
    for (let at = 0; at < this.#end; at += this.#rowSteps) {
      sum.position(x[at], y[at]);
      sum.velocity(vx[at], vy[at]);
      sum.look(life[at], size[at], color[at]);
    }
    return sum;
  }

  dispose(): void {
    // One buffer: the collector takes it with the store.
  }

  /** Over the row at element `at`. */
  #writeBirth(at: number): void {
    const birth = this.#birth;
    const fields = this.#fields;
    fields.x[at] = birth.x;
    fields.y[at] = birth.y;
    fields.vx[at] = birth.vx;
    fields.vy[at] = birth.vy;
    fields.life[at] = birth.life;
    fields.size[at] = birth.size;
    fields.color[at] = birth.color;
    fields.drag[at] = birth.drag;
    fields.mass[at] = birth.mass;
    fields.restitution[at] = birth.restitution;
    fields.startSize[at] = birth.startSize;
    fields.endSize[at] = birth.endSize;
    fields.spin[at] = birth.spin;
    fields.angle[at] = birth.angle;
    fields.emitter[at] = birth.emitter;
    fields.seed[at] = birth.seed;
  }
}
