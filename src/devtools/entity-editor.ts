/**
 * EntityEditor: the components of one entity, field by field, as inputs that write into the world.
 *
 * A component that comes or goes moves no other one's inputs, so that one can type while the world runs.
 */
import type { AnyComponent, Entity, WorldInspector } from "../index.ts";
import { ComponentSection, type SectionHost, type Subject } from "./component-section.ts";
import { make, setText } from "./dom.ts";
import { namedText } from "./field-text.ts";

/** The first of an entity's pairs. */
const MOST_PAIRS = 50;

export class EntityEditor {
  readonly element = make("div", "side");
  readonly #title = make("h3");
  readonly #problem = make("p", "problem");
  readonly #body = make("div");
  /** By what `Subject.key` has. */
  readonly #sections = new Map<unknown, ComponentSection>();
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
    this.#keepSections(isAlive ? subjectsOf(entity, inspector) : []);
    for (const section of this.#sections.values()) section.refresh();
  }

  /** Takes the focus into the first input. */
  focus(): void {
    this.#body.querySelector<HTMLElement>("input, select")?.focus();
  }

  #keepSections(subjects: readonly Subject[]): void {
    const keys = new Set(subjects.map(({ key }) => key));
    for (const [key, section] of this.#sections) {
      if (keys.has(key)) continue;
      section.element.remove();
      this.#sections.delete(key);
    }
    subjects.forEach((subject, nth) => {
      const section = this.#sections.get(subject.key) ?? this.#addSection(subject);
      const there = this.#body.children[nth] ?? null;
      if (there !== section.element) this.#body.insertBefore(section.element, there);
    });
  }

  #addSection(subject: Subject): ComponentSection {
    const [entity, inspector] = [this.#entity as Entity, this.#inspector as WorldInspector];
    const section = new ComponentSection(subject, entity, inspector, this.#host);
    this.#sections.set(subject.key, section);
    return section;
  }
}

/** The components of an entity; in the place of each relation, its pairs. */
function subjectsOf(entity: Entity, inspector: WorldInspector): Subject[] {
  const pairs = inspector.targetsOf(entity, MOST_PAIRS);
  const relations = new Set<unknown>(pairs.map(({ relation }) => relation));
  const components = inspector.componentsOf(entity).filter((one) => !relations.has(one));
  return [
    ...components.map((component) => ({ ...ofComponent(component), of: component })),
    ...pairs.map(({ relation, target, fields }) => ({
      key: `${relation.id} ${target}`,
      label: relation.label,
      note: ` → ${namedText(target, inspector)}`,
      fields,
      of: relation(target),
      isToggle: false,
    })),
  ];
}

function ofComponent(component: AnyComponent): Omit<Subject, "of"> {
  const { label, fields, isToggle } = component;
  const note = component.isTag ? " tag" : component.isSparse ? " sparse" : "";
  return { key: component, label, note, fields, isToggle };
}

function titleOf(entity: Entity | undefined, isAlive: boolean, inspector: WorldInspector): string {
  if (entity === undefined) return "Choose an entity.";
  if (!isAlive) return `${inspector.describe(entity)} is dead.`;
  return `Entity ${namedText(entity, inspector)}`;
}
