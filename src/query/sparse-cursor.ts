/**
 * SparseCursor: the cursor of a sparse component, which stands where the entity's row is in its store.
 *
 * The other cursors of an `each` share one row number and change chunks together; this one is set for
 * every entity, and changes chunks when it has to.
 */
import type { Entity } from "../base/ids.ts";
import type { Chunk } from "../storage/chunk.ts";
import type { SparseStore } from "../storage/sparse-store.ts";
import { BoundCursor, CurrentRow } from "./row-cursor.ts";
import type { DataTerm } from "./term.ts";

export class SparseCursor {
  readonly #store: SparseStore;
  readonly #row = new CurrentRow();
  readonly #bound: BoundCursor;
  /** The chunk it is bound to, and the least and the greatest row it has stood on there. */
  #chunk: Chunk | undefined;
  #cursor: object | undefined;
  #least = 0;
  #greatest = 0;

  constructor(term: DataTerm, store: SparseStore) {
    this.#store = store;
    this.#bound = new BoundCursor(term.component, this.#row);
  }

  /** It stands nowhere until it is told the entity. */
  bind(): undefined {
    return undefined;
  }

  /** What is written is stamped by `leave`: rows that stand side by side for others do not for it. */
  settle(): void {}

  /** The cursor, on an entity's row; undefined where it lacks the component, which is then optional. */
  stand(entity: Entity): object | undefined {
    const place = this.#store.placeOf(entity);
    if (place === 0) return undefined;
    const chunk = this.#store.chunkAt(place);
    const row = this.#store.rowAt(place);
    this.#row.index = row;
    if (chunk !== this.#chunk) this.#enter(chunk, row);
    else if (row < this.#least) this.#least = row;
    else if (row > this.#greatest) this.#greatest = row;
    return this.#cursor;
  }

  /** Stamps the rows it stood on, if any was written to. */
  leave(): void {
    if (this.#chunk === undefined) return;
    this.#bound.settle(this.#chunk, this.#least, this.#greatest + 1);
    this.#chunk = undefined;
  }

  #enter(chunk: Chunk, row: number): void {
    this.leave();
    this.#cursor = this.#bound.bind(chunk);
    this.#chunk = chunk;
    this.#least = row;
    this.#greatest = row;
  }
}
