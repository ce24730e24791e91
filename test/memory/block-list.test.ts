import fc from "fast-check";
import { expect, test } from "vitest";
import { BlockList, UNIT_BYTES } from "../../src/memory/block-list.ts";
import { checkBlocks } from "../../src/memory/slab-checks.ts";
import { FULL_SCALE, IS_USUAL, SEED, timeoutMs } from "../model/soak.ts";

type Op =
  | { readonly kind: "allocate"; readonly units: number }
  | { readonly kind: "free"; readonly nth: number };

const allocate: fc.Arbitrary<Op> = fc.record({
  kind: fc.constant("allocate" as const),
  units: fc.oneof(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 400 })),
});
const free: fc.Arbitrary<Op> = fc.record({ kind: fc.constant("free" as const), nth: fc.nat(999) });
const ops = fc.array(fc.oneof({ weight: 5, arbitrary: allocate }, { weight: 4, arbitrary: free }), {
  maxLength: 200,
  size: "max",
});

/** The units of a slab, each with the block that holds it, or 0. */
class Model {
  readonly owners: Int32Array;
  readonly live: { readonly block: number; readonly mark: number }[] = [];
  #mark = 0;

  constructor(unitCount: number) {
    this.owners = new Int32Array(unitCount);
  }

  take(block: number, start: number, units: number): void {
    this.#mark++;
    for (let unit = start; unit < start + units; unit++) {
      if (this.owners[unit] !== 0) throw new Error(`unit ${unit} belongs to two blocks`);
      this.owners[unit] = this.#mark;
    }
    this.live.push({ block, mark: this.#mark });
  }

  release(nth: number): number | undefined {
    const [item] = this.live.splice(nth % Math.max(1, this.live.length), 1);
    if (item === undefined) return undefined;
    for (let unit = 0; unit < this.owners.length; unit++)
      if (this.owners[unit] === item.mark) this.owners[unit] = 0;
    return item.block;
  }

  get freeUnits(): number {
    return this.owners.filter((owner) => owner === 0).length;
  }

  get longestRun(): number {
    let longest = 0;
    let run = 0;
    for (const owner of this.owners) {
      run = owner === 0 ? run + 1 : 0;
      longest = Math.max(longest, run);
    }
    return longest;
  }
}

// Seen to fail on purpose: a free neighbour before, or after, that is not joined; a split rest that is
// not put into a bin; a block taken from a bin that also holds shorter ones.
test(
  "blocks never overlap, free neighbours are one block, and what fits with an eighth to spare is found",
  () => {
    let longest = 0;
    let mostLive = 0;
    let refusals = 0;
    fc.assert(
      fc.property(ops, (list) => {
        const unitCount = 2500;
        const blocks = new BlockList(unitCount * UNIT_BYTES + 63); // a part of a unit is no unit
        const model = new Model(unitCount);
        longest = Math.max(longest, list.length);
        for (const op of list) {
          if (op.kind === "allocate") {
            const block = blocks.allocate(op.units);
            if (block < 0) {
              refusals++;
              // Bins are an eighth of a doubling wide: a run that much longer is never overlooked.
              expect(model.longestRun).toBeLessThan(op.units + Math.ceil(op.units / 8));
            } else {
              expect(blocks.unitsOf(block)).toBe(op.units);
              expect(blocks.isUsed(block)).toBe(true);
              model.take(block, blocks.startOf(block), op.units);
            }
          } else {
            const block = model.release(op.nth);
            if (block !== undefined) blocks.free(block);
          }
          mostLive = Math.max(mostLive, model.live.length);
          expect(checkBlocks(blocks)).toEqual([]);
          expect(blocks.freeUnits).toBe(model.freeUnits);
          expect(blocks.usedCount).toBe(model.live.length);
          expect(blocks.largestFree()).toBe(model.longestRun);
        }
        for (let block = model.release(0); block !== undefined; block = model.release(0))
          blocks.free(block);
        expect(blocks.isEmpty).toBe(true);
        expect(blocks.largestFree()).toBe(unitCount);
        expect(checkBlocks(blocks)).toEqual([]);
      }),
      { numRuns: 150 * FULL_SCALE, seed: SEED },
    );
    if (!IS_USUAL) return;
    expect(longest).toBeGreaterThan(190);
    expect(mostLive).toBeGreaterThan(40);
    expect(refusals).toBeGreaterThan(100);
  },
  timeoutMs(120_000),
);

test("a slab can be taken whole, by one block or by blocks of a unit", () => {
  const blocks = new BlockList(100 * UNIT_BYTES);
  const whole = blocks.allocate(100);
  expect(blocks.unitsOf(whole)).toBe(100);
  expect(blocks.allocate(1)).toBe(-1);
  blocks.free(whole);
  const units = Array.from({ length: 100 }, () => blocks.allocate(1));
  expect(new Set(units.map((block) => blocks.startOf(block))).size).toBe(100);
  expect(blocks.allocate(1)).toBe(-1);
  for (const block of units) blocks.free(block);
  expect(blocks.largestFree()).toBe(100);
});

test("a freed block serves the same size again, whatever the size", () => {
  for (let units = 1; units < 300; units++) {
    const blocks = new BlockList((units + 1) * UNIT_BYTES);
    const first = blocks.allocate(units);
    blocks.allocate(1);
    blocks.free(first);
    expect(blocks.startOf(blocks.allocate(units))).toBe(0);
  }
});

test("a freed block joins the free blocks on both sides", () => {
  const blocks = new BlockList(10 * UNIT_BYTES);
  const [a, b, c] = [blocks.allocate(3), blocks.allocate(3), blocks.allocate(4)];
  blocks.free(a);
  blocks.free(c);
  expect(blocks.largestFree()).toBe(4);
  blocks.free(b);
  expect(blocks.largestFree()).toBe(10);
  expect(blocks.isUsed(a)).toBe(false);
  expect(blocks.isUsed(b)).toBe(false);
});

test("sizes past 32 bits are refused, not folded to small ones", () => {
  const blocks = new BlockList(5000 * UNIT_BYTES);
  expect(blocks.allocate(2 ** 32 + 1024)).toBe(-1);
  expect(blocks.allocate(2 ** 38)).toBe(-1);
  expect(blocks.freeUnits).toBe(5000);
  expect(checkBlocks(blocks)).toEqual([]);
});
