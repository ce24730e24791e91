/**
 * TabStrip: a row of tabs and the panel of the chosen one, as the ARIA pattern has it.
 *
 * Arrow keys, Home and End move between tabs; only the chosen one is in the order of the Tab key.
 */
import { make } from "./dom.ts";
import type { Tab } from "./tab.ts";

export class TabStrip {
  readonly list = make("div");
  readonly panel = make("div");
  readonly #tabs: readonly Tab[];
  readonly #buttons: readonly HTMLButtonElement[];
  readonly #onChoice: () => void;
  #chosen = 0;

  constructor(tabs: readonly Tab[], onChoice: () => void) {
    this.#tabs = tabs;
    this.#onChoice = onChoice;
    this.list.setAttribute("role", "tablist");
    this.list.setAttribute("aria-label", "What to look at");
    this.panel.setAttribute("role", "tabpanel");
    this.panel.id = "panel";
    this.#buttons = tabs.map((tab, nth) => this.#makeButton(tab, nth));
    this.list.append(...this.#buttons);
    this.list.addEventListener("keydown", (event) => this.#onKey(event));
    this.#show();
  }

  get chosen(): Tab {
    return this.#tabs[this.#chosen];
  }

  choose(nth: number): void {
    this.chosen.hide?.();
    this.#chosen = nth;
    this.#show();
    this.#onChoice();
  }

  focus(): void {
    this.#buttons[this.#chosen].focus();
  }

  #makeButton({ label }: Tab, nth: number): HTMLButtonElement {
    const button = make("button", "", label);
    button.type = "button";
    button.id = `tab-${nth}`;
    button.setAttribute("role", "tab");
    button.setAttribute("aria-controls", this.panel.id);
    button.addEventListener("click", () => this.choose(nth));
    return button;
  }

  #onKey(event: KeyboardEvent): void {
    const { length } = this.#tabs;
    const next = {
      ArrowRight: (this.#chosen + 1) % length,
      ArrowLeft: (this.#chosen + length - 1) % length,
      Home: 0,
      End: length - 1,
    }[event.key];
    if (next === undefined) return;
    event.preventDefault();
    this.choose(next);
    this.focus();
  }

  #show(): void {
    this.#buttons.forEach((button, nth) => {
      const isChosen = nth === this.#chosen;
      button.setAttribute("aria-selected", `${isChosen}`);
      button.tabIndex = isChosen ? 0 : -1;
    });
    this.panel.setAttribute("aria-labelledby", `tab-${this.#chosen}`);
    this.panel.replaceChildren(this.chosen.element);
  }
}
