/** ComponentSection: one component of one entity: its name, its switch if it has one, and its fields. */
import type { AnyComponent, Entity, WorldInspector } from "../index.ts";
import { make } from "./dom.ts";
import { FieldInput } from "./field-input.ts";

/** Whom sections tell of troubles, and who takes the focus when typing ends. */
export interface SectionHost {
  tell(problem: string): void;
  leave(): void;
}

export class ComponentSection {
  readonly element = make("section");
  readonly #inputs: readonly FieldInput[];
  readonly #isOn = make("input");
  readonly #component: AnyComponent;
  readonly #entity: Entity;
  readonly #inspector: WorldInspector;

  constructor(
    component: AnyComponent,
    entity: Entity,
    inspector: WorldInspector,
    host: SectionHost,
  ) {
    this.#component = component;
    this.#entity = entity;
    this.#inspector = inspector;
    const { world } = inspector;
    const title = make("h4", "", component.label);
    if (component.isSparse) title.append(make("span", "note", " sparse"));
    if (component.isTag) title.append(make("span", "note", " tag"));
    if (component.isToggle) title.append(this.#switch());
    this.#inputs = component.fields.map(
      (field) =>
        new FieldInput(
          {
            field,
            label: `${component.label} ${field.name}`,
            read: () => world.get(entity, component, field.name),
            write: (value) => world.set(entity, component, { [field.name]: value }),
            tell: (problem) => host.tell(problem),
            leave: () => host.leave(),
          },
          inspector,
        ),
    );
    this.element.append(title, ...this.#inputs.map(({ element }) => element));
  }

  refresh(): void {
    for (const input of this.#inputs) input.refresh();
    if (this.#component.isToggle)
      this.#isOn.checked = this.#inspector.world.isEnabled(this.#entity, this.#component);
  }

  #switch(): HTMLElement {
    const { world } = this.#inspector;
    this.#isOn.type = "checkbox";
    this.#isOn.setAttribute("aria-label", `${this.#component.label} is on`);
    this.#isOn.addEventListener("change", () => {
      if (this.#isOn.checked) world.enable(this.#entity, this.#component);
      else world.disable(this.#entity, this.#component);
    });
    return make("label", "note switch", this.#isOn, "on");
  }
}
