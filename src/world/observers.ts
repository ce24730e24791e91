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
import type { EntityHook, Observer, RowsHook, Unsubscribe } from "../query/observer.ts";
import type { Archetype } from "../storage/archetype.ts";
import type { ArchetypeGraph } from "../storage/archetype-graph.ts";
import type { Chunk } from "../storage/chunk.ts";
import { type HookPlan, HookPlans, isObservedIn, NO_PLAN } from "./hook-plans.ts";
import { RunList } from "./run-list.ts";

/** What keeps rows from moving while hooks run. */
export interface HookScope {
  beginIteration(source: IterationSource): void;
  /** Ends it without carrying out what waits: that is for the change's own end. */
  leaveHooks(): void;
}

export class Observers implements IterationSource {
  /** Whether a hook has run since this was last set to false, and may have left commands behind. */
  hasTold = false;

  readonly #graph: ArchetypeGraph;
  readonly #scope: HookScope;
  readonly #plans = new HookPlans();
  /** Rows that are where a change has brought them, and values given, in the order of the changes. */
  readonly #arrivals = new RunList<HookPlan>();
  readonly #givings = new RunList<readonly Observer[]>();
  #isTelling = false;
  #holdCount = 0;
  #hasError = false;
  #error: unknown;

  constructor(graph: ArchetypeGraph, scope: HookScope) {
    this.#graph = graph;
    this.#scope = scope;
    // Plans are kept by the ids of archetypes, which will be used again.
    graph.onRemoved = () => this.#plans.clear();
  }

  describe(): string {
    return "the entities that observers are being told of";
  }

  subscribe(observer: Observer): Unsubscribe {
    this.#plans.insert(observer);
    if (observer.isReplayed) this.#replay(observer);
    return () => {
      observer.isActive = false;
      this.#plans.remove(observer);
    };
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
        this.#call(plan.out[i], chunk, 0, chunk.count);
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
    if (!plan.hasArrival) return;
    const arrivals = this.#arrivals;
    if (arrivals.count > 0 && arrivals.concerned[arrivals.count - 1] !== plan)
      arrivals.beginGroup();
    arrivals.push(plan, chunk, start, end);
  }

  spawned(archetype: Archetype, chunk: Chunk, start: number, end: number): void {
    this.arrived(this.#plans.ofSpawn(archetype), chunk, start, end);
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
      this.#tellGroup(arrivals.concerned[first].arrive, arrivals, first, end);
      first = end;
    }
    this.#tellGivings();
    for (let first = 0; first < arrivals.count; ) {
      const end = arrivals.groupEnd(first);
      this.#tellGroup(arrivals.concerned[first].enter, arrivals, first, end);
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

  /** Keeps an error until the change it came up in is complete; the first one only. */
  keepError(error: unknown): void {
    if (this.#hasError) return;
    this.#hasError = true;
    this.#error = error;
  }

  /** Throws what a hook has thrown. */
  rethrow(): void {
    if (!this.#hasError) return;
    const error = this.#error;
    this.#hasError = false;
    this.#error = undefined;
    throw error;
  }

  /** What is wrong with it, for `validate`. */
  check(): string[] {
    const problems = this.#plans.check(this.#graph.archetypes);
    if (this.isBusy) return problems;
    if (this.#arrivals.count + this.#givings.count > 0)
      problems.push("observers were not told of something that has happened");
    for (const archetype of this.#graph.archetypes) {
      if (archetype.claimedRows !== 0)
        problems.push(`${archetype.set.describe()}: rows are claimed for a move that is over`);
    }
    return problems;
  }

  #archetypeOf(chunk: Chunk): Archetype {
    return this.#graph.byId[chunk.archetypeId] as Archetype;
  }

  /** Inside a hook, too: what that is being told of is there already, and the new observer is not in its plan. */
  #replay(observer: Observer): void {
    const wasTelling = this.#isTelling;
    this.#begin();
    for (const archetype of this.#graph.archetypes) {
      if (!isObservedIn(archetype, observer)) continue;
      for (const chunk of archetype.chunks) this.#call(observer, chunk, 0, chunk.count);
    }
    if (!wasTelling) this.#tellGivings();
    this.#end();
    this.#isTelling = wasTelling;
  }

  #tellOut(observers: readonly Observer[], chunk: Chunk, start: number, end: number): void {
    this.#begin();
    for (let i = 0; i < observers.length; i++) this.#call(observers[i], chunk, start, end);
    this.#tellGivings();
    this.#end();
  }

  /** Also tells of values that hooks give meanwhile. */
  #tellGivings(): void {
    const givings = this.#givings;
    for (let first = 0; first < givings.count; ) {
      const end = givings.groupEnd(first);
      this.#tellGroup(givings.concerned[first], givings, first, end);
      first = end;
    }
    givings.clear();
  }

  #tellGroup(
    observers: readonly Observer[],
    { chunks, starts, ends }: RunList<unknown>,
    first: number,
    end: number,
  ): void {
    for (let i = 0; i < observers.length; i++) {
      for (let j = first; j < end; j++) this.#call(observers[i], chunks[j], starts[j], ends[j]);
    }
  }

  #begin(): void {
    this.#isTelling = true;
    this.hasTold = true;
    this.#scope.beginIteration(this);
  }

  #end(): void {
    this.#scope.leaveHooks();
    this.#isTelling = false;
  }

  #call(observer: Observer, chunk: Chunk, start: number, end: number): void {
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
        this.keepError(error);
      }
    }
  }
}
