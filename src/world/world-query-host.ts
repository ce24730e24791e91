/**
 * WorldQueryHost: what the queries of a world may ask of it, and nothing else.
 */
import { DEV } from "../base/dev.ts";
import { type Entity, NO_ENTITY } from "../base/ids.ts";
import type { IterationSource } from "../query/chunk-iterator.ts";
import type { Observer, Unsubscribe } from "../query/observer.ts";
import type { AnyQuery, Query, QueryHost } from "../query/query.ts";
import { QueryCache } from "../query/query-cache.ts";
import type { RowWorld } from "../query/row-term.ts";
import type { Term } from "../query/term.ts";
import type { Archetype } from "../storage/archetype.ts";
import type { Chunk } from "../storage/chunk.ts";
import {
  type AnyComponent,
  type ComponentInput,
  ComponentValue,
  componentOf,
} from "../storage/component.ts";
import type { Storage } from "../storage/storage.ts";
import { BulkCommand } from "./bulk-command.ts";
import { Command } from "./command-buffer.ts";
import type { Deferral } from "./deferral.ts";
import { checkChange, checkSet } from "./input-checks.ts";
import { InputLists } from "./input-lists.ts";
import { pairRulesOf } from "./pair-rules.ts";
import { checkBulkRemoval } from "./required.ts";
import type { Structure } from "./structure.ts";
import { checkEveryRow } from "./value-check.ts";

const NOTHING: readonly never[] = [];
const NOTHING_GIVEN = {};

export class WorldQueryHost implements QueryHost {
  readonly queries: QueryCache;
  readonly world: RowWorld;
  readonly #storage: Storage;
  readonly #structure: Structure;
  readonly #deferral: Deferral;
  readonly #lists = new InputLists();
  /** One serves all calls: what waits, or is noted, is a copy. */
  readonly #command = new BulkCommand();
  readonly #living: Entity[] = [];
  /** By component id: what `set` is given, kept for the next call. */
  readonly #values: (ComponentValue | undefined)[] = [];

  constructor(world: RowWorld, structure: Structure, deferral: Deferral) {
    const { storage } = world;
    this.world = world;
    this.queries = new QueryCache(this, storage.archetypes);
    this.#storage = storage;
    this.#structure = structure;
    this.#deferral = deferral;
  }

  query<const Terms extends readonly Term[]>(...terms: Terms): Query<Terms> {
    return this.queries.find(terms);
  }

  get isTelling(): boolean {
    return this.#structure.observers?.isBusy === true;
  }

  changeCursor(): number {
    return this.#storage.clock.cursor();
  }

  beginIteration(source: IterationSource, rows?: number): void {
    this.#deferral.beginIteration(source, rows);
  }

  endIteration(): void {
    this.#deferral.endIteration();
  }

  chunkOf(entity: Entity): Chunk | undefined {
    return this.#storage.index.isAlive(entity) ? this.#structure.chunkOf(entity) : undefined;
  }

  rowOf(entity: Entity): number {
    return this.#structure.rowOf(entity);
  }

  allArchetypes(): readonly Archetype[] {
    return this.#storage.archetypes;
  }

  takeList(length: number): ComponentInput[] {
    return this.#lists.take(length);
  }

  giveBack(list: ComponentInput[]): void {
    this.#lists.giveBack(list);
  }

  changeByQuery(
    query: AnyQuery,
    added: readonly ComponentInput[],
    removed: ComponentInput[],
    verb: string,
  ): void {
    checkChange(added, removed, verb, this.#storage.codec);
    for (let i = 0; i < added.length; i++) {
      pairRulesOf(componentOf(added[i]))?.check(this.#storage, verb, added[i]);
      if (DEV && componentOf(added[i]).problemOf !== undefined)
        checkEveryRow(verb, query, added[i], this.#storage, true);
    }
    for (let i = 0; i < removed.length; i++) checkBulkRemoval(verb, query, removed, i);
    this.#carryOut("change", query, added, removed, undefined);
  }

  setByQuery(query: AnyQuery, component: AnyComponent, values: ComponentValue["values"]): void {
    checkSet(component, values, "query.set", this.#storage.codec);
    this.#values[component.id] ??= new ComponentValue(component, values);
    const value = this.#values[component.id] as ComponentValue;
    value.values = values;
    if (DEV && component.problemOf !== undefined)
      checkEveryRow("query.set", query, value, this.#storage, false);
    this.#carryOut("set", query, NOTHING, NOTHING, value);
    value.values = NOTHING_GIVEN;
  }

  observe(observer: Observer): Unsubscribe {
    return this.#deferral.observe(observer);
  }

  despawnByQuery(query: AnyQuery): void {
    this.#carryOut("despawn", query, NOTHING, NOTHING, undefined);
  }

  despawnList(entities: Uint32Array, count: number): void {
    const { index } = this.#storage;
    const living = this.#living;
    let livingCount = 0;
    for (let i = 0; i < count; i++) {
      const entity = entities[i] as Entity;
      if (!index.isAlive(entity)) continue;
      index.recorder?.record("despawn", entity, undefined);
      if (this.#deferral.isActive) this.#deferral.record(Command.Despawn, entity, undefined);
      else living[livingCount++] = entity;
    }
    this.#structure.despawnAll(NOTHING, living, livingCount);
    const { observers } = this.#structure;
    if (observers !== undefined && livingCount > 0) this.#deferral.settle(observers);
  }

  #carryOut(
    kind: BulkCommand["kind"],
    query: AnyQuery,
    added: readonly ComponentInput[],
    removed: readonly ComponentInput[],
    value: ComponentValue | undefined,
  ): void {
    const command = this.#command;
    command.fill(kind, query, added, removed, value);
    this.#storage.index.recorder?.record("bulk", NO_ENTITY, command);
    this.#deferral.bulk(command);
    command.fill(kind, query, NOTHING, NOTHING, undefined);
  }
}
