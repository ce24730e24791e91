/**
 * CommandBuffer: structural changes recorded while an iteration runs, carried out when it ends.
 *
 * The commands of one entity are folded into one move; entities take their turn in the order of
 * their first command. A bulk command divides the buffer: what was recorded before it happens before it.
 *
 * Invariant: a command is carried out once, or dropped and counted because its entity died first.
 */
import { type Entity, NO_ENTITY } from "../base/ids.ts";
import { type AnyComponent, type ComponentInput, componentOf } from "../storage/component.ts";
import type { BulkCommand } from "./bulk-command.ts";

export const Command = {
  Add: 0,
  Remove: 1,
  Set: 2,
  Despawn: 3,
  Bulk: 4,
  Enable: 5,
  Disable: 6,
} as const;
export type Command = (typeof Command)[keyof typeof Command];

/** What a program calls to record each kind of command. */
export const VERBS: readonly string[] = ["add", "remove", "set", "despawn"];

type Payload = ComponentInput | BulkCommand | undefined;

/** What carries the commands out. */
export interface CommandTarget {
  /** One entity's commands, from `first` along `nextOf`. Throws only before it has changed anything. */
  applyChain(buffer: CommandBuffer, entity: Entity, first: number): void;
  applyBulk(command: BulkCommand): void;
  isAlive(entity: Entity): boolean;
}

const INITIAL_CAPACITY = 256;

export class CommandBuffer {
  /** Commands dropped because by then their entity, or the component to set, was gone, since the world began. */
  droppedCount = 0;

  #kinds = new Uint8Array(INITIAL_CAPACITY);
  #entities = new Uint32Array(INITIAL_CAPACITY);
  /** The same entity's next command, 0 for none: commands are numbered from 1. */
  #next = new Uint32Array(INITIAL_CAPACITY);
  /** The same entity's command before, also across bulk commands; 0 for none. */
  #before = new Uint32Array(INITIAL_CAPACITY);
  readonly #payloads: Payload[] = [undefined];
  /** By entity index: its latest command since the last bulk command, 0 for none. */
  #latest = new Uint32Array(0);
  /** The last command recorded, and the last one carried out. */
  #end = 0;
  #done = 0;
  /** Commands up to here are divided from later ones by a bulk command. */
  #barrier = 0;

  get count(): number {
    return this.#end - this.#done;
  }

  /** The command that is carried out now or next. */
  get current(): number {
    return this.#done + 1;
  }

  /** The last command recorded. */
  get last(): number {
    return this.#end;
  }

  /**
   * Records a command on the entity with this index. About 5 ns.
   *
   * One on pairs is not folded with others: everything recorded before it happens before it, so that pairs are
   * made in the order in which that was asked for.
   */
  record(kind: Command, entity: Entity, index: number, payload: ComponentInput | undefined): void {
    const isPair = payload !== undefined && componentOf(payload).pairRules !== undefined;
    if (isPair) this.#barrier = this.#end;
    const command = this.#push(kind, entity, payload);
    if (index >= this.#latest.length) this.#growLatest(index);
    const latest = this.#latest[index];
    // `latest` is never cleared: an entry left from an earlier use names a command that is not there
    // yet, or is another entity's.
    const isSame = latest < command && this.#entities[latest] === entity;
    if (isSame && latest > this.#barrier) this.#next[latest] = command;
    else this.#kinds[command] |= FIRST;
    this.#before[command] = isSame ? latest : 0;
    this.#latest[index] = command;
    if (isPair) this.#barrier = command;
  }

  recordBulk(command: BulkCommand): void {
    this.#barrier = this.#push(Command.Bulk, 0 as Entity, command);
  }

  kindOf(command: number): Command {
    return (this.#kinds[command] & ~FIRST) as Command;
  }

  payloadOf(command: number): ComponentInput {
    return this.#payloads[command] as ComponentInput;
  }

  nextOf(command: number): number {
    return this.#next[command];
  }

  /** The latest command on an entity, 0 where none is known. */
  lastOf(entity: Entity, index: number): number {
    const latest = index < this.#latest.length ? this.#latest[index] : 0;
    return this.#entities[latest] === entity ? latest : 0;
  }

  /** The command before one on the same entity, 0 for none. */
  beforeOf(command: number): number {
    const before = this.#before[command];
    return this.#entities[before] === this.#entities[command] ? before : 0;
  }

  /** Counts an entity's commands after one of them: nobody will carry them out. */
  dropAfter(command: number): void {
    for (let i = this.#next[command]; i !== 0; i = this.#next[i]) this.droppedCount++;
  }

  /** Lets the commands of a chain name another entity: `NO_ENTITY` for one that later commands must not be linked to. */
  name(first: number, entity: Entity): void {
    for (let i = first; i !== 0; i = this.#next[i]) this.#entities[i] = entity;
  }

  /** Whether commands on this entity are waiting. O(1). */
  hasWaiting(entity: Entity, index: number): boolean {
    const latest = index < this.#latest.length ? this.#latest[index] : 0;
    return latest > this.#done && latest <= this.#end && this.#entities[latest] === entity;
  }

  /**
   * Whether the entity, which has commands waiting, will have the component once they are done. Walks
   * its commands from the last, not those of other entities.
   */
  willHave(entity: Entity, index: number, component: AnyComponent, hasNow: boolean): boolean {
    for (let i = this.lastOf(entity, index); i !== 0; i = this.beforeOf(i)) {
      const kind = this.kindOf(i);
      if (kind === Command.Add) {
        const added = componentOf(this.payloadOf(i));
        if (added === component || added.requires.includes(component)) return true;
      }
      if (kind === Command.Remove && this.#payloads[i] === component) return false;
    }
    return hasNow;
  }

  /**
   * Carries everything out. Where one step throws, it and all later ones stay recorded, so that
   * a second try can continue where the first stopped.
   */
  apply(target: CommandTarget): void {
    try {
      while (this.#done < this.#end) {
        const command = this.#done + 1;
        const kind = this.kindOf(command);
        if (kind === Command.Bulk) target.applyBulk(this.#payloads[command] as BulkCommand);
        else if ((this.#kinds[command] & FIRST) !== 0) this.#applyChain(target, command);
        this.#done = command;
      }
      this.#clear();
    } finally {
      if (this.#done < this.#end) this.#forgetDone();
    }
  }

  /**
   * Takes the entity out of commands that have been carried out, when others stay recorded.
   *
   * A chain that is done may reach past commands that are not; a later command of its entity must
   * not be linked to it, or it would never be carried out.
   */
  #forgetDone(): void {
    for (let command = 1; command <= this.#done; command++) {
      if ((this.#kinds[command] & FIRST) === 0) continue;
      this.name(command, NO_ENTITY);
    }
  }

  #applyChain(target: CommandTarget, first: number): void {
    const entity = this.#entities[first] as Entity;
    if (target.isAlive(entity)) target.applyChain(this, entity, first);
    else {
      this.droppedCount++;
      this.dropAfter(first);
    }
  }

  #push(kind: Command, entity: Entity, payload: Payload): number {
    const command = ++this.#end;
    if (command === this.#kinds.length) this.#grow();
    this.#kinds[command] = kind;
    this.#entities[command] = entity;
    this.#next[command] = 0;
    this.#payloads[command] = payload;
    return command;
  }

  /** Empties the buffer and keeps its memory; lets go of the values it held. */
  #clear(): void {
    for (let i = 1; i <= this.#end; i++) this.#payloads[i] = undefined;
    this.#end = 0;
    this.#done = 0;
    this.#barrier = 0;
  }

  #grow(): void {
    const capacity = this.#kinds.length * 2;
    const kinds = new Uint8Array(capacity);
    const entities = new Uint32Array(capacity);
    const next = new Uint32Array(capacity);
    const before = new Uint32Array(capacity);
    kinds.set(this.#kinds);
    entities.set(this.#entities);
    next.set(this.#next);
    before.set(this.#before);
    this.#kinds = kinds;
    this.#entities = entities;
    this.#next = next;
    this.#before = before;
  }

  #growLatest(index: number): void {
    const latest = new Uint32Array(
      Math.max(INITIAL_CAPACITY, 2 ** Math.ceil(Math.log2(index + 1))),
    );
    latest.set(this.#latest);
    this.#latest = latest;
  }
}

/** Marks the first command of an entity's chain. */
const FIRST = 0x80;
