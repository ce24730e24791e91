/**
 * Panel: folds the measurements away, and starts out folded where the screen is narrow.
 *
 * Folded, it still shows the headline and the layouts: what the page is about.
 */
import { byId } from "./dom.ts";

/** As in the style sheet, where the panel moves to the bottom. */
const NARROW = "(max-width: 720px)";

export class Panel {
  readonly #panel = byId("panel");
  readonly #button = byId("panel-toggle");
  #isOpen = !matchMedia(NARROW).matches;

  constructor() {
    this.#button.addEventListener("click", () => this.toggle());
    this.#show();
  }

  toggle(): void {
    this.#isOpen = !this.#isOpen;
    this.#show();
  }

  #show(): void {
    this.#panel.classList.toggle("folded", !this.#isOpen);
    this.#button.setAttribute("aria-expanded", `${this.#isOpen}`);
  }
}
