/**
 * ChunkIterator: one pass over a query's chunks, as `for...of` drives it.
 *
 * Kept by its query and used again, so that a frame's loops make no garbage. While it runs, the
 * world defers structural changes; it ends them when the loop ends, breaks, returns or throws.
 */
import type { Chunk } from "../storage/chunk.ts";

/** What runs an iteration, for messages: described only when there is something to say. */
export interface IterationSource {
  describe(): string;
}

/** What an iterator reports back to: the world's counter of running iterations. */
export interface IterationScope {
  /** `rows` is how many it goes over; below 0, as unless told, all that the source has. */
  beginIteration(source: IterationSource, rows?: number): void;
  /** Applies what was deferred once the last running iteration has ended. */
  endIteration(): void;
}

export class ChunkIterator implements IterableIterator<Chunk> {
  isRunning = false;
  readonly #scope: IterationScope;
  readonly #source: IterationSource;
  // One result object for all steps: the protocol lets an iterator hand out the same one again.
  readonly #result: { done: boolean; value: Chunk | undefined } = { done: false, value: undefined };
  #chunks: readonly Chunk[] = [];
  #next = 0;

  constructor(scope: IterationScope, source: IterationSource) {
    this.#scope = scope;
    this.#source = source;
  }

  start(chunks: readonly Chunk[]): this {
    this.#chunks = chunks;
    this.#next = 0;
    this.#result.done = false;
    this.isRunning = true;
    this.#scope.beginIteration(this.#source);
    return this;
  }

  next(): IteratorResult<Chunk> {
    const result = this.#result;
    while (this.#next < this.#chunks.length) {
      const chunk = this.#chunks[this.#next++];
      if (chunk.count === 0) continue;
      result.value = chunk;
      return result as IteratorResult<Chunk>;
    }
    result.value = undefined;
    result.done = true;
    this.#finish();
    return result as IteratorResult<Chunk>;
  }

  return(): IteratorResult<Chunk> {
    this.#result.value = undefined;
    this.#result.done = true;
    this.#finish();
    return this.#result as IteratorResult<Chunk>;
  }

  [Symbol.iterator](): this {
    return this;
  }

  #finish(): void {
    if (!this.isRunning) return;
    this.isRunning = false;
    this.#scope.endIteration();
  }
}
