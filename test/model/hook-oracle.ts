/**
 * HookOracle: predicts what hooks are told, in which order, and what they find: a world of Maps that knows
 * the rules of the guide and none of the engine.
 *
 * On the way out everything is told before a change, on the way in after it; inside hooks structural changes
 * wait, values are given at once and told later.
 */
import { type Command, HookChanges } from "./hook-changes.ts";
import { type Hook, type Part, QUERIES, SPARSE } from "./hook-operations.ts";
import type { HookProgram, HookTarget } from "./hook-program.ts";
import { partsIn } from "./hook-rows.ts";
import { matches, type Observer } from "./hook-telling.ts";
import { partOf } from "./hook-world.ts";

type Group =
  | { readonly nth: number; readonly commands: Command[] }
  | { readonly nth: undefined; readonly run: () => void };

const MOMENTS = ["onSpawn", "onAdd", "onSet", "onEnter", "onExit", "onRemove", "onDespawn"];

export class HookOracle implements HookTarget {
  readonly log: string[] = [];
  readonly #changes: HookChanges;
  #groups: Group[] = [];

  constructor(program: HookProgram) {
    this.#changes = new HookChanges(program);
  }

  spawnedCount(): number {
    return this.#changes.entities.length;
  }

  isAlive(nth: number): boolean {
    return this.#changes.entities[nth] !== undefined;
  }

  describe(nth: number): string {
    const parts = this.#changes.partsOf(nth);
    const words = [0, 1, 2, 3].map((id) =>
      id === 2 && parts.has(2) ? "T" : (parts.get(id) ?? "-"),
    );
    return `${nth}: ${words.join(" ")}`;
  }

  spawn(parts: readonly Part[]): void {
    this.#changes.spawnSome(1, parts);
    this.#settle();
  }

  spawnMany(count: number, parts: readonly Part[]): void {
    this.#changes.spawnSome(count, parts);
    if (this.#changes.telling.depth === 0) this.#flush();
  }

  despawn(nth: number): void {
    if (this.#changes.telling.depth > 0) this.#record(nth, { kind: "despawn" });
    else {
      this.#changes.end(nth);
      this.#settle();
    }
  }

  add(nth: number, part: Part): void {
    this.#command(nth, { kind: "add", part });
  }

  remove(nth: number, part: number): void {
    this.#command(nth, { kind: "remove", part });
  }

  set(nth: number, part: number, value: number): void {
    const parts = this.#changes.partsOf(nth);
    const pending = this.#groups.filter((group) => group.nth === nth);
    if (this.#changes.telling.depth > 0 && pending.length > 0) {
      let has = parts.has(part);
      for (const group of pending) {
        for (const one of group.nth === undefined ? [] : group.commands) {
          if (one.kind === "add" && one.part.part === part) has = true;
          if (one.kind === "remove" && one.part === part) has = false;
        }
      }
      if (!has) throw new Error("set: entity lacks it");
      this.#record(nth, { kind: "set", part, value });
      return;
    }
    if (!parts.has(part)) throw new Error("set: entity lacks it");
    parts.set(part, value);
    this.#changes.give(part, [nth]);
    this.#settle();
  }

  change(query: number, added: readonly Part[], removed: readonly number[]): void {
    this.#bulk(() => this.#changes.changeNow(query, added, removed));
  }

  setMany(query: number, part: number, value: number): void {
    this.#bulk(() => {
      const matched = this.#changes.matched(query);
      if (part === SPARSE)
        this.#changes.setAll(
          matched.flatMap(([, rows]) => rows),
          part,
          value,
        );
      else for (const [, rows] of matched) this.#changes.setAll([...rows], part, value);
    });
  }

  despawnMany(query: number): void {
    this.#bulk(() => {
      const matched = this.#changes.matched(query);
      for (const [key, rows] of matched) this.#changes.telling.tellOut([...rows], key, undefined);
      for (const [, rows] of matched) {
        for (const nth of rows) {
          this.#changes.rows.removeFromStore(nth);
          this.#changes.entities[nth] = undefined;
        }
        rows.length = 0;
      }
    });
  }

  loop(run: () => void): void {
    const isEmpty = [...this.#changes.rows.rows.values()].every((rows) => rows.length === 0);
    this.#changes.telling.depth++;
    if (!isEmpty) run();
    this.#changes.telling.depth--;
    this.#flush();
  }

  subscribe(id: number, hook: Hook): void {
    const isQuery = hook.moment === "onEnter" || hook.moment === "onExit";
    const isAny = hook.moment === "onSpawn" || hook.moment === "onDespawn";
    const about = isQuery ? hook.about % QUERIES.length : partOf(hook.moment, hook.about);
    const bornIn = this.#changes.telling.isTelling ? this.#changes.telling.change : 0;
    const observer = { id, moment: hook.moment, about: isAny ? -1 : about, bornIn, isActive: true };
    this.#changes.telling.observers.push(observer);
    if (hook.replay && MOMENTS.indexOf(hook.moment) < 4) this.#replay(observer);
    try {
      this.#settle();
    } catch (error) {
      this.unsubscribe(id);
      throw error;
    }
  }

  unsubscribe(id: number): void {
    const at = this.#changes.telling.observers.findIndex((one) => one.id === id);
    this.#changes.telling.observers[at].isActive = false;
    this.#changes.telling.observers.splice(at, 1);
  }

  /** A change of one entity that has just been asked for. */
  #command(nth: number, command: Command): void {
    if (this.#changes.telling.depth > 0) {
      this.#record(nth, command);
      return;
    }
    this.#changes.apply(nth, [command]);
    this.#settle();
  }

  #record(nth: number, command: Command): void {
    for (let i = this.#groups.length - 1; i >= 0; i--) {
      const group = this.#groups[i];
      if (group.nth === undefined) break;
      if (group.nth !== nth) continue;
      group.commands.push(command);
      return;
    }
    this.#groups.push({ nth, commands: [command] });
  }

  #bulk(run: () => void): void {
    if (this.#changes.telling.depth > 0) this.#groups.push({ nth: undefined, run });
    else {
      run();
      this.#settle();
    }
  }

  #settle(): void {
    if (this.#changes.telling.isTelling) return;
    this.#changes.telling.deliver();
    if (this.#changes.telling.depth > 0) this.#changes.telling.rethrow();
    else if (this.#changes.telling.hasTold) this.#flush();
  }

  #flush(): void {
    this.#changes.telling.depth++;
    this.#changes.telling.deliver();
    this.#join();
    for (let group = this.#groups.shift(); group !== undefined; group = this.#groups.shift()) {
      if (group.nth === undefined) group.run();
      else this.#changes.apply(group.nth, group.commands);
      this.#changes.telling.deliver();
      this.#join();
    }
    this.#changes.telling.depth--;
    this.#changes.telling.hasTold = false;
    this.#changes.telling.rethrow();
  }

  #join(): void {
    while (this.#changes.waiting.size > 0) {
      const joining = this.#changes.waiting;
      const givings = this.#changes.waitingGivings;
      this.#changes.waiting = new Map();
      this.#changes.waitingGivings = [];
      for (const [key, nths] of joining) {
        this.#changes.rows.rowsOf(key).push(...nths);
        this.#changes.telling.arrive(nths, undefined, key);
      }
      for (const [part, nths] of givings) this.#changes.give(part, nths);
      this.#changes.telling.deliver();
    }
  }

  #replay(observer: Observer): void {
    const { moment, about } = observer;
    const isIn = (key: string) => {
      if (moment === "onSpawn") return true;
      return moment === "onEnter" ? matches(about, key) : partsIn(key).includes(about);
    };
    const waits = new Set([...this.#changes.waiting.values()].flat());
    const isSparse = moment !== "onEnter" && about === SPARSE;
    const found = isSparse
      ? this.#changes.rows.store.filter((nth) => !waits.has(nth))
      : this.#changes.rows.replayed(isIn);
    this.#changes.telling.replay(observer, found);
  }
}
