/**
 * SparseBulk: the part of a bulk change by query that is about sparse components.
 *
 * No row moves for it, but every entity is visited. `Bulk` lists the entities, has room made with the
 * room for its own moves, and then says what to do. The list is kept, so that bulk changes make no garbage.
 */
import type { Entity } from "../base/ids.ts";
import type { Archetype } from "../storage/archetype.ts";
import {
  type AnyComponent,
  type ComponentInput,
  ComponentValue,
  componentOf,
} from "../storage/component.ts";
import type { Observers } from "./observers.ts";
import type { SparseChanges } from "./sparse-changes.ts";

export class SparseBulk {
  readonly #changes: SparseChanges;
  readonly #entities: Entity[] = [];
  #count = 0;

  constructor(changes: SparseChanges) {
    this.#changes = changes;
  }

  /** Whether any of the inputs is sparse. */
  concerns(inputs: readonly ComponentInput[]): boolean {
    for (let i = 0; i < inputs.length; i++) if (componentOf(inputs[i]).isSparse) return true;
    return false;
  }

  begin(): void {
    this.#count = 0;
  }

  listAll(archetype: Archetype): void {
    for (let i = 0; i < archetype.chunks.length; i++) {
      const chunk = archetype.chunks[i];
      for (let row = 0; row < chunk.count; row++)
        this.#entities[this.#count++] = chunk.entityAt(row) as Entity;
    }
  }

  list(entities: readonly Entity[], count: number): void {
    for (let i = 0; i < count; i++) this.#entities[this.#count++] = entities[i];
  }

  /** Room for the sparse ones of the inputs in all that are listed. @throws {EcsError} E010/E011 no memory. Nothing changes. */
  ensure(inputs: readonly ComponentInput[]): void {
    if (this.#count > 0) this.#changes.ensureFor(this.#entities, this.#count, inputs);
  }

  add(inputs: readonly ComponentInput[], observers: Observers | undefined): void {
    for (let i = 0; i < inputs.length; i++) {
      const component = componentOf(inputs[i]);
      if (!component.isSparse) continue;
      if (observers?.watches(component)) this.#addTelling(component, inputs[i], observers);
      else {
        for (let j = 0; j < this.#count; j++)
          this.#changes.add(this.#entities[j], component, inputs[i]);
      }
    }
  }

  #addTelling(component: AnyComponent, input: ComponentInput, observers: Observers): void {
    for (let i = 0; i < this.#count; i++) {
      const entity = this.#entities[i];
      const had = this.#changes.has(entity, component);
      this.#changes.add(entity, component, input);
      if (!had) observers.queue.sparseAdded(component, entity);
      if (input instanceof ComponentValue) observers.queue.sparseGiven(component, entity, i === 0);
    }
  }

  /** Tells observers which of the components the listed entities are going to lose. */
  tellRemoval(removed: readonly ComponentInput[], observers: Observers): void {
    for (let i = 0; i < removed.length; i++) {
      const component = componentOf(removed[i]);
      if (component.isSparse)
        observers.beforeSparseRemoveFrom(component, this.#entities, this.#count);
    }
  }

  remove(removed: readonly ComponentInput[]): void {
    for (let i = 0; i < removed.length; i++) {
      const component = componentOf(removed[i]);
      if (!component.isSparse) continue;
      for (let j = 0; j < this.#count; j++) this.#changes.remove(this.#entities[j], component);
    }
  }

  /** Writes checked values where listed entities have the component. */
  set({ component, values }: ComponentValue, observers: Observers | undefined): void {
    let isFirst = true;
    for (let i = 0; i < this.#count; i++)
      if (this.setOne(this.#entities[i], component, values, observers, isFirst)) isFirst = false;
  }

  /** Returns whether the entity has it. */
  setOne(
    entity: Entity,
    component: AnyComponent,
    values: ComponentValue["values"],
    observers: Observers | undefined,
    isFirst = true,
  ): boolean {
    if (!this.#changes.has(entity, component)) return false;
    this.#changes.write(entity, component, values);
    observers?.queue.sparseGiven(component, entity, isFirst);
    return true;
  }
}
