/**
 * CommandRunner: carries out what has been recorded, and what waits to join the queries.
 *
 * Invariant: each step is complete, its hooks called and the rows that these spawned joined, before the next begins.
 * What a relation refuses it would refuse for ever, so that command is dropped; after any other error it stays recorded.
 */
import { EcsError } from "../base/errors.ts";
import { type Entity, NO_ENTITY } from "../base/ids.ts";
import type { Storage } from "../storage/storage.ts";
import type { Bulk } from "./bulk.ts";
import type { BulkCommand } from "./bulk-command.ts";
import { withLivingTargets } from "./bulk-pairs.ts";
import type { CommandBuffer, CommandTarget } from "./command-buffer.ts";
import type { EntityChanges } from "./entity-changes.ts";
import type { Observers } from "./observers.ts";
import type { PairQueue } from "./pair-rules.ts";
import type { Spawner } from "./spawner.ts";
import type { Structure } from "./structure.ts";

/** A pair that would lead in a circle, a death that a relation forbids. */
const REFUSALS: readonly string[] = ["E152", "E153"];

export class CommandRunner implements CommandTarget {
  /** Where what waits is recorded, and what is asked for meanwhile. */
  readonly #queue: PairQueue;
  readonly #storage: Storage;
  readonly #structure: Structure;
  readonly #spawner: Spawner;
  readonly #changes: EntityChanges;
  readonly #bulk: Bulk;
  /** The first thing that a relation refused. */
  #refusal: EcsError | undefined;

  constructor(
    queue: PairQueue,
    storage: Storage,
    structure: Structure,
    spawner: Spawner,
    changes: EntityChanges,
    bulk: Bulk,
  ) {
    this.#queue = queue;
    this.#storage = storage;
    this.#structure = structure;
    this.#spawner = spawner;
    this.#changes = changes;
    this.#bulk = bulk;
  }

  /** Carries out all that is recorded. @throws {EcsError} E152/E153 what a relation refused, once all the rest is done */
  run(): void {
    const { commands } = this.#queue;
    if (commands.count > 0) commands.apply(this);
    const refusal = this.#refusal;
    this.#refusal = undefined;
    if (refusal !== undefined) throw refusal;
  }

  /** Rows that wait join, and those that hooks spawn when they are told of it, until none is left. */
  joinWaiting(observers: Observers): void {
    while (this.#spawner.hasWaiting) {
      this.#spawner.joinWaiting();
      this.#structure.deaths?.recordOrphans(this.#queue);
      observers.calls.spawnRounds++;
      observers.deliver();
    }
    observers.calls.spawnRounds = 0;
  }

  /** What one step of a flush has caused: its hooks, and the rows that these have spawned. */
  #settleStep(): void {
    const { observers } = this.#structure;
    if (observers === undefined) return;
    observers.deliver();
    this.joinWaiting(observers);
  }

  applyBulk(command: BulkCommand): void {
    this.#structure.observers?.calls.countCommand(this.#queue.commands);
    try {
      const living = withLivingTargets(this.#storage.index, command);
      this.carryOut(living);
      if (living !== command) this.#queue.commands.droppedCount++;
    } catch (error) {
      this.#drop(error);
    }
    this.#settleStep();
  }

  /** Carries out a bulk change, without telling of it. */
  carryOut(command: BulkCommand): void {
    const { kind, query, value } = command;
    if (value !== undefined) this.#bulk.set(query, value);
    else if (kind === "change") this.#bulk.change(query, command.added, command.removed);
    else this.#bulk.despawn(query);
  }

  applyChain(buffer: CommandBuffer, entity: Entity, first: number): void {
    this.#structure.observers?.calls.countCommand(this.#queue.commands);
    // What hooks ask for meanwhile must not be linked to these commands, or would never be carried out.
    const isForgotten = this.#structure.observers !== undefined;
    if (isForgotten) buffer.name(first, NO_ENTITY);
    try {
      this.#changes.applyChain(buffer, entity, first);
    } catch (error) {
      if (isForgotten) buffer.name(first, entity);
      this.#drop(error);
      buffer.dropAfter(first);
    }
    this.#settleStep();
  }

  /** Drops a command that a relation refused; throws any other error. */
  #drop(error: unknown): void {
    if (!(error instanceof EcsError) || !REFUSALS.includes(error.code)) throw error;
    this.#refusal ??= error;
    this.#queue.commands.droppedCount++;
  }

  isAlive(entity: Entity): boolean {
    return this.#storage.index.isAlive(entity);
  }
}
