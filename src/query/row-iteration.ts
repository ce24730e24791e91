/**
 * RowIteration: what `each` and `at` of one query need: its cursors, the row they stand on, its loop.
 *
 * Made on first use and kept, so that calling them makes no garbage.
 */
import { EcsError } from "../base/errors.ts";
import type { Chunk } from "../storage/chunk.ts";
import type { IterationSource } from "./chunk-iterator.ts";
import { BoundCursor, CurrentRow } from "./row-cursor.ts";
import {
  callLoop,
  MAX_EACH_COMPONENTS,
  primeCallLoop,
  type RowLoop,
  takeEntityLoop,
  takePlainLoop,
} from "./row-loops.ts";
import type { DataTerm } from "./term.ts";

type Callback = (...row: unknown[]) => void;

export class RowIteration {
  isRunning = false;
  readonly #row = new CurrentRow();
  readonly #bound: readonly BoundCursor[];
  /** The cursors as the callback gets them; undefined where the chunk lacks an optional component. */
  readonly #cursors: (object | undefined)[];
  /** For callbacks that take the cursors and no more, and for all others. */
  #plainLoop: RowLoop | undefined;
  #entityLoop: RowLoop | undefined;

  /** @throws {EcsError} E121 with more than 6 components */
  constructor(data: readonly DataTerm[], description: string) {
    if (data.length > MAX_EACH_COMPONENTS) {
      throw new EcsError(
        "E121",
        `each: ${description} has ${data.length} components with fields, and each hands over ${MAX_EACH_COMPONENTS} at most. Use a chunk loop, or all(...) for those you only filter by.`,
      );
    }
    this.#bound = data.map((term) => new BoundCursor(term, this.#row));
    this.#cursors = this.#bound.map((bound) => bound.cursor);
    primeCallLoop(this.#row);
  }

  /** Calls `run` for every row of the chunks; `source` names the query in errors. */
  runAll(chunks: readonly Chunk[], run: Callback, source: IterationSource): void {
    this.#begin(source);
    try {
      const loop = this.#loopFor(run.length);
      for (const chunk of chunks) {
        if (chunk.count === 0) continue;
        this.#bind(chunk);
        try {
          callLoop(loop, run, chunk.count, this.#row, this.#cursors, chunk.entities);
        } finally {
          this.#settle(chunk, 0, chunk.count);
        }
      }
    } finally {
      this.isRunning = false;
    }
  }

  /** Calls `run` for one row. */
  runOne(chunk: Chunk, row: number, run: Callback, source: IterationSource): void {
    this.#begin(source);
    this.#bind(chunk);
    this.#row.index = row;
    try {
      run(...this.#cursors, chunk.entityAt(row));
    } finally {
      this.#settle(chunk, row, row + 1);
      this.isRunning = false;
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
