/**
 * FieldInput: one value of one entity, to be read and typed over while the world runs.
 *
 * Refreshes leave it alone while it has the focus. Enter, or leaving it, writes what was typed; Escape takes it back.
 * Invariant: what the world refuses changes nothing, and stays to be corrected until the input is left.
 */
import type { WorldInspector } from "../index.ts";
import { make } from "./dom.ts";
import { type Field, fromText, toText } from "./field-text.ts";

/** What the value belongs to, and where troubles are told. */
export interface FieldPlace {
  readonly field: Field;
  /** Names the input for those who do not see where it stands: `Position x`. */
  readonly label: string;
  /** Whether the value is still to be had. */
  isThere(): boolean;
  read(): unknown;
  /** @throws {EcsError} where the world refuses the value */
  write(value: unknown): void;
  /** With "" when all is well. */
  tell(problem: string): void;
  /** Escape has been pressed: gives the focus away. */
  leave(): void;
}

const STEPS: Readonly<Record<string, number>> = { ArrowUp: 1, ArrowDown: -1 };

export class FieldInput {
  readonly element: HTMLElement;
  readonly #input: HTMLInputElement | HTMLSelectElement;
  readonly #place: FieldPlace;
  readonly #inspector: WorldInspector;
  /** What the input held when it was last in step with the world, or refused. */
  #shown = "";

  constructor(place: FieldPlace, inspector: WorldInspector) {
    this.#place = place;
    this.#inspector = inspector;
    const { field, label } = place;
    const input = makeInput(field);
    this.#input = input;
    input.setAttribute("aria-label", label);
    input.title = field.typeName;
    input.addEventListener("change", () => this.#settle());
    input.addEventListener("blur", () => this.refresh());
    input.addEventListener("keydown", (event) => this.#onKey(event as KeyboardEvent));
    this.element = make("label", "field", make("span", "", field.name), input);
  }

  /** Shows what the world holds, unless somebody types. */
  refresh(): void {
    const isTyping = this.#input.type !== "checkbox" && this.#input.matches(":focus");
    if (isTyping || !this.#place.isThere()) return;
    const text = toText(this.#place.field, this.#place.read(), this.#inspector);
    this.#shown = text;
    if (this.#text === text) return;
    this.#text = text;
    this.#input.removeAttribute("aria-invalid");
  }

  get #text(): string {
    const input = this.#input;
    return input.type === "checkbox" ? `${(input as HTMLInputElement).checked}` : input.value;
  }

  set #text(text: string) {
    const input = this.#input;
    if (input.type === "checkbox") (input as HTMLInputElement).checked = text === "true";
    else input.value = text;
  }

  #settle(): void {
    if (this.#text !== this.#shown) this.#write(this.#text);
  }

  #write(text: string): void {
    const { field } = this.#place;
    this.#shown = text;
    try {
      this.#place.write(fromText(field, text, this.#inspector));
      this.#text = toText(field, this.#place.read(), this.#inspector);
      this.#shown = this.#text;
      this.#input.removeAttribute("aria-invalid");
      this.#place.tell("");
    } catch (error) {
      this.#input.setAttribute("aria-invalid", "true");
      this.#place.tell(error instanceof Error ? error.message : String(error));
    }
  }

  #onKey(event: KeyboardEvent): void {
    const { field } = this.#place;
    if (event.key === "Escape") {
      event.stopPropagation(); // it ends the typing, not the overlay
      this.#text = this.#shown;
      this.#place.tell("");
      this.#place.leave();
    } else if (event.key === "Enter" && this.#input.type === "text") {
      event.preventDefault();
      this.#write(this.#text);
    } else if (event.key in STEPS && field.meaning === "number" && field.lanes === 1) {
      event.preventDefault();
      const by = event.shiftKey ? 10 : event.altKey ? 0.1 : 1;
      // In decimal, as it is shown: 0.1 + 0.2 is 0.3 here.
      this.#write(`${Number((Number(this.#text) + STEPS[event.key] * by).toPrecision(12))}`);
    }
  }
}

function makeInput(field: Field): HTMLInputElement | HTMLSelectElement {
  if (field.meaning === "choice")
    return make("select", "", ...field.choices.map((choice) => new Option(choice)));
  const input = make("input");
  input.type = field.meaning === "bool" ? "checkbox" : "text";
  input.spellcheck = false;
  input.autocomplete = "off";
  input.readOnly = field.meaning === "ref";
  return input;
}
