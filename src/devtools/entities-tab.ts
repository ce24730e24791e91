/**
 * Entities: all of them, or those of a filter and a search, as a list that only makes the rows in sight; the chosen
 * one's values to be edited.
 */
import type { AnyComponent, Entity, InspectedArchetype, WorldInspector } from "../index.ts";
import { ComponentFilter, labelsOf } from "./component-filter.ts";
import { make, setText } from "./dom.ts";
import { EntityEditor } from "./entity-editor.ts";
import { EntitySearch } from "./entity-search.ts";
import { namedText } from "./field-text.ts";
import { formatCount } from "./format.ts";
import { type Row, RowList } from "./row-list.ts";
import type { Scene, Tab } from "./tab.ts";

const EMPTY: Row = { text: "", note: "", isChosen: false };

export class EntitiesTab implements Tab {
  readonly label = "Entities";
  readonly element: HTMLElement;
  readonly #filter = make("input");
  readonly #search = make("input");
  readonly #count = make("span", "note");
  readonly #problem = make("p", "problem");
  readonly #searching = new EntitySearch();
  readonly #list: RowList = new RowList("Entities", {
    role: "listbox",
    row: (nth) => this.#row(nth),
    choose: (nth) => this.#choose(this.#entityAt(nth)),
    pressed: (event) => {
      if (event.key === "Enter") this.#editor.focus();
    },
  });
  readonly #editor = new EntityEditor(() => this.#list.element.focus());
  #inspector: WorldInspector | undefined;
  #matched: readonly InspectedArchetype[] = [];
  /** Undefined while nothing is searched for. */
  #found: readonly Entity[] | undefined;

  constructor() {
    this.#prepare(this.#filter, "Only entities with these components", "Position !Disabled");
    this.#prepare(this.#search, "Find an entity by number, handle or name", "number or name");
    const row = make("div", "row", this.#filter, this.#search, this.#count);
    this.#problem.setAttribute("role", "status");
    const stack = make("div", "stack", row, this.#problem, this.#list.element);
    this.element = make("div", "columns", stack, this.#editor.element);
  }

  update({ inspector }: Scene): void {
    const chosen = this.#inspector?.world === inspector.world ? this.#editor.entity : undefined;
    this.#inspector = inspector;
    this.#refresh(inspector);
    this.#editor.show(chosen, inspector);
  }

  #prepare(input: HTMLInputElement, label: string, placeholder: string): void {
    input.setAttribute("aria-label", label);
    input.placeholder = placeholder;
    input.spellcheck = false;
    input.addEventListener("input", () => {
      if (this.#inspector !== undefined) this.#refresh(this.#inspector);
    });
    input.addEventListener("keydown", (event) => {
      if (event.key === "Escape") event.stopPropagation(); // ends the typing, not the overlay
      if (event.key !== "Escape" && event.key !== "Enter" && event.key !== "ArrowDown") return;
      event.preventDefault();
      this.#list.element.focus();
      if (event.key === "Enter") this.#choose(this.#entityAt(0));
    });
  }

  #refresh(inspector: WorldInspector): void {
    const archetypes = inspector.archetypes();
    const sparse = new Set(inspector.sparseComponents().map(({ label }) => label));
    const filter = new ComponentFilter(this.#filter.value, labelsOf(archetypes), sparse);
    setText(this.#problem, filter.problem ?? "");
    const fit = archetypes.map(({ components }) => filter.matchesColumns(components));
    this.#matched = archetypes.filter((_, nth) => fit[nth] !== false);
    const text = this.#search.value.trim();
    const fits = fit.includes(undefined)
      ? (components: readonly AnyComponent[]) => filter.matches(components)
      : undefined;
    const asked = { text, filter: this.#filter.value, archetypes: this.#matched, fits };
    this.#found =
      text === "" && fits === undefined ? undefined : this.#searching.find(asked, inspector);
    const count =
      this.#found?.length ?? this.#matched.reduce((sum, { entityCount }) => sum + entityCount, 0);
    const isLooking = this.#found !== undefined && !this.#searching.isDone;
    setText(
      this.#count,
      isLooking ? "looking…" : `${formatCount(count)} ${count === 1 ? "entity" : "entities"}`,
    );
    const row = this.#rowOf(this.#editor.entity, inspector);
    if (row !== undefined) this.#list.active = row;
    this.#list.show(count);
  }

  #choose(entity: Entity | undefined): void {
    if (this.#inspector === undefined) return;
    this.#editor.show(entity, this.#inspector);
    this.#refresh(this.#inspector);
  }

  #entityAt(row: number): Entity | undefined {
    if (this.#found !== undefined) return this.#found[row];
    let first = row;
    for (const { id, entityCount } of this.#matched) {
      if (first < entityCount) return this.#inspector?.entities(id, first, 1)[0];
      first -= entityCount;
    }
    return undefined;
  }

  /** Where in the list an entity stands; undefined where it does not. */
  #rowOf(entity: Entity | undefined, inspector: WorldInspector): number | undefined {
    if (entity === undefined) return undefined;
    const place = inspector.placeOf(entity);
    const at = this.#found?.indexOf(entity) ?? 0;
    const nth = this.#matched.findIndex(({ id }) => id === place?.archetype);
    if (place === undefined || nth < 0 || at < 0) return undefined;
    if (this.#found !== undefined) return at;
    return this.#matched.slice(0, nth).reduce((sum, one) => sum + one.entityCount, place.row);
  }

  #row(nth: number): Row {
    const entity = this.#entityAt(nth);
    const inspector = this.#inspector;
    if (entity === undefined || inspector === undefined) return EMPTY;
    return {
      text: namedText(entity, inspector),
      note: inspector
        .componentsOf(entity)
        .map(({ label }) => label)
        .join(", "),
      isChosen: entity === this.#editor.entity,
    };
  }
}
