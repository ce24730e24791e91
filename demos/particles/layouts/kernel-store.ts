/**
 * The particles of `ColumnsStore`, whose systems run as kernels over the same columns.
 *
 * `age` selects the dead as it goes, and `respawn` runs over their rows alone: they begin anew where they are. Colour is
 * looked up in a table, which kernels do not have, so `look` is the loop of `ColumnsStore`. Not bit for bit what
 * the other typed layouts hold: kernels compute in f32.
 */
import type { RowSet } from "../../../src/index.ts";
import { colorAt, sizeAt } from "../particle-look.ts";
import { ATTRACTOR_SOFTENING, RESTITUTION } from "../particle-step.ts";
import type { LayoutName, StepInput, StoreSettings } from "../particle-store.ts";
import { ColumnsStore } from "./columns-store.ts";
import { age, bounce, forces, move, rebirth } from "./particle-kernels.ts";

export class KernelStore extends ColumnsStore {
  override readonly layout: LayoutName;
  readonly #engineCaveat = engineCaveat();
  // Filled anew each frame: a literal would be garbage.
  readonly #age = age.draft();
  readonly #forces = Object.assign(forces.draft(), { softening: ATTRACTOR_SOFTENING });
  readonly #move = move.draft();
  readonly #bounce = Object.assign(bounce.draft(), { bounciness: -RESTITUTION });
  readonly #rebirth = Object.assign(rebirth.draft(), { size: sizeAt(1), color: colorAt(1) });
  /** Whom `age` has found dead; no row moves before `respawn`. */
  #dead: RowSet | undefined;

  /** In the layout "workers", on as many threads as the machine has. */
  constructor(settings: StoreSettings, layout: "kernel" | "workers") {
    super(settings, layout === "workers" ? { workers: "auto" } : {});
    this.layout = layout;
  }

  /** What keeps the kernels from their best here, in a sentence. Workers are started by the first step. */
  get caveat(): string | undefined {
    if (this.#engineCaveat !== undefined) return this.#engineCaveat;
    const { count, reason } = this.world.workers;
    return this.layout === "kernel" || count > 0 ? undefined : `On one thread here: ${reason}.`;
  }

  override age(input: StepInput): void {
    this.#age.loss = input.agePerSecond * input.dtSeconds;
    this.#dead = age.run(this.query, this.#age).dead;
  }

  override forces(input: StepInput): void {
    const values = this.#forces;
    values.dt = input.dtSeconds;
    values.gravity = input.gravity;
    values.pointerX = input.pointerX;
    values.pointerY = input.pointerY;
    values.strength = input.pointerStrength;
    forces.run(this.query, values);
  }

  override move(input: StepInput): void {
    this.#move.dt = input.dtSeconds;
    move.run(this.query, this.#move);
  }

  override bounce(input: StepInput): void {
    this.#bounce.width = input.width;
    this.#bounce.height = input.height;
    bounce.run(this.query, this.#bounce);
  }

  override respawn(input: StepInput): number {
    const dead = this.#dead;
    if (dead === undefined) return 0;
    this.#rebirth.width = input.width;
    this.#rebirth.height = input.height;
    rebirth.run(dead, this.#rebirth);
    // Once is enough, also where somebody has turned `age` off.
    this.#dead = undefined;
    return dead.count;
  }
}

/** What runs the kernels and why, in the engine's own words; nothing where it is SIMD. */
function engineCaveat(): string | undefined {
  const [engine] = forces.explain().split("\n");
  return engine.endsWith("run by simd") ? undefined : `Not by SIMD in this browser: ${engine}.`;
}
