/**
 * Query: the chunks of every archetype that fits a list of terms, always up to date.
 *
 * Made by `world.query` and kept: archetypes are matched once, when they appear, so neither spawning
 * nor a frame pays for the number of queries. Iterating it is how systems read and write the world.
 *
 * Invariant: while one of its loops runs, no row moves.
 */
import type { Entity } from "../base/ids.ts";
import type { Archetype } from "../storage/archetype.ts";
import type { Chunk } from "../storage/chunk.ts";
import type { AnyComponent, SchemaOf } from "../storage/component.ts";
import type { ChangeHost } from "./changeable-query.ts";
import { ChunkIterator } from "./chunk-iterator.ts";
import { conditionOf } from "./condition.ts";
import { explainTerms } from "./explain.ts";
import type { Observer, Unsubscribe } from "./observer.ts";
import { decidedByRow, needsReader } from "./query-errors.ts";
import { QueryReader, type ReaderHost, type ReaderOptions } from "./query-reader.ts";
import { ReadableQuery } from "./readable-query.ts";
import { Match, type RowCondition, type RowTerm } from "./row-term.ts";
import { Selection } from "./selection.ts";
import { SortedEntities } from "./sorted-entities.ts";
import {
  all,
  type DataTerm,
  dataTermsOf,
  describeTerm,
  type FilterTerm,
  not,
  type ReadableOf,
  rowTermsOf,
  type Term,
} from "./term.ts";

/** What a query asks of its world: the bulk changes, and other queries. */
export interface QueryHost extends ReaderHost, ChangeHost {
  query<const Terms extends readonly Term[]>(...terms: Terms): Query<Terms>;
  observe(observer: Observer): Unsubscribe;
  allArchetypes(): readonly Archetype[];
}

// biome-ignore lint/suspicious/noExplicitAny: stands for "a query over any terms".
export type AnyQuery = Query<any>;

export class Query<Terms extends readonly Term[] = readonly Term[]>
  extends ReadableQuery<Terms>
  implements Iterable<Chunk<ReadableOf<Terms>>>
{
  /** @internal Set when the chunks of a matched archetype changed. */
  isStale = true;
  /** @internal Matched archetypes, in the order in which they appeared; up to half may have been removed since. */
  readonly archetypes: Archetype[] = [];
  readonly terms: Terms;

  /** @internal The terms, ready to be asked. */
  readonly condition: RowCondition;

  /** By archetype id; there is nothing for those that do not match. */
  readonly #matches: (Match | undefined)[] = [];
  #removedCount = 0;
  readonly #host: QueryHost;
  readonly #data: readonly DataTerm[];
  readonly #rowTerms: readonly RowTerm[];
  readonly #selection: Selection;
  #chunks: Chunk[] = [];
  #structureVersion = 0;
  readonly #iterators: ChunkIterator[] = [];
  readonly #sorted: SortedEntities[] = [];

  /** @internal Use `world.query`. */
  constructor(host: QueryHost, terms: Terms) {
    super();
    this.#host = host;
    this.terms = terms;
    this.#data = dataTermsOf(terms);
    this.#rowTerms = terms.flatMap(rowTermsOf);
    this.condition = conditionOf(terms);
    const context = { world: host.world, cursor: 0, madeAt: 0 };
    this.#selection = new Selection(this, host, this.#data, context);
    this.needsReader = this.#rowTerms.some((term) => term.needsReader);
  }

  /** @internal The rows that match. @throws {EcsError} E126 a term asks since when */
  override get selection(): Selection {
    if (this.needsReader) throw needsReader(this.describe());
    return this.#selection;
  }

  /** Whether it has a term that asks what happened since: then only its readers can be asked. */
  readonly needsReader: boolean;

  /** @internal */
  override get host(): QueryHost {
    return this.#host;
  }

  /** Whether some of a chunk's rows may match and others not: loop over `runs()`, or use `each`. */
  override get decidesByRow(): boolean {
    return this.condition.decidesByRow;
  }

  /** A number that grows whenever the list of chunks may have changed; for whoever mirrors it. */
  get structureVersion(): number {
    this.chunks();
    return this.#structureVersion;
  }

  /**
   * The chunks with rows in them, for full speed: `for (const chunk of query)`.
   *
   * Structural changes made inside the loop wait until it ends. Costs nothing per frame but the walk;
   * a chunk is valid until the loop moves on.
   * @throws {EcsError} E124 when the query decides by row
   */
  [Symbol.iterator](): Iterator<Chunk<ReadableOf<Terms>>> {
    const asked = this.asked();
    if (asked.decidesByRow) throw decidedByRow(this.describe());
    return this.#idleIterator().start(asked.chunks()) as Iterator<Chunk<ReadableOf<Terms>>>;
  }

  /**
   * The matching entities by a field, smallest first; equal values keep the order of the rows. Strings
   * go by their text, a choice by its place, an entity by its handle; NaN comes last.
   *
   * Sorted again only after the component was written or rows came, went or moved; otherwise the same array, which
   * is not to be changed, for 5 ns a chunk. A query that decides by row is sorted each time. Sorting 100,000 takes 20 ms, and leaves garbage.
   * @throws {EcsError} E106 no such field · E148 a field of several lanes
   */
  sorted<C extends ReadableOf<Terms> & AnyComponent>(
    component: C,
    field: keyof SchemaOf<C> & string,
  ): readonly Entity[] {
    const known = this.#sorted;
    let at = 0;
    while (at < known.length && !known[at].sortsBy(component, field)) at++;
    if (at === known.length) known.push(new SortedEntities(component, field));
    return known[at].read(this.asked(), this.#host);
  }

  /**
   * A reader of this query: the same rows for `changed`, `added` and `removed` as they are to a reader who
   * remembers its last pass. Make it once, where it is used, and keep it. Without such terms it reads as the query does.
   *
   * A new reader has seen nothing: all that exists counts as added and changed, unless `{ from: "now" }`.
   * @throws {EcsError} E127 a wrong option · E010/E011 no memory for what has to be remembered
   */
  reader(options: ReaderOptions = {}): QueryReader<Terms> {
    for (const term of this.#rowTerms) term.prepare(this.#host.world);
    return new QueryReader<Terms>(this, this.#host, this.#data, options);
  }

  /** Which component combinations matched, which were skipped, and by which term. Text for people. */
  explain(): string {
    return explainTerms(this, this.#host.allArchetypes());
  }

  /** @internal */
  override matchesArchetype(archetypeId: number): boolean {
    return this.matchOf(archetypeId) !== Match.None;
  }

  /** @internal */
  matchOf(archetypeId: number): Match {
    return this.#matches[archetypeId] ?? Match.None;
  }

  /** @internal */
  addArchetype(archetype: Archetype, match: Match): void {
    this.archetypes.push(archetype);
    this.#matches[archetype.id] = match;
    this.isStale = true;
    archetype.watchers.push(this);
  }

  /** @internal One that is removed has no rows, so it may stay listed until a sweep is worth its while. */
  removeArchetype(archetype: Archetype): void {
    this.#matches[archetype.id] = Match.None;
    this.#removedCount++;
    if (this.#removedCount * 2 <= this.archetypes.length) return;
    this.#removedCount = 0;
    let kept = 0;
    for (const one of this.archetypes) if (!one.isRemoved) this.archetypes[kept++] = one;
    this.archetypes.length = kept;
  }

  /** This query, narrowed to entities that have the components too. Cached like any query. */
  with<const C extends readonly AnyComponent[]>(
    ...components: C
  ): Query<[...Terms, FilterTerm<"all", C[number]>]> {
    return this.#host.query(...this.terms, all(...components)) as unknown as Query<
      [...Terms, FilterTerm<"all", C[number]>]
    >;
  }

  /** This query, narrowed to entities that have none of the components. Cached like any query. */
  not<const C extends readonly AnyComponent[]>(
    ...components: C
  ): Query<[...Terms, FilterTerm<"not", C[number]>]> {
    return this.#host.query(...this.terms, not(...components)) as unknown as Query<
      [...Terms, FilterTerm<"not", C[number]>]
    >;
  }

  /** @internal */
  override observe(observer: Observer): Unsubscribe {
    return this.#host.observe(observer);
  }

  override describe(): string {
    return `query(${this.terms.map(describeTerm).join(", ")})`;
  }

  /** @internal The live chunks, including empty ones; the array is not changed while a loop may hold it. */
  chunks(): readonly Chunk[] {
    if (this.isStale) {
      this.isStale = false;
      this.#structureVersion++;
      this.#chunks = this.archetypes.flatMap((archetype) => archetype.chunks);
    }
    return this.#chunks;
  }

  /** This query, if it can be asked without a reader. @throws {EcsError} E126 */
  protected override asked(): this {
    if (this.needsReader) throw needsReader(this.describe());
    return this;
  }

  /** One iterator serves all loops but nested ones. */
  #idleIterator(): ChunkIterator {
    for (const iterator of this.#iterators) if (!iterator.isRunning) return iterator;
    const iterator = new ChunkIterator(this.#host, this);
    this.#iterators.push(iterator);
    return iterator;
  }
}
