/**
 * HasSparse: a sparse component as a condition, which only rows can answer: no archetype shows it.
 *
 * Not to be confused with `SparseCursor`, which hands its values to `each`.
 */
import type { Entity } from "../base/ids.ts";
import type { Chunk } from "../storage/chunk.ts";
import type { AnyComponent } from "../storage/component.ts";
import { Match, type RowCondition, type RowContext } from "./row-term.ts";

export class HasSparse implements RowCondition {
  readonly decidesByRow = true;
  readonly #component: AnyComponent;

  constructor(component: AnyComponent) {
    this.#component = component;
  }

  matchSet(): Match {
    return Match.Some;
  }

  fillMask(chunk: Chunk, mask: Uint32Array, { world }: RowContext): Match {
    const store = world.storage.sparse.of(this.#component);
    if (store.count === 0) return Match.None;
    store.markOwners(chunk, mask);
    return Match.Some;
  }

  test(chunk: Chunk, row: number, { world }: RowContext): boolean {
    return world.storage.sparse.of(this.#component).has(chunk.entityAt(row) as Entity);
  }
}
