/**
 * RowList: a list or tree of any length of which only the rows in sight are elements.
 *
 * One stop of the Tab key; arrow keys, Page Up and Down, Home and End move through its rows. Browsers cap an
 * element's height, so past `MOST_PIXELS` a step of the scroll bar stands for more than one row.
 */
import { make, setAttribute, setText } from "./dom.ts";

const ROW_PIXELS = 22;
const MOST_PIXELS = 15_000_000;
/** Levels further down are no further to the right. */
const MOST_INDENTS = 20;

/** What a row shows. */
export interface Row {
  readonly text: string;
  /** Follows in grey. */
  readonly note: string;
  readonly isChosen: boolean;
  /** Only in trees: 0 at the top. */
  readonly level?: number;
  /** Undefined where there is nothing below. */
  readonly isExpanded?: boolean | undefined;
}

export interface RowSource {
  readonly role: "listbox" | "tree";
  row(nth: number): Row;
  /** The row has been clicked, or reached by key. */
  choose(nth: number): void;
  /** The mark of a row that has one has been clicked, or the row twice. */
  toggle?(nth: number): void;
  /** A key that the list has no use for; the row is the one that the keys have reached, -1 for none. */
  pressed?(event: KeyboardEvent, nth: number): void;
}

let lists = 0;

export class RowList {
  readonly element = make("div", "list");
  /** The row that keys start from; -1 for none. */
  active = -1;
  readonly #space = make("div");
  readonly #items: HTMLElement[] = [];
  readonly #source: RowSource;
  readonly #id = `list-${++lists}`;
  #count = 0;

  constructor(label: string, source: RowSource) {
    this.#source = source;
    this.element.tabIndex = 0;
    this.element.setAttribute("role", source.role);
    this.element.setAttribute("aria-label", label);
    this.element.append(this.#space);
    this.element.addEventListener("scroll", () => this.show(this.#count));
    this.element.addEventListener("keydown", (event) => this.#onKey(event));
  }

  /** Shows `count` rows, those in sight as they are now. */
  show(count: number): void {
    this.#count = count;
    this.active = Math.min(this.active, count - 1);
    const { element } = this;
    const height = `${Math.min(count * ROW_PIXELS, MOST_PIXELS)}px`;
    if (this.#space.style.height !== height) this.#space.style.height = height;
    const { scrollTop, clientHeight } = element;
    const above = scrollTop * this.#stretch();
    const first = Math.floor(above / ROW_PIXELS);
    const shown = Math.max(0, Math.min(Math.ceil(clientHeight / ROW_PIXELS) + 1, count - first));
    while (this.#items.length < shown) this.#addItem();
    this.#items.forEach((item, nth) => {
      item.hidden = nth >= shown;
      if (nth >= shown) return;
      const top = `${scrollTop + (first + nth) * ROW_PIXELS - above}px`;
      if (item.style.top !== top) item.style.top = top;
      this.#draw(item, first + nth);
    });
    const at = this.active - first;
    const isInSight = this.active >= 0 && at >= 0 && at < shown;
    setAttribute(element, "aria-activedescendant", isInSight ? this.#items[at].id : "");
  }

  /** Makes a row the one that keys start from, and brings it in sight. */
  moveTo(row: number): void {
    this.active = row;
    const { element } = this;
    const stretch = this.#stretch();
    const above = element.scrollTop * stretch;
    const top = row * ROW_PIXELS;
    const least = top + ROW_PIXELS - element.clientHeight;
    if (top < above) element.scrollTop = top / stretch;
    else if (least > above) element.scrollTop = least / stretch;
    this.show(this.#count);
  }

  /** How many pixels of rows a pixel of scrolling stands for. */
  #stretch(): number {
    const { clientHeight } = this.element;
    const rows = this.#count * ROW_PIXELS;
    return rows <= MOST_PIXELS ? 1 : (rows - clientHeight) / (MOST_PIXELS - clientHeight);
  }

  #draw(item: HTMLElement, nth: number): void {
    const { text, note, isChosen, level = 0, isExpanded } = this.#source.row(nth);
    item.dataset.row = `${nth}`;
    const [mark, main, more] = item.children as unknown as HTMLElement[];
    setText(mark, isExpanded === undefined ? "" : isExpanded ? "▾" : "▸");
    setText(main, text);
    setText(more, note);
    item.classList.toggle("active", nth === this.active);
    setAttribute(item, "aria-selected", `${isChosen}`);
    setAttribute(item, "aria-setsize", `${this.#count}`);
    setAttribute(item, "aria-posinset", `${nth + 1}`);
    if (this.#source.role === "listbox") return;
    const indent = `${6 + Math.min(level, MOST_INDENTS) * 16}px`;
    if (item.style.paddingLeft !== indent) item.style.paddingLeft = indent;
    setAttribute(item, "aria-level", `${level + 1}`);
    if (isExpanded === undefined) item.removeAttribute("aria-expanded");
    else setAttribute(item, "aria-expanded", `${isExpanded}`);
  }

  #addItem(): void {
    const item = make("div", "item", make("span", "mark"), make("span"), make("span", "note"));
    item.id = `${this.#id}-${this.#items.length}`;
    item.setAttribute("role", this.#source.role === "tree" ? "treeitem" : "option");
    item.addEventListener("click", (event) => {
      const row = Number(item.dataset.row);
      this.#choose(row);
      if (event.target === item.firstChild || event.detail === 2) this.#source.toggle?.(row);
    });
    this.#items.push(item);
    this.element.append(item);
  }

  #choose(row: number): void {
    this.#source.choose(row);
    this.moveTo(row);
  }

  #onKey(event: KeyboardEvent): void {
    const page = Math.max(1, Math.floor(this.element.clientHeight / ROW_PIXELS) - 1);
    const step = {
      ArrowDown: 1,
      ArrowUp: -1,
      PageDown: page,
      PageUp: -page,
      Home: -this.#count,
      End: this.#count,
    }[event.key];
    if (step === undefined) this.#source.pressed?.(event, this.active);
    else if (this.#count > 0) {
      event.preventDefault();
      this.#choose(Math.min(Math.max(this.active + step, 0), this.#count - 1));
    }
  }
}
