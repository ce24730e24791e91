/**
 * RowIteration: what `each` and `at` of one query need: its cursors, the row they stand on, its loop.
 *
 * Made on first use and kept, so that calling them makes no garbage.
 */
import { blame } from "../base/blame.ts";
import { EcsError } from "../base/errors.ts";
import type { Entity } from "../base/ids.ts";
import type { Chunk } from "../storage/chunk.ts";
import type { AnyComponent } from "../storage/component.ts";
import type { Storage } from "../storage/storage.ts";
import type { IterationSource } from "./chunk-iterator.ts";
import { type CursorLevel, type CursorLevels, cursorLevelsOf } from "./cursor-levels.ts";
import type { BoundCursor } from "./row-cursor.ts";
import {
  callLoop,
  MAX_EACH_COMPONENTS,
  type RowLoop,
  takeEntityLoop,
  takePlainLoop,
} from "./row-loops.ts";
import { MaskWords, nextMarked, nextUnmarked } from "./row-mask.ts";
import { Match } from "./row-term.ts";
import type { RowChooser } from "./run-iterator.ts";
import { SparseCursor } from "./sparse-cursor.ts";
import type { DataTerm } from "./term.ts";

type Callback = (...row: unknown[]) => void;

export class RowIteration {
  isRunning = false;
  readonly #levels: CursorLevels;
  /** The row of the loop that runs, and what moves it. */
  #level: CursorLevel;
  /** Its cursors, by component; and those of each depth that it has run at. */
  #bound: readonly (BoundCursor | SparseCursor)[];
  readonly #known: (readonly (BoundCursor | SparseCursor)[])[] = [];
  readonly #own: readonly (SparseCursor | AnyComponent)[];
  /** The cursors as the callback gets them; undefined where the chunk lacks an optional component. */
  readonly #cursors: (object | undefined)[];
  /** Those that stand on a row of their own, and their places in the other lists. */
  readonly #sparse: readonly { readonly bound: SparseCursor; readonly at: number }[];
  readonly #words = new MaskWords();
  /** For callbacks that take the cursors and no more, and for all others. */
  #plainLoop: RowLoop | undefined;
  #entityLoop: RowLoop | undefined;

  /** @throws {EcsError} E121 with more than 6 components */
  constructor(data: readonly DataTerm[], description: string, storage: Storage) {
    if (data.length > MAX_EACH_COMPONENTS) {
      throw new EcsError(
        "E121",
        `each: ${description} has ${data.length} components with fields, and each hands over ${MAX_EACH_COMPONENTS} at most. Use a chunk loop, or all(...) for those you only filter by.`,
      );
    }
    this.#levels = cursorLevelsOf(storage);
    this.#own = data.map((term) => {
      const { component } = term;
      return component.isSparse ? new SparseCursor(term, storage.sparse.of(component)) : component;
    });
    this.#sparse = this.#own.flatMap((bound, at) =>
      bound instanceof SparseCursor ? [{ bound, at }] : [],
    );
    this.#cursors = data.map(() => undefined);
    this.#level = this.#levels.at(0);
    this.#bound = [];
  }

  /** Calls `run` for every chosen row of the chunks; `source` names the query in errors. */
  runAll(
    chunks: readonly Chunk[],
    chooser: RowChooser,
    run: Callback,
    source: IterationSource,
  ): void {
    this.#begin(source);
    let chunk: Chunk | undefined;
    try {
      const loop = this.#loopFor(run.length);
      for (let i = 0; i < chunks.length; i++) {
        chunk = chunks[i];
        if (chunk.count === 0) continue;
        const mask = this.#words.for(chunk);
        const match = chooser.choose(chunk, mask);
        if (match === Match.None) continue;
        this.#bind(chunk);
        if (match === Match.All) this.#runRows(loop, run, chunk, 0, chunk.count);
        else this.#runMarked(loop, run, chunk, mask);
      }
    } catch (error) {
      throw chunk === undefined ? error : blame(error, chunk.entityAt(this.#level.row.index));
    } finally {
      this.#end();
    }
  }

  #runRows(loop: RowLoop, run: Callback, chunk: Chunk, start: number, end: number): void {
    try {
      if (this.#sparse.length > 0) this.#runOneByOne(loop, run, chunk, start, end);
      else callLoop(loop, run, start, end, this.#level.place, this.#cursors, chunk.entities);
    } finally {
      this.#settle(chunk, start, end);
    }
  }

  #runOneByOne(loop: RowLoop, run: Callback, chunk: Chunk, start: number, end: number): void {
    const { entities } = chunk;
    for (let row = start; row < end; row++) {
      this.#standOn(entities[row] as Entity);
      callLoop(loop, run, row, row + 1, this.#level.place, this.#cursors, entities);
    }
  }

  /** Sets the cursors of sparse components. */
  #standOn(entity: Entity): void {
    for (let i = 0; i < this.#sparse.length; i++) {
      const { bound, at } = this.#sparse[i];
      this.#cursors[at] = bound.stand(entity);
    }
  }

  /** Run by run; windows without a marked row are not stamped. */
  #runMarked(loop: RowLoop, run: Callback, chunk: Chunk, mask: Uint32Array): void {
    const { count, windowRows } = chunk;
    let start = nextMarked(mask, 0, count);
    let settled = start;
    let end = start;
    try {
      for (; start < count; start = nextMarked(mask, end, count)) {
        if (start - (start % windowRows) >= end && end > settled) {
          this.#settle(chunk, settled, end);
          settled = start;
        }
        end = nextUnmarked(mask, start, count);
        if (this.#sparse.length > 0) this.#runOneByOne(loop, run, chunk, start, end);
        else callLoop(loop, run, start, end, this.#level.place, this.#cursors, chunk.entities);
      }
    } finally {
      this.#settle(chunk, settled, end);
    }
  }

  /** Calls `run` for one row. */
  runOne(chunk: Chunk, row: number, run: Callback, source: IterationSource): void {
    this.#begin(source);
    this.#bind(chunk);
    this.#level.row.index = row;
    this.#standOn(chunk.entityAt(row) as Entity);
    try {
      run(...this.#cursors, chunk.entityAt(row));
    } catch (error) {
      throw blame(error, chunk.entityAt(row));
    } finally {
      this.#settle(chunk, row, row + 1);
      this.#end();
    }
  }

  #begin(source: IterationSource): void {
    if (this.isRunning) {
      throw new EcsError(
        "E122",
        `each: ${source.describe()} is already inside its own each, and its cursors can stand on one row only. Use a chunk loop for one of the two.`,
      );
    }
    this.isRunning = true;
    const depth = this.#levels.depth++;
    const level = this.#levels.at(depth);
    this.#level = level;
    this.#known[depth] ??= this.#own.map((one) =>
      one instanceof SparseCursor ? one : level.cursorOf(one),
    );
    this.#bound = this.#known[depth];
  }

  #end(): void {
    this.#levels.depth--;
    for (let i = 0; i < this.#sparse.length; i++) this.#sparse[i].bound.leave();
    this.isRunning = false;
  }

  #bind(chunk: Chunk): void {
    for (let i = 0; i < this.#bound.length; i++) this.#cursors[i] = this.#bound[i].bind(chunk);
  }

  #settle(chunk: Chunk, start: number, end: number): void {
    for (let i = 0; i < this.#bound.length; i++) this.#bound[i].settle(chunk, start, end);
  }

  /** A callback that declares just the cursors cannot see the entity, and is spared its load. */
  #loopFor(parameterCount: number): RowLoop {
    const arity = this.#cursors.length;
    if (parameterCount === arity && arity > 0) {
      this.#plainLoop ??= takePlainLoop(arity);
      return this.#plainLoop;
    }
    this.#entityLoop ??= takeEntityLoop(arity);
    return this.#entityLoop;
  }
}
