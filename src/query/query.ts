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
import type { AnyComponent, ComponentInput } from "../storage/component.ts";
import { ChunkIterator, type IterationScope } from "./chunk-iterator.ts";
import { BoundCursor, CurrentRow, type Cursors } from "./row-cursor.ts";
import { MAX_EACH_COMPONENTS, type RowLoop, takeEntityLoop, takePlainLoop } from "./row-loops.ts";
import {
  all,
  type Conditions,
  type DataOf,
  describeTerms,
  type FilterTerm,
  not,
  type ReadableOf,
  type Term,
} from "./term.ts";

/** What a query asks of its world: the bulk changes, and other queries. */
export interface QueryHost extends IterationScope {
  query<const Terms extends readonly Term[]>(...terms: Terms): Query<Terms>;
  addByQuery(query: AnyQuery, inputs: readonly ComponentInput[]): void;
  removeByQuery(query: AnyQuery, components: readonly AnyComponent[]): void;
  despawnByQuery(query: AnyQuery): void;
}

// biome-ignore lint/suspicious/noExplicitAny: stands for "a query over any terms".
export type AnyQuery = Query<any>;

/** Everything `each` needs, made on its first use. */
interface RowIteration {
  readonly row: CurrentRow;
  readonly bound: readonly BoundCursor[];
  readonly cursors: readonly object[];
  /** For callbacks that take the cursors and no more, and for all others. */
  plainLoop: RowLoop | undefined;
  entityLoop: RowLoop | undefined;
  isRunning: boolean;
}

export class Query<Terms extends readonly Term[] = readonly Term[]>
  implements Iterable<Chunk<ReadableOf<Terms>>>
{
  /** @internal Set when the chunks of a matched archetype changed. */
  isStale = true;
  /** @internal Matched archetypes, in the order in which they appeared. */
  readonly archetypes: Archetype[] = [];
  readonly terms: Terms;

  readonly #conditions: Conditions;
  readonly #host: QueryHost;
  #chunks: Chunk[] = [];
  #structureVersion = 0;
  readonly #iterators: ChunkIterator[] = [];
  #rows: RowIteration | undefined;

  /** @internal Use `world.query`. */
  constructor(host: QueryHost, terms: Terms, conditions: Conditions) {
    this.#host = host;
    this.terms = terms;
    this.#conditions = conditions;
  }

  /** How many entities match. Walks archetypes, not rows. */
  get count(): number {
    let count = 0;
    for (const archetype of this.archetypes) count += archetype.count;
    return count;
  }

  get isEmpty(): boolean {
    return this.count === 0;
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
   */
  [Symbol.iterator](): Iterator<Chunk<ReadableOf<Terms>>> {
    return this.#idleIterator().start(this.chunks()) as Iterator<Chunk<ReadableOf<Terms>>>;
  }

  /**
   * Calls `run` for each entity with a cursor per component and the entity, for comfort.
   *
   * A cursor's fields read and write the columns in place; it is the same object for every row. Give the
   * entity parameter no default value: a callback that declares only the cursors is not handed it.
   * 1.2 to 1.5 times the cost of a chunk loop. Only components written to count as changed.
   * Structural changes made inside wait until the call ends.
   * @throws {EcsError} E121 with more than 6 components · E122 inside itself
   */
  each(run: (...row: [...Cursors<DataOf<Terms>>, entity: Entity]) => void): void {
    this.#rows ??= this.#prepareRows();
    const { row, bound, cursors } = this.#rows;
    if (this.#rows.isRunning) {
      throw new EcsError(
        "E122",
        `each: ${this.describe()} is already inside its own each, and its cursors can stand on one row only. Use a chunk loop for one of the two.`,
      );
    }
    const loop = loopFor(this.#rows, run.length);
    const chunks = this.chunks();
    this.#host.beginIteration(this);
    this.#rows.isRunning = true;
    try {
      for (const chunk of chunks) {
        if (chunk.count === 0) continue;
        for (let i = 0; i < bound.length; i++) bound[i].bind(chunk);
        try {
          loop(run as (...args: unknown[]) => void, chunk.count, row, cursors, chunk.entities);
        } finally {
          for (let i = 0; i < bound.length; i++) bound[i].settle(chunk);
        }
      }
    } finally {
      this.#rows.isRunning = false;
      this.#host.endIteration();
    }
  }

  /** Whether the entity's components fit this query. @internal */
  matches(archetype: Archetype): boolean {
    const { required, excluded } = this.#conditions;
    return (
      required.every((c) => archetype.set.has(c)) && !excluded.some((c) => archetype.set.has(c))
    );
  }

  /** This query, narrowed to entities that have the components too. Cached like any query. */
  with<const C extends readonly AnyComponent[]>(
    ...components: C
  ): Query<[...Terms, FilterTerm<"all", C[number]>]> {
    return this.#host.query(...this.terms, all<C[number]>(...components)) as unknown as Query<
      [...Terms, FilterTerm<"all", C[number]>]
    >;
  }

  /** This query, narrowed to entities that have none of the components. Cached like any query. */
  not<const C extends readonly AnyComponent[]>(
    ...components: C
  ): Query<[...Terms, FilterTerm<"not", C[number]>]> {
    return this.#host.query(...this.terms, not<C[number]>(...components)) as unknown as Query<
      [...Terms, FilterTerm<"not", C[number]>]
    >;
  }

  /** Adds components to every matching entity, whole chunks at a time; those that have one keep its values. About 5 ns an entity. */
  add(...inputs: ComponentInput[]): void {
    this.#host.addByQuery(this, inputs);
  }

  /** Removes components from every matching entity, whole chunks at a time. About 5 ns an entity. */
  remove(...components: AnyComponent[]): void {
    this.#host.removeByQuery(this, components);
  }

  /** Despawns every matching entity. About 5 ns an entity. */
  despawn(): void {
    this.#host.despawnByQuery(this);
  }

  describe(): string {
    return `query(${describeTerms(this.terms)})`;
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

  /** One iterator serves all loops but nested ones. */
  #idleIterator(): ChunkIterator {
    for (const iterator of this.#iterators) if (!iterator.isRunning) return iterator;
    const iterator = new ChunkIterator(this.#host, this);
    this.#iterators.push(iterator);
    return iterator;
  }

  #prepareRows(): RowIteration {
    const { data } = this.#conditions;
    if (data.length > MAX_EACH_COMPONENTS) {
      throw new EcsError(
        "E121",
        `each: ${this.describe()} has ${data.length} components with fields, and each hands over ${MAX_EACH_COMPONENTS} at most. Use a chunk loop, or all(...) for those you only filter by.`,
      );
    }
    const row = new CurrentRow();
    const bound = data.map((component) => new BoundCursor(component, row));
    return {
      row,
      bound,
      cursors: bound.map((b) => b.cursor),
      plainLoop: undefined,
      entityLoop: undefined,
      isRunning: false,
    };
  }
}

/** A callback that declares just the cursors cannot see the entity, and is spared its load. */
function loopFor(rows: RowIteration, parameterCount: number): RowLoop {
  const arity = rows.cursors.length;
  if (parameterCount === arity && arity > 0) {
    rows.plainLoop ??= takePlainLoop(arity);
    return rows.plainLoop;
  }
  rows.entityLoop ??= takeEntityLoop(arity);
  return rows.entityLoop;
}
