/**
 * Subject: a world and its model, driven by the same operations.
 *
 * The world goes first; the model follows if the call succeeded, and stays where it is if the call
 * threw what it had to. What each operation does is in `run-operation.ts`.
 */
import {
  type AnyComponent,
  createWorld,
  EcsError,
  type Entity,
  NO_ENTITY,
  type World,
  type WorldOptions,
} from "../../src/index.ts";
import { compare, fingerprintOf, insist, type KeptQuery, makeQuery } from "./comparison.ts";
import { COMPONENTS, givenValues } from "./components.ts";
import type { InputChoice, Operation, QueryChoice } from "./operations.ts";
import { type Input, ModelWorld } from "./world-model.ts";

/** What an allocation throws that is made to fail, and what a callback throws that is made to. */
export const NO_MEMORY: Error = new Error("no memory, on purpose");
export const STOP: Error = new Error("stopped by the callback");

export class Subject {
  readonly world: World;
  readonly model = new ModelWorld();
  /** Every handle ever given out. */
  readonly handles: Entity[] = [];
  /** The queries made so far: half of them before the first entity, the others when first used. */
  readonly queries: KeptQuery[] = [];
  /** Queries inside their own `each`. */
  readonly running = new Set<unknown>();
  /** Times something happened, so that the test can insist that it did. */
  readonly seen = { steps: 0, refusals: 0, leftovers: 0, joins: 0, slabs: 0 };
  isRisky: boolean;
  hasReserved = false;

  /** Whether every operation may run out of memory, not only those made to fail. */
  readonly isLimited: boolean;
  readonly #run: (subject: Subject, operation: Operation) => void;
  readonly #known = new Set<Entity>();
  #problem: unknown;

  readonly #byNumber = new Map<number, KeptQuery>();
  readonly #choices: readonly QueryChoice[];

  constructor(
    options: WorldOptions,
    choices: readonly QueryChoice[],
    run: (subject: Subject, operation: Operation) => void,
  ) {
    this.world = createWorld(options);
    this.#choices = choices;
    this.#run = run;
    this.isLimited = options.maxBytes !== undefined;
    this.isRisky = this.isLimited;
    for (let i = 0; i < choices.length; i += 2) this.queryOf(i);
  }

  get maxEntities(): number {
    return this.world.storage.index.maxEntities;
  }

  /** Carries an operation out on both and compares them. */
  apply(operation: Operation): void {
    try {
      this.#run(this, operation);
      this.check();
    } catch (error) {
      // A loop's end may throw over this; it must not get lost.
      if (!this.isExpectedError(error)) this.#problem ??= error;
      throw this.#problem ?? error;
    }
    if (this.#problem !== undefined) throw this.#problem;
  }

  check(): void {
    this.seen.steps++;
    const slabs = this.world.storage.allocator.slabs.length;
    this.seen.slabs = Math.max(this.seen.slabs, slabs);
    compare(this.world, this.model, this.handles, this.queries, this.seen.steps);
  }

  /** Every other time a living entity, else any that ever was; `NO_ENTITY` before the first. */
  pick(nth: number): Entity {
    const alive = this.model.alive;
    const from = nth % 3 > 0 && alive.size > 0 ? [...alive.keys()] : this.handles;
    return from.length === 0 ? NO_ENTITY : from[nth % from.length];
  }

  inputOf(choice: InputChoice): Input {
    const of = COMPONENTS[choice.component];
    return { of, given: givenValues(of, choice.seed, choice.mask) };
  }

  /** As a program writes it: the bare component, or a value of it. */
  argumentOf({ of, given }: Input): AnyComponent | ReturnType<AnyComponent> {
    return Object.keys(given).length === 0 ? of : of(given);
  }

  queryOf(nth: number): KeptQuery {
    let kept = this.#byNumber.get(nth);
    if (kept === undefined) {
      const { data, all, not } = this.#choices[nth];
      const list = (ids: readonly number[]) => ids.map((id) => COMPONENTS[id]);
      kept = makeQuery(this.world, { data: list(data), all: list(all), not: list(not) });
      this.#byNumber.set(nth, kept);
      this.queries.push(kept);
    }
    return kept;
  }

  /** Notes a handle that has just been given out: never one that was given out before. */
  learn(handle: Entity): void {
    insist(!this.#known.has(handle), () => `handle ${handle} was given out a second time`);
    this.#known.add(handle);
    this.handles.push(handle);
  }

  isExpectedError(error: unknown): boolean {
    if (error === STOP) return true;
    if (!this.isRisky) return false;
    return error === NO_MEMORY || (error instanceof EcsError && error.code === "E010");
  }

  /** Whether the call succeeded. Where the model expects a code, it must throw that; else only want of memory is excused. */
  attempt(expected: string | undefined, call: () => void): boolean {
    try {
      call();
    } catch (error) {
      if (error instanceof EcsError && error.code === expected) return false;
      if (expected !== undefined || error === STOP || !this.isExpectedError(error)) throw error;
      this.seen.refusals++;
      return false;
    }
    insist(expected === undefined, () => `${expected} was not thrown`);
    return true;
  }

  /** Lets the model do what the world did with waiting commands when the last iteration ended. */
  settle(error: unknown): void {
    if (this.model.depth > 0) return;
    if (this.model.waiting.size > 0) this.seen.joins++;
    if (error === undefined || !this.isRisky) this.model.flush();
    else this.model.flushUntil(fingerprintOf(this.world, this.handles));
    if (this.model.pending.length > 0) this.seen.leftovers++;
  }
}
