/** ComponentSection: one component or pair of one entity: its name, its switch if it has one, and its fields. */
import type { AnyComponent, Entity, Pair, WorldInspector } from "../index.ts";
import { make } from "./dom.ts";
import { FieldInput, type FieldPlace } from "./field-input.ts";
import type { Field } from "./field-text.ts";

/** What a section shows. */
export interface Subject {
  /** The same for the same component or pair of an entity. */
  readonly key: unknown;
  readonly label: string;
  readonly note: string;
  readonly fields: readonly Field[];
  /** What `get` and `set` take. */
  readonly of: AnyComponent | Pair;
  readonly isToggle: boolean;
}

/** Whom sections tell of troubles, and who takes the focus when typing ends. */
export interface SectionHost {
  tell(problem: string): void;
  leave(): void;
}

export class ComponentSection {
  readonly element = make("section");
  readonly #inputs: readonly FieldInput[];
  readonly #isOn = make("input");
  readonly #subject: Subject;
  readonly #entity: Entity;
  readonly #inspector: WorldInspector;

  constructor(subject: Subject, entity: Entity, inspector: WorldInspector, host: SectionHost) {
    this.#subject = subject;
    this.#entity = entity;
    this.#inspector = inspector;
    const { label, note, isToggle, fields } = subject;
    const title = make("h4", "", label, make("span", "note", note));
    if (isToggle) title.append(this.#switch());
    this.#inputs = fields.map((field) => new FieldInput(this.#placeOf(field, host), inspector));
    this.element.append(title, ...this.#inputs.map(({ element }) => element));
  }

  refresh(): void {
    for (const input of this.#inputs) input.refresh();
    const { of, isToggle } = this.#subject;
    if (isToggle)
      this.#isOn.checked = this.#inspector.world.isEnabled(this.#entity, of as AnyComponent);
  }

  #placeOf(field: Field, { tell, leave }: SectionHost): FieldPlace {
    const { world } = this.#inspector;
    const entity = this.#entity;
    const of = this.#subject.of as AnyComponent;
    return {
      field,
      label: `${this.#subject.label} ${field.name}`,
      isThere: () => world.has(entity, of),
      read: () => world.get(entity, of, field.name),
      write: (value) => world.set(entity, of, { [field.name]: value }),
      tell,
      leave,
    };
  }

  #switch(): HTMLElement {
    const { world } = this.#inspector;
    const of = this.#subject.of as AnyComponent;
    this.#isOn.type = "checkbox";
    this.#isOn.setAttribute("aria-label", `${this.#subject.label} is on`);
    this.#isOn.addEventListener("change", () => {
      if (this.#isOn.checked) world.enable(this.#entity, of);
      else world.disable(this.#entity, of);
    });
    return make("label", "note switch", this.#isOn, "on");
  }
}
