/**
 * Attractor: the point that pulls particles, steered by mouse, touch or keys.
 *
 * Writes into the step's input and nowhere else. With a mouse, moving pulls gently and pressing
 * pulls hard; a finger pulls hard while it is down; keys turn the pull on where the point stands.
 * Invariant: while nobody steers, it wanders as a function of the step's number alone, so every
 * layout is pulled alike.
 */
import type { StepInput } from "./particle-store.ts";

const GENTLE = 60_000;
const HARD = 300_000;
const WANDERING = 36_000;

/** CSS pixels per key press. */
const KEY_STEP = 40;

const DIRECTIONS: Readonly<Record<string, readonly [x: number, y: number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

export class Attractor {
  readonly #input: StepInput;
  #isSteered = false;

  constructor(stage: HTMLElement, input: StepInput) {
    this.#input = input;
    stage.addEventListener("pointermove", (event) => {
      this.#moveTo(event.clientX, event.clientY);
      if (event.pointerType === "mouse") this.#pull(event.buttons === 0 ? GENTLE : HARD);
    });
    stage.addEventListener("pointerdown", (event) => {
      // Else a finger that leaves the stage would pull for ever.
      stage.setPointerCapture(event.pointerId);
      this.#moveTo(event.clientX, event.clientY);
      this.#pull(HARD);
    });
    stage.addEventListener("pointerup", (event) => {
      if (event.pointerType === "mouse") this.#pull(GENTLE);
      else this.#release();
    });
    for (const type of ["pointercancel", "pointerleave"] as const) {
      stage.addEventListener(type, () => this.#release());
    }
    stage.addEventListener("keydown", (event) => this.#onKey(event));
    stage.addEventListener("blur", () => this.#release());
  }

  /** Moves on by itself, if nobody steers; call it before step `step`. */
  wander(step: number): void {
    if (this.#isSteered) return;
    const input = this.#input;
    input.pointerX = input.width * (0.42 + 0.22 * Math.sin(step * 0.0061));
    input.pointerY = input.height * (0.4 + 0.22 * Math.sin(step * 0.0097 + 1));
    // It swells and fades, down to none, so that the fountains have their say.
    input.pointerStrength = WANDERING * Math.max(0, Math.sin(step * 0.0043));
  }

  #onKey(event: KeyboardEvent): void {
    const direction = DIRECTIONS[event.key];
    if (direction !== undefined) {
      const { pointerX, pointerY } = this.#input;
      this.#moveTo(pointerX + direction[0] * KEY_STEP, pointerY + direction[1] * KEY_STEP);
      this.#pull(HARD);
    } else if (event.key === "Enter") {
      if (this.#isSteered) this.#release();
      else this.#pull(HARD);
    } else return;
    event.preventDefault();
  }

  #moveTo(x: number, y: number): void {
    const { width, height } = this.#input;
    this.#input.pointerX = Math.min(Math.max(x, 0), width);
    this.#input.pointerY = Math.min(Math.max(y, 0), height);
  }

  #pull(strength: number): void {
    this.#isSteered = true;
    this.#input.pointerStrength = strength;
  }

  #release(): void {
    this.#isSteered = false;
    this.#input.pointerStrength = 0;
  }
}
