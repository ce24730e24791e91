/**
 * SparseHooks: telling observers of sparse components, which have rows of their own and whose coming and
 * going moves no entity.
 *
 * An entity that is spawned or ends is looked up in the store of each sparse component that is observed;
 * nobody else pays for them. What hooks with `batch` are handed are rows of the store.
 */
import type { Entity } from "../base/ids.ts";
import type { Observer } from "../query/observer.ts";
import type { Chunk } from "../storage/chunk.ts";
import type { AnyComponent } from "../storage/component.ts";
import type { SparseStore } from "../storage/sparse-store.ts";
import type { SparseStores } from "../storage/sparse-stores.ts";
import type { HookCalls } from "./hook-calls.ts";
import type { HookPlans } from "./hook-plans.ts";
import type { RunList } from "./run-list.ts";

export class SparseHooks {
  readonly #stores: SparseStores;
  readonly #plans: HookPlans;
  readonly #calls: HookCalls;

  constructor(stores: SparseStores, plans: HookPlans, calls: HookCalls) {
    this.#stores = stores;
    this.#plans = plans;
    this.#calls = calls;
  }

  /** Tells of what the entities of some runs were spawned with. */
  tellSpawned(runs: RunList<unknown>, first: number, end: number): void {
    const { sparse } = this.#plans;
    for (let i = 0; i < sparse.length; i++)
      this.#tellRuns(sparse[i], this.#plans.ofSparse(sparse[i]).arrive, runs, first, end);
  }

  /** Tells of what entities have that are about to end. */
  tellEnding(runs: RunList<unknown>): void {
    const { sparse } = this.#plans;
    for (let i = 0; i < sparse.length; i++)
      this.#tellRuns(sparse[i], this.#plans.ofSparse(sparse[i]).out, runs, 0, runs.count);
  }

  #tellRuns(
    component: AnyComponent,
    observers: readonly Observer[],
    { chunks, starts, ends }: RunList<unknown>,
    first: number,
    end: number,
  ): void {
    const store = this.#stores.of(component);
    if (store.count === 0) return;
    for (let i = 0; i < observers.length; i++) {
      if (observers[i].bornIn === this.#calls.change) continue;
      for (let run = first; run < end; run++)
        this.#tellRows(observers[i], store, chunks[run], starts[run], ends[run]);
    }
  }

  #tellRows(
    observer: Observer,
    store: SparseStore,
    chunk: Chunk,
    start: number,
    end: number,
  ): void {
    for (let row = start; row < end; row++) {
      const place = store.placeOf(chunk.entityAt(row) as Entity);
      if (place === 0) continue;
      const at = store.rowAt(place);
      this.#calls.call(observer, store.chunkAt(place), at, at + 1);
    }
  }
}
