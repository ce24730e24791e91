/**
 * Slabs: blocks of memory that live long, cut from a few fixed-size slabs; what a world keeps of `SlabAllocator`.
 *
 * The first slab reserves a large address range, which costs nothing until it is written; past it
 * come further slabs, and a slab left empty is given back by `shrink`. For data that lives one
 * frame use `Arena`; for objects, `Pool`.
 *
 * Invariant: used + free bytes of a slab are its length, and live blocks never overlap.
 */
import { checkOptions } from "../base/argument-checks.ts";
import { DEV } from "../base/dev.ts";
import { EcsError } from "../base/errors.ts";
import { shown } from "../base/shown.ts";
import type { Block } from "./block.ts";
import { BlockList, UNIT_BYTES } from "./block-list.ts";
import { Quarantine } from "./quarantine.ts";
import { Slab, scratchBytes } from "./slab.ts";
import { checkWholeNumber, MAX_BLOCK_BYTES } from "./whole-number.ts";

const WASM_PAGE_BYTES = 65_536;
const MEBIBYTE = 1 << 20;

export interface SlabAllocatorOptions {
  /** Bytes the first slab reserves; halved until the machine agrees. Default 256 MiB. */
  readonly firstSlabBytes?: number;
  /** Bytes of each further slab, or more where one block needs more. Default 64 MiB. */
  readonly slabBytes?: number;
  /** Most bytes that live blocks may occupy in all. Default: no limit. */
  readonly maxBytes?: number;
  /** Back slabs by shared memory, so that workers can see them. Default false. */
  readonly shared?: boolean;
  /** Fill freed blocks with 0xDD and use them again late, after 1 MiB of others. Default: in development builds. */
  readonly poison?: boolean;
  /** Where slabs come from; replace it to test what happens when there is no memory. */
  readonly reserveMemory?: (descriptor: WebAssembly.MemoryDescriptor) => WebAssembly.Memory;
}

/** @internal */
export interface SlabEntry {
  readonly slab: Slab;
  readonly blocks: BlockList;
  /** Bytes in live blocks, without those that wait in quarantine, and the most there have been. */
  usedBytes: number;
  peakBytes: number;
}

export class Slabs {
  readonly maxBytes: number;
  readonly shared: boolean;
  readonly poison: boolean;
  /** @internal By id; undefined where a slab was given back. */
  readonly entries: (SlabEntry | undefined)[] = [];
  /** @internal */
  readonly quarantine = new Quarantine();
  /** Called before every allocation; throw from it to play a machine that has no more memory. */
  beforeAllocate: ((bytes: number) => void) | undefined;

  readonly #slabBytes: number;
  readonly #firstSlabBytes: number;
  readonly #reserveMemory: (descriptor: WebAssembly.MemoryDescriptor) => WebAssembly.Memory;
  #usedBytes = 0;
  #peakBytes = 0;

  constructor(options: SlabAllocatorOptions = {}) {
    checkOptions(options, "new SlabAllocator");
    this.maxBytes = options.maxBytes ?? Number.POSITIVE_INFINITY;
    this.shared = options.shared ?? false;
    this.poison = options.poison ?? DEV;
    this.#firstSlabBytes = options.firstSlabBytes ?? 256 * MEBIBYTE;
    this.#slabBytes = options.slabBytes ?? 64 * MEBIBYTE;
    this.#reserveMemory =
      options.reserveMemory ?? ((descriptor) => new WebAssembly.Memory(descriptor));
  }

  /** Bytes in live blocks. */
  get usedBytes(): number {
    return this.#usedBytes;
  }

  /** The most `usedBytes` has been. */
  get peakBytes(): number {
    return this.#peakBytes;
  }

  /** Bytes of all slabs: address space, of which only written pages occupy memory. */
  get reservedBytes(): number {
    let bytes = 0;
    for (const entry of this.entries) bytes += entry?.slab.byteLength ?? 0;
    return bytes;
  }

  get slabs(): readonly Slab[] {
    return this.entries.flatMap((entry) => (entry === undefined ? [] : [entry.slab]));
  }

  /**
   * Takes at least `bytes` (rounded up to 64), aligned to 64 bytes; contents are undefined.
   *
   * O(1) while a slab has room; otherwise reserves a slab (about 0.1 ms).
   * @throws {EcsError} E001 bad size · E010 past `maxBytes` · E011 no slab to be had. Nothing changes.
   */
  allocate(bytes: number): Block {
    checkWholeNumber("allocate", "bytes", bytes, 0, MAX_BLOCK_BYTES);
    const units = Math.max(1, Math.ceil(bytes / UNIT_BYTES));
    const byteLength = units * UNIT_BYTES;
    this.beforeAllocate?.(byteLength);
    if (this.#usedBytes + byteLength > this.maxBytes) {
      throw new EcsError(
        "E010",
        `allocate: ${byteLength} bytes more would make ${this.#usedBytes + byteLength} in use, past the limit of ${this.maxBytes}. Raise maxBytes, despawn entities, or call world.shrink().`,
      );
    }
    let block = this.#find(units);
    if (block === undefined && this.quarantine.bytes > 0) {
      this.#endQuarantine();
      block = this.#find(units);
    }
    if (block !== undefined) return block;
    const entry = this.#addSlab(byteLength);
    return this.#block(entry, entry.blocks.allocate(units));
  }

  /** Gives a block back; its memory may be handed out again, without poison at once. O(1). */
  free(block: Block): void {
    const entry = this.entries[block?.slab?.id];
    if (
      entry === undefined ||
      entry.slab !== block.slab ||
      !entry.blocks.isUsed(block.index) ||
      entry.blocks.startOf(block.index) * UNIT_BYTES !== block.byteOffset ||
      entry.blocks.unitsOf(block.index) * UNIT_BYTES !== block.byteLength ||
      (this.poison && this.quarantine.has(block))
    ) {
      throw new EcsError(
        "E012",
        `free: ${describe(block)} not a live block of this allocator. Free each block once, where it was allocated.`,
      );
    }
    this.#usedBytes -= block.byteLength;
    entry.usedBytes -= block.byteLength;
    if (this.poison) this.#delay(block);
    else entry.blocks.free(block.index);
  }

  /** Drops every slab that holds no live block and returns the bytes of address space given back. */
  shrink(): number {
    let bytes = 0;
    for (let id = 0; id < this.entries.length; id++) {
      const entry = this.entries[id];
      if (entry === undefined || entry.usedBytes > 0) continue;
      bytes += entry.slab.byteLength;
      this.quarantine.forget(entry.slab);
      this.entries[id] = undefined;
    }
    return bytes;
  }

  /** Bytes free in `slab`, and the longest free run of them. */
  freeIn(slab: Slab): { readonly bytes: number; readonly largestBytes: number } {
    const entry = this.entries[slab.id];
    if (entry === undefined) return { bytes: slab.byteLength, largestBytes: 0 };
    const largestBytes = entry.blocks.largestFree() * UNIT_BYTES;
    return { bytes: slab.byteLength - entry.usedBytes, largestBytes };
  }

  /** The most bytes that live blocks of `slab` have occupied; 0 for one that was given back. */
  peakIn(slab: Slab): number {
    return this.entries[slab.id]?.peakBytes ?? 0;
  }

  #find(units: number): Block | undefined {
    for (const entry of this.entries) {
      const index = entry?.blocks.allocate(units) ?? -1;
      if (entry !== undefined && index >= 0) return this.#block(entry, index);
    }
    return undefined;
  }

  #delay(block: Block): void {
    const quarantine = this.quarantine;
    quarantine.add(block);
    for (let next = quarantine.overdue(); next !== undefined; next = quarantine.overdue())
      this.entries[next.slab.id]?.blocks.free(next.index);
  }

  #endQuarantine(): void {
    const quarantine = this.quarantine;
    for (let next = quarantine.next(); next !== undefined; next = quarantine.next())
      this.entries[next.slab.id]?.blocks.free(next.index);
  }

  #block(entry: SlabEntry, index: number): Block {
    const byteLength = entry.blocks.unitsOf(index) * UNIT_BYTES;
    this.#usedBytes += byteLength;
    this.#peakBytes = Math.max(this.#peakBytes, this.#usedBytes);
    entry.usedBytes += byteLength;
    entry.peakBytes = Math.max(entry.peakBytes, entry.usedBytes);
    return {
      slab: entry.slab,
      byteOffset: entry.blocks.startOf(index) * UNIT_BYTES,
      byteLength,
      index,
    };
  }

  #addSlab(neededBytes: number): SlabEntry {
    const isFirst = this.entries.every((entry) => entry === undefined);
    const least = roundUp(neededBytes, WASM_PAGE_BYTES);
    let bytes = Math.max(
      least,
      roundUp(isFirst ? this.#firstSlabBytes : this.#slabBytes, WASM_PAGE_BYTES),
    );
    for (;;) {
      const pages = (bytes + scratchBytes(this.shared)) / WASM_PAGE_BYTES;
      try {
        const memory = this.#reserveMemory({ initial: pages, maximum: pages, shared: this.shared });
        const vacant = this.entries.indexOf(undefined);
        const id = vacant < 0 ? this.entries.length : vacant;
        const slab = new Slab(id, memory, this.shared);
        const blocks = new BlockList(slab.byteLength);
        const entry: SlabEntry = { slab, blocks, usedBytes: 0, peakBytes: 0 };
        this.entries[id] = entry;
        return entry;
      } catch (cause) {
        if (bytes > least) {
          bytes = Math.max(least, roundUp(bytes / 2, WASM_PAGE_BYTES));
          continue;
        }
        throw new EcsError(
          "E011",
          `allocate: the machine refused a slab of ${bytes} bytes (${this.reservedBytes} are reserved already). Free memory, lower the capacity, or call world.shrink().`,
          { cause },
        );
      }
    }
  }
}

function describe(block: Block): string {
  const id = block?.slab?.id;
  if (id === undefined) return `${shown(block)} is`;
  return `${block.byteLength} bytes at ${block.byteOffset} of slab ${id} are`;
}

function roundUp(value: number, multiple: number): number {
  return Math.ceil(value / multiple) * multiple;
}
