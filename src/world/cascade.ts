/**
 * Cascade: a query's entities with parents always before their children.
 *
 * Nothing is sorted: entities without a parent come first, chunk by chunk, then a hierarchy's lists of each
 * depth, which are kept as parents change.
 */
import { checkFunction } from "../base/argument-checks.ts";
import { blame } from "../base/blame.ts";
import { EcsError } from "../base/errors.ts";
import type { Entity } from "../base/ids.ts";
import { shown } from "../base/shown.ts";
import type { AnyQuery, Query } from "../query/query.ts";
import type { Cursors } from "../query/row-cursor.ts";
import { MAX_EACH_COMPONENTS } from "../query/row-loops.ts";
import { isMarked, MaskWords } from "../query/row-mask.ts";
import { CursorSet } from "../query/row-pairs.ts";
import { Match } from "../query/row-term.ts";
import { type DataOf, dataTermsOf, type Term } from "../query/term.ts";
import type { Chunk } from "../storage/chunk.ts";
import { isComponent } from "../storage/component.ts";
import { chunkIdOf, rowOf } from "../storage/entity-index.ts";
import { notComponent } from "../storage/misplaced.ts";
import type { PairTable } from "../storage/pair-table.ts";
import type { Storage } from "../storage/storage.ts";
import { pairRulesOf } from "./pair-rules.ts";
import type { Relation } from "./relation.ts";

type Callback = (...row: unknown[]) => void;

export class Cascade<Terms extends readonly Term[] = readonly Term[]> {
  readonly #query: AnyQuery;
  readonly #relation: Relation;
  readonly #storage: Storage;
  readonly #set: CursorSet;
  readonly #words = new MaskWords();
  #isRunning = false;
  /** The chunk that the cursors are bound to, and what its components decide. */
  #chunk: Chunk | undefined;
  #match: Match = Match.None;
  #row = 0;

  /** @internal Use `cascade`. */
  constructor(query: Query<Terms>, relation: Relation) {
    const data = dataTermsOf(query.terms);
    if (data.length > MAX_EACH_COMPONENTS) {
      throw new EcsError(
        "E121",
        `cascade: ${query.describe()} has ${data.length} components with fields, and each hands over ${MAX_EACH_COMPONENTS} at most. Use all(...) for those you only filter by.`,
      );
    }
    this.#query = query;
    this.#relation = relation;
    this.#storage = query.host.world.storage;
    this.#set = new CursorSet(data);
  }

  /**
   * Calls `run` for each matching entity: its cursors, the entity, and its parent, undefined for one without. A parent
   * need not match itself; where it does, it was visited before.
   *
   * Entities without a parent come in the order of the rows, those of each depth in the order in which they got there.
   * 10 to 15 ns an entity, somewhat less for each one of the hierarchy that does not match; no garbage.
   * Structural changes made inside wait until the call ends.
   * @throws {EcsError} E157 inside itself
   */
  each(
    run: (...row: [...Cursors<DataOf<Terms>>, entity: Entity, parent: Entity | undefined]) => void,
  ): void {
    checkFunction(run, "each");
    if (this.#isRunning) {
      throw new EcsError(
        "E157",
        `cascade: the cascade over ${this.#query.describe()} is running already, and its cursors can stand on one row only. Use walk() for one of the two.`,
      );
    }
    const { host } = this.#query;
    this.#isRunning = true;
    host.beginIteration(this.#query);
    try {
      this.#runRoots(run as Callback);
      const table = this.#storage.pairs?.of(this.#relation.id);
      if (table !== undefined) this.#runDepths(table, run as Callback);
    } finally {
      this.#settle();
      this.#chunk = undefined;
      this.#isRunning = false;
      host.endIteration();
    }
  }

  /** The matching entities, parents before their children, as a fresh array. */
  entities(): Entity[] {
    const entities: Entity[] = [];
    const width = this.#set.cursors.length;
    // A cascade of its own, so that it can be asked for inside `each`.
    const all: Cascade = new Cascade(this.#query, this.#relation);
    all.each((...row: unknown[]) => entities.push(row[width] as Entity));
    return entities;
  }

  #runRoots(run: Callback): void {
    const set = this.#set;
    const chunks = this.#query.chunks();
    for (let i = 0; i < chunks.length; i++) {
      const chunk = chunks[i];
      if (chunk.count === 0 || chunk.set.has(this.#relation)) continue;
      const mask = this.#words.for(chunk);
      const match = this.#query.selection.choose(chunk, mask);
      if (match === Match.None) continue;
      set.bind(chunk);
      try {
        for (let row = 0; row < chunk.count; row++) {
          if (match === Match.Some && !isMarked(mask, row)) continue;
          set.row.index = row;
          call(run, set.cursors, chunk.entityAt(row) as Entity, undefined);
        }
      } catch (error) {
        throw blame(error, chunk.entityAt(set.row.index));
      } finally {
        set.settle(chunk, 0, chunk.count);
      }
    }
  }

  #runDepths(table: PairTable, run: Callback): void {
    const lists = table.depths?.lists;
    if (lists === undefined) return;
    try {
      // The arrays are fetched anew for each pair: they are replaced by longer ones when somebody spawns.
      for (let depth = 1; depth < lists.first.length && lists.first[depth] !== 0; depth++) {
        for (let pair = lists.first[depth]; pair !== 0; pair = lists.next[pair])
          this.#runPair(table, pair, run);
      }
    } catch (error) {
      throw blame(error, (this.#chunk as Chunk).entityAt(this.#row));
    }
  }

  #runPair(table: PairTable, pair: number, run: Callback): void {
    const entity = table.sources[pair] as Entity;
    const location = this.#storage.index.locationOf(entity);
    const chunk = this.#storage.chunks[chunkIdOf(location)] as Chunk;
    const row = rowOf(location);
    if (chunk !== this.#chunk) this.#bind(chunk);
    else if ((row ^ this.#row) >= chunk.windowRows) this.#settle();
    this.#row = row;
    if (this.#match === Match.None) return;
    if (this.#match === Match.Some && !this.#query.selection.has(entity)) return;
    this.#set.row.index = row;
    call(run, this.#set.cursors, entity, table.targets[pair] as Entity);
  }

  /** Stamps what was written since the cursors came to the window of rows they stand in. */
  #settle(): void {
    if (this.#chunk === undefined || this.#match === Match.None) return;
    this.#set.settle(this.#chunk, this.#row, this.#row + 1);
  }

  #bind(chunk: Chunk): void {
    this.#settle();
    this.#chunk = chunk;
    this.#match = this.#query.matchOf(chunk.archetypeId);
    if (this.#match !== Match.None) this.#set.bind(chunk);
  }
}

/** Written out, because a call that spreads a list makes another. */
function call(
  run: Callback,
  on: readonly unknown[],
  entity: Entity,
  parent: Entity | undefined,
): void {
  switch (on.length) {
    case 0:
      run(entity, parent);
      return;
    case 1:
      run(on[0], entity, parent);
      return;
    case 2:
      run(on[0], on[1], entity, parent);
      return;
    case 3:
      run(on[0], on[1], on[2], entity, parent);
      return;
    case 4:
      run(on[0], on[1], on[2], on[3], entity, parent);
      return;
    case 5:
      run(on[0], on[1], on[2], on[3], on[4], entity, parent);
      return;
    default:
      run(on[0], on[1], on[2], on[3], on[4], on[5], entity, parent);
  }
}

const cascades = new WeakMap<AnyQuery, Cascade[]>();

/**
 * A query's entities in the order of a hierarchy: `cascade(query, ChildOf).each((position, entity, parent) => ...)`.
 *
 * The same object for the same query and relation. 20 ns; keep it all the same.
 * @throws {EcsError} E113 not a relation · E156 one that is no hierarchy · E121 more than 6 components
 */
export function cascade<Terms extends readonly Term[]>(
  query: Query<Terms>,
  relation: Relation,
): Cascade<Terms> {
  const known = cascades.get(query as AnyQuery) ?? makeList(query as AnyQuery);
  return (known[relation?.id] ?? make(query as AnyQuery, relation, known)) as Cascade<Terms>;
}

function makeList(query: AnyQuery): Cascade[] {
  if (query?.terms === undefined) {
    throw new EcsError(
      "E113",
      `cascade: ${shown(query)} is not a query. Pass what world.query() returned, and then a hierarchy, such as ChildOf.`,
    );
  }
  const list: Cascade[] = [];
  cascades.set(query, list);
  return list;
}

function make(query: AnyQuery, relation: Relation, known: Cascade[]): Cascade {
  if (!isComponent(relation)) throw notComponent("cascade", relation);
  if (pairRulesOf(relation)?.kind.isAcyclic !== true) {
    throw new EcsError(
      "E156",
      `cascade: ${relation.label} is no hierarchy, as its pairs may lead in circles. Pass ChildOf.`,
    );
  }
  known[relation.id] = new Cascade(query, relation);
  return known[relation.id];
}
