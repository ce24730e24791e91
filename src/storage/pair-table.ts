/**
 * PairTable: the pairs (source, target) of one relation in one world.
 *
 * Not part of the archetypes: those say only whether an entity has any pair of the relation. A pair is
 * a number from 1 for as long as it lives; it stands in two lists, its source's and its target's:
 *
 *   sources[pair] (0: free)  targets[pair]  outgoing: lists by source's index  incoming: lists by target's index
 *
 * Invariant: both ends of a pair are alive, and a source and a target have one pair at most.
 */
import type { Entity } from "../base/ids.ts";
import type { EntityIndex } from "./entity-index.ts";
import { PairMemory } from "./pair-memory.ts";

/** Who hears of pairs that come and go. */
export interface PairHearing {
  /** A pair has been made. */
  made(table: PairTable, source: number, target: number): void;
  /** A pair is about to end, or to get another target. */
  ending(table: PairTable, source: number, target: number): void;
}

export class PairTable extends PairMemory {
  /** Undefined while nobody wants to hear of this relation's pairs. */
  hearing: PairHearing | undefined;
  /** Grows whenever a source gets, changes or loses a target. */
  version = 0;
  /** Pairs of entities spawned in a loop that still runs. */
  readonly #waiting: number[] = [];
  waitingCount = 0;
  /** Sources of pairs without a target. */
  readonly orphans: Entity[] = [];

  /** The source's first pair, 0 for none; 0 for a handle that is not alive. */
  firstOut(source: number): number {
    const { first } = this.outgoing;
    const index = source >>> this.indexShift;
    const pair = index < first.length ? first[index] : 0;
    return pair !== 0 && this.sources[pair] === source ? pair : 0;
  }

  /** The target's first pair, 0 for none; 0 for a handle that is not alive. */
  firstIn(target: number): number {
    const { first } = this.incoming;
    const index = target >>> this.indexShift;
    const pair = index < first.length ? first[index] : 0;
    return pair !== 0 && this.targets[pair] === target ? pair : 0;
  }

  countIn(target: number): number {
    return this.firstIn(target) === 0 ? 0 : this.incomingCounts[target >>> this.indexShift];
  }

  /** The pair of these two, 0 for none. Walks the shorter of their two lists. Target 0 is that of orphans. */
  find(source: number, target: number): number {
    let out = this.firstOut(source);
    if (this.waitingCount > 0 || target === 0) {
      while (out !== 0 && this.targets[out] !== target) out = this.outgoing.next[out];
      return out;
    }
    let into = this.firstIn(target);
    while (out !== 0 && into !== 0) {
      if (this.targets[out] === target) return out;
      if (this.sources[into] === source) return into;
      out = this.outgoing.next[out];
      into = this.incoming.next[into];
    }
    return 0;
  }

  /** Makes a pair that there is not yet, for which there is room. Without `isSettling`, see `unlink`. */
  link(source: number, target: number, isSettling = true): number {
    const pair = this.#take(source, target);
    this.#linkTarget(pair, target);
    if (isSettling) this.depths?.settle(pair);
    return pair;
  }

  /** Makes a pair that is not among its target's until `joinWaiting`: a loop may be running over those. */
  linkWaiting(source: number, target: number): number {
    const pair = this.#take(source, target);
    this.#waiting[this.waitingCount++] = pair;
    return pair;
  }

  /**
   * Lets waiting pairs join their targets', in the order in which they were made. Those of targets that have ended
   * meanwhile are left without one, their sources in `orphans`: their end is the caller's business.
   */
  joinWaiting(index: EntityIndex): void {
    for (let i = 0; i < this.waitingCount; i++) {
      const pair = this.#waiting[i];
      if (index.isAlive(this.targets[pair])) {
        this.#linkTarget(pair, this.targets[pair]);
        this.depths?.settle(pair);
        this.hearing?.made(this, this.sources[pair], this.targets[pair]);
      } else {
        this.targets[pair] = 0;
        this.orphans.push(this.sources[pair] as Entity);
      }
    }
    this.waitingCount = 0;
  }

  /** Tells of a pair whether it is among its target's: those that wait are not. */
  joined(): (pair: number) => boolean {
    const waiting = new Set(this.#waiting.slice(0, this.waitingCount));
    return (pair) => !waiting.has(pair) && this.targets[pair] !== 0;
  }

  #take(source: number, target: number): number {
    let pair = this.freeHead;
    if (pair !== 0) {
      this.freeHead = this.outgoing.next[pair];
      this.freeCount--;
    } else pair = this.usedEnd++;
    this.sources[pair] = source;
    this.outgoing.append(source >>> this.indexShift, pair);
    this.targets[pair] = target;
    if (this.depths !== undefined) this.depths.depths[pair] = 0;
    this.values?.clear(pair);
    this.count++;
    if (this.count > this.peakCount) this.peakCount = this.count;
    return pair;
  }

  /** Gives a pair another target; it comes last in that one's list. */
  retarget(pair: number, target: number, isSettling = true): void {
    this.#unlinkTarget(pair);
    this.#linkTarget(pair, target);
    if (isSettling) this.depths?.settle(pair);
  }

  /** Moves a pair to another place among its target's: before `other`, or to the end for 0. */
  reorder(pair: number, other: number): void {
    if (pair === other) return;
    const list = this.targets[pair] >>> this.indexShift;
    this.incoming.remove(list, pair);
    if (other === 0) this.incoming.append(list, pair);
    else this.incoming.insertBefore(list, pair, other);
  }

  /** Ends a pair. Without `isSettling`, the depths below its source are left for `depths.rebuild`. */
  unlink(pair: number, isSettling = true): void {
    this.outgoing.remove(this.sources[pair] >>> this.indexShift, pair);
    if (this.targets[pair] !== 0) {
      this.depths?.remove(pair, isSettling);
      this.#unlinkTarget(pair);
    }
    this.values?.release(pair);
    this.sources[pair] = 0;
    this.targets[pair] = 0;
    this.outgoing.next[pair] = this.freeHead;
    this.freeHead = pair;
    this.freeCount++;
    this.count--;
  }

  #linkTarget(pair: number, target: number): void {
    const index = target >>> this.indexShift;
    this.version++;
    this.targets[pair] = target;
    this.incoming.append(index, pair);
    this.incomingCounts[index]++;
  }

  #unlinkTarget(pair: number): void {
    const index = this.targets[pair] >>> this.indexShift;
    this.version++;
    this.incoming.remove(index, pair);
    this.incomingCounts[index]--;
  }
}
