/**
 * ReadableQuery: the entities that a query matches: how many, one by one, in runs and in pairs; that part of `Query`.
 *
 * Each call goes on to the query's selection, which knows the rows.
 */
import { EcsError } from "../base/errors.ts";
import type { Entity } from "../base/ids.ts";
import { ChangeableQuery } from "./changeable-query.ts";
import type { Cursors } from "./row-cursor.ts";
import type { RowRun } from "./row-run.ts";
import type { Selection } from "./selection.ts";
import type { DataOf, ReadableOf, Term } from "./term.ts";

export abstract class ReadableQuery<Terms extends readonly Term[]> extends ChangeableQuery<
  ReadableOf<Terms>
> {
  /** @internal The rows that match. @throws {EcsError} E126 a term asks since when */
  abstract get selection(): Selection;

  /** How many entities match. Walks archetypes; where it decides by row, about 0.1 ns a row more. */
  get count(): number {
    return this.selection.count;
  }

  get isEmpty(): boolean {
    return this.asked().decidesByRow ? this.first() === undefined : this.count === 0;
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
}
