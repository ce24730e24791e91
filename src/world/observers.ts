/**
 * Observers: who wants to know of changes to a world's entities, and telling them.
 *
 * A change tells those on the way out before it happens and queues the others, who are told once
 * it and its values are complete. Hooks run inside an iteration: no row moves while they do.
 *
 * Invariant: between two changes nothing is queued, and nobody is being told.
 */
import type { Entity } from "../base/ids.ts";
import type { IterationSource } from "../query/chunk-iterator.ts";
import type { Observer } from "../query/observer.ts";
import type { Archetype } from "../storage/archetype.ts";
import type { Chunk } from "../storage/chunk.ts";
import type { AnyComponent } from "../storage/component.ts";
import { chunkIdOf, rowOf } from "../storage/entity-index.ts";
import type { Storage } from "../storage/storage.ts";
import { HookCalls } from "./hook-calls.ts";
import { type HookPlan, HookPlans, isObservedIn, NO_PLAN, NOBODY } from "./hook-plans.ts";
import { RunList } from "./run-list.ts";
import { WaitingValues } from "./waiting-values.ts";

/** What keeps rows from moving while hooks run. */
export interface HookScope {
  beginIteration(source: IterationSource): void;
  /** Ends it without carrying out what waits: that is for the change's own end. */
  leaveHooks(): void;
}

export class Observers implements IterationSource {
  readonly calls = new HookCalls();

  readonly #storage: Storage;
  readonly #scope: HookScope;
  readonly #plans = new HookPlans();
  /** Rows that are where a change has brought them, and values given, in the order of the changes. */
  readonly #arrivals = new RunList<HookPlan>();
  readonly #givings = new RunList<readonly Observer[]>();
  readonly #waitingValues = new WaitingValues();
  #isTelling = false;
  #holdCount = 0;

  constructor(storage: Storage, scope: HookScope) {
    this.#storage = storage;
    this.#scope = scope;
    // Plans are kept by the ids of archetypes, which will be used again.
    storage.graph.onRemoved = () => this.#plans.clear();
  }

  describe(): string {
    return "the entities that observers are being told of";
  }

  subscribe(observer: Observer): void {
    this.#plans.insert(observer);
    if (observer.isReplayed) this.#replay(observer);
  }

  unsubscribe(observer: Observer): void {
    observer.isActive = false;
    this.#plans.remove(observer);
  }

  get isEmpty(): boolean {
    return this.#plans.all.length === 0;
  }

  /** Tells of a row that is about to move. Returns the plan when somebody is to be told of its arrival. */
  beforeMove(chunk: Chunk, row: number, target: Archetype): HookPlan | undefined {
    const plan = this.#plans.ofMove(this.#archetypeOf(chunk), target);
    if (plan === NO_PLAN) return undefined;
    if (plan.out.length > 0) {
      // Hooks may spawn; the row made sure of for this move must not be taken by what they spawn.
      target.claimedRows++;
      this.#tellOut(plan.out, chunk, row, row + 1);
      target.claimedRows--;
    }
    return plan.hasArrival ? plan : undefined;
  }

  /** Tells of an entity that is about to end. */
  beforeDespawn(chunk: Chunk, row: number): void {
    const plan = this.#plans.ofDespawn(this.#archetypeOf(chunk));
    if (plan.out.length > 0) this.#tellOut(plan.out, chunk, row, row + 1);
  }

  /** Tells of all rows of an archetype that are about to move, or to end when there is no target. */
  beforeAll(archetype: Archetype, target: Archetype | undefined): void {
    const plan =
      target === undefined
        ? this.#plans.ofDespawn(archetype)
        : this.#plans.ofMove(archetype, target);
    if (plan.out.length === 0 || archetype.count === 0) return;
    this.#begin();
    for (let i = 0; i < plan.out.length; i++) {
      for (let j = 0; j <= archetype.tail; j++) {
        const chunk = archetype.chunks[j];
        this.calls.call(plan.out[i], chunk, 0, chunk.count);
      }
    }
    this.#tellGivings();
    this.#end();
  }

  /** Tells of entities `start` to `end` of a list, all of one archetype, that are about to move. */
  beforeSome(
    archetype: Archetype,
    target: Archetype,
    entities: readonly Entity[],
    start: number,
    end: number,
  ): void {
    const { out } = this.#plans.ofMove(archetype, target);
    if (out.length === 0) return;
    const { index, chunks } = this.#storage;
    this.#begin();
    for (let i = 0; i < out.length; i++) {
      for (let j = start; j < end; j++) {
        const location = index.locationOf(entities[j]);
        const row = rowOf(location);
        this.calls.call(out[i], chunks[chunkIdOf(location)] as Chunk, row, row + 1);
      }
    }
    this.#tellGivings();
    this.#end();
  }

  /** Whom rows concern that move from an archetype, or are spawned when that is the target itself. */
  planOf(from: Archetype, target: Archetype): HookPlan {
    return from === target ? this.#plans.ofSpawn(target) : this.#plans.ofMove(from, target);
  }

  /** Queues rows that have just come to where they are. */
  arrived(plan: HookPlan, chunk: Chunk, start: number, end: number): void {
    const arrivals = this.#arrivals;
    if (arrivals.count > 0 && arrivals.concerned[arrivals.count - 1] !== plan)
      arrivals.beginGroup();
    arrivals.push(plan, chunk, start, end);
  }

  /**
   * Queues that rows of a chunk were given values of a component. Rows given values by the same call
   * belong to one group, which the first of them begins.
   */
  given(component: AnyComponent, chunk: Chunk, start: number, end: number, isFirst = true): void {
    const observers = this.#plans.ofSet(component);
    if (observers.length === 0) return;
    if (this.#archetypeOf(chunk).waiting.includes(chunk)) {
      this.#waitingValues.push(component, chunk, start, end, isFirst);
      return;
    }
    if (isFirst) this.#givings.beginGroup();
    this.#givings.push(observers, chunk, start, end);
  }

  /** Takes back what was given since `mark`: the component was removed again by the same commands. */
  takeBack(component: AnyComponent, mark: number): void {
    const observers = this.#plans.ofSet(component);
    const { concerned, count } = this.#givings;
    for (let i = mark; i < count; i++) if (concerned[i] === observers) concerned[i] = NOBODY;
  }

  /** How much is queued about values: a mark for `takeBack`. */
  get givenCount(): number {
    return this.#givings.count;
  }

  /** Queues what was given to rows that have just joined. */
  joined(): void {
    const { count, entities, components, groups } = this.#waitingValues;
    const { index, chunks } = this.#storage;
    for (let i = 0; i < count; i++) {
      const location = index.locationOf(entities[i]);
      const row = rowOf(location);
      const isFirst = i === 0 || groups[i] !== groups[i - 1];
      this.given(components[i], chunks[chunkIdOf(location)] as Chunk, row, row + 1, isFirst);
    }
    this.#waitingValues.clear();
  }

  /** Queues what was given to the rows that arrived from number `first` on; they belong to one group. */
  givenToArrivals(component: AnyComponent, first: number): void {
    const { chunks, starts, ends, count } = this.#arrivals;
    for (let i = first; i < count; i++)
      this.given(component, chunks[i], starts[i], ends[i], i === first);
  }

  /** The same for all rows of an archetype that has the component. */
  givenToAll(component: AnyComponent, { set, chunks }: Archetype): void {
    if (set.slotOf(component) <= 0) return;
    for (let i = 0; i < chunks.length && chunks[i].count > 0; i++)
      this.given(component, chunks[i], 0, chunks[i].count, i === 0);
  }

  get arrivalCount(): number {
    return this.#arrivals.count;
  }

  spawned(archetype: Archetype, chunk: Chunk, start: number, end: number): void {
    const plan = this.#plans.ofSpawn(archetype);
    if (plan.hasArrival) this.arrived(plan, chunk, start, end);
  }

  /** Whether hooks run, or what happens is held back: whoever began that will tell. */
  get isBusy(): boolean {
    return this.#isTelling || this.#holdCount > 0;
  }

  /** Tells those that are queued. */
  deliver(): void {
    if (this.#arrivals.count === 0 && this.#givings.count === 0) return;
    this.#begin();
    const arrivals = this.#arrivals;
    for (let first = 0; first < arrivals.count; ) {
      const end = arrivals.groupEnd(first);
      this.calls.callForGroup(arrivals.concerned[first].arrive, arrivals, first, end);
      first = end;
    }
    this.#tellGivings();
    for (let first = 0; first < arrivals.count; ) {
      const end = arrivals.groupEnd(first);
      this.calls.callForGroup(arrivals.concerned[first].enter, arrivals, first, end);
      first = end;
    }
    arrivals.clear();
    this.#tellGivings();
    this.#end();
  }

  /** Keeps what is queued from being told until `release`, so that it is complete by then. */
  hold(): void {
    this.#holdCount++;
  }

  release(): void {
    this.#holdCount--;
  }

  /** What is wrong with it, for `validate`. */
  check(): string[] {
    const problems = this.#plans.check(this.#storage.graph.archetypes);
    if (this.isBusy) return problems;
    if (this.#arrivals.count + this.#givings.count > 0)
      problems.push("observers were not told of something that has happened");
    for (const archetype of this.#storage.graph.archetypes) {
      if (archetype.claimedRows !== 0)
        problems.push(`${archetype.set.describe()}: rows are claimed for a move that is over`);
    }
    return problems;
  }

  #archetypeOf(chunk: Chunk): Archetype {
    return this.#storage.graph.byId[chunk.archetypeId] as Archetype;
  }

  /** Inside a hook, too: what that is being told of is there already, and the new observer is not in its plan. */
  #replay(observer: Observer): void {
    const wasTelling = this.#isTelling;
    this.#begin();
    for (const archetype of this.#storage.graph.archetypes) {
      if (!isObservedIn(archetype, observer)) continue;
      for (const chunk of archetype.chunks)
        if (chunk.count > 0) this.calls.call(observer, chunk, 0, chunk.count);
    }
    if (!wasTelling) this.#tellGivings();
    this.#end();
    this.#isTelling = wasTelling;
  }

  #tellOut(observers: readonly Observer[], chunk: Chunk, start: number, end: number): void {
    this.#begin();
    for (let i = 0; i < observers.length; i++) this.calls.call(observers[i], chunk, start, end);
    this.#tellGivings();
    this.#end();
  }

  /** Also tells of values that hooks give meanwhile. */
  #tellGivings(): void {
    const givings = this.#givings;
    let roundEnd = givings.count;
    for (let first = 0; first < givings.count; ) {
      if (first >= roundEnd) {
        roundEnd = givings.count;
        this.calls.valueRounds++;
      }
      const end = givings.groupEnd(first);
      this.calls.callForGroup(givings.concerned[first], givings, first, end);
      first = end;
    }
    givings.clear();
    this.calls.valueRounds = 0;
  }

  #begin(): void {
    this.#isTelling = true;
    this.#scope.beginIteration(this);
  }

  #end(): void {
    this.#scope.leaveHooks();
    this.#isTelling = false;
  }
}
