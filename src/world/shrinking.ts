/**
 * Shrinking: gives back what a peak left behind, a step at a time, so that a frame can stop in between.
 *
 * A pass visits the archetypes, the latest first, then whoever else holds memory, then the slabs.
 * Invariant: the world is valid after every step.
 */
import { checkOptions } from "../base/argument-checks.ts";
import { EcsError } from "../base/errors.ts";
import { shown } from "../base/shown.ts";
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
  /** Archetypes that this pass has yet to visit: the first of the list. None yet: a pass is to begin. */
  #archetypesLeft: number | undefined;
  #usersDone = 0;

  constructor(storage: Storage) {
    this.#storage = storage;
  }

  /** @throws {EcsError} E100 no options · E170 a budget that is no number of milliseconds */
  run(options: ShrinkOptions): ShrinkResult {
    checkOptions(options, "shrink");
    const { budgetMs = Number.POSITIVE_INFINITY } = options;
    if (typeof budgetMs !== "number" || !(budgetMs >= 0)) {
      throw new EcsError(
        "E170",
        `shrink: budgetMs is ${shown(budgetMs)}. Pass milliseconds, 0 or more, or leave it out.`,
      );
    }
    const result = this.#result;
    result.bytes = 0;
    result.isDone = false;
    const isUnlimited = budgetMs === Number.POSITIVE_INFINITY;
    // What was visited before may have something to give since.
    if (isUnlimited) this.#begin();
    const end = isUnlimited ? budgetMs : performance.now() + budgetMs;
    do {
      if (this.#isOver()) {
        this.#storage.allocator.shrink();
        this.#begin();
        result.isDone = true;
        return result;
      }
      result.bytes += this.#shrinkNext();
    } while (isUnlimited || performance.now() < end);
    return result;
  }

  #begin(): void {
    this.#archetypesLeft = undefined;
    this.#usersDone = 0;
  }

  #isOver(): boolean {
    return this.#archetypesLeft === 0 && this.#usersDone >= this.#storage.memoryUsers.length;
  }

  #shrinkNext(): number {
    const storage = this.#storage;
    this.#archetypesLeft ??= storage.archetypes.length;
    if (this.#archetypesLeft === 0) return storage.memoryUsers[this.#usersDone++].shrink?.() ?? 0;
    const archetype = storage.archetypes[--this.#archetypesLeft];
    const bytes = storage.releaseWaiting(archetype) + storage.releaseEmpty(archetype);
    storage.removeIfEmpty(archetype);
    return bytes;
  }
}
