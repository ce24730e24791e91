/** Relations: a tree for each relation, targets above their sources; the chosen entity's values to be edited. */
import type { Entity, InspectedRelation, WorldInspector } from "../index.ts";
import { make } from "./dom.ts";
import { EntityEditor } from "./entity-editor.ts";
import { namedText, toText } from "./field-text.ts";
import { formatCount } from "./format.ts";
import { type RelationRow, RelationRows } from "./relation-rows.ts";
import { type Row, RowList } from "./row-list.ts";
import type { Scene, Tab } from "./tab.ts";

export class RelationsTab implements Tab {
  readonly label = "Relations";
  readonly element: HTMLElement;
  readonly #none = make("p", "note", "No entity has had a relation to another.");
  readonly #list: RowList = new RowList("Relations", {
    role: "tree",
    row: (nth) => this.#row(nth),
    choose: (nth) => this.#choose(nth),
    toggle: (nth) => this.#toggle(nth),
    pressed: (event, nth) => this.#onKey(event, nth),
  });
  readonly #editor = new EntityEditor(() => this.#list.element.focus());
  #rows = new RelationRows();
  #inspector: WorldInspector | undefined;
  /** What keys have reached: followed when rows come and go above it. */
  #reached: RelationRow | undefined;

  constructor() {
    const stack = make("div", "stack", this.#none, this.#list.element);
    this.element = make("div", "columns", stack, this.#editor.element);
  }

  update({ inspector }: Scene): void {
    const isSame = this.#inspector?.world === inspector.world;
    this.#inspector = inspector;
    if (!isSame) {
      this.#rows = new RelationRows();
      this.#reached = undefined;
    }
    this.#refresh(inspector);
    this.#editor.show(isSame ? this.#editor.entity : undefined, inspector);
  }

  #refresh(inspector: WorldInspector): void {
    const isNew = this.#rows.update(inspector);
    if (isNew && this.#reached !== undefined) {
      const row = this.#rows.find(this.#reached);
      if (row >= 0) this.#list.active = row;
    }
    this.#none.hidden = this.#rows.count > 0;
    this.#list.show(this.#rows.count);
  }

  #choose(nth: number): void {
    this.#reached = this.#rows.at(nth);
    if (this.#inspector !== undefined) this.#editor.show(this.#reached.entity, this.#inspector);
  }

  #toggle(nth: number): void {
    if (this.#inspector === undefined || this.#rows.isOpen(nth) === undefined) return;
    this.#rows.toggle(nth);
    this.#refresh(this.#inspector);
  }

  #onKey(event: KeyboardEvent, nth: number): void {
    if (nth < 0) return;
    const isOpen = this.#rows.isOpen(nth);
    const { key } = event;
    if (key === "Enter" && this.#rows.at(nth).entity !== undefined) this.#editor.focus();
    else if (key === " " || key === "Enter") this.#toggle(nth);
    else if (key === "ArrowRight" && isOpen) this.#goTo(nth + 1);
    else if (key === "ArrowLeft" && !isOpen) this.#goTo(this.#rows.above(nth));
    else if (key === "ArrowRight" || key === "ArrowLeft") this.#toggle(nth);
    else return;
    event.preventDefault();
  }

  #goTo(row: number): void {
    if (row < 0) return;
    this.#choose(row);
    this.#list.moveTo(row);
  }

  #row(nth: number): Row {
    const { relation, entity, parent, level } = this.#rows.at(nth);
    const { world } = this.#inspector as WorldInspector;
    const isExpanded = this.#rows.isOpen(nth);
    if (entity === undefined) {
      const note = `${formatCount(relation.pairCount)} pairs`;
      return { text: relation.label, note, isChosen: false, level, isExpanded };
    }
    const below = relation.relation.sourceCount(world, entity);
    const notes = below === 0 ? [] : [`${formatCount(below)} below`];
    if (parent !== undefined) notes.push(...this.#valuesOf(entity, parent, relation));
    return {
      text: namedText(entity, this.#inspector as WorldInspector),
      note: notes.join(", "),
      isChosen: entity === this.#editor.entity,
      level,
      isExpanded,
    };
  }

  /** The values of a pair, such as `amount 3`. */
  #valuesOf(source: Entity, target: Entity, { relation, fields }: InspectedRelation): string[] {
    const inspector = this.#inspector as WorldInspector;
    const { world } = inspector;
    const pair = relation(target);
    if (!world.has(source, pair)) return []; // ended since the rows were made
    const read = (name: string): unknown => world.get(source, pair, name as never);
    return fields.map((field) => `${field.name} ${toText(field, read(field.name), inspector)}`);
  }
}
