/**
 * ObservableWorld: how a program subscribes to changes of a world; the part of `World` that observers see.
 *
 * Told in this order: `onSpawn`, `onAdd` (components in the order of their definitions), `onSet`, `onEnter`
 * once a change is complete; `onExit`, `onRemove`, `onDespawn` before it, while the data is there.
 */
import { EcsError } from "../base/errors.ts";
import {
  type Batched,
  type EntityHook,
  Moment,
  momentName,
  type ObserveOptions,
  Observer,
  type ReplayOptions,
  type RowsHook,
  type Single,
  type Unsubscribe,
} from "../query/observer.ts";
import { type AnyComponent, isComponent } from "../storage/component.ts";
import { notComponent } from "../storage/misplaced.ts";

export abstract class ObservableWorld {
  /** @internal */
  abstract observe(observer: Observer): Unsubscribe;

  /**
   * Calls `hook` with every entity spawned from now on, when it has its components and values.
   *
   * As for all hooks: 30 to 45 ns a call, 3 ns each where many change at once, nothing per row with `batch`. Other
   * changes of a world with observers cost about 10 ns more. Structural changes made in a hook wait
   * until all hooks of the change at hand are done. What a hook throws is thrown to whoever made the
   * change, once that is complete. Returns what ends the subscription.
   * @throws {EcsError} E143 no function
   */
  onSpawn(hook: EntityHook, options?: Single<ReplayOptions>): Unsubscribe;
  onSpawn(hook: RowsHook, options: Batched<ReplayOptions>): Unsubscribe;
  onSpawn(hook: EntityHook | RowsHook, options: ReplayOptions = {}): Unsubscribe {
    return this.observe(new Observer(Moment.Spawn, undefined, undefined, hook, options));
  }

  /**
   * Calls `hook` with every entity about to be despawned, while its components and values can be read. As `onSpawn`.
   *
   * @throws {EcsError} E143 no function · E146 `replayExisting`
   */
  onDespawn(hook: EntityHook, options?: Single<ObserveOptions>): Unsubscribe;
  onDespawn(hook: RowsHook, options: Batched<ObserveOptions>): Unsubscribe;
  onDespawn(hook: EntityHook | RowsHook, options: ObserveOptions = {}): Unsubscribe {
    return this.observe(new Observer(Moment.Despawn, undefined, undefined, hook, options));
  }

  /**
   * Calls `hook` with every entity that gets the component, by `spawn` or `add`, when its values are there. As `onSpawn`.
   *
   * @throws {EcsError} E113 not a component · E143 no function
   */
  onAdd<C extends AnyComponent>(
    component: C,
    hook: EntityHook,
    options?: Single<ReplayOptions>,
  ): Unsubscribe;
  onAdd<C extends AnyComponent>(
    component: C,
    hook: RowsHook<C>,
    options: Batched<ReplayOptions>,
  ): Unsubscribe;
  onAdd(
    component: AnyComponent,
    hook: EntityHook | RowsHook,
    options: ReplayOptions = {},
  ): Unsubscribe {
    checkComponent(Moment.Add, component);
    return this.observe(new Observer(Moment.Add, component, undefined, hook, options));
  }

  /**
   * Calls `hook` with every entity that is given values of the component: by `spawn`, `add` and `set`, one by
   * one, in bulk and deferred, once for each time. Values written through columns and cursors are not told:
   * `chunk.changedSince` knows of those.
   *
   * @throws {EcsError} E113 not a component · E143 no function · E145 a tag
   */
  onSet<C extends AnyComponent>(
    component: C,
    hook: EntityHook,
    options?: Single<ReplayOptions>,
  ): Unsubscribe;
  onSet<C extends AnyComponent>(
    component: C,
    hook: RowsHook<C>,
    options: Batched<ReplayOptions>,
  ): Unsubscribe;
  onSet(
    component: AnyComponent,
    hook: EntityHook | RowsHook,
    options: ReplayOptions = {},
  ): Unsubscribe {
    checkComponent(Moment.Set, component);
    if (component.isTag) {
      throw new EcsError(
        "E145",
        component.pairRules === undefined
          ? `onSet(${component.label}): ${component.label} is a tag and is given no values. Use onAdd(${component.label}).`
          : `onSet(${component.label}): ${component.label} is a relation, and its pairs' values are given without telling. Use ${component.label}.onPairAdd(world, hook).`,
      );
    }
    return this.observe(new Observer(Moment.Set, component, undefined, hook, options));
  }

  /**
   * Calls `hook` with every entity about to lose the component, by `remove` or `despawn`, while its values can be
   * read. As `onSpawn`.
   *
   * @throws {EcsError} E113 not a component · E143 no function · E146 `replayExisting`
   */
  onRemove<C extends AnyComponent>(
    component: C,
    hook: EntityHook,
    options?: Single<ObserveOptions>,
  ): Unsubscribe;
  onRemove<C extends AnyComponent>(
    component: C,
    hook: RowsHook<C>,
    options: Batched<ObserveOptions>,
  ): Unsubscribe;
  onRemove(
    component: AnyComponent,
    hook: EntityHook | RowsHook,
    options: ObserveOptions = {},
  ): Unsubscribe {
    checkComponent(Moment.Remove, component);
    return this.observe(new Observer(Moment.Remove, component, undefined, hook, options));
  }
}

function checkComponent(moment: Moment, component: AnyComponent): void {
  if (!isComponent(component)) throw notComponent(momentName(moment), component);
}
