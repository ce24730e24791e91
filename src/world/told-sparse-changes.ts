/**
 * ToldSparseChanges: what happens to the sparse components of one entity, and telling observers of it.
 *
 * Recorded commands are carried out one by one but told all in all: a component that is added and removed
 * again by them, or the other way round, is neither. The changes themselves are `SparseChanges`.
 */
import type { Entity } from "../base/ids.ts";
import type { Archetype } from "../storage/archetype.ts";
import {
  type AnyComponent,
  type ComponentInput,
  ComponentValue,
  componentOf,
} from "../storage/component.ts";
import { Command, type CommandBuffer } from "./command-buffer.ts";
import type { SparseChanges } from "./sparse-changes.ts";
import type { Structure } from "./structure.ts";

export class ToldSparseChanges {
  readonly #structure: Structure;
  readonly #changes: SparseChanges;
  /** The observed components that a chain of commands names, and whether the entity had them: `#count` of them. */
  readonly #components: AnyComponent[] = [];
  readonly #had: boolean[] = [];
  #count = 0;

  constructor(structure: Structure, changes: SparseChanges) {
    this.#structure = structure;
    this.#changes = changes;
  }

  add(entity: Entity, component: AnyComponent, input: ComponentInput): void {
    const { observers } = this.#structure;
    const had = observers === undefined || this.#changes.has(entity, component);
    this.#changes.add(entity, component, input);
    if (!had) observers?.queue.sparseAdded(component, entity);
    if (input instanceof ComponentValue) observers?.queue.sparseGiven(component, entity);
  }

  remove(entity: Entity, component: AnyComponent): void {
    this.#structure.observers?.beforeSparseRemove(component, entity);
    this.#changes.remove(entity, component);
  }

  /** Writes checked values, where the entity has the component. */
  write(entity: Entity, component: AnyComponent, values: ComponentValue["values"]): void {
    if (!this.#changes.has(entity, component)) return;
    this.#changes.write(entity, component, values);
    this.#structure.observers?.queue.sparseGiven(component, entity);
  }

  /** Before an entity's recorded commands, which take its row to `target` if anywhere: tells what it is going to lose. */
  beginChain(
    buffer: CommandBuffer,
    first: number,
    entity: Entity,
    target: Archetype | undefined,
  ): void {
    const { observers } = this.#structure;
    if (observers === undefined) return;
    this.#count = 0;
    for (let i = first; i !== 0; i = buffer.nextOf(i)) {
      const component = componentOf(buffer.payloadOf(i));
      if (!component.isSparse || this.#hasMet(component) || !observers.watches(component)) continue;
      this.#components[this.#count] = component;
      this.#had[this.#count++] = this.#changes.has(entity, component);
    }
    if (target !== undefined) target.claimedRows++; // the room made for the row is not for what hooks spawn
    for (let i = 0; i < this.#count; i++) {
      const component = this.#components[i];
      if (this.#had[i] && isRemoved(component, buffer, first))
        observers.beforeSparseRemove(component, entity);
    }
    if (target !== undefined) target.claimedRows--;
  }

  /** Carries out one of them; `mark` is how much was queued about values before the first. */
  replay(
    kind: Command,
    entity: Entity,
    component: AnyComponent,
    input: ComponentInput,
    mark: number,
  ): void {
    const { observers } = this.#structure;
    const isNew = kind === Command.Add && !this.#changes.has(entity, component);
    this.#changes.replay(kind, entity, component, input);
    if (observers === undefined) return;
    if (kind === Command.Remove) observers.queue.takeBack(component, mark);
    else if (input instanceof ComponentValue || (isNew && this.#hadBefore(component)))
      observers.queue.sparseGiven(component, entity);
  }

  /** After them: queues what it has got. */
  endChain(entity: Entity): void {
    const { observers } = this.#structure;
    if (observers === undefined) return;
    for (let i = 0; i < this.#count; i++) {
      if (!this.#had[i] && this.#changes.has(entity, this.#components[i]))
        observers.queue.sparseAdded(this.#components[i], entity);
    }
  }

  #hadBefore(component: AnyComponent): boolean {
    for (let i = 0; i < this.#count; i++)
      if (this.#components[i] === component) return this.#had[i];
    return false;
  }

  #hasMet(component: AnyComponent): boolean {
    for (let i = 0; i < this.#count; i++) if (this.#components[i] === component) return true;
    return false;
  }
}

/** Whether the last of the commands that decide it removes the component. */
function isRemoved(component: AnyComponent, buffer: CommandBuffer, first: number): boolean {
  let is = false;
  for (let i = first; i !== 0; i = buffer.nextOf(i)) {
    if (componentOf(buffer.payloadOf(i)) !== component) continue;
    if (buffer.kindOf(i) === Command.Remove) is = true;
    else if (buffer.kindOf(i) === Command.Add) is = false;
  }
  return is;
}
