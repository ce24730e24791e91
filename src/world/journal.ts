/**
 * Journal: who asked for which structural change, for hunting a defect. Off unless `keepJournal` is called.
 *
 * Not an observer, which is told what has happened: an entry is made when a change is asked for, and
 * the change may wait for the end of a loop, or be refused. Entries lie in a ring; who ended an
 * entity is kept beside it, as long as its index is not used for another that ends.
 */
import { checkFunction, checkOptions } from "../base/argument-checks.ts";
import { EcsError } from "../base/errors.ts";
import { type Entity, NO_ENTITY } from "../base/ids.ts";
import { shown } from "../base/shown.ts";
import type { MemoryUser, PartMemory } from "../memory/memory-user.ts";
import type { EntityIndex } from "../storage/entity-index.ts";
import { Pair } from "../storage/pair.ts";
import type { RecordedVerb, Recorder } from "../storage/recorder.ts";
import { BulkCommand } from "./bulk-command.ts";
import { describeSubject } from "./journal-text.ts";
import type { World } from "./world.ts";
import { checkWorld } from "./world-check.ts";

export interface JournalOptions {
  /** The most entries kept; older ones make room for new ones. 1,000 unless told. */
  readonly entries?: number;
  /** Note the line of the program that asked, which takes some 20 us an entry. Off unless told. */
  readonly stacks?: boolean;
}

export interface JournalEntry {
  /** Counts from 0 and never starts again. */
  readonly number: number;
  /** `system "Move" in frame 12`, the name given to `as`, or `outside of systems`. */
  readonly who: string;
  /** What was asked: `spawn`, `add`, `query(Position).despawn` and so on. */
  readonly verb: string;
  /** The entity it was asked of, or made; undefined for bulk changes. */
  readonly entity: Entity | undefined;
  /** The components, pairs or values that were passed: `[Position, Velocity]`. */
  readonly what: string;
  /** The line that asked, where stacks are noted. */
  readonly stack: string | undefined;
}

const MOST_ENTRIES = 2 ** 24;
const DEFAULT_ENTRIES = 1000;
const NOBODY = "outside of systems";

interface Slot {
  who: string;
  verb: RecordedVerb;
  entity: Entity;
  subject: unknown;
  stack: string | undefined;
}

export class Journal implements Recorder, MemoryUser {
  readonly label = "journal";
  readonly #index: EntityIndex;
  readonly #capacity: number;
  readonly #hasStacks: boolean;
  /** The entry with number n is at n % capacity. */
  readonly #ring: Slot[] = [];
  #count = 0;
  #who = NOBODY;
  /** By entity index: the handle last asked to be despawned, and by whom; the handle that died last, and by whom. */
  #asked = new Uint32Array(0);
  #dead = new Uint32Array(0);
  readonly #askedBy: string[] = [];
  readonly #endedBy: string[] = [];

  /** @internal Use `keepJournal`. */
  constructor(index: EntityIndex, { entries = DEFAULT_ENTRIES, stacks = false }: JournalOptions) {
    this.#index = index;
    this.#capacity = entries;
    this.#hasStacks = stacks;
  }

  /** How many changes have been asked for since the journal was begun, those forgotten included. */
  get count(): number {
    return this.#count;
  }

  /** The entries kept, the oldest first; a fresh list. */
  entries(): JournalEntry[] {
    return this.#list(() => true);
  }

  /** The entries kept that name an entity, dead or alive: as the one changed, or as the target of a pair. */
  of(entity: Entity): JournalEntry[] {
    return this.#list(
      (slot) =>
        slot.entity === entity || (slot.subject instanceof Pair && slot.subject.target === entity),
    );
  }

  /** Calls `run`, and notes what it asks for under a name of your own: `journal.as("editor", () => ...)`. */
  as<R>(name: string, run: () => R): R {
    checkFunction(run, "as");
    const before = this.#who;
    this.#who = `"${shown(name)}"`;
    try {
      return run();
    } finally {
      this.#who = before;
    }
  }

  /** A line for each entry kept, the oldest first. Text for people; its form may change. */
  toString(): string {
    const lines = this.entries().map(({ number, who, verb, entity, what, stack }) => {
      const name = entity === undefined ? "" : ` ${this.#index.describe(entity)}`;
      const from = stack === undefined ? "" : ` ${stack}`;
      return `#${number} ${who}: ${verb}${name}${what === "" ? "" : ` ${what}`}${from}`;
    });
    return lines.join("\n");
  }

  /** @internal */
  record(verb: RecordedVerb, entity: Entity, subject: unknown): void {
    // Lists and commands are used again.
    const isBulk = subject instanceof BulkCommand;
    const kept = isBulk ? subject.copy() : Array.isArray(subject) ? subject.slice() : subject;
    const stack = this.#hasStacks ? callerLine(new Error().stack) : undefined;
    this.#ring[this.#count++ % this.#capacity] = {
      who: this.#who,
      verb,
      entity,
      subject: kept,
      stack,
    };
    if (verb !== "despawn") return;
    const at = this.#indexOf(entity);
    this.#asked[at] = entity;
    this.#askedBy[at] = this.#who;
  }

  /** @internal */
  died(entity: Entity): void {
    const at = this.#indexOf(entity);
    const isAsked = this.#asked[at] === entity;
    this.#dead[at] = entity;
    // Otherwise a bulk change, or the rule of a relation.
    this.#endedBy[at] = isAsked ? `by ${this.#askedBy[at]}` : `with others by ${this.#who}`;
  }

  /** @internal */
  describeDeath(entity: number): string | undefined {
    const at = entity >>> this.#index.generationBits;
    if (this.#dead[at] !== entity) return undefined;
    return `despawned ${this.#endedBy[at]}`.replace(`by ${NOBODY}`, NOBODY);
  }

  /** @internal */
  beginSystem(name: string, frame: number): void {
    this.#who = `system "${name}" in frame ${frame}`;
  }

  /** @internal */
  endFrame(): void {
    this.#who = NOBODY;
  }

  /** @internal */
  memory(): readonly PartMemory[] {
    const { label } = this;
    const bytes = this.#asked.byteLength + this.#dead.byteLength + this.#capacity * SLOT_BYTES;
    const usedBytes = bytes - (this.#capacity - this.#ring.length) * SLOT_BYTES;
    return [{ label, place: "heap", bytes, usedBytes, peakBytes: usedBytes }];
  }

  #list(isWanted: (slot: Slot) => boolean): JournalEntry[] {
    const entries: JournalEntry[] = [];
    const first = Math.max(0, this.#count - this.#capacity);
    for (let number = first; number < this.#count; number++) {
      const slot = this.#ring[number % this.#capacity];
      if (!isWanted(slot)) continue;
      const { who, stack } = slot;
      const entity = slot.entity === NO_ENTITY ? undefined : slot.entity;
      const { verb, what } = describeSubject(slot.verb, slot.subject, this.#index);
      entries.push({ number, who, verb, entity, what, stack });
    }
    return entries;
  }

  /** Where an entity's notes stand; makes room for them. */
  #indexOf(entity: Entity): number {
    const at = entity >>> this.#index.generationBits;
    if (at >= this.#dead.length) {
      const capacity = Math.max(this.#index.capacity, at + 1);
      this.#asked = lengthened(this.#asked, capacity);
      this.#dead = lengthened(this.#dead, capacity);
    }
    return at;
  }
}

/** What an entry takes in V8, about. */
const SLOT_BYTES = 40;

function lengthened(list: Uint32Array, capacity: number): Uint32Array<ArrayBuffer> {
  const longer = new Uint32Array(capacity);
  longer.set(list);
  return longer;
}

/** The first line of a stack below the last method of a world or query; all of it where none is found. */
function callerLine(stack: string | undefined): string | undefined {
  const lines = (stack ?? "").split("\n").slice(1);
  let own = -1;
  for (let i = 0; i < lines.length; i++) if (/ (World|Query)\./.test(lines[i])) own = i;
  return own < 0 ? lines.join("\n") : lines[own + 1]?.trim();
}

interface Kept {
  journal: Journal | undefined;
  forget: () => void;
}

const KEY = {};
const makePlace = (): Kept => ({ journal: undefined, forget: () => {} });

/**
 * Notes from now on who asks for which structural change: `keepJournal(world, { entries: 1000 })`.
 *
 * For development: it makes garbage, and takes less than the changes themselves. Errors about dead entities then say who ended
 * them. Another call begins another journal in its place; `stopJournal` ends it.
 * @throws {EcsError} E171 a wrong option. Nothing changes.
 */
export function keepJournal(world: World, options: JournalOptions = {}): Journal {
  checkWorld(world, "keepJournal");
  checkOptions(options, "keepJournal");
  const { entries = DEFAULT_ENTRIES } = options;
  if (!Number.isInteger(entries) || entries < 1 || entries > MOST_ENTRIES) {
    throw new EcsError(
      "E171",
      `keepJournal: entries is ${shown(entries)}. Pass a whole number from 1 to ${MOST_ENTRIES}, or leave it out.`,
    );
  }
  stopJournal(world);
  const journal = new Journal(world.storage.index, options);
  const place = world.extension(KEY, makePlace);
  place.journal = journal;
  place.forget = world.addMemoryUser(journal);
  putBehind(world, journal);
  return journal;
}

/** The journal that a world keeps now; undefined when it keeps none. */
export function journalOf(world: World): Journal | undefined {
  checkWorld(world, "journalOf");
  return world.extension(KEY, makePlace).journal;
}

/** Ends a world's journal, if it keeps one; what it holds can still be read. */
export function stopJournal(world: World): void {
  checkWorld(world, "stopJournal");
  const place = world.extension(KEY, makePlace);
  if (place.journal === undefined) return;
  place.forget();
  place.journal = undefined;
  putBehind(world, undefined);
}

/** A meter stays in front. */
function putBehind(world: World, journal: Journal | undefined): void {
  const { index } = world.storage;
  if (index.recorder?.setInner === undefined) index.recorder = journal;
  else index.recorder.setInner(journal);
}
