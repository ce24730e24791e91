/**
 * HookQueue: what has happened and observers are still to be told of: rows that arrived, values given.
 *
 * What is told before a change is not in here: those are told at once, by `Observers`.
 */
import type { Entity } from "../base/ids.ts";
import type { Observer } from "../query/observer.ts";
import type { Archetype } from "../storage/archetype.ts";
import type { Chunk } from "../storage/chunk.ts";
import type { AnyComponent } from "../storage/component.ts";
import { chunkIdOf, rowOf } from "../storage/entity-index.ts";
import type { Storage } from "../storage/storage.ts";
import { type HookPlan, type HookPlans, NOBODY } from "./hook-plans.ts";
import { RunList } from "./run-list.ts";
import { WaitingValues } from "./waiting-values.ts";

export class HookQueue {
  /** Rows that are where a change has brought them, and values given, in the order of the changes. */
  readonly arrivals = new RunList<HookPlan>();
  readonly givings = new RunList<readonly Observer[]>();
  readonly #waitingValues = new WaitingValues();
  readonly #storage: Storage;
  readonly #plans: HookPlans;
  /** Entities spawned by changes that are made together: told of as they are when all are made. */
  readonly #newcomers = new Set<Entity>();
  #isTogether = false;

  constructor(storage: Storage, plans: HookPlans) {
    this.#storage = storage;
    this.#plans = plans;
  }

  get isEmpty(): boolean {
    return this.arrivals.count === 0 && this.givings.count === 0;
  }

  /** From here on several changes make one: entities may move that nobody has been told of yet. */
  beginTogether(): void {
    this.#isTogether = true;
  }

  /** Queues the newcomers where they are now, and what they were given. */
  endTogether(): void {
    this.#isTogether = false;
    const { index, chunks, graph } = this.#storage;
    for (const entity of this.#newcomers) {
      const location = index.locationOf(entity);
      const chunk = chunks[chunkIdOf(location)] as Chunk;
      const row = rowOf(location);
      const plan = this.#plans.ofSpawn(graph.byId[chunk.archetypeId] as Archetype);
      this.#separate(plan);
      this.arrivals.extend(plan, chunk, row);
    }
    this.#newcomers.clear();
    this.joined();
  }

  /** Whether nobody has been told of the entity yet: then nobody is told that it moves, either. */
  isNewcomer(entity: Entity): boolean {
    return this.#isTogether && this.#newcomers.has(entity);
  }

  /** Nobody was told that it came, so nobody is told that it ends. */
  forgetNewcomer(entity: Entity): void {
    this.#newcomers.delete(entity);
  }

  /** Queues rows that have just come to where they are. */
  arrived(plan: HookPlan, chunk: Chunk, start: number, end: number): void {
    if (this.#isTogether) {
      if (plan.isSpawn) this.#welcome(chunk, start, end);
      if (this.#newcomers.has(chunk.entityAt(start) as Entity)) return;
    }
    this.#separate(plan);
    this.arrivals.push(plan, chunk, start, end);
  }

  /**
   * Queues that rows of a chunk were given values of a component. Rows given values by the same call
   * belong to one group, which the first of them begins.
   */
  given(component: AnyComponent, chunk: Chunk, start: number, end: number, isFirst = true): void {
    const observers = this.#plans.ofSet(component);
    if (observers.length === 0) return;
    if (this.#isTogether || chunk.isWaiting) {
      this.#waitingValues.push(component, chunk, start, end, isFirst);
      return;
    }
    if (isFirst) this.givings.beginGroup();
    this.givings.push(observers, chunk, start, end);
  }

  /** Takes back what was given since `mark`: the component was removed again by the same commands. */
  takeBack(component: AnyComponent, mark: number): void {
    const observers = this.#plans.ofSet(component);
    const { concerned, count } = this.givings;
    for (let i = mark; i < count; i++) if (concerned[i] === observers) concerned[i] = NOBODY;
  }

  /** How much is queued about values: a mark for `takeBack`. */
  get givenCount(): number {
    return this.givings.count;
  }

  /** Queues what was given to rows that have just joined; what still waits goes on waiting. */
  joined(): void {
    const { count, entities, components, groups } = this.#waitingValues;
    const { index, chunks } = this.#storage;
    let keptCount = 0;
    for (let i = 0; i < count; i++) {
      if (!index.isAlive(entities[i])) continue;
      const place = index.locationOf(entities[i]);
      if ((chunks[chunkIdOf(place)] as Chunk).isWaiting) {
        this.#waitingValues.keep(i, keptCount++);
        continue;
      }
      const isFirst = i === 0 || groups[i] !== groups[i - 1];
      if (components[i].isSparse) {
        this.sparseGiven(components[i], entities[i], isFirst);
        continue;
      }
      const row = rowOf(place);
      this.given(components[i], chunks[chunkIdOf(place)] as Chunk, row, row + 1, isFirst);
    }
    this.#waitingValues.shorten(keptCount);
  }

  /** Queues what was given to the rows that arrived from number `first` on; they belong to one group. */
  givenToArrivals(component: AnyComponent, first: number): void {
    if (component.isSparse) return; // told row by row, see `SparseBulk`
    const { chunks, starts, ends, count } = this.arrivals;
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
    return this.arrivals.count;
  }

  spawned(archetype: Archetype, chunk: Chunk, start: number, end: number): void {
    const plan = this.#plans.ofSpawn(archetype);
    if (this.#isTogether) this.#welcome(chunk, start, end);
    else if (plan.hasArrival) this.arrived(plan, chunk, start, end);
  }

  /** Queues that an entity has just got a sparse component. */
  sparseAdded(component: AnyComponent, entity: Entity): void {
    const plan = this.#plans.ofSparse(component);
    if (plan.arrive.length === 0 || this.isNewcomer(entity)) return;
    this.#separate(plan);
    this.pushSparse(this.arrivals, plan, component, entity);
  }

  /** Queues that an entity was given values of a sparse component; as `given`. */
  sparseGiven(component: AnyComponent, entity: Entity, isFirst = true): void {
    const observers = this.#plans.ofSet(component);
    if (observers.length === 0) return;
    const { index, chunks } = this.#storage;
    const location = index.locationOf(entity);
    const chunk = chunks[chunkIdOf(location)] as Chunk;
    if (this.#isTogether || chunk.isWaiting) {
      this.#waitingValues.push(component, chunk, rowOf(location), rowOf(location) + 1, isFirst);
      return;
    }
    if (isFirst) this.givings.beginGroup();
    this.pushSparse(this.givings, observers, component, entity);
  }

  #welcome(chunk: Chunk, start: number, end: number): void {
    for (let row = start; row < end; row++) this.#newcomers.add(chunk.entityAt(row) as Entity);
  }

  /** Arrivals by different plans are told apart. */
  #separate(plan: HookPlan): void {
    const { count, concerned } = this.arrivals;
    if (count > 0 && concerned[count - 1] !== plan) this.arrivals.beginGroup();
  }

  /** Queues an entity's row in the store of a sparse component, if it has one. */
  pushSparse<C>(runs: RunList<C>, concerned: C, component: AnyComponent, entity: Entity): void {
    const store = this.#storage.sparse.of(component);
    const place = store.placeOf(entity);
    if (place === 0) return;
    const row = store.rowAt(place);
    runs.push(concerned, store.chunkAt(place), row, row + 1);
  }
}
