/**
 * HookTelling: the order in which the oracle has hooks called: those on the way out at once, the others when
 * a change is complete, and what hooks set in turn.
 */
import { QUERIES, SPARSE } from "./hook-operations.ts";
import type { HookProgram } from "./hook-program.ts";
import { partsIn } from "./hook-rows.ts";

export interface Observer {
  readonly id: number;
  readonly moment: string;
  /** A part or a query. */
  readonly about: number;
  /** The change whose hooks it was subscribed in, if any. */
  bornIn: number;
  isActive: boolean;
}

/** Entities that came to where they are together. */
interface Arrival {
  readonly arrive: readonly Observer[];
  readonly enter: readonly Observer[];
  readonly entities: number[];
  readonly isSpawn: boolean;
}

export class HookTelling {
  readonly observers: Observer[] = [];
  /** Iterations that run, those around hooks included. */
  depth = 0;
  isTelling = false;
  hasTold = false;
  change = 1;
  readonly #program: HookProgram;
  readonly #hasSparse: (nth: number) => boolean;
  #arrivals: Arrival[] = [];
  #givings: [observers: readonly Observer[], nth: readonly number[]][] = [];
  #error: Error | undefined;

  constructor(program: HookProgram, hasSparse: (nth: number) => boolean) {
    this.#program = program;
    this.#hasSparse = hasSparse;
  }

  /** Queues that entities were given values together. */
  give(observers: readonly Observer[], nths: readonly number[]): void {
    this.#givings.push([observers, [...nths]]);
  }

  /** Calls a hook for what is there when it is subscribed. */
  replay(observer: Observer, nths: readonly number[]): void {
    const wasTelling = this.isTelling;
    this.isTelling = true;
    this.depth++;
    for (const nth of [...nths]) this.#call(observer, nth);
    if (!wasTelling) this.#tellGivings();
    this.depth--;
    this.isTelling = wasTelling;
  }

  /** Those who observe a part at a moment, in the order in which they subscribed. */
  about(moment: string, part: number): Observer[] {
    return this.observers.filter((one) => one.moment === moment && one.about === part);
  }

  out(from: string, to: string | undefined): Observer[] {
    const exits = this.observers.filter(
      (one) =>
        one.moment === "onExit" &&
        matches(one.about, from) &&
        !(to !== undefined && matches(one.about, to)),
    );
    const lost = partsIn(from).filter((id) => to === undefined || !partsIn(to).includes(id));
    return [...exits, ...lost.flatMap((id) => this.about("onRemove", id))];
  }

  tellOut(nths: readonly number[], from: string, to: string | undefined): void {
    this.#session(() => {
      this.#callAll(this.out(from, to), nths);
      if (to !== undefined) return;
      const owners = nths.filter((nth) => this.#hasSparse(nth));
      this.#callAll(this.about("onRemove", SPARSE), owners);
      this.#callAll(this.about("onDespawn", -1), nths);
    });
  }

  tell(observers: readonly Observer[], nths: readonly number[]): void {
    this.#session(() => this.#callAll(observers, nths));
  }

  arrive(nths: readonly number[], from: string | undefined, to: string): void {
    const gained = partsIn(to).filter((id) => from === undefined || !partsIn(from).includes(id));
    const spawns = from === undefined ? this.about("onSpawn", -1) : [];
    const enter = this.observers.filter(
      (one) =>
        one.moment === "onEnter" &&
        matches(one.about, to) &&
        !(from !== undefined && matches(one.about, from)),
    );
    const arrive = [...spawns, ...gained.flatMap((id) => this.about("onAdd", id))];
    this.#arrivals.push({ arrive, enter, entities: [...nths], isSpawn: from === undefined });
  }

  arriveSparse(nths: readonly number[]): void {
    const arrive = this.about("onAdd", SPARSE);
    this.#arrivals.push({ arrive, enter: [], entities: [...nths], isSpawn: false });
  }

  deliver(): void {
    this.#session(() => {
      for (const { arrive, entities, isSpawn } of this.#arrivals) {
        this.#callAll(arrive, entities);
        const owners = entities.filter((nth) => this.#hasSparse(nth));
        if (isSpawn) this.#callAll(this.about("onAdd", SPARSE), owners);
      }
      this.#tellGivings();
      for (const { enter, entities } of this.#arrivals) this.#callAll(enter, entities);
      this.#arrivals = [];
    });
    this.change++;
  }

  #tellGivings(): void {
    for (let next = this.#givings.shift(); next !== undefined; next = this.#givings.shift()) {
      for (const observer of next[0]) for (const nth of next[1]) this.#call(observer, nth);
    }
  }

  #session(run: () => void): void {
    this.isTelling = true;
    this.depth++;
    run();
    this.#tellGivings();
    this.depth--;
    this.isTelling = false;
  }

  /** Those who subscribed in a hook of this change are told of later ones. */
  #callAll(observers: readonly Observer[], nths: readonly number[]): void {
    for (const observer of observers) {
      if (observer.bornIn === this.change) continue;
      for (const nth of nths) this.#call(observer, nth);
    }
  }

  #call(observer: Observer, nth: number): void {
    this.hasTold = true;
    if (!observer.isActive) return;
    try {
      this.#program.called(observer.id, nth);
    } catch (error) {
      this.#error ??= error as Error;
    }
  }

  rethrow(): void {
    const error = this.#error;
    this.#error = undefined;
    if (error !== undefined) throw error;
  }
}

export function matches(query: number, key: string): boolean {
  const { has, not } = QUERIES[query];
  const parts = partsIn(key);
  return has.every((id) => parts.includes(id)) && !not.some((id) => parts.includes(id));
}
