/**
 * Controls: buttons and sliders of the panel, bound to what the app can do.
 *
 * A slider says at once what letting go would do; a new particle count is made on letting go.
 */
import { byId, setText } from "./dom.ts";
import {
  countAt,
  formatCount,
  formatRate,
  positionOfCount,
  positionOfRate,
  rateAt,
} from "./scales.ts";

export interface ControlActions {
  togglePause(): void;
  stepOnce(): void;
  reset(): void;
  setCount(count: number): void;
  /** Share of life lost per second. */
  setRate(rate: number): void;
}

export class Controls {
  readonly #pause = byId("pause");
  readonly #count = byId<HTMLInputElement>("count");
  readonly #countShown = byId("count-shown");
  readonly #rate = byId<HTMLInputElement>("respawn");
  readonly #rateShown = byId("respawn-shown");

  constructor(actions: ControlActions) {
    this.#pause.addEventListener("click", () => actions.togglePause());
    byId("step").addEventListener("click", () => actions.stepOnce());
    byId("reset").addEventListener("click", () => actions.reset());
    this.#count.addEventListener("input", () => {
      this.#showCount(countAt(this.#count.valueAsNumber));
    });
    this.#count.addEventListener("change", () => {
      actions.setCount(countAt(this.#count.valueAsNumber));
    });
    this.#rate.addEventListener("input", () => {
      const rate = rateAt(this.#rate.valueAsNumber);
      this.#showRate(rate);
      actions.setRate(rate);
    });
  }

  showPaused(isPaused: boolean): void {
    setText(this.#pause, isPaused ? "Play" : "Pause");
  }

  showCount(count: number): void {
    this.#count.valueAsNumber = positionOfCount(count);
    this.#showCount(count);
  }

  showRate(rate: number): void {
    this.#rate.valueAsNumber = positionOfRate(rate);
    this.#showRate(rate);
  }

  #showCount(count: number): void {
    setText(this.#countShown, formatCount(count));
    this.#count.setAttribute("aria-valuetext", formatCount(count));
    fillTrack(this.#count);
  }

  #showRate(rate: number): void {
    setText(this.#rateShown, formatRate(rate));
    this.#rate.setAttribute("aria-valuetext", formatRate(rate));
    fillTrack(this.#rate);
  }
}

/** Colours a slider's track up to its thumb; only Firefox can do that by itself. */
function fillTrack(slider: HTMLInputElement): void {
  const share = slider.valueAsNumber / Number(slider.max);
  slider.style.setProperty("--filled", `${share * 100}%`);
}
