/**
 * SparseStores: the sparse components of one world, each with its store, made when first used.
 *
 * Invariant: an entity that is not alive has no row in any of them.
 */
import type { Entity } from "../base/ids.ts";
import type { MemoryUser, PartMemory } from "../memory/memory-user.ts";
import type { Block } from "../memory/slab-allocator.ts";
import type { AnyComponent } from "./component.ts";
import { type SparseHost, SparseStore } from "./sparse-store.ts";

export class SparseStores implements MemoryUser {
  readonly label = "index of sparse components";
  /** In the order of their making; empty in a world that uses no sparse component. */
  readonly list: SparseStore[] = [];
  readonly #host: SparseHost;
  /** By component id. */
  readonly #byId: (SparseStore | undefined)[] = [];

  constructor(host: SparseHost) {
    this.#host = host;
  }

  /** The store of a sparse component. 2 ns; makes it when there is none, which takes no slab memory. */
  of(component: AnyComponent): SparseStore {
    return this.#byId[component.id] ?? this.#make(component);
  }

  /** Readers ask from now on what happened to a component. */
  watch(component: AnyComponent): void {
    this.of(component).isWatched = true;
  }

  /** Entities that waited join the queries, and with them what readers have not seen. */
  touchWatched(entities: ArrayLike<number>, count: number): void {
    for (let i = 0; i < this.list.length; i++) {
      const store = this.list[i];
      if (!store.isWatched) continue;
      for (let row = 0; row < count; row++) store.touch(entities[row] as Entity);
    }
  }

  /** Takes every sparse component from an entity. 3 ns for each that any entity has. */
  removeAll(entity: Entity): void {
    for (let i = 0; i < this.list.length; i++) {
      const store = this.list[i];
      if (store.count > 0) store.remove(entity);
    }
  }

  /** The pages of each; the chunks are reported as chunks. */
  memory(): readonly PartMemory[] {
    return this.list.map((store) => ({
      label: `index of ${store.component.label}`,
      place: "slabs",
      bytes: store.pageBlocks().reduce((bytes, block) => bytes + block.byteLength, 0),
      usedBytes: store.count * 4,
      peakBytes: store.peakCount * 4,
      shrinkableBytes: store.sparePageBytes,
    }));
  }

  blocks(): readonly Block[] {
    return this.list.flatMap((store) => store.pageBlocks());
  }

  shrink(): number {
    let bytes = 0;
    for (const store of this.list) bytes += store.release();
    return bytes;
  }

  dispose(): void {
    for (const store of this.list) store.rows.reservedRows = 0;
    this.shrink();
  }

  #make(component: AnyComponent): SparseStore {
    const store = new SparseStore(component, this.#host);
    while (this.#byId.length <= component.id) this.#byId.push(undefined);
    this.#byId[component.id] = store;
    if (this.list.length === 0) this.#host.memoryUsers.push(this);
    this.list.push(store);
    return store;
  }
}
