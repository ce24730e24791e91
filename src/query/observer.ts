/**
 * Observer: a function that is called when entities change, and what it is called for.
 *
 * The world keeps them and calls them; a query only hands its own on. Not to be confused with
 * `chunk.changedSince`, which is asked, and which knows of columns written in loops as well.
 */
import { checkOptions } from "../base/argument-checks.ts";
import { EcsError } from "../base/errors.ts";
import type { Entity } from "../base/ids.ts";
import { shown } from "../base/shown.ts";
import type { AnyComponent } from "../storage/component.ts";
import { ObservedRows } from "./observed-rows.ts";

/** What happens to an entity, in the order in which one is told: on the way in, then on the way out. */
export const Moment = {
  Spawn: 0,
  Add: 1,
  Set: 2,
  Enter: 3,
  Exit: 4,
  Remove: 5,
  Despawn: 6,
  PairAdd: 7,
  PairRemove: 8,
} as const;
export type Moment = (typeof Moment)[keyof typeof Moment];

/** What an observer wants to know of the query it is narrowed to. */
export interface ObservedQuery {
  matchesArchetype(archetypeId: number): boolean;
  describe(): string;
}

/** Called once per entity. */
export type EntityHook = (entity: Entity) => void;
/** Called once per pair of a relation. */
export type PairHook = (source: Entity, target: Entity) => void;
/** Called once per run of rows. */
export type RowsHook<C extends AnyComponent = AnyComponent> = (rows: ObservedRows<C>) => void;

export interface ObserveOptions {
  /** Calls the hook with runs of rows instead of single entities: for bulk changes. */
  readonly batch?: boolean;
}

export interface ReplayOptions extends ObserveOptions {
  /** Calls the hook at once for what is there already. */
  readonly replayExisting?: boolean;
}

/** Options of a hook that is called with runs of rows, and of one called with single entities. */
export type Batched<Options> = Options & { readonly batch: true };
export type Single<Options> = Options & { readonly batch?: false };

/** @internal */
export interface EngineOptions extends ReplayOptions {
  /** Comes before other hooks on the way in and after them on the way out, so that these see the engine up to date. */
  readonly isEngine?: boolean;
}

/** Ends a subscription; a second call does nothing. */
export type Unsubscribe = () => void;

const NAMES = [
  "onSpawn",
  "onAdd",
  "onSet",
  "onEnter",
  "onExit",
  "onRemove",
  "onDespawn",
  "onPairAdd",
  "onPairRemove",
] as const;

export function momentName(moment: Moment): string {
  return NAMES[moment];
}

/** @internal */
export class Observer {
  readonly moment: Moment;
  readonly component: AnyComponent | undefined;
  readonly query: ObservedQuery | undefined;
  readonly hook: EntityHook | RowsHook | PairHook;
  /** What a hook that takes runs of rows is handed, each time. */
  readonly rows: ObservedRows | undefined;
  readonly isReplayed: boolean;
  readonly isEngine: boolean;
  /** The change in whose hooks it was subscribed, if it was: it is told of later ones only. */
  bornIn = 0;
  /** False once it is unsubscribed: lists that a running change holds may still name it. */
  isActive = true;
  /** `onAdd(Burning)`: how messages write it. */
  readonly name: string;

  constructor(
    moment: Moment,
    component: AnyComponent | undefined,
    query: ObservedQuery | undefined,
    hook: EntityHook | RowsHook | PairHook,
    options: EngineOptions,
  ) {
    const name = `${NAMES[moment]}(${component?.label ?? query?.describe() ?? ""})`;
    checkOptions(options, name);
    if (typeof hook !== "function")
      throw new EcsError("E143", `${name}: the hook is ${shown(hook)}. Pass a function.`);
    if (options.replayExisting === true && moment >= Moment.Exit) {
      throw new EcsError(
        "E146",
        `${name}: replayExisting is for what is there, and this hook is called for what goes. Leave it out.`,
      );
    }
    this.name = name;
    this.moment = moment;
    this.component = component;
    this.query = query;
    this.hook = hook;
    this.rows = options.batch === true ? new ObservedRows() : undefined;
    this.isReplayed = options.replayExisting === true;
    this.isEngine = options.isEngine === true;
  }
}
