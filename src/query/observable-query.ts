/**
 * ObservableQuery: how a program subscribes to what enters and leaves a query; that part of `Query`.
 *
 * What is observed is which archetypes match: an entity enters or leaves when its components change.
 */
import { EcsError } from "../base/errors.ts";
import type { AnyComponent } from "../storage/component.ts";
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
} from "./observer.ts";

export abstract class ObservableQuery<Readable extends AnyComponent> {
  /** @internal */
  abstract observe(observer: Observer): Unsubscribe;
  /** @internal */
  abstract matchesArchetype(archetypeId: number): boolean;
  abstract get decidesByRow(): boolean;
  abstract describe(): string;

  /**
   * Calls `hook` with every entity that begins to match: spawned, or with a component added or removed.
   *
   * After `onSpawn`, `onAdd` and `onSet` of the same change. Returns what ends it.
   * @throws {EcsError} E143 no function · E144 the query decides row by row
   */
  onEnter(hook: EntityHook, options?: Single<ReplayOptions>): Unsubscribe;
  onEnter(hook: RowsHook<Readable>, options: Batched<ReplayOptions>): Unsubscribe;
  onEnter(hook: EntityHook | RowsHook, options: ReplayOptions = {}): Unsubscribe {
    return this.#observe(Moment.Enter, hook, options);
  }

  /**
   * Calls `hook` with every entity about to stop matching: despawned, or with a component removed or added.
   *
   * Before `onRemove` and `onDespawn` of the same change, while its data is there. Returns what ends it.
   * @throws {EcsError} E143 no function · E144 the query decides row by row
   */
  onExit(hook: EntityHook, options?: Single<ObserveOptions>): Unsubscribe;
  onExit(hook: RowsHook<Readable>, options: Batched<ObserveOptions>): Unsubscribe;
  onExit(hook: EntityHook | RowsHook, options: ObserveOptions = {}): Unsubscribe {
    return this.#observe(Moment.Exit, hook, options);
  }

  #observe(moment: Moment, hook: EntityHook | RowsHook, options: ReplayOptions): Unsubscribe {
    if (this.decidesByRow) {
      throw new EcsError(
        "E144",
        `${momentName(moment)}(${this.describe()}): the query decides row by row, and hooks follow the components that entities have. Use onAdd, onSet and onRemove, or a query without such terms.`,
      );
    }
    return this.observe(new Observer(moment, undefined, this, hook, options));
  }
}
