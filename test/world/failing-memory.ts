/** Playing a machine that has no more memory. */
import type { World } from "../../src/index.ts";

/** Lets `count` more allocations succeed and fails all later ones, until `restoreMemory`. */
export function failAfter(world: World, count: number): void {
  failWhere(world, (call) => call > count);
}

/** Fails each allocation whose number, from 1, `isFailing` picks, until `restoreMemory`. */
export function failWhere(world: World, isFailing: (call: number) => boolean): void {
  let call = 0;
  world.storage.allocator.beforeAllocate = () => {
    if (isFailing(++call)) throw new Error("no memory, on purpose");
  };
}

export function restoreMemory(world: World): void {
  world.storage.allocator.beforeAllocate = undefined;
}
