/**
 * Shrinking: gives back what a peak left behind, a step at a time, so that a frame can stop in between.
 *
 * A pass visits every archetype, then whoever else holds memory, then the slabs. Invariant: the
 * world is valid after every step.
 */
import { EcsError } from "../base/errors.ts";
import type { Storage } from "../storage/storage.ts";

export interface ShrinkOptions {
  /** Milliseconds after which to stop; at least one step is done. No limit unless given. */
  readonly budgetMs?: number;
}

export interface ShrinkResult {
  /** Bytes of chunks and of other parts given back by this call. */
  readonly bytes: number;
  /** Whether a pass is over: everything was visited, and the next call starts anew. */
  readonly isDone: boolean;
}

export class Shrinking {
  readonly #storage: Storage;
  /** One for all calls: a frame that shrinks a little makes no garbage. */
  readonly #result = { bytes: 0, isDone: true };
  /** The next step: archetypes first, then users. */
  #step = 0;

  constructor(storage: Storage) {
    this.#storage = storage;
  }

  /** @throws {EcsError} E170 a budget that is no number of milliseconds */
  run(budgetMs: number): ShrinkResult {
    if (!(budgetMs >= 0)) {
      throw new EcsError(
        "E170",
        `shrink: budgetMs is ${String(budgetMs)}. Pass milliseconds, 0 or more, or leave it out.`,
      );
    }
    const result = this.#result;
    result.bytes = 0;
    result.isDone = false;
    const end = budgetMs === Number.POSITIVE_INFINITY ? budgetMs : performance.now() + budgetMs;
    do {
      if (this.#isOver()) {
        this.#storage.allocator.shrink();
        this.#step = 0;
        result.isDone = true;
        return result;
      }
      result.bytes += this.#shrinkNext();
    } while (end === Number.POSITIVE_INFINITY || performance.now() < end);
    return result;
  }

  #isOver(): boolean {
    const { archetypes, memoryUsers } = this.#storage;
    return this.#step >= archetypes.length + memoryUsers.length;
  }

  #shrinkNext(): number {
    const { archetypes, memoryUsers } = this.#storage;
    const step = this.#step++;
    if (step >= archetypes.length) return memoryUsers[step - archetypes.length].shrink?.() ?? 0;
    const archetype = archetypes[step];
    return this.#storage.releaseWaiting(archetype) + this.#storage.releaseEmpty(archetype);
  }
}
