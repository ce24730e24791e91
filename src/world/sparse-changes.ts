/**
 * SparseChanges: adding, removing, reading and writing sparse components, which no row moves for.
 *
 * Invariant: as with other changes, all room is made before the first row is taken.
 */
import type { Entity } from "../base/ids.ts";
import type { Archetype } from "../storage/archetype.ts";
import {
  type AnyComponent,
  type ComponentInput,
  ComponentValue,
  componentOf,
} from "../storage/component.ts";
import type { EntityIndex } from "../storage/entity-index.ts";
import { readNamed, readValues } from "../storage/row-values.ts";
import type { SparseStore } from "../storage/sparse-store.ts";
import type { SparseStores } from "../storage/sparse-stores.ts";
import type { Storage } from "../storage/storage.ts";
import { Command, type CommandBuffer } from "./command-buffer.ts";
import { lacksComponent } from "./entity-errors.ts";

export class SparseChanges {
  readonly #storage: Storage;
  readonly #stores: SparseStores;
  readonly #index: EntityIndex;
  /** The stores that the change at hand takes rows from: `#wantedCount` of them. */
  readonly #wanted: SparseStore[] = [];
  #wantedCount = 0;

  constructor(storage: Storage) {
    this.#storage = storage;
    this.#stores = storage.sparse;
    this.#index = storage.index;
  }

  has(entity: Entity, component: AnyComponent): boolean {
    return this.#stores.of(component).has(entity);
  }

  /** Adds a component; where the entity has it already, only given values are written. */
  add(entity: Entity, component: AnyComponent, input: ComponentInput): void {
    const store = this.#stores.of(component);
    if (!store.has(entity)) {
      // In this order: to make a page, empty chunks may be given back, the one just made among them.
      store.ensurePage(this.#indexOf(entity));
      if (!store.rows.hasRoom) store.ensureRows(1);
      store.append(entity);
    }
    if (input instanceof ComponentValue) store.write(entity, input.values);
  }

  remove(entity: Entity, component: AnyComponent): void {
    this.#stores.of(component).remove(entity);
  }

  /** Writes checked values, where the entity has the component. */
  write(entity: Entity, component: AnyComponent, values: ComponentValue["values"]): void {
    const store = this.#stores.of(component);
    if (store.has(entity)) store.write(entity, values);
  }

  /** Whether the entity has values of the component, which may be any. */
  hasValues(entity: Entity, component: AnyComponent): boolean {
    return component.isSparse && !component.isTag && this.has(entity, component);
  }

  /** A component that the entity's archetype lacks, whole or one field of it. @throws {EcsError} E102 */
  get(entity: Entity, component: AnyComponent, field: string | undefined): unknown {
    if (!this.hasValues(entity, component))
      throw lacksComponent("get", entity, component, this.#storage);
    const store = this.#stores.of(component);
    const place = store.placeOf(entity);
    const chunk = store.chunkAt(place);
    const row = store.rowAt(place);
    return field === undefined
      ? readValues(chunk, row, component)
      : readNamed(chunk, row, component, 0, field);
  }

  /** Room for `count` entities about to be spawned with the inputs, whose other components are `archetype`. */
  ensureSpawn(inputs: readonly ComponentInput[], count: number, archetype: Archetype): void {
    this.#want(inputs);
    this.#ensureWanted(archetype, this.#index.indexAfter(0), count);
  }

  /** Room for `count` entities in all that have the inputs, of the indices that come next; `shrink` leaves it. */
  reserve(count: number, inputs: readonly ComponentInput[]): void {
    for (let i = 0; i < inputs.length; i++) {
      const component = componentOf(inputs[i]);
      if (!component.isSparse) continue;
      const store = this.#stores.of(component);
      const { rows } = store;
      const missing = Math.max(0, count - rows.count);
      this.#ensurePagesFrom(store, this.#index.indexAfter(0), missing);
      store.ensureRows(missing);
      rows.reservedRows = Math.max(rows.reservedRows, count);
    }
  }

  /** Gives an entity just spawned the sparse ones of its inputs. */
  spawn(entity: Entity, inputs: readonly ComponentInput[]): void {
    for (let i = 0; i < inputs.length; i++) {
      const component = componentOf(inputs[i]);
      if (component.isSparse) this.add(entity, component, inputs[i]);
    }
  }

  /** Room for what an entity's recorded commands add; `target` is where its row goes. */
  ensureChain(buffer: CommandBuffer, first: number, entity: Entity, target: Archetype): void {
    for (let i = first; i !== 0; i = buffer.nextOf(i)) {
      if (buffer.kindOf(i) !== Command.Add) continue;
      const component = componentOf(buffer.payloadOf(i));
      if (component.isSparse && !this.has(entity, component))
        this.#wanted[this.#wantedCount++] = this.#stores.of(component);
    }
    this.#ensureWanted(target, this.#indexOf(entity), 1);
  }

  /** Carries out one recorded command of an entity; `ensureChain` has made room. */
  replay(kind: Command, entity: Entity, component: AnyComponent, input: ComponentInput): void {
    if (kind === Command.Add) this.add(entity, component, input);
    else if (kind === Command.Remove) this.remove(entity, component);
    else if (input instanceof ComponentValue) this.write(entity, component, input.values);
  }

  /** Room for the sparse ones of the inputs in many entities, all or none. */
  ensureFor(entities: readonly Entity[], count: number, inputs: readonly ComponentInput[]): void {
    this.#want(inputs);
    try {
      for (let i = 0; i < this.#wantedCount; i++) {
        const store = this.#wanted[i];
        store.rows.isClaimed = true;
        let lacking = 0;
        for (let j = 0; j < count; j++) {
          if (store.has(entities[j])) continue;
          store.ensurePage(this.#indexOf(entities[j]));
          lacking++;
        }
        store.ensureRows(lacking);
      }
    } finally {
      this.#unclaim();
    }
  }

  /** Notes the stores of the sparse ones of the inputs. */
  #want(inputs: readonly ComponentInput[]): void {
    for (let i = 0; i < inputs.length; i++) {
      const component = componentOf(inputs[i]);
      if (component.isSparse) this.#wanted[this.#wantedCount++] = this.#stores.of(component);
    }
  }

  /** A row in each wanted store for `count` entities: of this index, and those `allocate` gives out after it. */
  #ensureWanted(archetype: Archetype, firstIndex: number, count: number): void {
    archetype.isClaimed = true;
    try {
      for (let i = 0; i < this.#wantedCount; i++) {
        const store = this.#wanted[i];
        store.rows.isClaimed = true;
        this.#ensurePagesFrom(store, firstIndex, count);
        store.ensureRows(count);
      }
    } finally {
      archetype.isClaimed = false;
      this.#unclaim();
    }
  }

  /** The pages of `count` indices: the first, and those that are given out after it. */
  #ensurePagesFrom(store: SparseStore, first: number, count: number): void {
    for (let i = 0, index = first; i < count; i++) {
      store.ensurePage(index);
      index = this.#index.indexAfter(index);
    }
  }

  #unclaim(): void {
    for (let i = 0; i < this.#wantedCount; i++) this.#wanted[i].rows.isClaimed = false;
    this.#wantedCount = 0;
  }

  #indexOf(entity: Entity): number {
    return entity >>> this.#index.generationBits;
  }
}
