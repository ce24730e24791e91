/**
 * OrderPicker: the order of the fields in an interleaved row, and what it does to the row.
 */
import type { StructOrder } from "../../src/index.ts";
import { make } from "./dom.ts";
import { particleRowLayout } from "./layouts/interleaved-store.ts";

const ORDERS: readonly { readonly order: StructOrder; readonly title: string }[] = [
  { order: "declared", title: "declared" },
  { order: "largest-first", title: "largest first" },
  { order: "packed", title: "packed" },
];

export class OrderPicker {
  readonly #parent: HTMLElement;
  readonly #buttons = new Map<StructOrder, HTMLButtonElement>();

  constructor(parent: HTMLElement, onPick: (order: StructOrder) => void) {
    this.#parent = parent;
    const row = make("div", "segments");
    for (const { order, title } of ORDERS) {
      const button = make("button", "", title);
      button.type = "button";
      button.dataset.order = order;
      button.addEventListener("click", () => onPick(order));
      row.append(button);
      this.#buttons.set(order, button);
    }
    parent.append(row, make("p", "note", describeRows()));
  }

  /** Shows the choice when `isVisible`; it means nothing to other layouts. */
  select(order: StructOrder, isVisible: boolean): void {
    this.#parent.hidden = !isVisible;
    for (const [name, button] of this.#buttons) {
      button.setAttribute("aria-pressed", `${name === order}`);
    }
  }
}

/** The rows of all orders in a sentence, from `structLayout` itself. */
function describeRows(): string {
  const rows = ORDERS.map(({ order }) => particleRowLayout(order));
  const strides = new Set(rows.map((row) => row.strideBytes));
  if (strides.size === 1) {
    return `All three give rows of ${rows[0].strideBytes} bytes here: sixteen fields of 4 bytes leave nothing to pad.`;
  }
  return `Bytes per row: ${rows.map((row, i) => `${ORDERS[i].title} ${row.strideBytes}`).join(", ")}.`;
}
