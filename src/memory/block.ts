/** Block: a live allocation of a slab. */
import type { Slab } from "./slab.ts";

/** `byteLength` bytes of `slab` from `byteOffset`, until it is freed. */
export interface Block {
  readonly slab: Slab;
  readonly byteOffset: number;
  readonly byteLength: number;
  /** @internal The block's number in its slab's list. */
  readonly index: number;
}
