/**
 * RunIterator: one pass over the runs of matching rows, as `for...of` drives it.
 *
 * As `ChunkIterator` it is kept and used again, and the world defers structural changes while it runs.
 * Which rows of a chunk match is worked out when the loop reaches the chunk.
 */
import type { Chunk } from "../storage/chunk.ts";
import type { IterationScope, IterationSource } from "./chunk-iterator.ts";
import { MaskWords, nextMarked, nextUnmarked } from "./row-mask.ts";
import { RowRun } from "./row-run.ts";
import { Match } from "./row-term.ts";

/** What knows which rows of a chunk match. */
export interface RowChooser {
  /** Marks the matching rows and returns `Some`, bits past the last row clear; or returns `All` or `None`, and `mask` may hold anything. */
  choose(chunk: Chunk, mask: Uint32Array): Match;
}

const NO_WORDS = new Uint32Array(0);

export class RunIterator implements IterableIterator<RowRun> {
  isRunning = false;
  readonly #scope: IterationScope;
  readonly #source: IterationSource;
  readonly #chooser: RowChooser;
  readonly #words = new MaskWords();
  readonly #run = new RowRun();
  readonly #result: { done: boolean; value: RowRun | undefined } = {
    done: false,
    value: undefined,
  };
  #chunks: readonly Chunk[] = [];
  #next = 0;
  /** The chunk that is partly matched, where its next run may start, and its rows. */
  #chunk: Chunk | undefined;
  #row = 0;
  #mask: Uint32Array = NO_WORDS;

  constructor(scope: IterationScope, source: IterationSource, chooser: RowChooser) {
    this.#scope = scope;
    this.#source = source;
    this.#chooser = chooser;
  }

  start(chunks: readonly Chunk[]): this {
    this.#chunks = chunks;
    this.#next = 0;
    this.#chunk = undefined;
    this.#result.done = false;
    this.#result.value = this.#run;
    this.isRunning = true;
    this.#scope.beginIteration(this.#source);
    return this;
  }

  next(): IteratorResult<RowRun> {
    const result = this.#result as IteratorResult<RowRun>;
    if (this.#chunk !== undefined && this.#nextInChunk(this.#chunk)) return result;
    while (this.#next < this.#chunks.length) {
      const chunk = this.#chunks[this.#next++];
      if (chunk.count === 0) continue;
      const mask = this.#words.for(chunk);
      const match = this.#chooser.choose(chunk, mask);
      if (match === Match.None) continue;
      if (match === Match.All) {
        this.#run.point(chunk, 0, chunk.count);
        return result;
      }
      this.#chunk = chunk;
      this.#mask = mask;
      this.#row = 0;
      if (this.#nextInChunk(chunk)) return result;
    }
    return this.return();
  }

  return(): IteratorResult<RowRun> {
    this.#result.value = undefined;
    this.#result.done = true;
    if (this.isRunning) {
      this.isRunning = false;
      this.#scope.endIteration();
    }
    return this.#result as IteratorResult<RowRun>;
  }

  [Symbol.iterator](): this {
    return this;
  }

  #nextInChunk(chunk: Chunk): boolean {
    const start = nextMarked(this.#mask, this.#row, chunk.count);
    if (start === chunk.count) {
      this.#chunk = undefined;
      return false;
    }
    const end = nextUnmarked(this.#mask, start, chunk.count);
    this.#row = end;
    this.#run.point(chunk, start, end);
    return true;
  }
}
