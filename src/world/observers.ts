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
import { type HookPlan, HookPlans, NO_PLAN } from "./hook-plans.ts";
import { HookQueue } from "./hook-queue.ts";
import { replay } from "./replay.ts";
import { RunList } from "./run-list.ts";
import { SparseHooks } from "./sparse-hooks.ts";

/** What keeps rows from moving while hooks run. */
export interface HookScope {
  beginIteration(source: IterationSource): void;
  /** Ends it without carrying out what waits: that is for the change's own end. */
  leaveHooks(): void;
}

/** Who tells of pairs that were made. */
export interface PairTeller {
  /** Tells of those that are queued, by `tellPairs`. */
  deliver(): void;
  tell(calls: HookCalls): void;
}

export class Observers implements IterationSource {
  readonly calls = new HookCalls();
  /** Set where somebody wants to hear of pairs. */
  pairs: PairTeller | undefined;
  readonly queue: HookQueue;

  readonly #storage: Storage;
  readonly #scope: HookScope;
  readonly plans = new HookPlans();
  readonly #sparse: SparseHooks;
  /** Rows about to be taken away. */
  readonly #leaving = new RunList<HookPlan>();
  #isTelling = false;
  #holdCount = 0;

  constructor(storage: Storage, scope: HookScope) {
    this.#storage = storage;
    this.#scope = scope;
    this.queue = new HookQueue(storage, this.plans);
    this.#sparse = new SparseHooks(storage.sparse, this.plans, this.calls);
    // Plans are kept by the ids of archetypes, which will be used again.
    storage.graph.onRemoved = () => this.plans.clear();
  }

  describe(): string {
    return "the entities that observers are being told of";
  }

  subscribe(observer: Observer): void {
    this.plans.insert(observer);
    if (this.isBusy) observer.bornIn = this.calls.change;
    if (observer.isReplayed) this.#replay(observer);
  }

  unsubscribe(observer: Observer): void {
    observer.isActive = false;
    this.plans.remove(observer);
  }

  get isEmpty(): boolean {
    return this.plans.all.length === 0;
  }

  /** Tells of a row that is about to move. Returns the plan when somebody is to be told of its arrival. */
  beforeMove(chunk: Chunk, row: number, target: Archetype): HookPlan | undefined {
    const plan = this.plans.ofMove(this.#archetypeOf(chunk), target);
    if (plan === NO_PLAN || this.queue.isNewcomer(chunk.entityAt(row) as Entity)) return undefined;
    if (plan.out.length > 0) {
      // Hooks may spawn; the row made sure of for this move must not be taken by what they spawn.
      target.claimedRows++;
      this.#leaving.push(plan, chunk, row, row + 1);
      this.#tellLeaving(plan);
      target.claimedRows--;
    }
    return plan.hasArrival ? plan : undefined;
  }

  /** Tells of an entity that is about to end. */
  beforeDespawn(chunk: Chunk, row: number): void {
    const entity = chunk.entityAt(row) as Entity;
    if (this.queue.isNewcomer(entity)) {
      this.queue.forgetNewcomer(entity);
      return;
    }
    const plan = this.plans.ofDespawn(this.#archetypeOf(chunk));
    if (plan === NO_PLAN) return;
    this.#leaving.push(plan, chunk, row, row + 1);
    this.#tellLeaving(plan, true);
  }

  /** Tells of all rows of an archetype that are about to move, or to end when there is no target. */
  beforeAll(archetype: Archetype, target: Archetype | undefined): void {
    if (archetype.count === 0) return;
    const isEnd = target === undefined;
    const plan = isEnd ? this.plans.ofDespawn(archetype) : this.plans.ofMove(archetype, target);
    if (plan.out.length === 0 && !(isEnd && plan !== NO_PLAN)) return;
    for (let i = 0; i <= archetype.tail; i++)
      this.#leaving.push(plan, archetype.chunks[i], 0, archetype.chunks[i].count);
    this.#tellLeaving(plan, isEnd);
  }

  /** Tells of entities `start` to `end` of a list, all of one archetype, that are about to move. */
  beforeSome(
    archetype: Archetype,
    target: Archetype,
    entities: readonly Entity[],
    start: number,
    end: number,
  ): void {
    const plan = this.plans.ofMove(archetype, target);
    if (plan.out.length === 0) return;
    const { index, chunks } = this.#storage;
    for (let i = start; i < end; i++) {
      const location = index.locationOf(entities[i]);
      const row = rowOf(location);
      this.#leaving.push(plan, chunks[chunkIdOf(location)] as Chunk, row, row + 1);
    }
    this.#tellLeaving(plan);
  }

  /** Whether anybody wants to know of this sparse component. */
  watches(component: AnyComponent): boolean {
    return this.plans.ofSparse(component) !== NO_PLAN || this.plans.ofSet(component).length > 0;
  }

  /** Tells of an entity that is about to lose a sparse component. */
  beforeSparseRemove(component: AnyComponent, entity: Entity): void {
    const plan = this.plans.ofSparse(component);
    if (plan.out.length === 0) return;
    this.queue.pushSparse(this.#leaving, plan, component, entity);
    this.#tellLeaving(plan);
  }

  /** The same for the first `count` of a list: those of them that have it. */
  beforeSparseRemoveFrom(
    component: AnyComponent,
    entities: readonly Entity[],
    count: number,
  ): void {
    const plan = this.plans.ofSparse(component);
    if (plan.out.length === 0) return;
    for (let i = 0; i < count; i++)
      this.queue.pushSparse(this.#leaving, plan, component, entities[i]);
    this.#tellLeaving(plan);
  }

  /** Whom rows concern that move from an archetype, or are spawned when that is the target itself. */
  planOf(from: Archetype, target: Archetype): HookPlan {
    return from === target ? this.plans.ofSpawn(target) : this.plans.ofMove(from, target);
  }

  /** Whether hooks run, or what happens is held back: whoever began that will tell. */
  get isBusy(): boolean {
    return this.#isTelling || this.#holdCount > 0;
  }

  /** Tells those that are queued. */
  deliver(): void {
    if (!this.queue.isEmpty) this.#tellQueued();
    this.pairs?.deliver();
    this.calls.change++;
  }

  /** Lets somebody call hooks, as for any change. */
  tellPairs(teller: PairTeller): void {
    const wasTelling = this.#isTelling;
    this.#begin();
    teller.tell(this.calls);
    if (!wasTelling) this.calls.callForGivings(this.queue.givings);
    this.#end();
    this.#isTelling = wasTelling;
  }

  #tellQueued(): void {
    this.#begin();
    const { arrivals } = this.queue;
    for (let first = 0; first < arrivals.count; ) {
      const end = arrivals.groupEnd(first);
      const plan = arrivals.concerned[first];
      this.calls.callForChange(plan.arrive, arrivals, first, end);
      if (plan.isSpawn) this.#sparse.tellSpawned(arrivals, first, end);
      first = end;
    }
    this.calls.callForGivings(this.queue.givings);
    for (let first = 0; first < arrivals.count; ) {
      const end = arrivals.groupEnd(first);
      this.calls.callForChange(arrivals.concerned[first].enter, arrivals, first, end);
      first = end;
    }
    arrivals.clear();
    this.calls.callForGivings(this.queue.givings);
    this.#end();
  }

  /**
   * Keeps what is queued from being told until `release`, so that it is complete by then. Entities spawned by
   * changes that are made together may move meanwhile.
   */
  hold(isTogether = false): void {
    this.#holdCount++;
    if (isTogether) this.queue.beginTogether();
  }

  release(isTogether = false): void {
    if (isTogether) this.queue.endTogether();
    this.#holdCount--;
  }

  #archetypeOf(chunk: Chunk): Archetype {
    return this.#storage.graph.byId[chunk.archetypeId] as Archetype;
  }

  /** Inside a hook, too: what that is being told of is there already, and the new observer is not in its plan. */
  #replay(observer: Observer): void {
    const wasTelling = this.#isTelling;
    this.#begin();
    replay(observer, this.#storage, this.calls);
    if (!wasTelling) this.calls.callForGivings(this.queue.givings);
    this.#end();
    this.#isTelling = wasTelling;
  }

  /** Tells of the rows that are leaving. */
  #tellLeaving(plan: HookPlan, isEnd = false): void {
    const leaving = this.#leaving;
    this.#begin();
    this.calls.callForChange(plan.out, leaving, 0, leaving.count);
    if (isEnd) {
      this.#sparse.tellEnding(leaving);
      this.calls.callForChange(plan.end, leaving, 0, leaving.count);
    }
    leaving.clear();
    this.calls.callForGivings(this.queue.givings);
    this.#end();
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
