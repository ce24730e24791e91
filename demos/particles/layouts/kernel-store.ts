/**
 * The particles of `ColumnsStore`, whose systems run as kernels over the same columns.
 *
 * Colour is looked up in a table, which kernels do not have, and births are few: `look` and `respawn` are
 * the loops of `ColumnsStore`. Not bit for bit what the other typed layouts hold: kernels compute in f32.
 */
import { ATTRACTOR_SOFTENING, RESTITUTION } from "../particle-step.ts";
import type { StepInput } from "../particle-store.ts";
import { ColumnsStore } from "./columns-store.ts";
import { age, bounce, forces, move } from "./particle-kernels.ts";

export class KernelStore extends ColumnsStore {
  override readonly layout = "kernel";
  readonly caveat = caveat();
  // Filled anew each frame: a literal would be garbage.
  readonly #age = age.draft();
  readonly #forces = forces.draft();
  readonly #move = move.draft();
  readonly #bounce = bounce.draft();

  override age(input: StepInput): void {
    this.#age.loss = input.agePerSecond * input.dtSeconds;
    age.run(this.query, this.#age);
  }

  override forces(input: StepInput): void {
    const values = this.#forces;
    values.dt = input.dtSeconds;
    values.softening = ATTRACTOR_SOFTENING;
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
    this.#bounce.bounciness = -RESTITUTION;
    bounce.run(this.query, this.#bounce);
  }
}

/** What runs the kernels and why, in the engine's own words; nothing where it is SIMD. */
function caveat(): string | undefined {
  const [engine] = forces.explain().split("\n");
  return engine.endsWith("run by simd") ? undefined : `Not by SIMD in this browser: ${engine}.`;
}
