/**
 * LayoutPicker: one button per memory layout, which is also its bar in the bar chart.
 *
 * A bar keeps the last value that its layout reached, so that layouts can be compared at a glance
 * although one runs at a time. Lengths are proportional: no logarithm makes small differences big.
 */
import { formatNs } from "./comparison.ts";
import { make, setText } from "./dom.ts";
import { LAYOUT_INFO } from "./layout-info.ts";
import { LAYOUT_NAMES, type LayoutName } from "./particle-store.ts";

interface Entry {
  readonly button: HTMLButtonElement;
  readonly value: HTMLElement;
  readonly bar: HTMLElement;
  lastNs: number;
}

export class LayoutPicker {
  readonly #entries = new Map<LayoutName, Entry>();

  constructor(parent: HTMLElement, onPick: (layout: LayoutName) => void) {
    LAYOUT_NAMES.forEach((layout, i) => {
      const { title, blurb, color } = LAYOUT_INFO[layout];
      const value = make("span", "value", "");
      const bar = make("span", "fill");
      const button = make(
        "button",
        "layout",
        make("kbd", "", `${i + 1}`),
        make("span", "title", title),
        make("span", "blurb", blurb),
        value,
        make("span", "bar", bar),
      );
      button.type = "button";
      button.dataset.layout = layout;
      button.style.setProperty("--color", color);
      button.addEventListener("click", () => onPick(layout));
      parent.append(button);
      this.#entries.set(layout, { button, value, bar, lastNs: Number.NaN });
    });
  }

  select(layout: LayoutName): void {
    for (const [name, { button }] of this.#entries) {
      button.setAttribute("aria-pressed", `${name === layout}`);
    }
    this.#entries.get(layout)!.button.scrollIntoView({ block: "nearest", inline: "center" });
  }

  /** Sets the last value of one layout, in ns per particle, and scales all bars to the longest. */
  update(layout: LayoutName, ns: number): void {
    if (Number.isNaN(ns)) return;
    const entry = this.#entries.get(layout)!;
    entry.lastNs = ns;
    setText(entry.value, formatNs(ns));
    const longest = Math.max(
      ...[...this.#entries.values()].map(({ lastNs }) => (Number.isNaN(lastNs) ? 0 : lastNs)),
    );
    for (const { lastNs, bar } of this.#entries.values()) {
      bar.style.transform = `scaleX(${Number.isNaN(lastNs) ? 0 : lastNs / longest})`;
    }
  }

  /** Forgets the values of all layouts: they were measured at another particle count. */
  clear(): void {
    for (const entry of this.#entries.values()) {
      entry.lastNs = Number.NaN;
      setText(entry.value, "");
      entry.bar.style.transform = "scaleX(0)";
    }
  }
}
