/**
 * AddressBar: keeps the page's address in step with what was chosen, so that it can be shared.
 *
 * Invariant: nothing changes before something is chosen, so a bad address stays readable.
 */
import type { Selection } from "./simulation.ts";

export class AddressBar {
  #layout: string;
  #count: number;

  constructor(selection: Selection) {
    this.#layout = selection.layout;
    this.#count = selection.count;
  }

  /** Writes what differs from the last selection; parameters of others stay. */
  follow({ layout, count }: Selection): void {
    if (layout === this.#layout && count === this.#count) return;
    const url = new URL(location.href);
    if (layout !== this.#layout) url.searchParams.set("layout", layout);
    if (count !== this.#count) url.searchParams.set("count", `${count}`);
    this.#layout = layout;
    this.#count = count;
    history.replaceState(null, "", url);
  }
}
