/**
 * Deferral: whether an iteration is running, and what waits for its end.
 *
 * Invariant: while an iteration runs no row moves; when the last one ends, waiting rows join first
 * and then commands are carried out in recorded order.
 */
import { EcsError } from "../base/errors.ts";
import type { Entity } from "../base/ids.ts";
import type { IterationScope, IterationSource } from "../query/chunk-iterator.ts";
import { type AnyComponent, type ComponentInput, ComponentValue } from "../storage/component.ts";
import type { Storage } from "../storage/storage.ts";
import type { Bulk } from "./bulk.ts";
import {
  type BulkCommand,
  type Command,
  CommandBuffer,
  type CommandTarget,
} from "./command-buffer.ts";
import type { EntityChanges } from "./entity-changes.ts";
import type { Spawner } from "./spawner.ts";

export class Deferral implements IterationScope, CommandTarget {
  readonly #storage: Storage;
  readonly #spawner: Spawner;
  readonly #changes: EntityChanges;
  readonly #bulk: Bulk;
  readonly #commands = new CommandBuffer();
  #depth = 0;
  #source: IterationSource | undefined;

  constructor(storage: Storage, spawner: Spawner, changes: EntityChanges, bulk: Bulk) {
    this.#storage = storage;
    this.#spawner = spawner;
    this.#changes = changes;
    this.#bulk = bulk;
  }

  get isActive(): boolean {
    return this.#depth > 0;
  }

  get droppedCount(): number {
    return this.#commands.droppedCount;
  }

  beginIteration(source: IterationSource): void {
    this.#depth++;
    this.#source = source;
  }

  endIteration(): void {
    this.#depth--;
    if (this.#depth === 0) this.flush();
  }

  /** Throws while an iteration runs. @throws {EcsError} E109 */
  checkIdle(verb: string): void {
    if (this.#depth === 0) return;
    throw new EcsError(
      "E109",
      `${verb}: an iteration over ${this.#source?.describe()} is running, and rows must not move under it. Call ${verb} after the loop has ended.`,
    );
  }

  flush(): void {
    this.#spawner.joinWaiting();
    if (this.#commands.count > 0) this.#commands.apply(this);
  }

  record(kind: Command, entity: Entity, payload: ComponentInput | undefined): void {
    if (payload instanceof ComponentValue) payload.own();
    this.#commands.record(kind, entity, this.#indexOf(entity), payload);
  }

  /** Whether commands on this entity are waiting, so that a later `set` must wait behind them. */
  hasWaiting(entity: Entity): boolean {
    return this.#depth > 0 && this.#commands.hasWaiting(entity, this.#indexOf(entity));
  }

  willHave(entity: Entity, component: AnyComponent, hasNow: boolean): boolean {
    return this.#commands.willHave(entity, this.#indexOf(entity), component, hasNow);
  }

  /** Carries a bulk change out now, or when the running iteration has ended. */
  bulk(command: BulkCommand): void {
    if (this.#depth > 0) this.#commands.recordBulk(ownCommand(command));
    else this.applyBulk(command);
  }

  applyBulk(command: BulkCommand): void {
    if (command.kind === "change") this.#bulk.change(command.query, command.added, command.removed);
    else if (command.kind === "set") this.#bulk.set(command.query, command.value);
    else this.#bulk.despawn(command.query);
  }

  applyChain(buffer: CommandBuffer, entity: Entity, first: number): void {
    this.#changes.applyChain(buffer, entity, first);
  }

  isAlive(entity: Entity): boolean {
    return this.#storage.index.isAlive(entity);
  }

  #indexOf(entity: Entity): number {
    return entity >>> this.#storage.index.generationBits;
  }
}

/** The command with lists and values of its own, as `ComponentValue.own` explains. */
function ownCommand(command: BulkCommand): BulkCommand {
  if (command.kind === "set") command.value.own();
  if (command.kind !== "change") return command;
  for (const input of command.added) if (input instanceof ComponentValue) input.own();
  return { ...command, added: [...command.added] };
}
