/**
 * NamedWorld: what a program calls entities and texts by: names and numbers; that part of `World`.
 */
import type { Entity } from "../base/ids.ts";
import type { MemoryUser } from "../memory/memory-user.ts";
import type { Storage } from "../storage/storage.ts";
import { Names } from "./names.ts";
import { SwitchableWorld } from "./switchable-world.ts";

export abstract class NamedWorld extends SwitchableWorld {
  /** @internal */
  abstract readonly storage: Storage;
  /** Made when an entity is named first. */
  #names: Names | undefined;

  abstract addMemoryUser(user: MemoryUser): () => void;

  /**
   * The number that stands for a text in the columns of this world's `string` fields: compare it with
   * what a column holds, or write it there. Good for as long as the world lives; ask once, outside the
   * loop. 20 ns.
   *
   * For texts that the program names, not for ever new ones: what is asked for here is never let go.
   * @throws {EcsError} E013 not a string · E014 16 million different strings
   */
  stringId(text: string): number {
    return this.storage.codec.strings.keep(text);
  }

  /**
   * The text that a number in a column of a `string` field stands for. 8 ns.
   *
   * Valid for ids that rows hold, and those of `stringId`; `shrink` lets go of all others.
   * @throws {EcsError} E147 no string has this id
   */
  stringOf(id: number): string {
    return this.storage.codec.strings.textOf(id);
  }

  /**
   * Gives a living entity a name that nobody else has, in place of the one it had. At once, also inside
   * an iteration. 50 ns. The entity's death frees the name.
   *
   * Names are interned and texts stay for good: give names that come again, not ever new ones.
   * @throws {EcsError} E101 dead entity · E140 another living entity has the name · E141 no name · E014 16
   *   million different names. Nothing changes.
   */
  setName(entity: Entity, name: string): void {
    this.#takeNames().set(entity, name);
  }

  /** The name of a living entity; undefined where it has none or is dead. 10 ns. */
  nameOf(entity: Entity): string | undefined {
    return this.#names?.of(entity);
  }

  /** The living entity that has this name, or undefined. 30 ns; adds nothing for a name that nobody ever had. */
  byName(name: string): Entity | undefined {
    return this.#names?.find(name);
  }

  /** Takes a living entity's name away; nothing happens where it has none. @throws {EcsError} E101 dead entity */
  removeName(entity: Entity): void {
    this.#takeNames().remove(entity);
  }

  #takeNames(): Names {
    if (this.#names === undefined) {
      this.#names = new Names(this.storage);
      this.addMemoryUser(this.#names);
    }
    return this.#names;
  }
}
