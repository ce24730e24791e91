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
  type ComponentValue,
  componentOf,
} from "../storage/component.ts";
import type { Storage } from "../storage/storage.ts";
import type { BulkCommand } from "./command-buffer.ts";
import type { Deferral } from "./deferral.ts";
import { checkChange, checkSet } from "./input-checks.ts";
import { pairRulesOf } from "./pair-rules.ts";
import { checkBulkRemoval } from "./required.ts";
import type { Structure } from "./structure.ts";
import { checkEveryRow } from "./value-check.ts";

export class WorldQueryHost implements QueryHost {
  readonly queries: QueryCache;
  readonly world: RowWorld;
  readonly #storage: Storage;
  readonly #structure: Structure;
  readonly #deferral: Deferral;

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

  beginIteration(source: IterationSource): void {
    this.#deferral.beginIteration(source);
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

  changeByQuery(
    query: AnyQuery,
    added: readonly ComponentInput[],
    removed: readonly AnyComponent[],
    verb: string,
  ): void {
    const checked = checkChange(added, removed, verb, this.#storage.codec);
    for (let i = 0; i < added.length; i++) {
      pairRulesOf(componentOf(added[i]))?.check(this.#storage, verb, added[i]);
      if (DEV && componentOf(added[i]).problemOf !== undefined)
        checkEveryRow(verb, query, added[i], this.#storage, true);
    }
    checkBulkRemoval(verb, query, checked);
    this.#carryOut({ kind: "change", query, added, removed: checked });
  }

  setByQuery(query: AnyQuery, component: AnyComponent, values: ComponentValue["values"]): void {
    const value = checkSet(component, values, "query.set", this.#storage.codec);
    if (DEV && component.problemOf !== undefined)
      checkEveryRow("query.set", query, value, this.#storage, false);
    this.#carryOut({ kind: "set", query, value });
  }

  observe(observer: Observer): Unsubscribe {
    return this.#deferral.observe(observer);
  }

  despawnByQuery(query: AnyQuery): void {
    this.#carryOut({ kind: "despawn", query });
  }

  #carryOut(command: BulkCommand): void {
    this.#storage.index.recorder?.record("bulk", NO_ENTITY, command);
    this.#deferral.bulk(command);
  }
}
