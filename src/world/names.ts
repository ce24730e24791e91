/**
 * Names: unique names of entities, to find them by: `world.byName("player")`.
 *
 * For the few that somebody has to find: the player, the camera, what a level file refers to. A text
 * that many share is a component's field.
 *
 * Invariant: at most one living entity has a name. The death of its holder frees it by itself.
 */
import { EcsError } from "../base/errors.ts";
import type { Entity } from "../base/ids.ts";
import { quoted } from "../base/shown.ts";
import { Interner } from "../memory/interner.ts";
import type { MemoryUser, PartMemory } from "../memory/memory-user.ts";
import type { Storage } from "../storage/storage.ts";
import { deadEntity } from "./entity-errors.ts";

/**
 * Two arrays that point at each other. Nothing has to be done when an entity dies: a handle is
 * given out once, so one that is dead, or is another's, shows itself.
 */
export class Names implements MemoryUser {
  readonly label = "names";
  readonly interner = new Interner({ name: "names" });
  /** By name id: the entity that took the name last, alive or dead; 0 for none. */
  holders: Uint32Array = new Uint32Array(16);
  /** By entity index: the id of the name that the index's entity took last; 0 for none. */
  nameIds: Uint32Array = new Uint32Array(64);

  readonly #storage: Storage;

  constructor(storage: Storage) {
    this.#storage = storage;
  }

  memory(): readonly PartMemory[] {
    const { label, interner, holders, nameIds } = this;
    const bytes = interner.textBytes + holders.byteLength + nameIds.byteLength;
    const usedBytes = interner.textBytes + interner.count * 4 + nameIds.byteLength;
    return [{ label, place: "heap", bytes, usedBytes, peakBytes: usedBytes }]; // it never shrinks
  }

  set(entity: Entity, name: string): void {
    const { index } = this.#storage;
    if (!index.isAlive(entity)) throw deadEntity("setName", entity, this.#storage);
    if (typeof name !== "string" || name === "") {
      throw new EcsError(
        "E141",
        `setName: the name of entity ${index.describe(entity)} is ${quoted(name)}. ` +
          "Pass a string that is not empty, or call world.removeName(entity).",
      );
    }
    const holder = this.find(name);
    if (holder === entity) return;
    if (holder !== undefined) throw this.#nameTaken(entity, name, holder);
    const id = this.interner.intern(name);
    const entityIndex = entity >>> index.generationBits;
    const holders = reaching(this.holders, id);
    this.nameIds = reaching(this.nameIds, entityIndex);
    this.holders = holders;
    // The entity's name so far, unless it is of an entity that had the index before or another's since.
    const before = this.nameIds[entityIndex];
    if (holders[before] === entity) holders[before] = 0;
    holders[id] = entity;
    this.nameIds[entityIndex] = id;
  }

  of(entity: Entity): string | undefined {
    const id = this.#heldBy(entity);
    return id === 0 ? undefined : this.interner.textOf(id);
  }

  find(name: string): Entity | undefined {
    const id = this.interner.idOf(name);
    if (id === undefined) return undefined;
    const holder = this.holders[id] as Entity;
    return this.#storage.index.isAlive(holder) ? holder : undefined;
  }

  remove(entity: Entity): void {
    if (!this.#storage.index.isAlive(entity)) {
      throw deadEntity("removeName", entity, this.#storage);
    }
    const id = this.#heldBy(entity);
    if (id !== 0) this.holders[id] = 0;
  }

  /** The id of a living entity's name, 0 for none. */
  #heldBy(entity: Entity): number {
    const { index } = this.#storage;
    if (!index.isAlive(entity)) return 0;
    const id = this.nameIds[entity >>> index.generationBits] ?? 0;
    return this.holders[id] === entity ? id : 0;
  }

  #nameTaken(entity: Entity, name: string, holder: Entity): EcsError {
    const { index } = this.#storage;
    return new EcsError(
      "E140",
      `setName: entity ${index.describe(entity)} cannot be "${name}", because entity ${index.describe(holder)} is and lives. ` +
        `Give one of them another name, or call world.removeName(entity) on the one that has it.`,
    );
  }
}

/** Where the array is too short for `index`, a longer one with the same items. */
function reaching(array: Uint32Array, index: number): Uint32Array {
  if (index < array.length) return array;
  const longer = new Uint32Array(Math.max(index + 1, array.length * 2));
  longer.set(array);
  return longer;
}
