/**
 * SlabAllocator: blocks of memory that live long, cut from a few fixed-size slabs.
 *
 * What it does is in `Slabs`. A world has no use for the checks that come on top: `validate` brings them along.
 */
import { checkSlabs } from "./slab-checks.ts";
import { Slabs } from "./slabs.ts";

export type { Block } from "./block.ts";

export class SlabAllocator extends Slabs {
  /** Problems found, as sentences; empty when all invariants hold. Walks every block. */
  check(): string[] {
    return checkSlabs(this);
  }
}
