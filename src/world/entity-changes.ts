/**
 * EntityChanges: structural changes of single entities, at once or folded from recorded commands.
 *
 * Invariant: a call or a chain of commands either happens whole or throws before it changed anything.
 */
import { EcsError } from "../base/errors.ts";
import type { Entity } from "../base/ids.ts";
import type { Archetype } from "../storage/archetype.ts";
import type { Chunk } from "../storage/chunk.ts";
import {
  type AnyComponent,
  type ComponentInput,
  ComponentValue,
  componentOf,
  isComponent,
} from "../storage/component.ts";
import { chunkIdOf } from "../storage/entity-index.ts";
import { fillRowDefaults, writeValues } from "../storage/row-values.ts";
import type { Storage } from "../storage/storage.ts";
import { Command, type CommandBuffer } from "./command-buffer.ts";
import type { Structure } from "./structure.ts";

export class EntityChanges {
  readonly #storage: Storage;
  readonly #structure: Structure;

  constructor(storage: Storage, structure: Structure) {
    this.#storage = storage;
    this.#structure = structure;
  }

  /** Adds a component; where the entity has it already, only given values are written. */
  add(entity: Entity, input: ComponentInput): void {
    const component = componentOf(input);
    let chunk = this.#structure.chunkOf(entity);
    if (chunk.set.slotOf(component) === 0) {
      const edge = this.#storage.edgeByAdding(this.#structure.archetypeOf(chunk), component);
      if (!edge.target.hasRoom) this.#storage.ensureRows(edge.target, 1);
      chunk = this.#structure.moveRow(entity, chunk, this.#structure.rowOf(entity), edge);
    }
    if (input instanceof ComponentValue) this.write(entity, chunk, component, input.values);
  }

  remove(entity: Entity, component: AnyComponent): void {
    const chunk = this.#structure.chunkOf(entity);
    if (chunk.set.slotOf(component) === 0) return;
    const edge = this.#storage.edgeByRemoving(this.#structure.archetypeOf(chunk), component);
    if (!edge.target.hasRoom) this.#storage.ensureRows(edge.target, 1);
    this.#structure.moveRow(entity, chunk, this.#structure.rowOf(entity), edge);
  }

  /** Writes checked values into a row that has the component. */
  write(
    entity: Entity,
    chunk: Chunk,
    component: AnyComponent,
    values: ComponentValue["values"],
  ): void {
    const slot = chunk.set.slotOf(component);
    if (slot <= 0) return;
    const row = this.#structure.rowOf(entity);
    writeValues(chunk, row, component, values);
    chunk.stampRow(slot, row);
  }

  /** Carries out one entity's recorded commands as a single move. */
  applyChain(buffer: CommandBuffer, entity: Entity, first: number): void {
    const chunk = this.#structure.chunkOf(entity);
    const source = this.#structure.archetypeOf(chunk);
    const target = this.#foldTarget(buffer, first, source);
    if (target === undefined) {
      this.#structure.despawn(entity);
      return;
    }
    let now = chunk;
    if (target !== source) {
      if (!target.hasRoom) this.#storage.ensureRows(target, 1);
      const edge = this.#storage.edgeBetween(source, target);
      now = this.#structure.moveRow(entity, chunk, this.#structure.rowOf(entity), edge);
    }
    this.#writeChain(buffer, first, source, entity, now);
  }

  /** Where the commands lead, or undefined when the entity is despawned by one of them. */
  #foldTarget(buffer: CommandBuffer, first: number, source: Archetype): Archetype | undefined {
    let target = source;
    for (let i = first; i !== 0; i = buffer.nextOf(i)) {
      const kind = buffer.kindOf(i);
      if (kind === Command.Despawn) {
        buffer.dropAfter(i);
        return undefined;
      }
      target = this.#step(target, kind, componentOf(buffer.payloadOf(i)));
    }
    return target;
  }

  #step(from: Archetype, kind: Command, component: AnyComponent): Archetype {
    const has = from.set.slotOf(component) !== 0;
    if (kind === Command.Add && !has) return this.#storage.edgeByAdding(from, component).target;
    if (kind === Command.Remove && has) return this.#storage.edgeByRemoving(from, component).target;
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
    for (let i = first; i !== 0; i = buffer.nextOf(i)) {
      const kind = buffer.kindOf(i);
      const input = buffer.payloadOf(i);
      const component = componentOf(input);
      const before = set;
      set = this.#step(set, kind, component);
      if (kind === Command.Remove) continue;
      for (let j = 0; j < component.requires.length; j++) {
        const required = component.requires[j];
        if (before.set.slotOf(required) === 0) this.#startAfresh(entity, chunk, required);
      }
      const slot = chunk.set.slotOf(component);
      if (slot <= 0) continue;
      if (before !== set) this.#startAfresh(entity, chunk, component);
      if (input instanceof ComponentValue && set.set.slotOf(component) > 0)
        this.write(entity, chunk, component, input.values);
    }
  }

  /** Gives a component its defaults, where the row has columns for it in the end. */
  #startAfresh(entity: Entity, chunk: Chunk, component: AnyComponent): void {
    const slot = chunk.set.slotOf(component);
    if (slot <= 0) return;
    const row = this.#structure.rowOf(entity);
    fillRowDefaults(chunk, chunk.set.freshColumnsOf(slot), row);
    chunk.stampRow(slot, row);
  }
}

/** An error about an entity that is not alive, naming what its index is now. */
export function deadEntity(verb: string, entity: Entity, storage: Storage): EcsError {
  if (typeof entity !== "number" || !Number.isInteger(entity)) {
    return new EcsError(
      "E101",
      `${verb}: ${String(entity)} is not an entity. Pass a handle that spawn() returned.`,
    );
  }
  const { index } = storage;
  return new EcsError(
    "E101",
    `${verb}: entity ${index.describe(entity)} is dead (${index.describeIndex(entity)}). Check world.isAlive(entity) first.`,
  );
}

/** An error about a component that an entity does not have, naming those it has. */
export function lacksComponent(
  verb: string,
  entity: Entity,
  component: AnyComponent,
  storage: Storage,
): EcsError {
  if (!isComponent(component)) {
    return new EcsError(
      "E113",
      `${verb}: ${String(component)} is not a component. Pass what component() returned.`,
    );
  }
  if (component.isTag) {
    return new EcsError(
      "E102",
      `${verb}: ${component.label} is a tag and holds no values. Use world.has(entity, ${component.label}).`,
    );
  }
  const { index } = storage;
  const chunk = storage.chunks[chunkIdOf(index.locationOf(entity))] as Chunk;
  return new EcsError(
    "E102",
    `${verb}: entity ${index.describe(entity)} has ${chunk.set.describe()}, not ${component.label}. Add it first, or check world.has(entity, ${component.label}).`,
  );
}
