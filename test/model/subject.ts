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
import type { Input } from "./body.ts";
import type { InputChoice, QueryChoice } from "./choices.ts";
import { compare, fingerprintOf, insist } from "./comparison.ts";
import { COMPONENTS, givenValues, TOGGLES } from "./components.ts";
import { RELATIONS } from "./relation-operations.ts";
import { EVERYTHING, type KeptQuery, makeQuery, type Terms } from "./terms.ts";
import { ModelWorld } from "./world-model.ts";

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
  /** How often each kind of operation changed something, or found something, by its name. */
  readonly reached = new Map<string, number>();
  /** Toggles switched at once: in an iteration, rows may match that did not when it began. */
  switchedCount = 0;
  /** Callbacks of spawnMany that are running. */
  fillCount = 0;
  /** How often memory was short. */
  failureCount = 0;
  /** Whether somebody is told of changes, who then carries out what waits. */
  isObserved = false;
  checkObservers: () => void = () => {};
  isRisky: boolean;
  hasReserved = false;

  /** Whether every operation may run out of memory, not only those made to fail. */
  readonly isLimited: boolean;
  readonly #known = new Set<Entity>();
  #problem: unknown;

  readonly #byNumber = new Map<number, KeptQuery>();
  readonly #choices: readonly QueryChoice[];

  constructor(options: WorldOptions, choices: readonly QueryChoice[]) {
    this.world = createWorld(options);
    this.#choices = choices;
    this.isLimited = options.maxBytes !== undefined;
    this.isRisky = this.isLimited;
    for (let i = 0; i < choices.length; i += 2) this.queryOf(i);
  }

  get maxEntities(): number {
    return this.world.storage.index.maxEntities;
  }

  /** Carries an operation out on both and compares them. */
  apply(operation: () => void): void {
    try {
      operation();
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
    // In iterations one is told later of what is spawned.
    if (this.model.depth === 0) this.checkObservers();
  }

  /** Every other time a living entity, else any that ever was; `NO_ENTITY` before the first. */
  readonly pick = (nth: number): Entity => {
    const alive = this.model.alive;
    const from = nth % 3 > 0 && alive.size > 0 ? [...alive.keys()] : this.handles;
    return from.length === 0 ? NO_ENTITY : from[nth % from.length];
  };

  /** The same, and as often one that has the component, if there is one. */
  pickWith(nth: number, of: AnyComponent): Entity {
    const owners = [...this.model.alive].filter(([, body]) => body.has(of));
    return owners.length === 0 || nth % 4 === 0 ? this.pick(nth) : owners[nth % owners.length][0];
  }

  reach(what: string, count = 1): void {
    this.reached.set(what, (this.reached.get(what) ?? 0) + count);
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
      kept = makeQuery(this.world, termsOf(this.#choices[nth]));
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
    if (error === STOP || isRefusal(error)) return true;
    if (!this.isRisky) return false;
    const isShort = error === NO_MEMORY || (error instanceof EcsError && error.code === "E010");
    if (isShort) this.failureCount++;
    return isShort;
  }

  /** Whether the call succeeded. Where the model expects a code, it must throw that; else only want of memory is excused. */
  attempt(expected: string | undefined, call: () => void): boolean {
    try {
      call();
    } catch (error) {
      if (error instanceof EcsError && error.code === expected) return false;
      // Targets are looked at when there is room for their sources.
      if (expected === "E151" && this.isExpectedError(error)) return false;
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
    const isDone = error === undefined || error === STOP || isRefusal(error);
    if (isDone || !this.isRisky) this.model.flush();
    else this.model.flushUntil(fingerprintOf(this.world, this.handles));
    if (this.model.pending.length > 0) this.seen.leftovers++;
    else this.#settleRefusals(error);
  }

  /** What a relation refused among the waiting commands is thrown once the rest is done. */
  #settleRefusals(error: unknown): void {
    const { hasRefused } = this.model;
    // Where memory was short, commands that change nothing may be left, and with them the error.
    if (this.seen.refusals > 0 || error === NO_MEMORY) return;
    this.model.hasRefused = false;
    if (hasRefused) this.reach("waiting command refused");
    // Where the body of a chunk loop throws, JavaScript lets nothing else be thrown by its end.
    const isTold = error === STOP ? hasRefused : isRefusal(error);
    insist(hasRefused === isTold, () => `refused: ${error}, and ${hasRefused}`);
  }
}

/** What a relation throws: a circle, or a death that it forbids. */
function isRefusal(error: unknown): boolean {
  return error instanceof EcsError && (error.code === "E152" || error.code === "E153");
}

function termsOf(choice: QueryChoice): Terms {
  if (choice === "everything") return EVERYTHING;
  const list = (ids: readonly number[]) => ids.map((id) => [...COMPONENTS, ...RELATIONS][id]);
  const [data, both, without] = [list(choice.data), list(choice.all), list(choice.not)];
  return {
    data,
    all: both,
    not: without,
    any: list(choice.any),
    off: choice.off.map((id) => TOGGLES[id]),
    isWhole: false,
  };
}
