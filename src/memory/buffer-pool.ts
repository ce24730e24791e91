/**
 * BufferPool: `ArrayBuffer`s that are given back one by one and handed out again, by size class.
 *
 * For buffers of differing sizes and lifetimes: messages, file parts, staging. What dies at the
 * end of a frame is cheaper in an `Arena`. Stands alone, without a world.
 *
 * Invariant: a kept buffer has exactly the bytes of its class, and is in one free list once.
 */
import { checkFunction, checkOptions } from "../base/argument-checks.ts";
import { EcsError } from "../base/errors.ts";
import { shown } from "../base/shown.ts";
import { checkWholeNumber, MAX_BLOCK_BYTES } from "./whole-number.ts";

export interface BufferPoolOptions {
  /** The most bytes of free buffers to keep; a release past it lets go. No limit unless given. */
  readonly maxBytes?: number;
  /** Where buffers come from; may throw. `new ArrayBuffer(bytes)` unless given. */
  readonly acquire?: (bytes: number) => ArrayBuffer;
}

export interface BufferPoolStats {
  /** Buffers made so far. */
  readonly created: number;
  /** Calls of `acquire` that were served by a kept buffer. */
  readonly reused: number;
  /** Buffers released and not kept, or let go by `shrink`. */
  readonly dropped: number;
  readonly inUse: number;
  readonly inUseBytes: number;
  /** The highest `inUseBytes` so far. */
  readonly peakBytes: number;
  /** Buffers kept to be handed out again. */
  readonly free: number;
  readonly freeBytes: number;
}

/** The smallest class is 2^8 = 256 bytes: below it a buffer's header outweighs its content. */
const MIN_CLASS = 8;
const MAX_CLASS = 31;

interface Entry {
  readonly buffer: ArrayBuffer;
  readonly sizeClass: number;
  readonly bytes: number;
  isInUse: boolean;
}

/**
 * Classes are powers of two from 256 bytes to 2 GiB, so a buffer may be nearly twice what was
 * asked for. `acquire` and `release` together take 30 ns and make no garbage once the buffers
 * exist; making one of 1 KiB takes 500 ns, one of 64 KiB 1,600, and the collector's time later.
 *
 * The pool holds free buffers only: one that is never released is collected as usual, but stays
 * counted in `stats.inUse`.
 */
export class BufferPool {
  readonly #maxBytes: number;
  readonly #acquire: (bytes: number) => ArrayBuffer;
  readonly #free = Array.from({ length: MAX_CLASS + 1 }, () => new EntryStack());
  // Weak, so that the pool does not keep alive what its user lost.
  readonly #entries = new WeakMap<ArrayBuffer, Entry>();
  #created = 0;
  #reused = 0;
  #dropped = 0;
  #inUse = 0;
  #inUseBytes = 0;
  #peakBytes = 0;
  #freeCount = 0;
  #freeBytes = 0;

  /** @throws {EcsError} E001 bad `maxBytes` · E100 no options · E143 an `acquire` that is no function */
  constructor(options: BufferPoolOptions = {}) {
    checkOptions(options, "new BufferPool");
    const { maxBytes, acquire = (bytes) => new ArrayBuffer(bytes) } = options;
    if (maxBytes !== undefined) {
      checkWholeNumber("new BufferPool", "maxBytes", maxBytes, 0, Number.MAX_SAFE_INTEGER);
    }
    this.#maxBytes = maxBytes ?? Number.POSITIVE_INFINITY;
    checkFunction(acquire, "new BufferPool({ acquire })");
    this.#acquire = acquire;
  }

  /** The counts of this moment, in a fresh object. */
  get stats(): BufferPoolStats {
    return {
      created: this.#created,
      reused: this.#reused,
      dropped: this.#dropped,
      inUse: this.#inUse,
      inUseBytes: this.#inUseBytes,
      peakBytes: this.#peakBytes,
      free: this.#freeCount,
      freeBytes: this.#freeBytes,
    };
  }

  /**
   * A buffer of at least `minBytes`, rounded up to its class. The caller's until `release`; holds
   * what its last user left in it.
   *
   * @throws {EcsError} E001 bad size · E002 the buffer could not be had. On either the pool is as
   *   before.
   */
  acquire(minBytes: number): ArrayBuffer {
    checkWholeNumber("acquire", "minBytes", minBytes, 0, MAX_BLOCK_BYTES);
    const sizeClass = minBytes <= 256 ? MIN_CLASS : 32 - Math.clz32(minBytes - 1);
    // Not `2 ** sizeClass`, which is a boxed number until V8 optimises.
    const bytes = (1 << sizeClass) >>> 0;
    let entry = this.#takeFree(sizeClass);
    // Someone may have transferred it away through a view kept past its release.
    while (entry !== undefined && entry.buffer.byteLength !== bytes) {
      this.#dropped++;
      entry = this.#takeFree(sizeClass);
    }
    if (entry === undefined) entry = this.#create(sizeClass, bytes);
    else this.#reused++;
    entry.isInUse = true;
    this.#inUse++;
    this.#inUseBytes += bytes;
    if (this.#inUseBytes > this.#peakBytes) this.#peakBytes = this.#inUseBytes;
    return entry.buffer;
  }

  /**
   * Takes `buffer` back, to be kept if `maxBytes` allows. Drop every view of it. One that was
   * transferred away meanwhile, as to a worker, is let go.
   *
   * @throws {EcsError} E003 it was released already · E004 it is not from this pool
   */
  release(buffer: ArrayBuffer): void {
    const entry = this.#entries.get(buffer);
    if (entry === undefined) {
      throw new EcsError(
        "E004",
        `release: ${buffer instanceof ArrayBuffer ? `a buffer of ${buffer.byteLength} bytes` : shown(buffer)} is not from this pool. ` +
          "Release it to the pool that it was acquired from.",
      );
    }
    const { bytes } = entry;
    if (!entry.isInUse) {
      throw new EcsError(
        "E003",
        `release: a buffer of ${bytes} bytes was released already. ` +
          "Release it once, and drop every view of it then.",
      );
    }
    entry.isInUse = false;
    this.#inUse--;
    this.#inUseBytes -= bytes;
    // Transferring a buffer leaves 0 bytes in it.
    if (buffer.byteLength !== bytes || this.#freeBytes + bytes > this.#maxBytes) {
      this.#dropped++;
      return;
    }
    this.#free[entry.sizeClass].push(entry);
    this.#freeCount++;
    this.#freeBytes += bytes;
  }

  /**
   * Lets go of free buffers, the largest first, until at most `keepBytes` are kept. Returns the
   * bytes let go, which the collector then takes.
   *
   * @throws {EcsError} E001 bad size
   */
  shrink(keepBytes: number = 0): number {
    checkWholeNumber("shrink", "keepBytes", keepBytes, 0, Number.MAX_SAFE_INTEGER);
    const before = this.#freeBytes;
    for (let sizeClass = MAX_CLASS; sizeClass >= MIN_CLASS; sizeClass--) {
      while (this.#freeBytes > keepBytes && this.#takeFree(sizeClass) !== undefined)
        this.#dropped++;
    }
    return before - this.#freeBytes;
  }

  #takeFree(sizeClass: number): Entry | undefined {
    const entry = this.#free[sizeClass].pop();
    if (entry !== undefined) {
      this.#freeCount--;
      this.#freeBytes -= entry.bytes;
    }
    return entry;
  }

  #create(sizeClass: number, bytes: number): Entry {
    let buffer: ArrayBuffer;
    try {
      buffer = this.#acquire(bytes);
    } catch (cause) {
      throw notHad(bytes, "", cause);
    }
    if (buffer?.byteLength !== bytes)
      throw notHad(bytes, `, but one of ${shown(buffer?.byteLength)}`);
    if (this.#entries.has(buffer)) throw notHad(bytes, ", but one that the pool has already");
    const entry: Entry = { buffer, sizeClass, bytes, isInUse: true };
    this.#entries.set(buffer, entry);
    this.#created++;
    return entry;
  }
}

function notHad(bytes: number, had: string, cause?: unknown): EcsError {
  return new EcsError(
    "E002",
    `acquire: a buffer of ${bytes} bytes could not be had${had}. ` +
      "The pool is as before: release or shrink, or ask for less.",
    { cause },
  );
}

/** A stack that keeps its own memory as it empties; `Array.pop` would free it and regrow it. */
class EntryStack {
  readonly #entries: (Entry | undefined)[] = [];
  #count = 0;

  push(entry: Entry): void {
    this.#entries[this.#count++] = entry;
  }

  pop(): Entry | undefined {
    if (this.#count === 0) return undefined;
    const entry = this.#entries[--this.#count];
    this.#entries[this.#count] = undefined;
    return entry;
  }
}
