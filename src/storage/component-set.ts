/**
 * ComponentSet: which components a row has, and in which column each field stands.
 *
 * What is fixed about an archetype; its rows and neighbours are in `Archetype`.
 */
import { ElementKind } from "../base/element.ts";
import { type ChunkLayout, chunkLayout } from "./chunk-layout.ts";
import type { AnyComponent, Field } from "./component.ts";
import type { FieldCodec } from "./field-codec.ts";
import { columnsOf, VERSION_FIELD } from "./version-column.ts";

/** The most columns that a `RowImage` has a bit for each of. */
export const MAX_IMAGE_COLUMNS = 31;

/** Slot of a component without columns. */
const TAG_SLOT = -1;

/** Columns that are to be given their starting values, those of one 32-bit word a row apart. */
export interface FreshColumns {
  readonly all: Int32Array;
  readonly words: Int32Array;
  /** The word that each of `words` starts with. */
  readonly initialWords: Uint32Array;
  readonly others: Int32Array;
}

export function freshColumns(set: ComponentSet, columns: readonly number[]): FreshColumns {
  const { fields, initials } = set;
  const isWord = (i: number): boolean =>
    fields[i].bytesPerRow === 4 && fields[i].lanes === 1 && fields[i] !== VERSION_FIELD;
  const words = columns.filter(isWord);
  return {
    all: Int32Array.from(columns),
    words: Int32Array.from(words),
    initialWords: Uint32Array.from(words, (i) => initialWord(fields[i], initials[i][0])),
    others: Int32Array.from(columns.filter((i) => !isWord(i))),
  };
}

export class ComponentSet {
  /** Sorted by component id. */
  readonly components: readonly AnyComponent[];
  /** Those that can be switched off and on, in the order of their bits. */
  readonly toggles: readonly AnyComponent[];
  /** Those that have columns, by slot - 1; with equal `toggles`, equal lists mean equal chunk layouts. */
  readonly dataComponents: readonly AnyComponent[];
  /** The columns, component by component; versions behind the fields of those tracked row by row. */
  readonly fields: readonly Field[];
  /** By column: the starting value of each lane, as this world stores it. */
  readonly initials: readonly (readonly number[])[];
  /** The columns that hold ids of strings. */
  readonly stringColumns: readonly number[];
  /** The columns that hold references. */
  readonly refColumns: readonly number[];
  /** What the stored numbers stand for in this world. */
  readonly codec: FieldCodec;
  /** Every column, as a spawned row needs them. */
  readonly freshColumns: FreshColumns;
  /** Whether a `RowImage` can hold a row: 31 columns at most, of one 32-bit number each. */
  readonly fitsImage: boolean;
  /** Slots in use: slot 0 stands for the rows themselves, data components follow. */
  readonly slotCount: number;
  /** Slots that have versions: one more, behind the others, where there are toggles. */
  readonly versionSlots: number;
  readonly bytesPerRow: number;
  /** Whether a relation is among the components. */
  readonly hasPairs: boolean;
  /** By slot: the column of the rows' versions; -1 where rows are not tracked. */
  readonly versionColumns: Int16Array;

  /** By slot: the columns of one component. */
  readonly #freshBySlot: readonly FreshColumns[];
  readonly #slots: Int16Array;
  /** By component id: its first column. */
  readonly #columns: Int16Array;
  readonly #firstColumns: readonly number[];
  readonly #layouts = new Map<number, ChunkLayout>();

  /** @throws {EcsError} E014 no room for the string that a field starts at */
  constructor(components: readonly AnyComponent[], codec: FieldCodec) {
    this.codec = codec;
    this.components = components;
    this.toggles = components.filter((component) => component.isToggle);
    this.dataComponents = components.filter((component) => !component.isTag);
    this.fields = this.dataComponents.flatMap(columnsOf);
    this.initials = this.fields.map((field) => codec.initialOf(field));
    const columns = this.fields.map((_, i) => i);
    this.stringColumns = columns.filter((i) => this.fields[i].meaning === "string");
    this.refColumns = columns.filter((i) => this.fields[i].meaning === "ref");
    this.freshColumns = freshColumns(this, columns);
    this.fitsImage =
      columns.length <= MAX_IMAGE_COLUMNS &&
      this.freshColumns.others.length === 0 &&
      this.stringColumns.length === 0;
    this.slotCount = this.dataComponents.length + 1;
    this.versionSlots = this.slotCount + (this.toggles.length > 0 ? 1 : 0);
    this.hasPairs = components.some((component) => component.pairRules !== undefined);
    this.bytesPerRow = this.fields.reduce((bytes, field) => bytes + field.bytesPerRow, 4);
    this.#slots = new Int16Array(1 + Math.max(-1, ...components.map((c) => c.id)));
    this.#columns = new Int16Array(this.#slots.length).fill(-1);
    this.versionColumns = new Int16Array(this.slotCount).fill(-1);
    const firstColumns = [0];
    let column = 0;
    for (const item of components) {
      if (item.isTag) {
        this.#slots[item.id] = TAG_SLOT;
        continue;
      }
      this.#slots[item.id] = firstColumns.length;
      this.#columns[item.id] = column;
      firstColumns.push(column);
      column += columnsOf(item).length;
      if (item.tracksRows) this.versionColumns[firstColumns.length - 1] = column - 1;
    }
    this.#firstColumns = firstColumns;
    this.#freshBySlot = [[], ...this.dataComponents.map(columnsOf)].map((fields, slot) =>
      freshColumns(
        this,
        fields.map((_, i) => firstColumns[slot] + i),
      ),
    );
  }

  has(component: AnyComponent): boolean {
    return this.slotOf(component) !== 0;
  }

  /** The slot of a component's columns: 1 or more; 0 when absent, -1 for a tag. O(1). */
  slotOf(component: AnyComponent): number {
    const slots = this.#slots;
    return component.id < slots.length ? slots[component.id] : 0;
  }

  /** Index in `fields` of the component's first column; -1 when it has none here. O(1). */
  columnOf(component: AnyComponent): number {
    const columns = this.#columns;
    return component.id < columns.length ? columns[component.id] : -1;
  }

  /** Index in `fields` of the first column of a slot. */
  firstColumnOf(slot: number): number {
    return this.#firstColumns[slot];
  }

  /** The columns of one component, as a row needs them that starts afresh. */
  freshColumnsOf(slot: number): FreshColumns {
    return this.#freshBySlot[slot];
  }

  /** Which of `toggles` a component is; -1 when it is absent or none. */
  toggleOf(component: AnyComponent): number {
    return this.toggles.indexOf(component);
  }

  /** Whether rows of both have the same columns and toggles in the same places: they differ in plain tags at most. */
  hasSameColumns(other: ComponentSet): boolean {
    return (
      isSameList(this.dataComponents, other.dataComponents) &&
      isSameList(this.toggles, other.toggles)
    );
  }

  layoutFor(capacity: number, windowRows: number): ChunkLayout {
    let layout = this.#layouts.get(capacity);
    if (layout === undefined) {
      layout = chunkLayout(
        this.fields,
        this.versionSlots,
        this.toggles.length,
        capacity,
        windowRows,
      );
      this.#layouts.set(capacity, layout);
    }
    return layout;
  }

  /** `[Position, Velocity]`: how messages write a component set. */
  describe(): string {
    return `[${this.components.map((component) => component.label).join(", ")}]`;
  }
}

function isSameList(a: readonly AnyComponent[], b: readonly AnyComponent[]): boolean {
  return a.length === b.length && a.every((item, i) => item === b[i]);
}

/** The starting value of a one-word field as the bits that are stored. */
function initialWord(field: Field, value: number): number {
  return field.element === ElementKind.F32
    ? new Uint32Array(Float32Array.of(value).buffer)[0]
    : value >>> 0;
}
