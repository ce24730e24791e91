/**
 * EntityIndex: entity -> where its row is, and which handles are still alive.
 *
 * Two u32 words an index in slab memory, side by side, so that a random entity costs one cache line:
 *   words[2 * index]      the living entity; ~next handle while free; 0 once the generations are used up
 *   words[2 * index + 1]  chunk id << 14 | row while alive; the next free index while free
 *
 * Invariant: a handle is given out once. An index whose generations are used up is retired, never
 * reused, so a stale handle can never name another entity (docs/decisions/001).
 */
import { EcsError } from "../base/errors.ts";
import type { Entity } from "../base/ids.ts";
import type { Block } from "../memory/slab-allocator.ts";
import type { Recorder } from "./recorder.ts";

/** Bits of a location that hold the row; the other 18 hold the chunk's id. */
export const ROW_BITS = 14;
export const MAX_CHUNK_ROWS = 1 << ROW_BITS;
export const MAX_CHUNKS = 1 << (32 - ROW_BITS);
const ROW_MASK = MAX_CHUNK_ROWS - 1;

/** Where its memory comes from, and goes back to. */
export interface BlockSource {
  allocate(bytes: number): Block;
  free(block: Block): void;
}

export interface EntityIndexOptions {
  readonly generationBits: number;
  readonly maxEntities: number;
}

/** Arrays by entity index that others keep: they grow before the index does. */
export interface IndexCompanion {
  /** @throws {EcsError} E010/E011 no memory. Nothing changes. */
  ensureCapacity(capacity: number): void;
}

export class EntityIndex {
  readonly generationBits: number;
  readonly maxEntities: number;
  readonly companions: IndexCompanion[] = [];
  aliveCount = 0;
  /** Indices whose every generation has been used. */
  retiredCount = 0;
  /** Indices 1 .. indexCount - 1 have been given out at least once; 0 is never used. */
  indexCount = 1;
  /** The first free index, 0 for none, and how many there are. Written by `entity-rows.ts`, too. */
  freeHead = 0;
  freeCount = 0;
  /** See above; replaced when the index grows. */
  words: Uint32Array = new Uint32Array(0);
  /** Told of every death, and by the world of every change asked for; undefined where no journal is kept. */
  recorder: Recorder | undefined;

  readonly #source: BlockSource;
  readonly #generationMask: number;
  readonly #maxIndices: number;
  #block: Block | undefined;

  constructor(source: BlockSource, options: EntityIndexOptions) {
    this.#source = source;
    this.generationBits = options.generationBits;
    this.#generationMask = 2 ** options.generationBits - 1;
    this.#maxIndices = 2 ** (32 - options.generationBits);
    this.maxEntities = Math.min(options.maxEntities, this.#maxIndices - 1);
  }

  get capacity(): number {
    return this.words.length >>> 1;
  }

  get byteLength(): number {
    return this.#block?.byteLength ?? 0;
  }

  /** Its block of a slab, once it has one. */
  blocks(): readonly Block[] {
    return this.#block === undefined ? [] : [this.#block];
  }

  /** Bytes of indices that were used at least once. */
  get usedBytes(): number {
    return this.indexCount * 8;
  }

  isAlive(entity: number): boolean {
    if (typeof entity !== "number") return false; // which the shift would make a number of
    return this.words[(entity >>> this.generationBits) << 1] === entity;
  }

  /** Where a living entity's row is: `chunkIdOf` and `rowOf` take it apart. */
  locationOf(entity: Entity): number {
    return this.words[((entity >>> this.generationBits) << 1) + 1];
  }

  place(entity: Entity, chunkId: number, row: number): void {
    this.words[((entity >>> this.generationBits) << 1) + 1] = (chunkId << ROW_BITS) | row;
  }

  /**
   * Makes room for `count` more entities, so that `allocate` cannot fail for them. `verb` is what was called.
   *
   * @throws {EcsError} E103 past `maxEntities`, or past the last handle · E010/E011 no memory. Nothing changes.
   */
  ensure(count: number, verb: string): void {
    if (this.aliveCount + count > this.maxEntities) {
      throw new EcsError(
        "E103",
        `${verb}: ${count} more would make ${this.aliveCount + count} entities, past the limit of ${this.maxEntities}. Raise maxEntities or despawn some first.`,
      );
    }
    const needed = this.indexCount + Math.max(0, count - this.freeCount);
    if (needed <= this.capacity) return;
    if (needed > this.#maxIndices) {
      throw new EcsError(
        "E103",
        `${verb}: ${count} more need ${needed - this.indexCount} new indices, and ${this.#maxIndices - this.indexCount} are left (retired, all their handles used up: ${this.retiredCount}). Move the entities into a fresh world.`,
      );
    }
    this.#grow(Math.min(this.#maxIndices, Math.max(needed, this.capacity * 2, 256)));
  }

  /** Gives out a handle that was never given out before; `ensure(1)` must have succeeded. O(1). */
  allocate(): Entity {
    this.aliveCount++;
    const index = this.freeHead;
    if (index !== 0) {
      const handle = ~this.words[index << 1] >>> 0;
      this.freeHead = this.words[(index << 1) + 1];
      this.freeCount--;
      this.words[index << 1] = handle;
      return handle as Entity;
    }
    const fresh = this.indexCount++;
    const handle = (fresh << this.generationBits) >>> 0;
    this.words[fresh << 1] = handle;
    return handle as Entity;
  }

  /** The index that `allocate` will give out after it has given out `index`; after 0, the next one. */
  indexAfter(index: number): number {
    if (index >= this.indexCount) return index + 1;
    const next = index === 0 ? this.freeHead : this.words[(index << 1) + 1];
    return next === 0 ? this.indexCount : next;
  }

  /** Ends a living entity: its handle is dead for ever, its index may serve again. O(1). */
  release(entity: Entity): void {
    const index = entity >>> this.generationBits;
    if (this.recorder !== undefined) this.recorder.died(entity);
    this.aliveCount--;
    if ((entity & this.#generationMask) === this.#generationMask) {
      this.words[index << 1] = 0;
      this.words[(index << 1) + 1] = 0;
      this.retiredCount++;
      return;
    }
    // Complemented, the stored number has other index bits, so no handle can compare equal to it.
    this.words[index << 1] = ~(entity + 1);
    this.words[(index << 1) + 1] = this.freeHead;
    this.freeHead = index;
    this.freeCount++;
  }

  /** `7v3`: how messages write an entity, index then generation. */
  describe(entity: number): string {
    return `${entity >>> this.generationBits}v${entity & this.#generationMask}`;
  }

  /** The generation an index would have to show to be alive now, for messages. */
  describeIndex(entity: number): string {
    const index = entity >>> this.generationBits;
    if (index === 0 || index >= this.indexCount) return `index ${index} was never used`;
    const handle = this.words[index << 1];
    if (handle === 0) return `index ${index} is retired`;
    if (handle >>> this.generationBits === index)
      return `index ${index} is now v${handle & this.#generationMask}`;
    return `index ${index} is free`;
  }

  /** What stands at an index: a living handle, the complement of a free index's next one, or 0. */
  handleAt(index: number): number {
    return this.words[index << 1];
  }

  /** Gives the memory back and forgets every index; nothing may be allocated afterwards. */
  dispose(): void {
    if (this.#block !== undefined) this.#source.free(this.#block);
    this.#block = undefined;
    this.indexCount = 1;
    this.freeHead = 0;
    this.freeCount = 0;
    this.retiredCount = 0;
    this.words = new Uint32Array(0);
  }

  #grow(capacity: number): void {
    for (const companion of this.companions) companion.ensureCapacity(capacity);
    const block = this.#source.allocate(capacity * 8);
    const words = new Uint32Array(block.slab.buffer, block.byteOffset, capacity * 2);
    words.set(this.words);
    words.fill(0, this.words.length);
    words[0] = 0xffffffff; // index 0 is NO_ENTITY's: nothing compares equal to this
    if (this.#block !== undefined) this.#source.free(this.#block);
    this.#block = block;
    this.words = words;
  }
}

export function chunkIdOf(location: number): number {
  return location >>> ROW_BITS;
}

export function rowOf(location: number): number {
  return location & ROW_MASK;
}
