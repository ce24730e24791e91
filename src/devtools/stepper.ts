/**
 * Stepper: pause, one frame, one system, in the head of the overlay; hidden where there is no schedule.
 *
 * Invariant: what a system throws is shown and goes no further, so that the overlay outlives it.
 */
import type { Schedule } from "../index.ts";
import { make, makeButton, setText } from "./dom.ts";

export class Stepper {
  readonly element = make("div", "stepper");
  /** What went wrong last; empty where nothing did. */
  readonly problem = make("p", "problem");
  readonly #pause = makeButton("Pause", () => this.#togglePause());
  readonly #note = make("span", "note");
  readonly #onAct: () => void;
  #schedule: Schedule | undefined;

  /** `onAct` is called after each thing done, to show what came of it. */
  constructor(onAct: () => void) {
    this.#onAct = onAct;
    const frame = makeButton("Step frame", () => this.act((schedule) => step(schedule)));
    frame.title = "Run one frame of one fixed step, or the rest of one, and stand still";
    const one = makeButton("Step system", () => this.act((schedule) => stepSystem(schedule)));
    one.title = "Run the next system of a frame, and stand still";
    this.#pause.title = "Stop and go on with game time; frames that are drawn go on";
    this.problem.setAttribute("role", "alert");
    this.element.setAttribute("role", "group");
    this.element.setAttribute("aria-label", "Game time");
    this.element.append(this.#pause, frame, one, this.#note);
    this.show(undefined);
  }

  show(schedule: Schedule | undefined): void {
    this.#schedule = schedule;
    this.element.hidden = schedule === undefined;
    if (schedule === undefined) return;
    const { nextSystem, isPaused } = schedule;
    setText(this.#pause, isPaused ? "Resume" : "Pause");
    setText(this.#note, nextSystem === undefined ? "" : `next: ${nextSystem}`);
  }

  /** Does something to the schedule, and shows what it throws. */
  act(run: (schedule: Schedule) => void): void {
    if (this.#schedule === undefined) return;
    try {
      run(this.#schedule);
      setText(this.problem, "");
    } catch (error) {
      setText(this.problem, error instanceof Error ? error.message : String(error));
    }
    this.#onAct();
  }

  #togglePause(): void {
    this.act((schedule) => (schedule.isPaused ? schedule.resume() : schedule.pause()));
  }
}

function step(schedule: Schedule): void {
  schedule.pause();
  schedule.step();
}

function stepSystem(schedule: Schedule): void {
  schedule.pause();
  schedule.stepSystem();
}
