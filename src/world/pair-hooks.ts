/**
 * PairHooks: who hears of every pair of a relation, and telling them.
 *
 * Not to be confused with observers of the relation as a tag, who hear of an entity's first pair and its last.
 * That a pair is about to end is told at once, that it was made when the change is complete.
 *
 * Invariant: whoever heard of a pair's end could hear of its beginning: one that ends before is not told of at all.
 */
import { checkOptions } from "../base/argument-checks.ts";
import type { Entity } from "../base/ids.ts";
import {
  Moment,
  momentName,
  Observer,
  type PairHook,
  type ReplayOptions,
  type Unsubscribe,
} from "../query/observer.ts";
import type { PairHearing, PairTable } from "../storage/pair-table.ts";
import type { HookCalls } from "./hook-calls.ts";
import type { Observers, PairTeller } from "./observers.ts";
import type { PairHost } from "./pair-rules.ts";
import type { World } from "./world.ts";
import { checkWorld } from "./world-check.ts";

/** The rules of a relation, of which no more is asked. */
interface PairTableSource {
  tableFor(host: PairHost): PairTable;
}

export type PairMoment = typeof Moment.PairAdd | typeof Moment.PairRemove;

const NOBODY: readonly Observer[] = [];

class PairHooks implements PairHearing, PairTeller {
  readonly #world: World;
  /** By relation id; lists are replaced, never changed, because a loop may hold one. */
  readonly #adding: (readonly Observer[] | undefined)[] = [];
  readonly #removing: (readonly Observer[] | undefined)[] = [];
  /** Pairs that were made: `#count` of them. */
  readonly #tables: PairTable[] = [];
  readonly #sources: Entity[] = [];
  readonly #targets: Entity[] = [];
  #count = 0;

  constructor(world: World) {
    this.#world = world;
  }

  insert(table: PairTable, observer: Observer): void {
    const list = this.#listOf(observer);
    const { id } = table.kind.relation;
    list[id] = [...(list[id] ?? NOBODY), observer];
    table.hearing = this;
  }

  remove(table: PairTable, observer: Observer): void {
    const list = this.#listOf(observer);
    const { id } = table.kind.relation;
    list[id] = (list[id] ?? NOBODY).filter((other) => other !== observer);
    const isHeard = (this.#adding[id] ?? NOBODY).length + (this.#removing[id] ?? NOBODY).length > 0;
    if (!isHeard) table.hearing = undefined;
  }

  #listOf({ moment }: Observer): (readonly Observer[] | undefined)[] {
    return moment === Moment.PairAdd ? this.#adding : this.#removing;
  }

  made(table: PairTable, source: number, target: number): void {
    const i = this.#count++;
    this.#tables[i] = table;
    this.#sources[i] = source as Entity;
    this.#targets[i] = target as Entity;
  }

  ending(table: PairTable, source: number, target: number): void {
    if (target === 0 || this.#takeBack(table, source, target)) return; // nobody has heard of it
    const hooks = this.#removing[table.kind.relation.id] ?? NOBODY;
    const observers = this.#world.observers;
    if (hooks.length === 0 || observers === undefined) return;
    observers.tellPairs(new Ending(hooks, source as Entity, target as Entity));
  }

  /** Whether the pair was made by the change at hand. Such are few, or the queue is empty. */
  #takeBack(table: PairTable, source: number, target: number): boolean {
    for (let i = this.#count - 1; i >= 0; i--) {
      const isIt = this.#sources[i] === source && this.#targets[i] === target;
      if (!isIt || this.#tables[i] !== table) continue;
      this.#sources[i] = 0 as Entity;
      return true;
    }
    return false;
  }

  deliver(): void {
    if (this.#count > 0) this.#world.observers?.tellPairs(this);
  }

  /** Each hook of a relation hears of all pairs that were made one after the other, before the next hears of any. */
  tell(calls: HookCalls): void {
    for (let first = 0; first < this.#count; ) {
      let end = first + 1;
      while (end < this.#count && this.#tables[end] === this.#tables[first]) end++;
      const hooks = this.#adding[this.#tables[first].kind.relation.id] ?? NOBODY;
      for (let i = 0; i < hooks.length; i++) this.#tellRun(calls, hooks[i], first, end);
      first = end;
    }
    this.#count = 0;
  }

  #tellRun(calls: HookCalls, observer: Observer, first: number, end: number): void {
    if (observer.bornIn === calls.change) return;
    for (let i = first; i < end; i++)
      if (this.#sources[i] !== 0) calls.callPair(observer, this.#sources[i], this.#targets[i]);
  }
}

/** A pair that is about to end. */
class Ending implements PairTeller {
  readonly #hooks: readonly Observer[];
  readonly #source: Entity;
  readonly #target: Entity;

  constructor(hooks: readonly Observer[], source: Entity, target: Entity) {
    this.#hooks = hooks;
    this.#source = source;
    this.#target = target;
  }

  deliver(): void {}

  tell(calls: HookCalls): void {
    for (const observer of this.#hooks)
      if (observer.bornIn !== calls.change) calls.callPair(observer, this.#source, this.#target);
  }
}

/** The pairs that are there, for one who has just subscribed; without those that wait to join. */
class Replay implements PairTeller {
  readonly #table: PairTable;
  readonly #observer: Observer;

  constructor(table: PairTable, observer: Observer) {
    this.#table = table;
    this.#observer = observer;
  }

  deliver(): void {}

  tell(calls: HookCalls): void {
    const { sources, targets, usedEnd } = this.#table;
    const isJoined = this.#table.joined();
    for (let pair = 1; pair < usedEnd; pair++) {
      if (sources[pair] !== 0 && isJoined(pair))
        calls.callPair(this.#observer, sources[pair] as Entity, targets[pair] as Entity);
    }
  }
}

const KEY = {};
const makeHooks = (world: World): PairHooks => new PairHooks(world);

/** Has the hook called for pairs of a relation from now on. @throws {EcsError} E143 no function · E146 `replayExisting` */
export function hearPairs(
  world: World,
  rules: PairTableSource,
  moment: PairMoment,
  hook: PairHook,
  options: ReplayOptions,
): Unsubscribe {
  const verb = momentName(moment);
  checkWorld(world, verb);
  checkOptions(options, verb);
  const table = rules.tableFor(world.pairHost);
  const isReplayed = moment === Moment.PairAdd && options.replayExisting === true;
  const observed = isReplayed ? {} : options;
  const observer = new Observer(moment, table.kind.relation, undefined, hook, observed);
  const hooks = world.extension(KEY, makeHooks);
  const end = world.observe(observer);
  hooks.insert(table, observer);
  const observers = world.observers as Observers;
  observers.pairs = hooks;
  const unsubscribe = (): void => {
    hooks.remove(table, observer);
    end();
  };
  if (!isReplayed) return unsubscribe;
  try {
    world.together(() => observers.tellPairs(new Replay(table, observer)));
  } catch (error) {
    unsubscribe(); // nobody else could, without what this call does not return
    throw error;
  }
  return unsubscribe;
}
