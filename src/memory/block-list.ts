/**
 * BlockList: which parts of one slab are free, in units of 64 bytes.
 *
 * Two-level segregated fit (Masmano et al., "TLSF", ECRTS 2004): free blocks hang in bins by size,
 * eight bins to a doubling, two bitmaps find a fitting bin in constant time, and a freed block
 * merges with its free neighbours. The bookkeeping lies outside the slab, so blocks touch edge to edge.
 *
 * Invariant: the blocks tile the slab without gap, and no two neighbours are both free.
 */

/** Bytes per unit: a cache line, and more than any element's alignment. */
export const UNIT_BYTES = 64;

const NONE = -1;
const SUB_BITS = 3;
const SUB_COUNT = 1 << SUB_BITS;
const BIN_COUNT = 32 * SUB_COUNT;

/** Sizes below 8 units have a bin each; above, eight bins share a doubling. */
function binOf(units: number): number {
  if (units < SUB_COUNT) return units;
  const log = 31 - Math.clz32(units);
  return (log - SUB_BITS + 1) * SUB_COUNT + ((units >>> (log - SUB_BITS)) - SUB_COUNT);
}

/** The first bin whose every block has at least `units`. */
function fittingBin(units: number): number {
  if (units < SUB_COUNT) return units;
  const log = 31 - Math.clz32(units);
  return binOf(units + (1 << (log - SUB_BITS)) - 1);
}

export class BlockList {
  readonly unitCount: number;
  freeUnits: number;
  usedCount = 0;

  // Per block: where it starts, how long it is, its neighbours in the slab and in its bin.
  #start = new Int32Array(64);
  #units = new Int32Array(64);
  #previous = new Int32Array(64);
  #next = new Int32Array(64);
  #binPrevious = new Int32Array(64);
  #binNext = new Int32Array(64);
  #isFree = new Uint8Array(64);
  #blockCount = 0;
  /** Head of the list of descriptors that describe no block, linked through `#next`. */
  #spare = NONE;

  readonly #bins = new Int32Array(BIN_COUNT).fill(NONE);
  readonly #binBits = new Uint32Array(BIN_COUNT / 32);

  constructor(byteLength: number) {
    this.unitCount = Math.floor(byteLength / UNIT_BYTES);
    this.freeUnits = this.unitCount;
    const whole = this.#describe(0, this.unitCount, NONE, NONE);
    this.#insert(whole);
  }

  get isEmpty(): boolean {
    return this.usedCount === 0;
  }

  /** Takes `units` and returns the block's number, or -1 when no free block is long enough. O(1). */
  allocate(units: number): number {
    // Also keeps sizes past 32 bits away from the arithmetic of bins.
    if (units > this.freeUnits) return NONE;
    const block = this.#find(units);
    if (block === NONE) return NONE;
    this.#unlink(block);
    const rest = this.#units[block] - units;
    if (rest > 0) {
      const after = this.#next[block];
      const tail = this.#describe(this.#start[block] + units, rest, block, after);
      if (after !== NONE) this.#previous[after] = tail;
      this.#next[block] = tail;
      this.#units[block] = units;
      this.#insert(tail);
    }
    this.freeUnits -= units;
    this.usedCount++;
    return block;
  }

  /** Gives a block back and merges it with free neighbours. O(1). */
  free(block: number): void {
    this.freeUnits += this.#units[block];
    this.usedCount--;
    let merged = block;
    const before = this.#previous[merged];
    if (before !== NONE && this.#isFree[before] === 1) merged = this.#join(before, merged, before);
    const after = this.#next[merged];
    if (after !== NONE && this.#isFree[after] === 1) merged = this.#join(merged, after, after);
    this.#insert(merged);
  }

  isUsed(block: number): boolean {
    return block < this.#blockCount && this.#units[block] > 0 && this.#isFree[block] === 0;
  }

  startOf(block: number): number {
    return this.#start[block];
  }

  unitsOf(block: number): number {
    return this.#units[block];
  }

  /** The longest free block, in units. Walks every block: for reports. */
  largestFree(): number {
    let largest = 0;
    for (let block = 0; block !== NONE; block = this.#next[block]) {
      if (this.#isFree[block] === 1) largest = Math.max(largest, this.#units[block]);
    }
    return largest;
  }

  /** The block behind this one in the slab, or -1. 0 is always the first: splitting keeps the front part's number. */
  after(block: number): number {
    return this.#next[block];
  }

  #find(units: number): number {
    // The bin of the size itself holds shorter blocks, too; but its latest often has the very size,
    // and passing it by would let equal blocks, freed and taken in turn, eat the slab.
    const latest = this.#bins[binOf(units)];
    if (latest !== NONE && this.#units[latest] >= units) return latest;
    let bin = fittingBin(units);
    let word = bin >>> 5;
    let bits = this.#binBits[word] & (~0 << (bin & 31));
    while (bits === 0) {
      if (++word === this.#binBits.length) return NONE;
      bits = this.#binBits[word];
    }
    bin = (word << 5) + (31 - Math.clz32(bits & -bits));
    return this.#bins[bin];
  }

  /** Joins two neighbours into `left`; `binned` is the one that still hangs in a bin. */
  #join(left: number, right: number, binned: number): number {
    this.#unlink(binned);
    const after = this.#next[right];
    this.#units[left] += this.#units[right];
    this.#next[left] = after;
    if (after !== NONE) this.#previous[after] = left;
    this.#units[right] = 0;
    this.#next[right] = this.#spare;
    this.#spare = right;
    return left;
  }

  #insert(block: number): void {
    const bin = binOf(this.#units[block]);
    const head = this.#bins[bin];
    this.#binPrevious[block] = NONE;
    this.#binNext[block] = head;
    if (head !== NONE) this.#binPrevious[head] = block;
    this.#bins[bin] = block;
    this.#binBits[bin >>> 5] |= 1 << (bin & 31);
    this.#isFree[block] = 1;
  }

  #unlink(block: number): void {
    const bin = binOf(this.#units[block]);
    const before = this.#binPrevious[block];
    const after = this.#binNext[block];
    if (before === NONE) this.#bins[bin] = after;
    else this.#binNext[before] = after;
    if (after !== NONE) this.#binPrevious[after] = before;
    if (this.#bins[bin] === NONE) this.#binBits[bin >>> 5] &= ~(1 << (bin & 31));
    this.#isFree[block] = 0;
  }

  #describe(start: number, units: number, previous: number, next: number): number {
    let block = this.#spare;
    if (block === NONE) {
      block = this.#blockCount++;
      if (block === this.#start.length) this.#growDescriptors();
    } else {
      this.#spare = this.#next[block];
    }
    this.#start[block] = start;
    this.#units[block] = units;
    this.#previous[block] = previous;
    this.#next[block] = next;
    return block;
  }

  #growDescriptors(): void {
    const capacity = this.#start.length * 2;
    const grow = (old: Int32Array<ArrayBuffer>): Int32Array<ArrayBuffer> => {
      const bigger = new Int32Array(capacity);
      bigger.set(old);
      return bigger;
    };
    this.#start = grow(this.#start);
    this.#units = grow(this.#units);
    this.#previous = grow(this.#previous);
    this.#next = grow(this.#next);
    this.#binPrevious = grow(this.#binPrevious);
    this.#binNext = grow(this.#binNext);
    const flags = new Uint8Array(capacity);
    flags.set(this.#isFree);
    this.#isFree = flags;
  }
}
