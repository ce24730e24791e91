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
import type { Block } from "../memory/slab-allocator.ts";
import type { AnyComponent } from "./component.ts";
import { DepthLists } from "./depth-lists.ts";
import type { EntityIndex } from "./entity-index.ts";
import { LinkedLists } from "./linked-lists.ts";
import { type PairSpace, PairValues } from "./pair-values.ts";
import { WordColumns } from "./word-columns.ts";

/** What happens to a pair's source when its target dies. */
export type TargetPolicy = "remove" | "despawn" | "refuse";

/** What is fixed about a relation. */
export interface PairKind {
  /** The tag that entities with a pair of it have. */
  readonly relation: AnyComponent;
  /** A component with the fields that each pair has values of. */
  readonly payload: AnyComponent | undefined;
  readonly isExclusive: boolean;
  /** No entity may be above itself. Such relations are exclusive. */
  readonly isAcyclic: boolean;
  readonly onTargetDespawn: TargetPolicy;
}

const PAIR_COLUMNS = 6;
const DEPTH_COLUMNS = 4;
const LEAST_CAPACITY = 64;

export class PairTable {
  readonly kind: PairKind;
  sources: Uint32Array = new Uint32Array(0);
  targets: Uint32Array = new Uint32Array(0);
  /** By index of the source: its pairs, in the order in which they were made. */
  readonly outgoing = new LinkedLists();
  /** By index of the target. */
  readonly incoming = new LinkedLists();
  /** By index of the target: how many pairs it has. */
  incomingCounts: Uint32Array = new Uint32Array(0);
  readonly depths: DepthLists | undefined;
  readonly values: PairValues | undefined;
  /** Grows whenever a source gets, changes or loses a target. */
  version = 0;
  /** Pairs there are, and the most there were at one time. */
  count = 0;
  peakCount = 0;
  /** Words of its lists and bytes of its values; the lists' heads, 12 bytes per entity index, come on top. */
  readonly bytesPerPair: number;
  /** Pairs 1 .. usedEnd - 1 have been given out at least once. */
  usedEnd = 1;

  readonly #indexShift: number;
  readonly #pairs: WordColumns;
  readonly #heads: WordColumns;
  #freeHead = 0;
  #freeCount = 0;
  /** Pairs of entities spawned in a loop that still runs. */
  readonly #waiting: number[] = [];
  waitingCount = 0;
  /** Sources of pairs without a target. */
  readonly orphans: Entity[] = [];

  constructor(kind: PairKind, space: PairSpace) {
    this.kind = kind;
    this.#indexShift = space.index.generationBits;
    this.depths = kind.isAcyclic ? new DepthLists(this) : undefined;
    this.values = kind.payload === undefined ? undefined : new PairValues(kind.payload, space);
    const columns = PAIR_COLUMNS + (kind.isAcyclic ? DEPTH_COLUMNS : 0);
    const fields = kind.payload?.fields ?? [];
    this.bytesPerPair = columns * 4 + fields.reduce((bytes, field) => bytes + field.bytesPerRow, 0);
    this.#pairs = new WordColumns(space, columns);
    this.#heads = new WordColumns(space, 3);
  }

  /** Its memory, for reports. */
  blocks(): Block[] {
    const blocks = [this.#pairs.block, this.#heads.block, this.values?.chunk?.block];
    return blocks.filter((block) => block !== undefined);
  }

  /**
   * Makes room for `count` more pairs between entities with indices below `indexEnd`.
   *
   * @throws {EcsError} E010/E011 no memory. No pair changes.
   */
  ensure(count: number, indexEnd: number): void {
    const end = this.usedEnd + Math.max(0, count - this.#freeCount);
    if (end > this.#pairs.capacity) {
      const capacity = Math.max(end, this.#pairs.capacity * 2, LEAST_CAPACITY);
      this.values?.resize(capacity, this.usedEnd);
      this.#pairs.resize(capacity);
      this.#bind();
    }
    if (indexEnd > this.#heads.capacity) {
      this.#heads.resize(Math.max(indexEnd, this.#heads.capacity * 2, LEAST_CAPACITY));
      this.#bind();
    }
  }

  /** The source's first pair, 0 for none; 0 for a handle that is not alive. */
  firstOut(source: number): number {
    const { first } = this.outgoing;
    const index = source >>> this.#indexShift;
    const pair = index < first.length ? first[index] : 0;
    return pair !== 0 && this.sources[pair] === source ? pair : 0;
  }

  /** The target's first pair, 0 for none; 0 for a handle that is not alive. */
  firstIn(target: number): number {
    const { first } = this.incoming;
    const index = target >>> this.#indexShift;
    const pair = index < first.length ? first[index] : 0;
    return pair !== 0 && this.targets[pair] === target ? pair : 0;
  }

  countIn(target: number): number {
    return this.firstIn(target) === 0 ? 0 : this.incomingCounts[target >>> this.#indexShift];
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
      } else {
        this.targets[pair] = 0;
        this.orphans.push(this.sources[pair] as Entity);
      }
    }
    this.waitingCount = 0;
  }

  #take(source: number, target: number): number {
    let pair = this.#freeHead;
    if (pair !== 0) {
      this.#freeHead = this.outgoing.next[pair];
      this.#freeCount--;
    } else pair = this.usedEnd++;
    this.sources[pair] = source;
    this.outgoing.append(source >>> this.#indexShift, pair);
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
    const list = this.targets[pair] >>> this.#indexShift;
    this.incoming.remove(list, pair);
    if (other === 0) this.incoming.append(list, pair);
    else this.incoming.insertBefore(list, pair, other);
  }

  /** Ends a pair. Without `isSettling`, the depths below its source are left for `depths.rebuild`. */
  unlink(pair: number, isSettling = true): void {
    this.outgoing.remove(this.sources[pair] >>> this.#indexShift, pair);
    if (this.targets[pair] !== 0) {
      this.depths?.remove(pair, isSettling);
      this.#unlinkTarget(pair);
    }
    this.values?.release(pair);
    this.sources[pair] = 0;
    this.targets[pair] = 0;
    this.outgoing.next[pair] = this.#freeHead;
    this.#freeHead = pair;
    this.#freeCount++;
    this.count--;
  }

  /** Gives all memory back where there is no pair; returns the bytes. */
  shrink(): number {
    if (this.count > 0) return 0;
    const bytes = this.blocks().reduce((sum, block) => sum + block.byteLength, 0);
    this.dispose();
    return bytes;
  }

  /** Forgets every pair and gives the memory back. */
  dispose(): void {
    this.#pairs.resize(0);
    this.#heads.resize(0);
    this.values?.resize(0, 0);
    this.#bind();
    this.count = 0;
    this.usedEnd = 1;
    this.#freeHead = 0;
    this.#freeCount = 0;
  }

  #linkTarget(pair: number, target: number): void {
    const index = target >>> this.#indexShift;
    this.version++;
    this.targets[pair] = target;
    this.incoming.append(index, pair);
    this.incomingCounts[index]++;
  }

  #unlinkTarget(pair: number): void {
    const index = this.targets[pair] >>> this.#indexShift;
    this.version++;
    this.incoming.remove(index, pair);
    this.incomingCounts[index]--;
  }

  /** Points everything at columns that may have moved. */
  #bind(): void {
    const { outgoing, incoming, depths } = this;
    const pairs = this.#pairs.columns;
    this.sources = pairs[0];
    this.targets = pairs[1];
    outgoing.next = pairs[2];
    outgoing.prev = pairs[3];
    incoming.next = pairs[4];
    incoming.prev = pairs[5];
    [outgoing.first, incoming.first, this.incomingCounts] = this.#heads.columns;
    if (depths === undefined) return;
    depths.depths = pairs[6];
    depths.lists.first = pairs[7];
    depths.lists.next = pairs[8];
    depths.lists.prev = pairs[9];
  }
}
