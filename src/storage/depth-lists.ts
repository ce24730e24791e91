/**
 * DepthLists: the pairs of a hierarchy by how deep their source is: a child of a root has depth 1.
 *
 * One list per depth, so that parents can be visited before their children. Moving a subtree costs
 * a step per entity in it; nothing is ever sorted.
 *
 * Invariant: outside `PairTable`'s own calls, the depth of each pair is that of its target plus one.
 */
import { LinkedLists } from "./linked-lists.ts";

/** The pairs whose depths are kept; `PairTable` says what is what. */
export interface PairLists {
  readonly sources: Uint32Array;
  readonly targets: Uint32Array;
  readonly usedEnd: number;
  readonly incoming: LinkedLists;
  firstOut(source: number): number;
  firstIn(target: number): number;
}

export class DepthLists {
  /** By depth. No pair is deeper than there are pairs, so the lists' heads are a column like the others. */
  readonly lists = new LinkedLists();
  /** By pair: the depth of its source; 0 while it stands in no list. */
  depths: Uint32Array = new Uint32Array(0);
  readonly #table: PairLists;

  constructor(table: PairLists) {
    this.#table = table;
  }

  /** Steps from an entity up to its root. */
  depthOf(entity: number): number {
    const pair = this.#table.firstOut(entity);
    return pair === 0 ? 0 : this.depths[pair];
  }

  /** Takes a pair in, or moves it to where its target now is, with all that is below it. */
  settle(pair: number): void {
    const { sources, targets } = this.#table;
    if (this.#place(pair, this.depthOf(targets[pair]) + 1)) this.#settleBelow(sources[pair]);
  }

  /** Takes a pair out; with `isSettling`, its source is a root from now on, and what is below it moves up. */
  remove(pair: number, isSettling: boolean): void {
    this.lists.remove(this.depths[pair], pair);
    this.depths[pair] = 0;
    if (isSettling) this.#settleBelow(this.#table.sources[pair]);
  }

  /** Works out every depth anew, level by level. A step per pair. */
  rebuild(): void {
    const { sources, targets, usedEnd, incoming } = this.#table;
    this.lists.first.fill(0);
    for (let pair = 1; pair < usedEnd; pair++) {
      if (sources[pair] === 0 || this.#table.firstOut(targets[pair]) !== 0) continue;
      this.depths[pair] = 1;
      this.lists.append(1, pair);
    }
    for (let depth = 1; depth < usedEnd; depth++) {
      for (let pair = this.lists.first[depth]; pair !== 0; pair = this.lists.next[pair]) {
        let child = this.#table.firstIn(sources[pair]);
        for (; child !== 0; child = incoming.next[child]) {
          this.depths[child] = depth + 1;
          this.lists.append(depth + 1, child);
        }
      }
    }
  }

  renumber(numbers: Uint32Array): void {
    this.lists.renumber(numbers);
    for (let pair = 1; pair < numbers.length; pair++) {
      if (numbers[pair] !== 0) this.depths[numbers[pair]] = this.depths[pair];
    }
  }

  /** Returns whether the depth is another. */
  #place(pair: number, depth: number): boolean {
    const before = this.depths[pair];
    if (before === depth) return false;
    if (before !== 0) this.lists.remove(before, pair);
    this.depths[pair] = depth;
    this.lists.append(depth, pair);
    return true;
  }

  /** Places every pair below an entity, parents first. Walks by the lists: a chain of any length is no danger to the stack. */
  #settleBelow(root: number): void {
    const table = this.#table;
    const { sources, targets, incoming } = table;
    let pair = table.firstIn(root);
    while (pair !== 0) {
      this.#place(pair, this.depthOf(targets[pair]) + 1);
      let next = table.firstIn(sources[pair]);
      while (next === 0) {
        next = incoming.next[pair];
        if (next !== 0) break;
        const parent = targets[pair];
        if (parent === root) return;
        pair = table.firstOut(parent);
      }
      pair = next;
    }
  }
}
