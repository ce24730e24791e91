/**
 * LinkedLists: many doubly linked lists over the same items, without an object for any of them.
 *
 *   first[list]  the list's first item, 0 when it is empty
 *   next[item]   the item after it, 0 for the last
 *   prev[item]   the item before it; for the first, the last: so that appending takes one step
 *
 * Items are numbers from 1. The arrays are lent: whoever owns their memory says when they have moved.
 */
export class LinkedLists {
  first: Uint32Array = new Uint32Array(0);
  next: Uint32Array = new Uint32Array(0);
  prev: Uint32Array = new Uint32Array(0);

  /** The last item of a list, 0 when it is empty. */
  lastOf(list: number): number {
    const first = this.first[list];
    return first === 0 ? 0 : this.prev[first];
  }

  append(list: number, item: number): void {
    const { first, next, prev } = this;
    const head = first[list];
    next[item] = 0;
    if (head === 0) {
      first[list] = item;
      prev[item] = item;
      return;
    }
    const last = prev[head];
    next[last] = item;
    prev[item] = last;
    prev[head] = item;
  }

  /** Puts an item before one that is in the list. */
  insertBefore(list: number, item: number, other: number): void {
    const { first, next, prev } = this;
    const before = prev[other];
    next[item] = other;
    prev[item] = before;
    prev[other] = item;
    if (first[list] === other) first[list] = item;
    else next[before] = item;
  }

  remove(list: number, item: number): void {
    const { first, next, prev } = this;
    const head = first[list];
    const after = next[item];
    const before = prev[item];
    if (item === head) first[list] = after;
    else next[before] = after;
    if (after !== 0) prev[after] = before;
    else if (item !== head) prev[head] = before;
  }

  /** Gives the items other numbers, lower ones in the same order; 0 for those in no list. */
  renumber(numbers: Uint32Array): void {
    const { first, next, prev } = this;
    for (let list = 0; list < first.length; list++) first[list] = numbers[first[list]];
    for (let item = 1; item < numbers.length; item++) {
      const number = numbers[item];
      if (number === 0) continue;
      next[number] = numbers[next[item]];
      prev[number] = numbers[prev[item]];
    }
  }

  /** Problems found, as sentences. `limit` is the most items there may be. */
  check(list: number, limit: number, name: string): string[] {
    const { first, next, prev } = this;
    let before = 0;
    let count = 0;
    for (let item = first[list]; item !== 0; item = next[item]) {
      if (++count > limit) return [`${name} ${list} runs in a circle`];
      if (before !== 0 && prev[item] !== before)
        return [`${name} ${list}: item ${item} says ${prev[item]} is before it, not ${before}`];
      before = item;
    }
    if (before !== this.lastOf(list))
      return [`${name} ${list} ends with ${before}, not ${this.lastOf(list)}`];
    return [];
  }
}
