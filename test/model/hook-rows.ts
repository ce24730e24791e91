/**
 * HookRows: the order of rows, as the oracle of hooks knows it: archetypes in the order of their appearance,
 * rows moved by swap-remove. How large chunks are, and that full ones are handed over whole, does not show.
 */
import { PARTS, SPARSE } from "./hook-operations.ts";

/** The parts that decide an archetype: sparse ones do not. */
export function keyOf(parts: Iterable<number>): string {
  return [...parts]
    .filter((id) => id !== SPARSE)
    .sort()
    .join("");
}

export function partsIn(key: string): number[] {
  return key.split("").map(Number);
}

export class HookRows {
  /** By archetype, in the order of their appearance. */
  readonly rows = new Map<string, number[]>([["", []]]);
  /** Those that have the sparse part. */
  readonly store: number[] = [];

  /** The rows of an archetype, which is there from now on; and with it each that leads there, one part at a time. */
  reach(from: string, added: readonly number[], removed: readonly number[]): string {
    let key = from;
    for (const id of removed) {
      if (id === SPARSE || !partsIn(key).includes(id) || key === "") continue;
      key = keyOf(partsIn(key).filter((one) => one !== id));
      this.rowsOf(key);
    }
    for (const id of added) {
      if (id === SPARSE || (key !== "" && partsIn(key).includes(id))) continue;
      key = keyOf([...(key === "" ? [] : partsIn(key)), id]);
      this.rowsOf(key);
    }
    return key;
  }

  rowsOf(key: string): number[] {
    let rows = this.rows.get(key);
    if (rows === undefined) {
      rows = [];
      this.rows.set(key, rows);
    }
    return rows;
  }

  append(key: string, nth: number): void {
    this.rowsOf(key).push(nth);
  }

  /** The last row fills the hole. */
  remove(key: string, nth: number): void {
    swapRemove(this.rowsOf(key), nth);
  }

  removeFromStore(nth: number): void {
    if (this.store.includes(nth)) swapRemove(this.store, nth);
  }

  /** All rows of one archetype become rows of another, behind those that are there and in their order. */
  moveAll(from: string, to: string): void {
    const source = this.rowsOf(from);
    this.rowsOf(to).push(...source);
    source.length = 0;
  }

  /** What has a part, in the order in which it is replayed. */
  replayed(isIn: (key: string) => boolean): number[] {
    return [...this.rows].flatMap(([key, rows]) => (isIn(key) ? rows : []));
  }
}

function swapRemove(list: number[], nth: number): void {
  const at = list.indexOf(nth);
  const last = list.pop();
  if (at < list.length && last !== undefined) list[at] = last;
}

export const PART_COUNT: number = PARTS.length;
