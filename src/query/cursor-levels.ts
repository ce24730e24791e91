/**
 * CursorLevels: the row cursors that all queries of a world share, a set for each `each` inside another.
 *
 * Shared, so that code which serves many queries sees one cursor of a component, and stays as fast as code that
 * serves one: with a cursor for each query it took twenty times as long after the fifth.
 *
 * Invariant: a level is one loop's until that loop leaves it.
 */
import type { AnyComponent } from "../storage/component.ts";
import type { Storage } from "../storage/storage.ts";
import { BoundCursor, CurrentRow } from "./row-cursor.ts";
import { primeCallLoop } from "./row-loops.ts";
import { placeOf, type RowPlace } from "./row-place.ts";

/** The cursors of one loop at a time, and the row that they stand on. */
export class CursorLevel {
  readonly row = new CurrentRow();
  readonly place: RowPlace = placeOf(this.row);
  /** By component id. */
  readonly #cursors: (BoundCursor | undefined)[] = [];

  cursorOf(component: AnyComponent): BoundCursor {
    this.#cursors[component.id] ??= new BoundCursor(component, this.row);
    return this.#cursors[component.id] as BoundCursor;
  }
}

export class CursorLevels {
  /** Loops that are running. */
  depth = 0;
  readonly #levels: CursorLevel[] = [];

  /** The level of a loop that runs inside `depth` others. */
  at(depth: number): CursorLevel {
    const known = this.#levels[depth];
    if (known !== undefined) return known;
    const level = new CursorLevel();
    this.#levels[depth] = level;
    primeCallLoop(level.place);
    return level;
  }
}

const byStorage = new WeakMap<Storage, CursorLevels>();

/** Those of a world. */
export function cursorLevelsOf(storage: Storage): CursorLevels {
  let levels = byStorage.get(storage);
  if (levels === undefined) {
    levels = new CursorLevels();
    byStorage.set(storage, levels);
  }
  return levels;
}
