/**
 * Disposal: giving back everything a world holds, for good.
 *
 * Tells nobody: observers have been told before. Afterwards every allocation is refused.
 */
import { EcsError } from "../base/errors.ts";
import type { Storage } from "../storage/storage.ts";
import type { Shrinking } from "./shrinking.ts";
import type { Structure } from "./structure.ts";

export function dispose(storage: Storage, structure: Structure, shrinking: Shrinking): void {
  for (const archetype of storage.archetypes) {
    structure.clear(archetype);
    archetype.reservedRows = 0;
  }
  shrinking.run({});
  for (const user of storage.memoryUsers) user.dispose?.();
  storage.workers.count = 0;
  storage.workers.reason = "the world has been disposed of";
  storage.memoryUsers.length = 0;
  storage.index.dispose();
  storage.allocator.shrink();
  storage.allocator.beforeAllocate = () => {
    throw new EcsError(
      "E111",
      "allocate: this world has been disposed of. Make another with createWorld().",
    );
  };
}
