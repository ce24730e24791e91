/**
 * Names: unique names of entities, to find them by: `byName(world, "player")`.
 *
 * For the few that somebody has to find: the player, the camera, what a level file refers to. A text
 * that many share is a component's field. Functions and not methods of the world, so that a
 * program without names does not carry them along.
 *
 * Invariant: at most one living entity has a name. The death of its holder frees it by itself.
 */
import { EcsError } from "../base/errors.ts";
import type { Entity } from "../base/ids.ts";
import { Interner } from "../memory/interner.ts";
import type { MemoryUser, PartMemory } from "../memory/memory-user.ts";
import { deadEntity } from "./entity-errors.ts";
import type { World } from "./world.ts";

/**
 * Two arrays that point at each other. Nothing has to be done when an entity dies: a handle is
 * given out once, so one that is dead, or is another's, shows itself.
 */
class NameTable implements MemoryUser {
  readonly label = "names";
  readonly interner = new Interner({ name: "names" });
  /** By name id: the entity that took the name last, alive or dead; 0 for none. */
  holders: Uint32Array = new Uint32Array(16);
  /** By entity index: the id of the name that the index's entity took last; 0 for none. */
  nameIds: Uint32Array = new Uint32Array(64);

  memory(): readonly PartMemory[] {
    const { label, interner, holders, nameIds } = this;
    const bytes = interner.textBytes + holders.byteLength + nameIds.byteLength;
    const usedBytes = interner.textBytes + interner.count * 4 + nameIds.byteLength;
    return [{ label, place: "heap", bytes, usedBytes, peakBytes: usedBytes }]; // it never shrinks
  }
}

const KEY = {};
const makeTable = (world: World): NameTable => {
  const table = new NameTable();
  world.addMemoryUser(table);
  return table;
};

function tableOf(world: World): NameTable {
  return world.extension(KEY, makeTable);
}

function indexOf(world: World, entity: Entity): number {
  return entity >>> world.storage.index.generationBits;
}

/** Where the array is too short for `index`, a longer one with the same items. */
function reaching(array: Uint32Array, index: number): Uint32Array {
  if (index < array.length) return array;
  const longer = new Uint32Array(Math.max(index + 1, array.length * 2));
  longer.set(array);
  return longer;
}

/**
 * Gives a living entity a name, in place of the one it had. At once, also inside an iteration. 50 ns.
 *
 * Names are interned and texts stay for good: give names that come again, not ever new ones.
 * @throws {EcsError} E101 dead entity · E140 another living entity has the name · E141 no name · E014 16
 *   million different names. Nothing changes.
 */
export function setName(world: World, entity: Entity, name: string): void {
  if (!world.isAlive(entity)) throw deadEntity("setName", entity, world.storage);
  if (typeof name !== "string" || name === "") {
    throw new EcsError(
      "E141",
      `setName: the name of entity ${world.storage.index.describe(entity)} is ${JSON.stringify(name)}. ` +
        "Pass a string that is not empty, or call removeName(world, entity).",
    );
  }
  const holder = byName(world, name);
  if (holder === entity) return;
  if (holder !== undefined) throw nameTaken(world, entity, name, holder);
  const table = tableOf(world);
  const id = table.interner.intern(name);
  const index = indexOf(world, entity);
  const holders = reaching(table.holders, id);
  table.nameIds = reaching(table.nameIds, index);
  table.holders = holders;
  // The entity's name so far, unless it is of an entity that had the index before or another's since.
  const before = table.nameIds[index];
  if (holders[before] === entity) holders[before] = 0;
  holders[id] = entity;
  table.nameIds[index] = id;
}

/** The name of a living entity; undefined where it has none or is dead. 10 ns. */
export function nameOf(world: World, entity: Entity): string | undefined {
  if (!world.isAlive(entity)) return undefined;
  const { interner, holders, nameIds } = tableOf(world);
  const id = nameIds[indexOf(world, entity)];
  return id !== undefined && holders[id] === entity ? interner.textOf(id) : undefined;
}

/** The living entity that has this name, or undefined. 30 ns; adds nothing for a name that nobody ever had. */
export function byName(world: World, name: string): Entity | undefined {
  const { interner, holders } = tableOf(world);
  const id = interner.idOf(name);
  if (id === undefined) return undefined;
  const holder = holders[id] as Entity;
  return world.isAlive(holder) ? holder : undefined;
}

/** Takes a living entity's name away; nothing happens where it has none. @throws {EcsError} E101 dead entity */
export function removeName(world: World, entity: Entity): void {
  if (!world.isAlive(entity)) throw deadEntity("removeName", entity, world.storage);
  const { holders, nameIds } = tableOf(world);
  const id = nameIds[indexOf(world, entity)];
  if (id !== undefined && holders[id] === entity) holders[id] = 0;
}

function nameTaken(world: World, entity: Entity, name: string, holder: Entity): EcsError {
  const { index } = world.storage;
  return new EcsError(
    "E140",
    `setName: entity ${index.describe(entity)} cannot be "${name}", because entity ${index.describe(holder)} is and lives. ` +
      `Give one of them another name, or call removeName(world, entity) on the one that has it.`,
  );
}
