/**
 * NameTable: which systems a name stands for, be it a system's own or that of a set.
 *
 * Invariant: no name is both, and a name that is neither is an error rather than an order that has
 * no effect.
 */
import { EcsError } from "../base/errors.ts";
import type { System } from "./system.ts";

export class NameTable {
  readonly #verb: string;
  readonly #systems = new Map<string, number>();
  readonly #sets = new Map<string, number[]>();
  /** Names of systems and sets that were in the schedule once; orders may still mention them. */
  readonly #former: ReadonlySet<string>;

  /** @throws {EcsError} E212 a name stands for two things */
  constructor(systems: readonly System[], former: ReadonlySet<string>, verb: string) {
    this.#verb = verb;
    this.#former = former;
    for (const [i, { name }] of systems.entries()) {
      if (this.#systems.has(name)) {
        throw new EcsError(
          "E212",
          `${verb}: two systems are called "${name}". Rename one, or use schedule.replace("${name}", ...) for a newer version.`,
        );
      }
      this.#systems.set(name, i);
    }
    for (const [i, { name, sets }] of systems.entries()) {
      for (const set of sets) this.#join(set, i, name);
    }
  }

  /** Indices of the systems behind a name. @throws {EcsError} E213 no such name */
  find(name: string, asker: System, relation: string): readonly number[] {
    const own = this.#systems.get(name);
    if (own !== undefined) return [own];
    const members = this.#sets.get(name);
    if (members !== undefined) return members;
    if (this.#former.has(name)) return [];
    const known = this.names().filter((one) => one !== asker.name);
    const hint = known.length === 0 ? "there are no others" : `there are ${quoted(known)}`;
    throw new EcsError(
      "E213",
      `${this.#verb}: system "${asker.name}" says ${relation}: "${name}", and no system or set is called that. Correct the name (${hint}), or add such a system.`,
    );
  }

  isSet(name: string): boolean {
    return this.#sets.has(name);
  }

  names(): string[] {
    return [...this.#systems.keys(), ...this.#sets.keys()];
  }

  #join(set: string, index: number, name: string): void {
    if (this.#systems.has(set)) {
      throw new EcsError(
        "E212",
        `${this.#verb}: system "${name}" is in set "${set}", and a system is called "${set}" too. Rename one of them.`,
      );
    }
    const members = this.#sets.get(set);
    if (members === undefined) this.#sets.set(set, [index]);
    else members.push(index);
  }
}

export function quoted(names: readonly string[]): string {
  return names.map((name) => `"${name}"`).join(", ");
}
