/**
 * RowPairs: what `forEachPair` of one query needs: two sets of cursors, the rows they stand on, its loop.
 *
 * Made on first use and kept, so that calling it makes no garbage. Chunk by chunk, so that the columns are
 * bound once for a block of pairs and the inner loop runs over columns that lie still.
 *
 * Invariant: of two rows the first stands before the second in the order of the query's rows.
 */
import { EcsError } from "../base/errors.ts";
import type { Chunk } from "../storage/chunk.ts";
import type { IterationSource } from "./chunk-iterator.ts";
import {
  callPairLoop,
  MAX_PAIR_COMPONENTS,
  type PairLoop,
  primeCallPairLoop,
  takePairLoop,
} from "./pair-loops.ts";
import { BoundCursor, CurrentRow } from "./row-cursor.ts";
import { MaskWords, nextMarked, nextUnmarked } from "./row-mask.ts";
import { Match } from "./row-term.ts";
import type { RowChooser } from "./run-iterator.ts";
import type { DataTerm } from "./term.ts";

type Callback = (...pair: unknown[]) => void;

/** One cursor per component, all on one row. */
export class CursorSet {
  readonly row = new CurrentRow();
  /** As the callback gets them; undefined where the chunk lacks an optional component. */
  readonly cursors: (object | undefined)[];
  readonly words = new MaskWords();
  readonly #bound: readonly BoundCursor[];

  constructor(data: readonly DataTerm[]) {
    this.#bound = data.map((term) => new BoundCursor(term.component, this.row));
    this.cursors = data.map(() => undefined);
  }

  bind(chunk: Chunk): void {
    for (let i = 0; i < this.#bound.length; i++) this.cursors[i] = this.#bound[i].bind(chunk);
  }

  settle(chunk: Chunk, start: number, end: number): void {
    for (let i = 0; i < this.#bound.length; i++) this.#bound[i].settle(chunk, start, end);
  }
}

export class RowPairs {
  #isRunning = false;
  readonly #first: CursorSet;
  readonly #second: CursorSet;
  readonly #loop: PairLoop;

  /** @throws {EcsError} E121 with more than 4 components · E167 a sparse component */
  constructor(data: readonly DataTerm[], description: string) {
    if (data.length > MAX_PAIR_COMPONENTS) {
      throw new EcsError(
        "E121",
        `forEachPair: ${description} has ${data.length} components with fields, and forEachPair hands over ${MAX_PAIR_COMPONENTS} at most for each of the two. Use a chunk loop, or all(...) for those you only filter by.`,
      );
    }
    const sparse = data.find((term) => term.component.isSparse)?.component;
    if (sparse !== undefined) {
      throw new EcsError(
        "E167",
        `forEachPair: ${sparse.label} is sparse, and its rows do not stand beside the others. Use all(${sparse.label}) to filter by it, and world.get.`,
      );
    }
    this.#first = new CursorSet(data);
    this.#second = new CursorSet(data);
    this.#loop = takePairLoop(data.length);
    primeCallPairLoop(this.#second.row);
  }

  /** Calls `run` for every unordered pair of chosen rows of the chunks; `source` names the query in errors. */
  runAll(
    chunks: readonly Chunk[],
    chooser: RowChooser,
    run: Callback,
    source: IterationSource,
  ): void {
    if (this.#isRunning) {
      throw new EcsError(
        "E122",
        `forEachPair: ${source.describe()} is already inside its own forEachPair, and its cursors can stand on one pair only. Use a chunk loop for one of the two.`,
      );
    }
    this.#isRunning = true;
    try {
      for (let i = 0; i < chunks.length; i++) {
        for (let j = i; j < chunks.length; j++) this.#runBlock(chunks[i], chunks[j], chooser, run);
      }
    } finally {
      this.#isRunning = false;
    }
  }

  /** The rows of one chunk against those of another, or against the later ones of the same. */
  #runBlock(first: Chunk, second: Chunk, chooser: RowChooser, run: Callback): void {
    if (first.count === 0 || second.count === 0) return;
    const firstMask = this.#first.words.for(first);
    const firstMatch = chooser.choose(first, firstMask);
    if (firstMatch === Match.None) return;
    const secondMask = this.#second.words.for(second);
    const secondMatch = chooser.choose(second, secondMask);
    if (secondMatch === Match.None) return;
    this.#first.bind(first);
    this.#second.bind(second);
    const mask = secondMatch === Match.All ? undefined : secondMask;
    try {
      for (let i = 0; i < first.count; i++) {
        if (firstMatch === Match.Some) i = nextMarked(firstMask, i, first.count);
        if (i === first.count) break;
        this.#first.row.index = i;
        this.#runRow(first, i, second, mask, run);
      }
    } finally {
      this.#first.settle(first, 0, first.count);
      this.#second.settle(second, 0, second.count);
    }
  }

  /** One row against the marked ones of a chunk; against all of them where there is no mask. */
  #runRow(
    first: Chunk,
    row: number,
    second: Chunk,
    mask: Uint32Array | undefined,
    run: Callback,
  ): void {
    const { count } = second;
    const entity = first.entityAt(row);
    let start = first === second ? row + 1 : 0;
    while (start < count) {
      const from = mask === undefined ? start : nextMarked(mask, start, count);
      const end = mask === undefined ? count : nextUnmarked(mask, from, count);
      callPairLoop(
        this.#loop,
        run,
        from,
        end,
        this.#second.row,
        this.#first.cursors,
        this.#second.cursors,
        entity,
        second.entities,
      );
      start = end;
    }
  }
}
