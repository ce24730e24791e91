/**
 * HookChanges: what the oracle's changes do to its entities, and who is to be told: at once, each as a whole.
 *
 * When they happen, and what waits, is for `HookOracle`.
 */
import { type Part, SPARSE } from "./hook-operations.ts";
import type { HookProgram } from "./hook-program.ts";
import { HookRows, keyOf } from "./hook-rows.ts";
import { HookTelling, matches } from "./hook-telling.ts";

type Parts = Map<number, number>;

export type Command =
  | { readonly kind: "add"; readonly part: Part }
  | { readonly kind: "set"; readonly part: number; readonly value: number }
  | { readonly kind: "remove"; readonly part: number }
  | { readonly kind: "despawn" };
const DEFAULT = -1;

export class HookChanges {
  readonly telling: HookTelling;
  readonly entities: (Parts | undefined)[] = [];
  readonly rows = new HookRows();
  waiting = new Map<string, number[]>();
  waitingGivings: [part: number, nth: number[]][] = [];

  constructor(program: HookProgram) {
    this.telling = new HookTelling(program, (nth) => this.partsOf(nth).has(SPARSE));
  }

  partsOf(nth: number): Parts {
    return this.entities[nth] as Parts;
  }

  keyOf(nth: number): string {
    return keyOf(this.partsOf(nth).keys());
  }

  spawnSome(count: number, parts: readonly Part[]): void {
    const key = this.rows.reach(
      "",
      parts.map(({ part }) => part),
      [],
    );
    const spawned: number[] = [];
    for (let i = 0; i < count; i++) {
      const nth = this.entities.length;
      spawned.push(nth);
      this.entities.push(new Map(parts.map(({ part, value }) => [part, value ?? DEFAULT])));
      if (parts.some(({ part }) => part === SPARSE)) this.rows.store.push(nth);
    }
    if (count === 0) return;
    if (this.telling.depth > 0)
      this.waiting.set(key, [...(this.waiting.get(key) ?? []), ...spawned]);
    else {
      this.rows.rowsOf(key).push(...spawned);
      this.telling.arrive(spawned, undefined, key);
    }
    for (const { part, value } of parts) {
      if (value === undefined) continue;
      this.give(part, spawned);
    }
  }

  /** Commands of one entity, as a single move. */
  apply(nth: number, commands: readonly Command[]): void {
    if (this.entities[nth] === undefined) return;
    const before = this.keyOf(nth);
    const had = new Map(this.partsOf(nth));
    const after = new Map(had);
    let given: number[] = [];
    let key = before;
    for (const command of commands) {
      if (command.kind === "despawn") {
        this.end(nth);
        return;
      }
      const id = command.kind === "add" ? command.part.part : command.part;
      if (command.kind === "remove") {
        key = this.rows.reach(key, [], [id]);
        after.delete(id);
        given = given.filter((one) => one !== id);
        continue;
      }
      const value = command.kind === "add" ? command.part.value : command.value;
      const isNew = !after.has(id);
      if (isNew && command.kind === "set") continue;
      if (isNew) {
        key = this.rows.reach(key, [id], []);
        after.set(id, DEFAULT);
      }
      if (value !== undefined && id !== 2) after.set(id, value);
      if (value !== undefined || (isNew && had.has(id))) given.push(id);
    }
    if (key !== before) this.telling.tell(this.telling.out(before, key), [nth]);
    if (had.has(SPARSE) && !after.has(SPARSE))
      this.telling.tell(this.telling.about("onRemove", SPARSE), [nth]);
    // What hooks on the way out have set is overwritten by what was given, not by what was not.
    const now = this.partsOf(nth);
    for (const [id, value] of after) {
      const isKept =
        now.has(id) &&
        !given.includes(id) &&
        !commands.some((one) => one.kind === "remove" && one.part === id);
      if (!isKept) now.set(id, value);
    }
    for (const id of [...now.keys()]) if (!after.has(id)) now.delete(id);
    if (key !== before) {
      this.rows.append(key, nth);
      this.rows.remove(before, nth);
      this.telling.arrive([nth], before, key);
    }
    this.keepStore(nth, commands);
    for (const id of given) this.give(id, [nth]);
    if (!had.has(SPARSE) && after.has(SPARSE)) this.telling.arriveSparse([nth]);
  }

  keepStore(nth: number, commands: readonly Command[]): void {
    const { store } = this.rows;
    for (const command of commands) {
      if (command.kind === "add" && command.part.part === SPARSE && !store.includes(nth))
        store.push(nth);
      if (command.kind === "remove" && command.part === SPARSE) this.rows.removeFromStore(nth);
    }
  }

  end(nth: number): void {
    const key = this.keyOf(nth);
    this.telling.tellOut([nth], key, undefined);
    this.rows.removeFromStore(nth);
    this.rows.remove(key, nth);
    this.entities[nth] = undefined;
  }

  changeNow(query: number, added: readonly Part[], removed: readonly number[]): void {
    const ids = added.map(({ part }) => part);
    const moves = this.matched(query).map(([from, rows]) => ({
      from,
      to: this.rows.reach(from, ids, removed),
      rows: [...rows],
    }));
    const all = moves.flatMap(({ rows }) => rows);
    for (const { from, to, rows } of moves) if (from !== to) this.telling.tellOut(rows, from, to);
    if (removed.includes(SPARSE))
      this.telling.tell(
        this.telling.about("onRemove", SPARSE),
        all.filter((nth) => this.partsOf(nth).has(SPARSE)),
      );
    for (const nth of removed.includes(SPARSE) ? all : []) {
      this.rows.removeFromStore(nth);
      this.partsOf(nth).delete(SPARSE);
    }
    const dense = added.filter(({ part }) => part !== SPARSE);
    for (const { from, to, rows } of moves) if (from === to) this.giveAll(dense, rows);
    for (const { from, to, rows } of moves) {
      for (const nth of rows) {
        for (const id of removed) this.partsOf(nth).delete(id);
        write(this.partsOf(nth), dense);
      }
      if (from === to) continue;
      this.rows.moveAll(from, to);
      this.telling.arrive(rows, from, to);
      this.giveAll(dense, rows);
    }
    const sparse = added.filter(({ part }) => part === SPARSE);
    if (sparse.length === 0) return;
    const lacking = all.filter((nth) => !this.partsOf(nth).has(SPARSE));
    this.rows.store.push(...lacking);
    for (const nth of all) write(this.partsOf(nth), sparse);
    this.telling.arriveSparse(lacking);
    this.giveAll(sparse, all);
  }

  setAll(nths: readonly number[], part: number, value: number): void {
    const owners = nths.filter((nth) => this.partsOf(nth).has(part));
    for (const nth of owners) this.partsOf(nth).set(part, value);
    this.give(part, owners);
  }

  /** The archetypes with rows that match, in the order of their appearance. */
  matched(query: number): [string, number[]][] {
    return [...this.rows.rows].filter(([key, rows]) => rows.length > 0 && matches(query, key));
  }

  give(part: number, nths: readonly number[]): void {
    const observers = this.telling.about("onSet", part);
    if (observers.length === 0) return;
    const waits = [...this.waiting.values()].some((rows) => rows.includes(nths[0]));
    if (waits) this.waitingGivings.push([part, [...nths]]);
    else this.telling.give(observers, nths);
  }

  giveAll(parts: readonly Part[], nths: readonly number[]): void {
    for (const { part, value } of parts) if (value !== undefined) this.give(part, nths);
  }
}

function write(parts: Parts, given: readonly Part[]): void {
  for (const { part, value } of given) {
    if (!parts.has(part)) parts.set(part, DEFAULT);
    if (value !== undefined) parts.set(part, value);
  }
}
