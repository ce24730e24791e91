/**
 * Observer: a function that is called when entities change, and what it is called for.
 *
 * The world keeps them and calls them; a query only hands its own on. Not to be confused with
 * `chunk.changedSince`, which is asked, and which knows of columns written in loops as well.
 */
import type { Entity } from "../base/ids.ts";
import type { AnyComponent } from "../storage/component.ts";
import { ObservedRows } from "./observed-rows.ts";
import type { AnyQuery } from "./query.ts";

/** What happens to an entity, in the order in which one is told: on the way in, then on the way out. */
export const Moment = {
  Spawn: 0,
  Add: 1,
  Set: 2,
  Enter: 3,
  Exit: 4,
  Remove: 5,
  Despawn: 6,
} as const;
export type Moment = (typeof Moment)[keyof typeof Moment];

/** Called once per entity. */
export type EntityHook = (entity: Entity) => void;
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

/** @internal */
export interface EngineOptions extends ReplayOptions {
  /** Comes before other hooks on the way in and after them on the way out, so that these see the engine up to date. */
  readonly isEngine?: boolean;
}

/** Ends a subscription; a second call does nothing. */
export type Unsubscribe = () => void;

const NAMES = ["onSpawn", "onAdd", "onSet", "onEnter", "onExit", "onRemove", "onDespawn"] as const;

export function momentName(moment: Moment): string {
  return NAMES[moment];
}

/** @internal */
export class Observer {
  readonly moment: Moment;
  readonly component: AnyComponent | undefined;
  readonly query: AnyQuery | undefined;
  readonly hook: EntityHook | RowsHook;
  /** What a hook that takes runs of rows is handed, each time. */
  readonly rows: ObservedRows | undefined;
  readonly isReplayed: boolean;
  readonly isEngine: boolean;
  /** False once it is unsubscribed: lists that a running change holds may still name it. */
  isActive = true;

  constructor(
    moment: Moment,
    component: AnyComponent | undefined,
    query: AnyQuery | undefined,
    hook: EntityHook | RowsHook,
    options: EngineOptions,
  ) {
    this.moment = moment;
    this.component = component;
    this.query = query;
    this.hook = hook;
    this.rows = options.batch === true ? new ObservedRows() : undefined;
    this.isReplayed = options.replayExisting === true;
    this.isEngine = options.isEngine === true;
  }

  /** `onAdd(Burning)`: how messages write an observer. */
  describe(): string {
    const subject = this.component?.label ?? this.query?.describe() ?? "";
    return `${NAMES[this.moment]}(${subject})`;
  }
}
