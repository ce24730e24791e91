/**
 * Notices: short messages at the top of the page that stay until someone dismisses them.
 *
 * Each has a key, so that what is said again replaces what was said before.
 */
import { make } from "./dom.ts";

export class Notices {
  readonly #parent: HTMLElement;
  readonly #shown = new Map<string, HTMLElement>();

  constructor(parent: HTMLElement) {
    this.#parent = parent;
  }

  /** `kind` decides the colour: something to know, or something that went wrong. */
  show(key: string, text: string, kind: "info" | "warning" = "warning"): void {
    const dismiss = make("button", "icon", "×");
    dismiss.type = "button";
    dismiss.setAttribute("aria-label", "Dismiss");
    dismiss.addEventListener("click", () => this.clear(key));
    const notice = make("div", `notice ${kind}`, make("p", "", text), dismiss);
    const previous = this.#shown.get(key);
    if (previous === undefined) this.#parent.append(notice);
    else previous.replaceWith(notice);
    this.#shown.set(key, notice);
  }

  clear(key: string): void {
    this.#shown.get(key)?.remove();
    this.#shown.delete(key);
  }
}
