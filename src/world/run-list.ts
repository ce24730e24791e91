/**
 * RunList: runs of rows that observers are still to be told of, each with whom it concerns.
 *
 * Emptied after each change and used again, so that telling makes no garbage. Runs of one group are
 * told together: each observer sees all of them before the next sees any.
 */
import type { Chunk } from "../storage/chunk.ts";

export class RunList<Concerned> {
  count = 0;
  readonly concerned: Concerned[] = [];
  readonly chunks: Chunk[] = [];
  readonly starts: number[] = [];
  readonly ends: number[] = [];
  readonly #groups: number[] = [];
  #group = 0;

  /** Runs pushed from now on belong together. */
  beginGroup(): void {
    this.#group++;
  }

  push(concerned: Concerned, chunk: Chunk, start: number, end: number): void {
    const i = this.count++;
    this.concerned[i] = concerned;
    this.chunks[i] = chunk;
    this.starts[i] = start;
    this.ends[i] = end;
    this.#groups[i] = this.#group;
  }

  /** Adds a row to the last run where it continues that, else as a run of its own. */
  extend(concerned: Concerned, chunk: Chunk, row: number): void {
    const last = this.count - 1;
    const continues =
      last >= 0 &&
      this.concerned[last] === concerned &&
      this.chunks[last] === chunk &&
      this.ends[last] === row;
    if (continues) this.ends[last]++;
    else this.push(concerned, chunk, row, row + 1);
  }

  /** Where the group ends that begins at `first`. */
  groupEnd(first: number): number {
    let end = first + 1;
    while (end < this.count && this.#groups[end] === this.#groups[first]) end++;
    return end;
  }

  clear(): void {
    this.count = 0;
    this.#group = 0;
  }
}
