/**
 * HookPlans: which observers a change concerns, worked out once per pair of archetypes.
 *
 * Invariant: a plan in here is what would be worked out now; whoever subscribes or unsubscribes clears them.
 */
import { Moment, type Observer } from "../query/observer.ts";
import type { Archetype } from "../storage/archetype.ts";
import type { AnyComponent } from "../storage/component.ts";

/** Whom to tell of a move, in order: `out` and `end` before it, `arrive` after it, `enter` when values are told. */
export interface HookPlan {
  readonly out: readonly Observer[];
  /** Those who want to know that an entity ends. */
  readonly end: readonly Observer[];
  readonly arrive: readonly Observer[];
  readonly enter: readonly Observer[];
  /** Whether anybody is to be told after the move. */
  readonly hasArrival: boolean;
  /** Whether the row comes from nowhere. */
  readonly isSpawn: boolean;
}

export const NOBODY: readonly Observer[] = [];
/** The plan of every move that nobody wants to know of. */
export const NO_PLAN: HookPlan = {
  out: NOBODY,
  end: NOBODY,
  arrive: NOBODY,
  enter: NOBODY,
  hasArrival: false,
  isSpawn: false,
};

export class HookPlans {
  /** In the order in which they are told, see `compare`. */
  readonly all: Observer[] = [];
  /** What is known so far, by the ids of the archetypes a move leads from and to. */
  moves: (HookPlan | undefined)[][] = [];
  spawns: (HookPlan | undefined)[] = [];
  despawns: (HookPlan | undefined)[] = [];
  /** By component id. */
  #sets: (readonly Observer[] | undefined)[] = [];
  #sparsePlans: (HookPlan | undefined)[] = [];
  #sparse: readonly AnyComponent[] | undefined;

  insert(observer: Observer): void {
    // Equal ones keep the order in which they subscribed.
    let at = this.all.length;
    while (at > 0 && compare(this.all[at - 1], observer) > 0) at--;
    this.all.splice(at, 0, observer);
    this.clear();
  }

  remove(observer: Observer): void {
    const at = this.all.indexOf(observer);
    if (at >= 0) this.all.splice(at, 1);
    this.clear();
  }

  clear(): void {
    this.moves = [];
    this.spawns = [];
    this.despawns = [];
    this.#sets = [];
    this.#sparsePlans = [];
    this.#sparse = undefined;
  }

  /** About 2 ns once it is known. */
  ofMove(from: Archetype, to: Archetype): HookPlan {
    this.moves[from.id] ??= [];
    const moves = this.moves[from.id];
    moves[to.id] ??= this.#plan(from, to);
    return moves[to.id] as HookPlan;
  }

  ofSpawn(to: Archetype): HookPlan {
    this.spawns[to.id] ??= this.#plan(undefined, to);
    return this.spawns[to.id] as HookPlan;
  }

  ofDespawn(from: Archetype): HookPlan {
    this.despawns[from.id] ??= this.#plan(from, undefined);
    return this.despawns[from.id] as HookPlan;
  }

  /** Whom to tell that a component was given values. */
  ofSet(component: AnyComponent): readonly Observer[] {
    return this.#sets[component.id] ?? this.#makeSet(component);
  }

  /** The sparse components whose coming or going is observed, in the order of their definitions. */
  get sparse(): readonly AnyComponent[] {
    this.#sparse ??= this.#findSparse();
    return this.#sparse;
  }

  /** Whom to tell that an entity gets (`arrive`) or loses (`out`) a sparse component. */
  ofSparse(component: AnyComponent): HookPlan {
    return this.#sparsePlans[component.id] ?? this.#makeSparse(component);
  }

  #findSparse(): readonly AnyComponent[] {
    const found = this.all.flatMap(({ component, moment }) =>
      component?.isSparse === true && moment !== Moment.Set ? [component] : [],
    );
    return [...new Set(found)].sort((a, b) => a.id - b.id);
  }

  #makeSparse(component: AnyComponent): HookPlan {
    const concerned = this.#about(component);
    const plan = concerned.length === 0 ? NO_PLAN : planOf(concerned, false);
    this.#sparsePlans[component.id] = plan;
    return plan;
  }

  #makeSet(component: AnyComponent): readonly Observer[] {
    const observers = this.#about(component).filter((one) => one.moment === Moment.Set);
    this.#sets[component.id] = observers;
    return observers;
  }

  #about(component: AnyComponent): Observer[] {
    return this.all.filter((one) => one.component === component);
  }

  #plan(from: Archetype | undefined, to: Archetype | undefined): HookPlan {
    const concerned = this.all.filter((observer) => isConcerned(observer, from, to));
    const mayHaveSparse = this.sparse.length > 0 && (from === undefined || to === undefined);
    if (concerned.length === 0 && !mayHaveSparse) return NO_PLAN;
    return planOf(concerned, from === undefined);
  }
}

function planOf(concerned: readonly Observer[], isSpawn: boolean): HookPlan {
  return {
    out: concerned.filter((one) => one.moment === Moment.Exit || one.moment === Moment.Remove),
    end: concerned.filter((one) => one.moment === Moment.Despawn),
    arrive: concerned.filter((one) => one.moment <= Moment.Add),
    enter: concerned.filter((one) => one.moment === Moment.Enter),
    hasArrival: isSpawn || concerned.some((one) => one.moment < Moment.Exit),
    isSpawn,
  };
}

/**
 * By moment, then by component; the engine's own come first on the way in and last on the way out.
 */
function compare(a: Observer, b: Observer): number {
  const byComponent = (a.component?.id ?? 0) - (b.component?.id ?? 0);
  const byEngine = (Number(b.isEngine) - Number(a.isEngine)) * (a.moment < Moment.Exit ? 1 : -1);
  return a.moment - b.moment || byComponent || byEngine;
}

function isConcerned(
  observer: Observer,
  from: Archetype | undefined,
  to: Archetype | undefined,
): boolean {
  const had = from !== undefined && isObservedIn(from, observer);
  const has = to !== undefined && isObservedIn(to, observer);
  switch (observer.moment) {
    case Moment.Spawn:
      return from === undefined;
    case Moment.Despawn:
      return to === undefined;
    case Moment.Add:
    case Moment.Enter:
      return has && !had;
    case Moment.Remove:
    case Moment.Exit:
      return had && !has;
    default:
      return false;
  }
}

/** Whether the observer is told of entities with these components. */
export function isObservedIn(archetype: Archetype, { component, query }: Observer): boolean {
  if (component !== undefined) return archetype.set.has(component);
  return query === undefined || query.matchesArchetype(archetype.id);
}
