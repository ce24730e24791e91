/**
 * HookCalls: calling hooks, and what has to be remembered of the calls until a change is complete.
 *
 * A hook that throws stops no other: the first error is kept and thrown to whoever made the change.
 */
import { blame } from "../base/blame.ts";
import { EcsError } from "../base/errors.ts";
import type { Entity } from "../base/ids.ts";
import type { EntityHook, Observer, PairHook, RowsHook } from "../query/observer.ts";
import type { Chunk } from "../storage/chunk.ts";
import type { CommandBuffer } from "./command-buffer.ts";
import type { RunList } from "./run-list.ts";

/** Changes by hooks that call hooks, and so on, end here: deeper ones are taken for endless. */
const MAX_ROUNDS = 10_000;

export class HookCalls {
  /** Whether a hook has run since this was last set to false, and may have left commands behind. */
  hasTold = false;
  /** The number of the change that is being told. */
  change = 1;
  /** How often in a row hooks have asked for what called hooks again: by commands, by spawns, by values. */
  commandRounds = 0;
  spawnRounds = 0;
  valueRounds = 0;
  /** The hook that runs, or ran last. */
  #running: Observer | undefined;
  /** Commands up to here are one round. */
  #roundEnd = 0;
  #hasError = false;
  #error: unknown;

  /** Calls an observer for rows of a chunk. */
  call(observer: Observer, chunk: Chunk, start: number, end: number): void {
    this.hasTold = true;
    this.#running = observer;
    if (observer.rows !== undefined) {
      if (!observer.isActive) return;
      try {
        (observer.hook as RowsHook)(observer.rows.point(chunk, start, end));
      } catch (error) {
        this.keepError(error);
      }
      return;
    }
    const hook = observer.hook as EntityHook;
    for (let row = start; row < end && observer.isActive; row++) {
      try {
        hook(chunk.entityAt(row) as Entity);
      } catch (error) {
        this.keepError(blame(error, chunk.entityAt(row)));
      }
    }
  }

  /** Calls the hook of one who hears of pairs. */
  callPair(observer: Observer, source: Entity, target: Entity): void {
    if (!observer.isActive) return;
    this.hasTold = true;
    this.#running = observer;
    try {
      (observer.hook as PairHook)(source, target);
    } catch (error) {
      this.keepError(error);
    }
  }

  /**
   * Calls each observer for the runs `first` to `end`, before the next sees any. Those that subscribed in a
   * hook of the same change are passed over: the plan of a change may be asked for more than once.
   */
  callForChange(
    observers: readonly Observer[],
    runs: RunList<unknown>,
    first: number,
    end: number,
  ): void {
    for (let i = 0; i < observers.length; i++) {
      if (observers[i].bornIn !== this.change) this.#callForRuns(observers[i], runs, first, end);
    }
  }

  /** Calls those who hear of values given, also of those that hooks give meanwhile; the list is empty after it. */
  callForGivings(givings: RunList<readonly Observer[]>): void {
    let roundEnd = givings.count;
    for (let first = 0; first < givings.count; ) {
      if (first >= roundEnd) {
        roundEnd = givings.count;
        this.valueRounds++;
      }
      const end = givings.groupEnd(first);
      const observers = givings.concerned[first];
      for (let i = 0; i < observers.length; i++)
        this.#callForRuns(observers[i], givings, first, end);
      first = end;
    }
    givings.clear();
    this.valueRounds = 0;
  }

  #callForRuns(
    observer: Observer,
    { chunks, starts, ends }: RunList<unknown>,
    first: number,
    end: number,
  ): void {
    for (let i = first; i < end; i++) this.call(observer, chunks[i], starts[i], ends[i]);
  }

  /**
   * For calls whose change waits until the running hook is done: refuses them when that has gone on for ever.
   *
   * @throws {EcsError} E142
   */
  checkRounds(verb: string): void {
    if (this.commandRounds + this.spawnRounds + this.valueRounds < MAX_ROUNDS) return;
    throw new EcsError(
      "E142",
      `${verb}: called in ${this.#running?.name}, for a change made in a hook, ${MAX_ROUNDS} times in a row. Let the hook stop when its work is done.`,
    );
  }

  /** Before recorded commands are carried out: those that hooks have asked for are a round already. */
  beginCommands({ last }: CommandBuffer): void {
    this.#roundEnd = this.hasTold ? 0 : last;
    this.commandRounds = 0;
  }

  /** Before one of them: counts how often commands have led to commands. */
  countCommand({ current, last }: CommandBuffer): void {
    if (current <= this.#roundEnd) return;
    this.commandRounds++;
    this.#roundEnd = last;
  }

  /** Keeps an error until the change it came up in is complete; the first one only. */
  keepError(error: unknown): void {
    if (this.#hasError) return;
    this.#hasError = true;
    this.#error = error;
  }

  /** When nothing is left to be carried out. Throws what has been kept. */
  end(): void {
    this.hasTold = false;
    this.commandRounds = 0;
    this.rethrow();
  }

  /** Throws what has been kept. */
  rethrow(): void {
    if (!this.#hasError) return;
    const error = this.#error;
    this.#hasError = false;
    this.#error = undefined;
    throw error;
  }
}
