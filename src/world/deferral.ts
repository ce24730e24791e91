/**
 * Deferral: whether an iteration is running, and what waits for its end.
 *
 * Invariant: while an iteration runs no row moves; when the last one ends, waiting rows join first
 * and then commands are carried out in recorded order.
 */
import { EcsError } from "../base/errors.ts";
import type { Entity } from "../base/ids.ts";
import type { WorldProfile } from "../base/profile.ts";
import type { IterationScope, IterationSource } from "../query/chunk-iterator.ts";
import type { Observer, Unsubscribe } from "../query/observer.ts";
import { type AnyComponent, type ComponentInput, ComponentValue } from "../storage/component.ts";
import type { Storage } from "../storage/storage.ts";
import type { Bulk } from "./bulk.ts";
import type { BulkCommand } from "./bulk-command.ts";
import { type Command, CommandBuffer, VERBS } from "./command-buffer.ts";
import { CommandRunner } from "./command-runner.ts";
import type { EntityChanges } from "./entity-changes.ts";
import { Observers } from "./observers.ts";
import type { PairQueue } from "./pair-rules.ts";
import { SpawnedRows } from "./spawned-rows.ts";
import type { Spawner } from "./spawner.ts";
import type { Structure } from "./structure.ts";

export class Deferral implements IterationScope, PairQueue {
  readonly #storage: Storage;
  readonly #structure: Structure;
  readonly #spawner: Spawner;
  readonly #runner: CommandRunner;
  readonly commands = new CommandBuffer();
  /** One serves all calls of spawnMany but those inside another's callback. */
  readonly #spareRows: SpawnedRows[] = [];
  #depth = 0;
  /** Calls of `together` that are running. */
  #togetherCount = 0;
  #source: IterationSource | undefined;

  constructor(
    storage: Storage,
    structure: Structure,
    spawner: Spawner,
    changes: EntityChanges,
    bulk: Bulk,
  ) {
    this.#storage = storage;
    this.#structure = structure;
    this.#spawner = spawner;
    this.#runner = new CommandRunner(this, storage, structure, spawner, changes, bulk);
  }

  get isActive(): boolean {
    return this.#depth > 0;
  }

  get droppedCount(): number {
    return this.commands.droppedCount;
  }

  beginIteration(source: IterationSource, rows = -1): void {
    this.#depth++;
    this.#source = source;
    this.#storage.index.recorder?.looped?.(source, rows);
  }

  endIteration(): void {
    this.#depth--;
    if (this.#depth === 0 && this.#togetherCount === 0) this.flush();
  }

  /** Runs several changes as one: hooks, and commands recorded meanwhile, have their turn when all are made. */
  together(run: () => void): void {
    const { observers } = this.#structure;
    // In an iteration nothing moves anyway.
    const isFirst = this.#depth === 0 && this.#togetherCount === 0;
    this.#togetherCount++;
    observers?.hold(isFirst);
    try {
      run();
    } finally {
      this.#togetherCount--;
      observers?.release(isFirst);
      if (this.#depth === 0 && this.#togetherCount === 0) this.flush();
    }
  }

  /** Throws while an iteration runs. @throws {EcsError} E109 */
  checkIdle(verb: string): void {
    if (this.#depth === 0) return;
    throw new EcsError(
      "E109",
      `${verb}: an iteration over ${this.#source?.describe()} is running, and rows must not move under it. Call ${verb} after the loop has ended.`,
    );
  }

  /** @throws {EcsError} E152/E153 what a relation refused, once all the rest has been carried out */
  flush(): void {
    const { profile } = this.#storage;
    if (profile === undefined) this.#flush();
    else this.#flushTimed(profile);
  }

  /** Flushes with nothing to do are many, and have no span. */
  #flushTimed(profile: WorldProfile): void {
    const changes = this.commands.count + this.#spawner.waitingRows;
    if (changes === 0) {
      this.#flush();
      return;
    }
    profile.begin();
    try {
      this.#flush();
    } finally {
      profile.endWork("flush", "Flushes", changes);
    }
  }

  #flush(): void {
    const { observers } = this.#structure;
    if (observers !== undefined) this.#flushTelling(observers);
    else {
      this.#spawner.joinWaiting();
      this.#runner.run();
    }
  }

  /** Has the observer called from now on, and at once for what is there if it wants that. */
  observe(observer: Observer): Unsubscribe {
    this.#structure.observers ??= new Observers(this.#storage, this);
    const { observers } = this.#structure;
    const unsubscribe = (): void => {
      observers.unsubscribe(observer);
      // Nobody left: changes cost what they did before anybody asked.
      if (observers.isEmpty && this.#depth === 0) this.#structure.observers = undefined;
    };
    observers.subscribe(observer);
    try {
      this.settle(observers);
    } catch (error) {
      unsubscribe(); // nobody else could, without what this call does not return
      throw error;
    }
    return unsubscribe;
  }

  /** Tells observers of the change that has just been made, then carries out what they asked for. */
  settle(observers: Observers): void {
    if (observers.isBusy) return;
    observers.deliver();
    if (this.#depth > 0) observers.calls.rethrow();
    else if (observers.calls.hasTold) this.flush();
  }

  /** Ends the iteration that hooks run in, and leaves what waits to whoever made the change. */
  leaveHooks(): void {
    this.#depth--;
  }

  /** What hooks ask for waits behind what is already recorded, so this goes on until nothing is left. */
  #flushTelling(observers: Observers): void {
    this.#depth++;
    this.#source = observers;
    try {
      observers.deliver();
      this.#runner.joinWaiting(observers);
      observers.calls.beginCommands(this.commands);
      this.#runner.run();
    } catch (error) {
      observers.calls.keepError(error);
    }
    this.#depth--;
    observers.calls.end();
  }

  spawn(inputs: readonly ComponentInput[]): Entity {
    this.#structure.observers?.calls.checkRounds("spawn");
    const entity = this.#spawner.spawn(inputs, this.#depth > 0);
    if (this.#structure.observers !== undefined) this.settle(this.#structure.observers);
    return entity;
  }

  /** Rows are told of when `fill` is done with them. */
  spawnMany(
    count: number,
    inputs: readonly ComponentInput[],
    fill: ((rows: SpawnedRows) => void) | undefined,
  ): void {
    const isDeferred = this.#depth > 0;
    const rows = this.#spareRows.pop() ?? new SpawnedRows();
    const { observers } = this.#structure;
    observers?.calls.checkRounds("spawnMany");
    this.beginIteration(rows);
    observers?.hold();
    try {
      this.#spawner.spawnMany(count, inputs, rows, fill, isDeferred);
    } finally {
      this.#spareRows.push(rows);
      observers?.release();
      this.endIteration();
    }
  }

  record(kind: Command, entity: Entity, payload: AnyComponent | ComponentValue | undefined): void {
    this.#structure.observers?.calls.checkRounds(VERBS[kind]);
    this.append(kind, entity, payload);
  }

  /** The same for what a world asks of itself, which goes on for ever only if hooks do. */
  append(kind: Command, entity: Entity, payload: AnyComponent | ComponentValue | undefined): void {
    if (payload instanceof ComponentValue) payload.own();
    this.commands.record(kind, entity, this.#indexOf(entity), payload);
  }

  /** Whether commands on this entity are waiting, so that a later `set` must wait behind them. */
  hasWaiting(entity: Entity): boolean {
    return this.#depth > 0 && this.commands.hasWaiting(entity, this.#indexOf(entity));
  }

  willHave(entity: Entity, component: AnyComponent, hasNow: boolean): boolean {
    return this.commands.willHave(entity, this.#indexOf(entity), component, hasNow);
  }

  /** The latest of the commands that wait for an entity; 0 where none is known. */
  lastCommandOn(entity: Entity): number {
    return this.commands.lastOf(entity, this.#indexOf(entity));
  }

  /** Carries a bulk change out now, or when the running iteration has ended. */
  bulk(command: BulkCommand): void {
    if (this.#depth > 0) {
      this.#structure.observers?.calls.checkRounds("query.change");
      this.commands.recordBulk(command.copy());
    } else {
      this.#runner.carryOut(command);
      if (this.#structure.observers !== undefined) this.settle(this.#structure.observers);
    }
  }

  #indexOf(entity: Entity): number {
    return entity >>> this.#storage.index.generationBits;
  }
}
