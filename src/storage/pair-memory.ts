/**
 * PairMemory: where the pairs of one relation are kept: their columns, how they grow and give back, and
 * which of them are free.
 *
 * What the columns mean is `PairTable`'s business. Everything a snapshot has to restore is in them, in the
 * values' chunk, and in the counts here.
 */
import type { Block } from "../memory/slab-allocator.ts";
import type { AnyComponent } from "./component.ts";
import { DepthLists, type PairLists } from "./depth-lists.ts";
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

export abstract class PairMemory implements PairLists {
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
  /** Pairs there are, and the most there were at one time. */
  count = 0;
  peakCount = 0;
  /** Words of its lists and bytes of its values; the lists' heads, 12 bytes per entity index, come on top. */
  readonly bytesPerPair: number;
  /** Pairs 1 .. usedEnd - 1 have been given out at least once. */
  usedEnd = 1;

  protected readonly indexShift: number;
  /** Free pairs, in a list by `outgoing.next`. */
  protected freeHead = 0;
  protected freeCount = 0;

  readonly #pairs: WordColumns;
  readonly #heads: WordColumns;

  constructor(kind: PairKind, space: PairSpace) {
    this.kind = kind;
    this.indexShift = space.index.generationBits;
    this.depths = kind.isAcyclic ? new DepthLists(this) : undefined;
    this.values = kind.payload === undefined ? undefined : new PairValues(kind.payload, space);
    const columns = PAIR_COLUMNS + (kind.isAcyclic ? DEPTH_COLUMNS : 0);
    const fields = kind.payload?.fields ?? [];
    this.bytesPerPair = columns * 4 + fields.reduce((bytes, field) => bytes + field.bytesPerRow, 0);
    this.#pairs = new WordColumns(space, columns);
    this.#heads = new WordColumns(space, 3);
  }

  abstract firstOut(source: number): number;
  abstract firstIn(target: number): number;

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
    const end = this.usedEnd + Math.max(0, count - this.freeCount);
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

  /** Bytes that `shrink` would give back. */
  get shrinkableBytes(): number {
    const capacity = this.#shrunkCapacity();
    if (capacity === 0) return this.#heldBytes();
    if (capacity === this.#pairs.capacity) return 0;
    const before = sumBytes([this.#pairs.block, this.values?.chunk?.block]);
    return before - this.#pairs.bytesFor(capacity) - (this.values?.bytesFor(capacity) ?? 0);
  }

  /** Gives back what a peak left behind: all where there is no pair, else room for half of the pairs and more. */
  shrink(): number {
    const before = this.#heldBytes();
    const capacity = this.#shrunkCapacity();
    if (capacity === 0) this.dispose();
    else if (capacity < this.#pairs.capacity) {
      this.#compact();
      try {
        this.#pairs.resize(capacity);
        this.#bind();
        this.values?.resize(capacity, this.usedEnd);
      } catch {
        // There was no room for the smaller ones beside the old: another time.
      }
    }
    return before - this.#heldBytes();
  }

  /** For how many pairs there is room after `shrink`. */
  #shrunkCapacity(): number {
    if (this.count === 0) return 0;
    const capacity = Math.max(LEAST_CAPACITY, 2 ** Math.ceil(Math.log2(this.count + 1)));
    return capacity * 2 <= this.#pairs.capacity ? capacity : this.#pairs.capacity;
  }

  /** Gives the pairs the lowest numbers, in their order. */
  #compact(): void {
    const numbers = new Uint32Array(this.usedEnd);
    let count = 0;
    for (let pair = 1; pair < this.usedEnd; pair++) {
      if (this.sources[pair] === 0) continue;
      numbers[pair] = ++count;
      this.sources[count] = this.sources[pair];
      this.targets[count] = this.targets[pair];
      this.values?.move(pair, count);
    }
    this.sources.fill(0, count + 1, this.usedEnd);
    this.targets.fill(0, count + 1, this.usedEnd);
    this.outgoing.renumber(numbers);
    this.incoming.renumber(numbers);
    this.depths?.renumber(numbers);
    this.usedEnd = count + 1;
    this.freeHead = 0;
    this.freeCount = 0;
  }

  #heldBytes(): number {
    return sumBytes(this.blocks());
  }

  /** Forgets every pair and gives the memory back. */
  dispose(): void {
    this.#pairs.resize(0);
    this.#heads.resize(0);
    this.values?.resize(0, 0);
    this.#bind();
    this.count = 0;
    this.usedEnd = 1;
    this.freeHead = 0;
    this.freeCount = 0;
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

function sumBytes(blocks: readonly (Block | undefined)[]): number {
  return blocks.reduce((bytes, block) => bytes + (block?.byteLength ?? 0), 0);
}
