/**
 * Snapshot: what kernels that write what they gather have gathered before they run. One for each world, which grows
 * to its largest run and is given back by `world.shrink()`.
 */
import { addMemoryUser, type MemoryUser } from "../../memory/memory-user.ts";
import type { RowWorld } from "../../query/row-term.ts";

export class Snapshot implements MemoryUser {
  readonly label = "kernel snapshots";
  words = new Int32Array(0);
  /** Where the next word is written or read. */
  at = 0;
  #peak = 0;

  /** Makes room for so many more words. */
  ensure(count: number): void {
    const needed = this.at + count;
    this.#peak = Math.max(this.#peak, needed);
    if (needed <= this.words.length) return;
    const words = new Int32Array(Math.max(needed, this.words.length * 2));
    words.set(this.words);
    this.words = words;
  }

  memory() {
    const bytes = this.words.byteLength;
    const place = "heap" as const;
    return [{ label: this.label, place, bytes, usedBytes: 0, peakBytes: this.#peak * 4 }];
  }

  shrink(): number {
    const bytes = this.words.byteLength;
    this.words = new Int32Array(0);
    return bytes;
  }

  dispose(): void {
    this.shrink();
  }
}

const KEY = {};

export function snapshotOf(world: RowWorld): Snapshot {
  return world.extension(KEY, () => {
    const snapshot = new Snapshot();
    addMemoryUser(world.storage.memoryUsers, snapshot);
    return snapshot;
  });
}

/** Values of rows that stand side by side. */
export function copyAll(
  from: Int32Array,
  start: number,
  to: Int32Array,
  at: number,
  length: number,
): void {
  for (let i = 0; i < length; i++) to[at + i] = from[start + i];
}

/** The same of single rows, to or from where `rows` says, from word `first` on; kept, they stand side by side. */
export function copySome(
  isKept: boolean,
  values: Int32Array,
  first: number,
  rows: Int32Array,
  count: number,
  words: number,
  kept: Int32Array,
  at: number,
): void {
  for (let i = 0, next = at; i < count; i++) {
    const row = first + rows[i] * words;
    for (let k = 0; k < words; k++, next++) {
      if (isKept) kept[next] = values[row + k];
      else values[row + k] = kept[next];
    }
  }
}
