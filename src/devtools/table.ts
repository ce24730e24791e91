/**
 * Table: rows of text that are updated in place, so that a refresh touches only cells that changed.
 *
 * Shows `MOST_ROWS` rows at most and says how many it leaves out.
 */
import { make, setText } from "./dom.ts";

const MOST_ROWS = 200;

export class Table {
  readonly element: HTMLElement;
  readonly #body = make("tbody");
  readonly #more = make("p", "note");
  readonly #columns: number;

  /** `titles` that start with "#" head columns of figures. */
  constructor(label: string, titles: readonly string[]) {
    this.#columns = titles.length;
    const head = make("tr");
    for (const title of titles) {
      const cell = make("th", title.startsWith("#") ? "figure" : "", title.replace("#", ""));
      cell.scope = "col";
      head.append(cell);
    }
    const table = make("table", "", make("thead", "", head), this.#body);
    this.#figures = titles.map((title) => title.startsWith("#"));
    table.setAttribute("aria-label", label);
    this.element = make("div", "scroll", table, this.#more);
    this.element.tabIndex = 0;
    this.element.setAttribute("role", "region");
    this.element.setAttribute("aria-label", label);
  }

  readonly #figures: readonly boolean[];

  /** The element of a shown row, for what is more than text. */
  row(nth: number): HTMLTableRowElement | undefined {
    return this.#body.rows[nth];
  }

  show(rows: readonly (readonly string[])[]): void {
    const shown = Math.min(rows.length, MOST_ROWS);
    while (this.#body.rows.length > shown) this.#body.deleteRow(-1);
    while (this.#body.rows.length < shown) this.#addRow();
    for (let nth = 0; nth < shown; nth++) {
      const { cells } = this.#body.rows[nth];
      for (let i = 0; i < this.#columns; i++) setText(cells[i], rows[nth][i]);
    }
    const left = rows.length - shown;
    setText(this.#more, left > 0 ? `and ${left} more` : rows.length === 0 ? "None." : "");
  }

  #addRow(): void {
    const row = this.#body.insertRow();
    for (let i = 0; i < this.#columns; i++)
      row.insertCell().className = this.#figures[i] ? "figure" : "";
  }
}
