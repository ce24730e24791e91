/** SystemRow: the switch, the sparkline and the button in one row of the table of systems. */
import { make, makeButton } from "./dom.ts";
import { Sparkline } from "./sparkline.ts";

export interface SystemActions {
  enable(name: string, isOn: boolean): void;
  runOnce(name: string): void;
}

/** Where each stands in the row. */
export const SystemCell = { Switch: 0, Spark: 9, Button: 10 } as const;

/** What the button says, and the cell of text therefore, too. */
export const RUN_ONCE = "Run once";

export class SystemRow {
  readonly row: HTMLTableRowElement;
  readonly spark = new Sparkline();
  readonly #switch = make("input");
  readonly #button: HTMLButtonElement;
  #name = "";

  constructor(row: HTMLTableRowElement, actions: SystemActions) {
    this.row = row;
    this.#switch.type = "checkbox";
    this.#switch.addEventListener("change", () => actions.enable(this.#name, this.#switch.checked));
    this.#button = makeButton(RUN_ONCE, () => actions.runOnce(this.#name));
    row.cells[SystemCell.Spark].replaceChildren(this.spark.element);
  }

  /** Shows another system, or the same as it is now; `isOn` is undefined where nothing can be switched. */
  show(name: string, isOn: boolean | undefined, isNext: boolean): void {
    this.row.classList.toggle("off", isOn === false);
    this.row.classList.toggle("next", isNext);
    if (isOn !== undefined && this.#switch.checked !== isOn) this.#switch.checked = isOn;
    const { cells } = this.row;
    if (isOn === undefined) {
      if (this.#switch.isConnected) cells[SystemCell.Switch].replaceChildren();
    } else if (!this.#switch.isConnected) {
      cells[SystemCell.Switch].replaceChildren(this.#switch);
      cells[SystemCell.Button].replaceChildren(this.#button);
    }
    if (this.#name === name) return;
    this.#name = name;
    this.#switch.setAttribute("aria-label", `${name} runs`);
    this.#button.setAttribute("aria-label", `Run ${name} once`);
  }
}
