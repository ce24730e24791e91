/**
 * EntityChanges: structural changes of single entities, at once or folded from recorded commands.
 *
 * Invariant: a call or a chain of commands either happens whole or throws before it changed anything.
 */
import type { Entity } from "../base/ids.ts";
import type { Archetype, Edge } from "../storage/archetype.ts";
import type { Chunk } from "../storage/chunk.ts";
import {
  type AnyComponent,
  type ComponentInput,
  ComponentValue,
  componentOf,
} from "../storage/component.ts";
import type { AnyPair } from "../storage/pair.ts";
import { fillRowDefaults, writeValues } from "../storage/row-values.ts";
import type { Storage } from "../storage/storage.ts";
import { switchRow } from "../storage/toggle-bits.ts";
import { Command, type CommandBuffer } from "./command-buffer.ts";
import { type PairHost, pairRulesOf } from "./pair-rules.ts";
import type { SparseChanges } from "./sparse-changes.ts";
import type { Structure } from "./structure.ts";
import { ToldSparseChanges } from "./told-sparse-changes.ts";

export class EntityChanges implements PairHost {
  readonly storage: Storage;
  readonly structure: Structure;
  readonly #sparse: SparseChanges;
  readonly #told: ToldSparseChanges;
  /** Whether the commands last folded add a sparse component. */
  #addsSparse = false;
  /** How many of them set a component that the entity does not have when their turn comes. */
  #lostSets = 0;
  /** The first of them that ends the entity. */
  #despawn = 0;

  constructor(storage: Storage, structure: Structure, sparse: SparseChanges) {
    this.structure = structure;
    this.#sparse = sparse;
    this.#told = new ToldSparseChanges(structure, sparse);
    this.storage = storage;
  }

  /** Adds a component; where the entity has it already, only given values are written. */
  add(entity: Entity, input: ComponentInput): void {
    const component = componentOf(input);
    if (component.pairRules !== undefined) {
      pairRulesOf(component)?.add(this, entity, input as AnyPair);
      return;
    }
    let chunk = this.structure.chunkOf(entity);
    if (chunk.set.slotOf(component) === 0) {
      if (component.isSparse) {
        this.#told.add(entity, component, input);
        return;
      }
      const archetype = this.structure.archetypeOf(chunk);
      chunk = this.#moveAlong(entity, chunk, this.storage.edgeByAdding(archetype, component));
    }
    if (input !== component) this.write(entity, chunk, component, (input as ComponentValue).values);
  }

  remove(entity: Entity, what: AnyComponent | AnyPair): void {
    const component = componentOf(what);
    if (component.pairRules !== undefined) {
      pairRulesOf(component)?.remove(this, entity, what);
      return;
    }
    const chunk = this.structure.chunkOf(entity);
    if (chunk.set.slotOf(component) !== 0) this.moveRemoving(entity, component);
    else if (component.isSparse) this.#told.remove(entity, component);
  }

  /** Moves a row to where it has the tag of a relation that it lacks. */
  moveAdding(entity: Entity, component: AnyComponent): void {
    const chunk = this.structure.chunkOf(entity);
    const archetype = this.structure.archetypeOf(chunk);
    this.#moveAlong(entity, chunk, this.storage.edgeByAdding(archetype, component));
  }

  /** Moves a row to where it lacks a component, or the tag of a relation, that it has. */
  moveRemoving(entity: Entity, component: AnyComponent): void {
    const chunk = this.structure.chunkOf(entity);
    const archetype = this.structure.archetypeOf(chunk);
    this.#moveAlong(entity, chunk, this.storage.edgeByRemoving(archetype, component));
  }

  #moveAlong(entity: Entity, chunk: Chunk, edge: Edge): Chunk {
    if (!edge.target.hasRoom) this.storage.ensureRows(edge.target, 1);
    return this.structure.moveRow(entity, chunk, this.structure.rowOf(entity), edge);
  }

  /** Writes checked values into a row that has the component. */
  write(
    entity: Entity,
    chunk: Chunk,
    component: AnyComponent,
    values: ComponentValue["values"],
  ): void {
    const slot = chunk.set.slotOf(component);
    if (slot <= 0) {
      if (component.isSparse) this.#told.write(entity, component, values);
      return;
    }
    const row = this.structure.rowOf(entity);
    writeValues(chunk, row, component, values);
    chunk.stampRowWritten(slot, row);
    this.structure.observers?.queue.given(component, chunk, row, row + 1);
  }

  /** Carries out one entity's recorded commands as a single move. */
  applyChain(buffer: CommandBuffer, entity: Entity, first: number): void {
    const payload = buffer.payloadOf(first);
    if (payload !== undefined && componentOf(payload).pairRules !== undefined) {
      pairRulesOf(componentOf(payload))?.apply(this, buffer, entity, first);
      return;
    }
    const chunk = this.structure.chunkOf(entity);
    const source = this.structure.archetypeOf(chunk);
    const target = this.#foldTarget(buffer, entity, first, source);
    if (target !== undefined) {
      if (target !== source && !target.hasRoom) this.storage.ensureRows(target, 1);
      if (this.#addsSparse) this.#sparse.ensureChain(buffer, first, entity, target);
    }
    // May be refused, or find no room, and then nothing is dropped yet.
    if (target === undefined) this.structure.despawn(entity);
    buffer.droppedCount += this.#lostSets;
    if (target === undefined) {
      buffer.dropAfter(this.#despawn);
      return;
    }
    const row = this.structure.rowOf(entity);
    const isMove = target !== source;
    const plan = isMove ? this.structure.observers?.beforeMove(chunk, row, target) : undefined;
    this.#told.beginChain(buffer, first, entity, isMove ? target : undefined);
    const edge = isMove ? this.storage.edgeBetween(source, target) : undefined;
    const now = edge ? this.structure.relocate(entity, chunk, row, edge, plan) : chunk;
    this.#writeChain(buffer, first, source, entity, now);
    this.#told.endChain(entity);
  }

  /** Where the commands lead, or undefined when the entity is despawned by one of them. */
  #foldTarget(
    buffer: CommandBuffer,
    entity: Entity,
    first: number,
    source: Archetype,
  ): Archetype | undefined {
    let target = source;
    this.#addsSparse = false;
    this.#lostSets = 0;
    for (let i = first; i !== 0; i = buffer.nextOf(i)) {
      const kind = buffer.kindOf(i);
      if (kind === Command.Despawn) {
        this.#despawn = i;
        return undefined;
      }
      const component = componentOf(buffer.payloadOf(i));
      target = this.#step(target, kind, component);
      if (kind !== Command.Set || target.set.slotOf(component) !== 0) continue;
      if (component.isSparse && this.#hasSparse(buffer, entity, first, i, component)) continue;
      this.#lostSets++; // what it was to write was removed by a bulk change that came between
    }
    return target;
  }

  /** Whether the entity has a sparse component when the turn of command `until` comes. */
  #hasSparse(
    buffer: CommandBuffer,
    entity: Entity,
    first: number,
    until: number,
    component: AnyComponent,
  ): boolean {
    let has = this.#sparse.has(entity, component);
    for (let i = first; i !== until; i = buffer.nextOf(i)) {
      const kind = buffer.kindOf(i);
      if (kind !== Command.Set && componentOf(buffer.payloadOf(i)) === component)
        has = kind === Command.Add;
    }
    return has;
  }

  #step(from: Archetype, kind: Command, component: AnyComponent): Archetype {
    const has = from.set.slotOf(component) !== 0;
    if (kind === Command.Add && !has) {
      if (!component.isSparse) return this.storage.edgeByAdding(from, component).target;
      this.#addsSparse = true;
    }
    if (kind === Command.Remove && has) return this.storage.edgeByRemoving(from, component).target;
    return from;
  }

  /** Replays the values in recorded order; a component removed and added again starts from its defaults. */
  #writeChain(
    buffer: CommandBuffer,
    first: number,
    source: Archetype,
    entity: Entity,
    chunk: Chunk,
  ): void {
    let set = source;
    const { observers } = this.structure;
    const mark = observers?.queue.givenCount ?? 0;
    for (let i = first; i !== 0; i = buffer.nextOf(i)) {
      const kind = buffer.kindOf(i);
      const input = buffer.payloadOf(i);
      const component = componentOf(input);
      if (component.isSparse) {
        this.#told.replay(kind, entity, component, input, mark);
        continue;
      }
      const before = set;
      set = this.#step(set, kind, component);
      if (kind === Command.Remove) {
        observers?.queue.takeBack(component, mark);
        continue;
      }
      if (kind === Command.Enable || kind === Command.Disable) {
        this.switchOff(entity, chunk, component, kind === Command.Disable);
        continue;
      }
      for (let j = 0; j < component.requires.length; j++) {
        const required = component.requires[j];
        if (before.set.slotOf(required) === 0) this.#startAfresh(entity, chunk, required);
      }
      if (before !== set) this.#startAfresh(entity, chunk, component);
      if (chunk.set.slotOf(component) <= 0) continue;
      if (input instanceof ComponentValue && set.set.slotOf(component) > 0)
        this.write(entity, chunk, component, input.values);
      else if (before !== set && source.set.slotOf(component) > 0) {
        // Neither added nor removed in the end, but with other values.
        const row = this.structure.rowOf(entity);
        observers?.queue.given(component, chunk, row, row + 1);
      }
    }
  }

  /** Switches a toggle component off or on, where the row has it. */
  switchOff(entity: Entity, chunk: Chunk, component: AnyComponent, off: boolean): void {
    const toggle = chunk.set.toggleOf(component);
    if (toggle >= 0) switchRow(chunk, toggle, this.structure.rowOf(entity), off);
  }

  /** Gives a component its defaults, where the row has it in the end. */
  #startAfresh(entity: Entity, chunk: Chunk, component: AnyComponent): void {
    if (component.isToggle) this.switchOff(entity, chunk, component, false);
    const slot = chunk.set.slotOf(component);
    if (slot <= 0) return;
    const row = this.structure.rowOf(entity);
    fillRowDefaults(chunk, chunk.set.freshColumnsOf(slot), row);
    chunk.stampRowWritten(slot, row);
  }
}
