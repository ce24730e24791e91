/**
 * MemoryUser: a part that holds memory for a world and tells how much: messages, names, your own pools.
 *
 * Not a `MemoryTracker`, which is told of every allocation: a user is asked when somebody wants to
 * know. Registered with `world.addMemoryUser`, it shows in `world.memory()` and is shrunk by
 * `world.shrink()`, and the world's checks know whose its blocks are.
 */
import { checkFunction } from "../base/argument-checks.ts";
import type { Block } from "./slab-allocator.ts";

/** One line of a memory report: what one part holds at the moment. */
export interface PartMemory {
  readonly label: string;
  /** Where its bytes are: in blocks of the world's slabs, or elsewhere. */
  readonly place: "slabs" | "heap";
  /** Bytes held, in use or kept for reuse. */
  readonly bytes: number;
  /** Those of them that hold something. */
  readonly usedBytes: number;
  /** The most bytes that ever held something at one time. */
  readonly peakBytes: number;
  /** Those of `bytes` that `shrink` would give back now; left out where that is none, or not known. */
  readonly shrinkableBytes?: number;
}

export interface MemoryUser {
  /** Names it as the owner of its blocks. */
  readonly label: string;
  /** What it holds, part by part; those in "slabs" add up to its blocks. */
  memory(): readonly PartMemory[];
  /** Its blocks of `world.storage.allocator`; leave it out when there are none. */
  blocks?(): readonly Block[];
  /**
   * Gives back what past peaks left behind, and returns the bytes. Called outside iterations; must not
   * throw, and gives back nothing where it cannot just now.
   */
  shrink?(): number;
  /** Gives back every block: the world is disposed of. Called outside iterations; must not throw. */
  dispose?(): void;
}

/** Adds a user to a list; returns a function that takes it away again. */
export function addMemoryUser(users: MemoryUser[], user: MemoryUser): () => void {
  checkFunction(user?.memory, "addMemoryUser({ memory })");
  users.push(user);
  return () => {
    const at = users.indexOf(user);
    if (at >= 0) users.splice(at, 1);
  };
}
