/**
 * QueryReader: a query with a memory of its own of what it has seen, for `changed`, `added` and `removed`.
 *
 * Made by `query.reader()` and kept, one for each place in a program that looks. Not to be confused with a
 * `MessageReader`, which reads what was sent.
 *
 * Invariant: what happened after a pass began is seen by a later one; a pass left early is made again.
 */
import { checkOptions } from "../base/argument-checks.ts";
import { EcsError } from "../base/errors.ts";
import type { Entity } from "../base/ids.ts";
import { shown } from "../base/shown.ts";
import type { Cursors } from "./row-cursor.ts";
import type { RowRun } from "./row-run.ts";
import type { RowContext, RowWorld } from "./row-term.ts";
import { Selection, type SelectionHost, type SelectionSource } from "./selection.ts";
import type { DataOf, DataTerm, ReadableOf, Term } from "./term.ts";

export interface ReaderOptions {
  /**
   * What a new reader has not seen: everything that exists, as if it had just come ("start", the
   * default), or only what happens from now on ("now").
   */
  readonly from?: "start" | "now";
}

/** What a reader asks of its world. */
export interface ReaderHost extends SelectionHost {
  readonly world: RowWorld;
  /** Whether observers are being told of a change, which may be half done. */
  readonly isTelling: boolean;
  changeCursor(): number;
}

/** Older than every stamp. */
const NEVER = -1;

/** What a reader has seen, as terms are told; moved on when a pass has ended. */
class Seen implements RowContext {
  readonly world: RowWorld;
  readonly #host: ReaderHost;
  readonly madeAt: number;
  cursor: number;

  constructor(host: ReaderHost, from: "start" | "now") {
    this.world = host.world;
    this.#host = host;
    this.madeAt = host.changeCursor();
    this.cursor = from === "now" ? this.madeAt : NEVER;
  }

  /**
   * A pass that began at `cursor` has ended. Passes may nest: the one that began last may end first.
   *
   * Inside a hook nothing counts as seen: of many rows that lose a component, some may be stamped and not
   * have lost it yet, and would never be found.
   */
  moveTo(cursor: number): void {
    if (cursor > this.cursor && !this.#host.isTelling) this.cursor = cursor;
  }
}

export class QueryReader<Terms extends readonly Term[] = readonly Term[]> {
  readonly #source: SelectionSource;
  readonly #host: ReaderHost;
  readonly #seen: Seen;
  readonly #selection: Selection;
  readonly #passes: RunPass[] = [];
  readonly #runs: Iterable<RowRun> = { [Symbol.iterator]: () => this.#startRuns() };

  /** @internal Use `query.reader()`. */
  constructor(
    source: SelectionSource,
    host: ReaderHost,
    data: readonly DataTerm[],
    options: ReaderOptions,
  ) {
    checkOptions(options, "reader");
    const { from = "start" } = options;
    if (from !== "start" && from !== "now") {
      throw new EcsError(
        "E127",
        `reader: from is ${shown(from)}. Pass "start" to see all that exists, or "now" to see what happens next.`,
      );
    }
    this.#source = source;
    this.#host = host;
    this.#seen = new Seen(host, from);
    this.#selection = new Selection(source, host, data, this.#seen);
  }

  /**
   * Calls `run` as `query.each` would, for each entity that matches since the last pass began; a pass.
   *
   * What the callback writes is seen by the next pass: end with `skip()` where it must not be. Where the
   * callback throws, the next pass starts over from where this one did.
   * @throws {EcsError} E121 with more than 6 components · E122 inside itself
   */
  each(run: (...row: [...Cursors<DataOf<Terms>>, entity: Entity]) => void): void {
    const begun = this.#host.changeCursor();
    this.#selection.each(run as (...row: unknown[]) => void);
    this.#seen.moveTo(begun);
  }

  /**
   * The matching rows as `query.runs()` hands them out; a pass from when the loop starts to when it has come
   * to its end. A loop that is left early is made again by the next pass.
   */
  runs(): Iterable<RowRun<ReadableOf<Terms>>> {
    return this.#runs as Iterable<RowRun<ReadableOf<Terms>>>;
  }

  /** Every matching entity, as a fresh array; a pass. */
  entities(): Entity[] {
    const begun = this.#host.changeCursor();
    const entities = this.#selection.entities();
    this.#seen.moveTo(begun);
    return entities;
  }

  /** How many entities the next pass would find, if it began now. No pass: they stay to be seen. */
  get count(): number {
    return this.#selection.count;
  }

  /** Whether the next pass would find nothing, if it began now. No pass. */
  get isEmpty(): boolean {
    return this.#selection.first() === undefined;
  }

  /** The first entity that the next pass would find. No pass. */
  first(): Entity | undefined {
    return this.#selection.first();
  }

  /** Whether the next pass would find this entity. False for a dead one. No pass. */
  has(entity: Entity): boolean {
    return this.#selection.has(entity);
  }

  /** Counts everything up to now as seen: what a pass has written itself, say. 5 ns. */
  skip(): void {
    this.#seen.moveTo(this.#host.changeCursor());
  }

  describe(): string {
    return `${this.#source.describe()}.reader()`;
  }

  /** One serves all loops but nested ones. */
  #startRuns(): Iterator<RowRun> {
    for (let i = 0; i < this.#passes.length; i++) {
      if (!this.#passes[i].isRunning) return this.#passes[i].start(this.#host.changeCursor());
    }
    const pass = new RunPass(this.#selection, this.#seen);
    this.#passes.push(pass);
    return pass.start(this.#host.changeCursor());
  }
}

/** A loop over runs that moves its reader on when it has come to its end. */
class RunPass implements Iterator<RowRun> {
  isRunning = false;
  readonly #selection: Selection;
  readonly #seen: Seen;
  #runs: Iterator<RowRun> | undefined;
  #begun = NEVER;

  constructor(selection: Selection, seen: Seen) {
    this.#selection = selection;
    this.#seen = seen;
  }

  start(begun: number): this {
    this.#begun = begun;
    this.#runs = this.#selection[Symbol.iterator]();
    this.isRunning = true;
    return this;
  }

  next(): IteratorResult<RowRun> {
    const result = (this.#runs as Iterator<RowRun>).next();
    if (result.done === true && this.isRunning) {
      this.isRunning = false;
      this.#seen.moveTo(this.#begun);
    }
    return result;
  }

  return(): IteratorResult<RowRun> {
    this.isRunning = false;
    return this.#runs?.return?.() as IteratorResult<RowRun>;
  }
}
