/**
 * Quarantine: freed blocks that wait, full of poison, before their memory is handed out again.
 *
 * While they wait, whoever kept a view of one reads garbage instead of another's data, and whoever
 * writes to one leaves a trace. Only where poison is on; blocks that wait count as free.
 */
import { POISON_BYTE } from "./arena-block.ts";
import type { Block } from "./block.ts";
import type { Slab } from "./slab.ts";

const MOST_BYTES = 1 << 20;

export class Quarantine {
  #bytes = 0;
  /** The oldest first. */
  blocks: Block[] = [];
  readonly #keys = new Set<number>();

  get bytes(): number {
    return this.#bytes;
  }

  /** Whether a block has been freed, and waits. */
  has(block: Block): boolean {
    return this.#keys.has(keyOf(block));
  }

  /** Fills a freed block with poison and lets it wait behind the others. */
  add(block: Block): void {
    const { slab, byteOffset, byteLength } = block;
    slab.u8.fill(POISON_BYTE, byteOffset, byteOffset + byteLength);
    this.blocks.push(block);
    this.#keys.add(keyOf(block));
    this.#bytes += byteLength;
  }

  /** The next block to be handed out again, once more than 1 MiB waits; undefined before. */
  overdue(): Block | undefined {
    return this.#bytes > MOST_BYTES ? this.next() : undefined;
  }

  /** The block that has waited longest; undefined when none waits. */
  next(): Block | undefined {
    const block = this.blocks.shift();
    if (block !== undefined) this.#forgetOne(block);
    return block;
  }

  /** Lets go of the blocks of a slab that goes as a whole. */
  forget(slab: Slab): void {
    const left: Block[] = [];
    for (const block of this.blocks) {
      if (block.slab !== slab) left.push(block);
      else this.#forgetOne(block);
    }
    this.blocks = left;
  }

  #forgetOne(block: Block): void {
    this.#keys.delete(keyOf(block));
    this.#bytes -= block.byteLength;
  }
}

/** A number per place: no slab is dropped, and its id given to another, while its blocks wait. */
function keyOf({ slab, byteOffset }: Block): number {
  return slab.id * 2 ** 32 + byteOffset;
}
