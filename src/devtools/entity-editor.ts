/**
 * EntityEditor: the components of one entity, field by field, as inputs that write into the world.
 *
 * A component that comes or goes moves no other one's inputs, so that one can type while the world runs.
 */
import type { AnyComponent, Entity, WorldInspector } from "../index.ts";
import { ComponentSection, type SectionHost } from "./component-section.ts";
import { make, setText } from "./dom.ts";

export class EntityEditor {
  readonly element = make("div", "side");
  readonly #title = make("h3");
  readonly #problem = make("p", "problem");
  readonly #body = make("div");
  readonly #sections = new Map<AnyComponent, ComponentSection>();
  readonly #host: SectionHost;
  #entity: Entity | undefined;
  #inspector: WorldInspector | undefined;

  /** `leave` takes the focus when Escape ends the typing. */
  constructor(leave: () => void) {
    this.#host = { tell: (problem) => setText(this.#problem, problem), leave };
    this.#problem.setAttribute("role", "alert");
    this.element.setAttribute("role", "region");
    this.element.setAttribute("aria-label", "Components of the chosen entity");
    this.element.append(this.#title, this.#problem, this.#body);
  }

  get entity(): Entity | undefined {
    return this.#entity;
  }

  show(entity: Entity | undefined, inspector: WorldInspector): void {
    if (entity !== this.#entity || inspector.world !== this.#inspector?.world) {
      this.#entity = entity;
      this.#inspector = inspector;
      setText(this.#problem, "");
      this.#keepSections([]);
    }
    const isAlive = entity !== undefined && inspector.world.isAlive(entity);
    setText(this.#title, titleOf(entity, isAlive, inspector));
    this.#keepSections(isAlive ? inspector.componentsOf(entity) : []);
    for (const section of this.#sections.values()) section.refresh();
  }

  /** Takes the focus into the first input. */
  focus(): void {
    this.#body.querySelector<HTMLElement>("input, select")?.focus();
  }

  #keepSections(components: readonly AnyComponent[]): void {
    for (const [component, section] of this.#sections) {
      if (components.includes(component)) continue;
      section.element.remove();
      this.#sections.delete(component);
    }
    components.forEach((component, nth) => {
      const section = this.#sections.get(component) ?? this.#addSection(component);
      const there = this.#body.children[nth] ?? null;
      if (there !== section.element) this.#body.insertBefore(section.element, there);
    });
  }

  #addSection(component: AnyComponent): ComponentSection {
    const [entity, inspector] = [this.#entity as Entity, this.#inspector as WorldInspector];
    const section = new ComponentSection(component, entity, inspector, this.#host);
    this.#sections.set(component, section);
    return section;
  }
}

function titleOf(entity: Entity | undefined, isAlive: boolean, inspector: WorldInspector): string {
  if (entity === undefined) return "Choose an entity.";
  if (!isAlive) return `${inspector.describe(entity)} is dead.`;
  const name = inspector.world.nameOf(entity);
  return `Entity ${inspector.describe(entity)}${name === undefined ? "" : `, ${name}`}`;
}
