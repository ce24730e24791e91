/**
 * SparseCursor: the cursor of a sparse component, which stands where the entity's row is in its store.
 *
 * The other cursors of an `each` share one row number and change chunks together; this one is set for
 * every entity, 10 ns each.
 */
import type { Entity } from "../base/ids.ts";
import type { Chunk } from "../storage/chunk.ts";
import type { SparseStore } from "../storage/sparse-store.ts";
import { BoundCursor, CurrentRow } from "./row-cursor.ts";
import type { DataTerm } from "./term.ts";

export class SparseCursor {
  /** What the callback is given. */
  readonly cursor: object;
  readonly #store: SparseStore;
  readonly #row = new CurrentRow();
  readonly #bound: BoundCursor;
  #chunk: Chunk | undefined;

  constructor(term: DataTerm, store: SparseStore) {
    this.#store = store;
    this.#bound = new BoundCursor(term, this.#row);
    this.cursor = this.#bound.cursor;
  }

  /** It stands nowhere until it is told the entity. */
  bind(): undefined {
    return undefined;
  }

  /** The cursor, on an entity's row; undefined where it lacks the component, which is then optional. */
  stand(entity: Entity): object | undefined {
    this.settle();
    const place = this.#store.placeOf(entity);
    if (place === 0) return undefined;
    const chunk = this.#store.chunkAt(place);
    this.#chunk = chunk;
    this.#row.index = this.#store.rowAt(place);
    return this.#bound.bind(chunk);
  }

  /** Stamps the row it stands on, if it was written to, and leaves it. */
  settle(): void {
    if (this.#chunk === undefined) return;
    this.#bound.settle(this.#chunk, this.#row.index, this.#row.index + 1);
    this.#chunk = undefined;
  }
}
