/**
 * Chunk: a block of rows of one archetype, a column per field.
 *
 * What a query's loop hands out. Its columns are typed arrays (and plain arrays of references) of exactly `capacity` rows, of which
 * rows 0 .. `count` are in use; they stay valid while the chunk lives, but a structural change may
 * move rows, so fetch them per loop and keep nothing.
 */
import { wrongArgument } from "../base/argument-checks.ts";
import { DEV } from "../base/dev.ts";
import { type Column, elementView } from "../base/element.ts";
import { EcsError } from "../base/errors.ts";
import type { Slab } from "../memory/slab.ts";
import type { Block } from "../memory/slab-allocator.ts";
import { type ChangeClock, lowered } from "./change-clock.ts";
import type { ChunkLayout } from "./chunk-layout.ts";
import type { AnyComponent, Columns, Component, ReadonlyColumns, SchemaOf } from "./component.ts";
import type { ComponentSet } from "./component-set.ts";
import type { Schema } from "./field.ts";
import { notComponent } from "./misplaced.ts";
import type { RowMarks } from "./row-marks.ts";
import { makeRefs, type RefColumns, refsIn } from "./row-refs.ts";

/** What one field of a chunk's rows is in: typed, or plain for references. */
type AnyColumn = Column | unknown[];

/**
 * @typeParam Readable - the components whose columns may be asked for
 */
export class Chunk<Readable extends AnyComponent = AnyComponent> {
  /** Rows in use. */
  count = 0;
  /** Rows the chunk has room for: the length of each column, in rows. */
  readonly capacity: number;
  /** A small integer, unique among the living chunks of a world. */
  readonly id: number;

  /** @internal Whether its rows wait to join their archetype, and with it the queries, when an iteration ends. */
  isWaiting = false;
  /** @internal What the rows have; another set after a bulk change took the chunk over whole. */
  set: ComponentSet;
  /** @internal */
  archetypeId: number;
  /** @internal */
  readonly block: Block;
  /** @internal */
  readonly slab: Slab;
  /** @internal Where each column starts, in bytes from the slab's start. */
  readonly byteOffsets: Int32Array;
  /** @internal Index of the first entity in the slab's u32 view. */
  readonly entityWord: number;
  /** @internal Index of the first change version in the slab's u32 view. */
  readonly versionWord: number;
  /** @internal */
  readonly windowCount: number;
  /** @internal The columns of references; undefined where the rows have none. */
  readonly refs: RefColumns | undefined;
  /** @internal Components that can be switched off and on; see `toggle-bits.ts`. */
  readonly toggleCount: number;
  /** @internal Index of the first toggle's bits in the slab's u32 view, and words for each toggle. */
  readonly toggleWord: number;
  /** @internal */
  readonly toggleWords: number;

  readonly #clock: ChangeClock;
  readonly #windowShift: number;
  /** Column views by slot, made when first asked for. */
  readonly #columns: (Record<string, AnyColumn> | undefined)[];
  #entities: Uint32Array | undefined;

  /** @internal */
  constructor(
    id: number,
    archetypeId: number,
    set: ComponentSet,
    block: Block,
    layout: ChunkLayout,
    clock: ChangeClock,
    windowRows: number,
  ) {
    this.id = id;
    this.set = set;
    this.archetypeId = archetypeId;
    this.block = block;
    this.slab = block.slab;
    this.capacity = layout.capacity;
    this.windowCount = layout.windowCount;
    this.versionWord = block.byteOffset >>> 2;
    this.entityWord = (block.byteOffset + layout.entitiesOffset) >>> 2;
    this.toggleCount = set.toggles.length;
    this.toggleWord = (block.byteOffset + layout.togglesOffset) >>> 2;
    this.toggleWords = layout.toggleWords;
    this.byteOffsets = Int32Array.from(layout.columnOffsets, (offset) => block.byteOffset + offset);
    this.refs = makeRefs(set, layout.capacity);
    this.#clock = clock;
    this.#windowShift = Math.log2(windowRows);
    this.#columns = new Array<undefined>(set.slotCount).fill(undefined);
    const versionCount = set.versionSlots * layout.windowCount;
    this.slab.u32.fill(clock.now, this.versionWord, this.versionWord + versionCount);
    const toggleEnd = this.toggleWord + this.toggleCount * this.toggleWords;
    this.slab.u32.fill(0, this.toggleWord, toggleEnd);
  }

  /** The handle of each row's entity. To be read only: writing to it breaks the world. */
  get entities(): Uint32Array {
    this.#entities ??= new Uint32Array(this.slab.buffer, this.entityWord * 4, this.capacity);
    return this.#entities;
  }

  /** Change versions cover this many rows each; window `w` starts at row `w * windowRows`. */
  get windowRows(): number {
    return 1 << this.#windowShift;
  }

  /**
   * The component's columns, to read: one typed array per field, `lanes` elements a row.
   *
   * About 3 ns. Does not count as a change.
   * @throws {EcsError} E108 when the rows of this chunk have no such columns
   */
  read<C extends Readable>(component: C): ReadonlyColumns<SchemaOf<C>> {
    return this.#columnsOf(component) as unknown as ReadonlyColumns<SchemaOf<C>>;
  }

  /**
   * The component's columns, to write; stamps every window in use (or those of rows `start` to `end`) as changed.
   *
   * About 4 ns. Stamped once, now: call it again in a frame whose writes come after another reader's look.
   * @throws {EcsError} E108 when the rows of this chunk have no such columns
   */
  write<C extends Readable>(
    component: C,
    start = 0,
    end: number = this.count,
  ): Columns<SchemaOf<C>> {
    const columns = this.#columnsOf(component);
    const slot = this.set.slotOf(component);
    if (typeof start !== "number" || typeof end !== "number")
      throw wrongArgument("write", typeof start === "number" ? end : start, "numbers of rows");
    this.stampWritten(slot, Math.max(0, start), Math.min(end, this.count));
    return columns as Columns<SchemaOf<C>>;
  }

  /**
   * Whether the rows of this chunk have the component (a tag, too); a toggle component also where it is off.
   * @throws {EcsError} E166 a sparse component, which some of the rows may have and others not
   */
  has(component: AnyComponent): boolean {
    if (DEV) checkComponent(component, "has");
    if (component.isSparse) throw isSparse(component, "has");
    return this.set.has(component);
  }

  /** Whether the component was borrowed for writing, or any row moved in or out, after the cursor was taken. */
  changedSince(component: Readable, cursor: number): boolean {
    const slot = this.#slot(component, "changedSince");
    return this.isAnyAfter(slot, this.#stampOf(cursor, "changedSince"));
  }

  /** `changedSince` for the rows of one window. */
  windowChangedSince(component: Readable, window: number, cursor: number): boolean {
    const slot = this.#slot(component, "windowChangedSince");
    if (typeof window !== "number")
      throw wrongArgument("windowChangedSince", window, "the number of a window");
    return this.isWindowAfter(slot, window, this.#stampOf(cursor, "windowChangedSince"));
  }

  #stampOf(cursor: number, verb: string): number {
    if (typeof cursor === "number") return this.#clock.stampOf(cursor);
    throw wrongArgument(verb, cursor, "what world.changeCursor() returned");
  }

  /** @internal Marks rows `start` to `end` of a component as written: their windows, and each of them where rows are tracked. */
  stampWritten(slot: number, start: number, end: number): void {
    this.stamp(slot, start, end);
    const column = this.set.versionColumns[slot];
    if (column < 0) return;
    const first = this.byteOffsets[column] >> 2;
    this.slab.u32.fill(this.#clock.now, first + start, first + end);
  }

  /** @internal The same for one row. */
  stampRowWritten(slot: number, row: number): void {
    this.stampRow(slot, row);
    const column = this.set.versionColumns[slot];
    if (column >= 0) this.slab.u32[(this.byteOffsets[column] >> 2) + row] = this.#clock.now;
  }

  /** @internal Points marks at the rows of a slot whose component tracks rows. */
  pointMarks(marks: RowMarks, slot: number): void {
    marks.u32 = this.slab.u32;
    marks.clock = this.#clock;
    marks.rowWord = this.byteOffsets[this.set.versionColumns[slot]] >> 2;
    marks.windowWord = this.versionWord + slot * this.windowCount;
    marks.windowShift = this.#windowShift;
  }

  /** @internal Marks every component of rows `start` to `end` that is tracked row by row as written. */
  stampVersions(start: number, end: number): void {
    const columns = this.set.versionColumns;
    for (let slot = 1; slot < columns.length; slot++) {
      if (columns[slot] >= 0) this.stampWritten(slot, start, end);
    }
  }

  /** @internal Stamps the windows of rows `start` to `end` in a slot; slot 0 stands for the rows themselves. */
  stamp(slot: number, start: number, end: number): void {
    if (end <= start) return;
    const u32 = this.slab.u32;
    const base = this.versionWord + slot * this.windowCount;
    const now = this.#clock.now;
    const last = (end - 1) >> this.#windowShift;
    for (let window = start >> this.#windowShift; window <= last; window++)
      u32[base + window] = now;
  }

  /** @internal Stamps the window of one row, in a slot. */
  stampRow(slot: number, row: number): void {
    const window = row >> this.#windowShift;
    this.slab.u32[this.versionWord + slot * this.windowCount + window] = this.#clock.now;
  }

  /** @internal The stamp of a write that happens now. */
  get now(): number {
    return this.#clock.now;
  }

  /** @internal */
  versionOf(slot: number, window: number): number {
    return this.slab.u32[this.versionWord + slot * this.windowCount + window];
  }

  /** @internal Whether a window's rows came, went or were written after the stamp. */
  isWindowAfter(slot: number, window: number, stamp: number): boolean {
    return this.versionOf(0, window) > stamp || this.versionOf(slot, window) > stamp;
  }

  /** @internal The same for all rows. */
  isAnyAfter(slot: number, stamp: number): boolean {
    for (let window = 0; window < this.windowCount; window++) {
      if (this.isWindowAfter(slot, window, stamp)) return true;
    }
    return false;
  }

  /** @internal Lowers the versions of every window and row: see `ChangeClock`. */
  lowerStamps(by: number): void {
    const { u32 } = this.slab;
    const end = this.versionWord + this.set.versionSlots * this.windowCount;
    for (let i = this.versionWord; i < end; i++) u32[i] = lowered(u32[i], by);
    for (const column of this.set.versionColumns) {
      const first = this.byteOffsets[column] >> 2;
      if (column < 0) continue;
      for (let i = first; i < first + this.count; i++) u32[i] = lowered(u32[i], by);
    }
  }

  /** @internal */
  entityAt(row: number): number {
    return this.slab.u32[this.entityWord + row];
  }

  #columnsOf<S extends Schema>(component: Component<S>): Record<string, AnyColumn> {
    if (DEV) checkComponent(component, "columns");
    const slot = this.set.slotOf(component);
    return this.#columns[slot] ?? this.#makeColumns(this.#slot(component, "columns"), component);
  }

  #slot(component: AnyComponent, verb: string): number {
    if (DEV) checkComponent(component, verb);
    const slot = this.set.slotOf(component);
    if (slot > 0) return slot;
    if (component.isSparse) throw isSparse(component, verb);
    throw new EcsError(
      "E108",
      component.isTag
        ? `${verb}: ${component.label} is a ${component.pairRules === undefined ? "tag" : "relation"} and has no columns. Use chunk.has(${component.label}) to test for it.`
        : `${verb}: the rows of this chunk are ${this.set.describe()} and have no ${component.label}. Name ${component.label} in the query.`,
    );
  }

  #makeColumns(slot: number, component: AnyComponent): Record<string, AnyColumn> {
    const columns: Record<string, AnyColumn> = {};
    const first = this.set.firstColumnOf(slot);
    for (let i = 0; i < component.fields.length; i++) {
      const field = component.fields[i];
      const length = this.capacity * field.lanes;
      const column =
        field.meaning === "ref"
          ? refsIn(this, first + i)
          : elementView(field.element, this.slab.buffer, this.byteOffsets[first + i], length);
      columns[field.name] = column;
    }
    this.#columns[slot] = columns;
    return columns;
  }
}

/** For development: loops ask often, and what is no component ends a release with a TypeError. @throws {EcsError} E113 */
function checkComponent(component: AnyComponent, verb: string): void {
  if (component?.id === undefined) throw notComponent(verb, component);
}

/** An error about asking a chunk for what is not in it. */
function isSparse(component: AnyComponent, verb: string): EcsError {
  return new EcsError(
    "E166",
    `${verb}: ${component.label} is sparse, and chunks have none of its rows. Use query.each(), which hands it over, or world.get and world.set.`,
  );
}
