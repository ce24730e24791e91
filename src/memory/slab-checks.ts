/**
 * Slab checks: the invariants of slabs, of the blocks in them, and of what waits in quarantine.
 *
 * For tests and for hunting a defect; only who calls them has them in a bundle.
 */
import { type BlockList, UNIT_BYTES } from "./block-list.ts";
import type { Quarantine } from "./quarantine.ts";
import type { Slabs } from "./slabs.ts";

const POISON_WORD = 0xdddddddd;

/** Problems found, as sentences; empty when all invariants hold. Walks every block. */
export function checkSlabs({ entries, quarantine, usedBytes }: Slabs): string[] {
  const problems = checkQuarantine(quarantine);
  let used = 0;
  for (const entry of entries) {
    if (entry === undefined) continue;
    const taken = (entry.blocks.unitCount - entry.blocks.freeUnits) * UNIT_BYTES;
    const waiting = quarantine.blocks.reduce(
      (bytes, block) => bytes + (block.slab === entry.slab ? block.byteLength : 0),
      0,
    );
    const live = taken - waiting;
    if (live !== entry.usedBytes)
      problems.push(
        `slab ${entry.slab.id} holds ${live} used bytes, ${entry.usedBytes} were counted`,
      );
    used += live;
    for (const problem of checkBlocks(entry.blocks))
      problems.push(`slab ${entry.slab.id}: ${problem}`);
  }
  if (used !== usedBytes) problems.push(`slabs hold ${used} used bytes, ${usedBytes} were counted`);
  return problems;
}

/** Problems found in one slab, as sentences; empty when all invariants hold. Walks every block. */
export function checkBlocks(blocks: BlockList): string[] {
  const problems: string[] = [];
  let expected = 0;
  let free = 0;
  let used = 0;
  let lastFree = false;
  for (let block = 0; block >= 0; block = blocks.after(block)) {
    const isFree = !blocks.isUsed(block);
    const units = blocks.unitsOf(block);
    if (blocks.startOf(block) !== expected)
      problems.push(`block ${block} starts at ${blocks.startOf(block)}, not ${expected}`);
    if (isFree && lastFree) problems.push(`block ${block} and the one before it are both free`);
    if (isFree) free += units;
    else used++;
    lastFree = isFree;
    expected += units;
  }
  if (expected !== blocks.unitCount)
    problems.push(`blocks cover ${expected} of ${blocks.unitCount} units`);
  if (free !== blocks.freeUnits)
    problems.push(`${free} units are free, ${blocks.freeUnits} were counted`);
  if (used !== blocks.usedCount)
    problems.push(`${used} blocks are used, ${blocks.usedCount} were counted`);
  return problems;
}

/** A sentence for each block that was written to after it had been freed. Reads every byte. */
function checkQuarantine({ blocks }: Quarantine): string[] {
  const problems: string[] = [];
  for (const { slab, byteOffset, byteLength } of blocks) {
    const end = (byteOffset + byteLength) >>> 2;
    for (let word = byteOffset >>> 2; word < end; word++) {
      if (slab.u32[word] === POISON_WORD) continue;
      problems.push(
        `byte ${word * 4} of slab ${slab.id} was written to after its block of ${byteLength} bytes had been freed`,
      );
      break;
    }
  }
  return problems;
}
