/**
 * Query: the chunks of every archetype that fits a list of terms, always up to date.
 *
 * Made by `world.query` and kept: archetypes are matched once, when they appear, so neither spawning
 * nor a frame pays for the number of queries. Iterating it is how systems read and write the world.
 *
 * Invariant: while one of its loops runs, no row moves.
 */
import { EcsError } from "../base/errors.ts";
import type { Entity } from "../base/ids.ts";
import type { Archetype } from "../storage/archetype.ts";
import type { Chunk } from "../storage/chunk.ts";
import type { AnyComponent, SchemaOf } from "../storage/component.ts";
import { ChangeableQuery, type ChangeHost } from "./changeable-query.ts";
import { ChunkIterator } from "./chunk-iterator.ts";
import { conditionOf } from "./condition.ts";
import { explainTerms } from "./explain.ts";
import type { Observer, Unsubscribe } from "./observer.ts";
import { decidedByRow, needsReader } from "./query-errors.ts";
import { QueryReader, type ReaderHost, type ReaderOptions } from "./query-reader.ts";
import type { Cursors } from "./row-cursor.ts";
import type { RowRun } from "./row-run.ts";
import { Match, type RowCondition, type RowTerm } from "./row-term.ts";
import { Selection } from "./selection.ts";
import { SortedEntities } from "./sorted-entities.ts";
import {
  all,
  type DataOf,
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
  extends ChangeableQuery<ReadableOf<Terms>>
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
  get selection(): Selection {
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

  /** How many entities match. Walks archetypes; where it decides by row, about 0.1 ns a row more. */
  get count(): number {
    return this.selection.count;
  }

  get isEmpty(): boolean {
    return this.asked().decidesByRow ? this.first() === undefined : this.count === 0;
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
   * Calls `run` for each entity with a cursor per component and the entity, for comfort.
   *
   * A cursor's fields read and write the columns in place; it is the same object for every row. Give the
   * entity parameter no default value: a callback that declares only the cursors is not handed it.
   * 1.2 to 1.5 times the cost of a chunk loop; up to 2 where the callback reads a `const` of a function around it, whose
   * value V8 asks for again on every row (a parameter's it does not). Only components written to count as changed.
   * Structural changes made inside wait until the call ends.
   * @throws {EcsError} E121 with more than 6 components · E122 inside itself
   */
  each(run: (...row: [...Cursors<DataOf<Terms>>, entity: Entity]) => void): void {
    this.selection.each(run as (...row: unknown[]) => void);
  }

  /**
   * The matching rows as runs that stand side by side, for full speed with any terms:
   * `for (const rows of query.runs())`.
   *
   * A chunk all of whose rows match is one run. Which rows match is decided when the loop comes to their
   * chunk. Structural changes made inside the loop wait until it ends. The same object for every run.
   */
  runs(): Iterable<RowRun<ReadableOf<Terms>>> {
    return this.selection as Iterable<RowRun<ReadableOf<Terms>>>;
  }

  /**
   * Calls `run` once for every unordered pair of matching entities: the cursors of one, in the order of the
   * components, those of the other, and the two entities. For collisions among a few hundred.
   *
   * `bodies.forEachPair((a, b, entityA, entityB) => ...)`; over two components `(pa, ra, pb, rb, entityA, entityB)`.
   * n entities make n (n - 1) / 2 calls of about 10 ns, three to six times what a loop over arrays written by hand
   * costs: 5 ms for 1,000 entities, 500 ms for 10,000, which want a grid. Structural changes made inside wait until the call ends.
   * @throws {EcsError} E121 with more than 4 components · E122 inside itself · E167 a sparse component
   */
  forEachPair(
    run: (
      ...pair: [
        ...Cursors<DataOf<Terms>>,
        ...Cursors<DataOf<Terms>>,
        entityA: Entity,
        entityB: Entity,
      ]
    ) => void,
  ): void {
    this.selection.forEachPair(run as (...pair: unknown[]) => void);
  }

  /**
   * Calls `run` for one entity as `each` would; returns whether the entity matches this query.
   *
   * Random access by handle: about 40 ns. Structural changes made inside wait until the call ends.
   * @throws {EcsError} as `each`
   */
  at(entity: Entity, run: (...row: [...Cursors<DataOf<Terms>>, entity: Entity]) => void): boolean {
    return this.selection.at(entity, run as (...row: unknown[]) => void);
  }

  /** Whether a living entity matches this query. False for a dead one, and for one that waits to join the queries. 5 ns. */
  has(entity: Entity): boolean {
    return this.selection.has(entity);
  }

  /** The first matching entity, in the order of the rows; undefined when there is none. */
  first(): Entity | undefined {
    return this.selection.first();
  }

  /** The one matching entity. @throws {EcsError} E123 when there is none, or more than one */
  single(): Entity {
    if (this.count === 1) return this.first() as Entity;
    throw new EcsError(
      "E123",
      `single: ${this.describe()} matches ${this.count} entities, not one. Use first(), or narrow the query.`,
    );
  }

  /** Every matching entity, as a fresh array; for loops that run each frame use chunks. */
  entities(): Entity[] {
    return this.selection.entities();
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
