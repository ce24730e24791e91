/** SystemRow: the switch, the sparkline and the buttons in one row of the table of systems. */
import type { GraphSystem } from "../index.ts";
import { make, makeButton } from "./dom.ts";
import { Sparkline } from "./sparkline.ts";

export interface SystemActions {
  enable(name: string, isOn: boolean): void;
  runOnce(name: string): void;
  reset(name: string): void;
}

/** Where each stands in the row. */
export const SystemCell = { Switch: 0, Spark: 9, Buttons: 10 } as const;

const RUN_ONCE = "Run once";
const RESET = "Reset";
/** What the buttons say, and the cell of text therefore, too, one of them hidden or not. */
export const BUTTONS: string = RUN_ONCE + RESET;

export class SystemRow {
  readonly row: HTMLTableRowElement;
  readonly spark = new Sparkline();
  readonly #switch = make("input");
  readonly #once: HTMLButtonElement;
  readonly #reset: HTMLButtonElement;
  #name = "";

  constructor(row: HTMLTableRowElement, actions: SystemActions) {
    this.row = row;
    this.#switch.type = "checkbox";
    this.#switch.addEventListener("change", () => actions.enable(this.#name, this.#switch.checked));
    this.#once = makeButton(RUN_ONCE, () => actions.runOnce(this.#name));
    this.#reset = makeButton(RESET, () => actions.reset(this.#name));
    row.cells[SystemCell.Spark].replaceChildren(this.spark.element);
  }

  /** Shows another system, or the same as it is now; `status` is undefined where nothing can be switched. */
  show(name: string, status: GraphSystem["status"] | undefined, isNext: boolean): void {
    const isOn = status === undefined ? undefined : status !== "off";
    this.row.classList.toggle("off", isOn === false);
    this.row.classList.toggle("next", isNext);
    if (isOn !== undefined && this.#switch.checked !== isOn) this.#switch.checked = isOn;
    const isOut = status === "set aside" || status === "over";
    if (this.#reset.hidden === isOut) this.#reset.hidden = !isOut;
    const { cells } = this.row;
    if (isOn === undefined) {
      if (this.#switch.isConnected) cells[SystemCell.Switch].replaceChildren();
    } else if (!this.#switch.isConnected) {
      cells[SystemCell.Switch].replaceChildren(this.#switch);
      cells[SystemCell.Buttons].replaceChildren(this.#once, this.#reset);
    }
    if (this.#name === name) return;
    this.#name = name;
    this.#switch.setAttribute("aria-label", `${name} runs`);
    this.#once.setAttribute("aria-label", `Run ${name} once`);
    this.#reset.setAttribute("aria-label", `Let ${name} run again`);
  }
}
