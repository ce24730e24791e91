/** Toggle components under every structural change, against a map of plain objects. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { IS_USUAL, SCALE, SEED } from "./soak.ts";
import { type Change, type Spawn, type Step, TogglePair } from "./toggle-pair.ts";

// Often the same few, so that changes of one entity meet.
const nth = fc.oneof(fc.nat(2), fc.nat(999));
const parts = fc.uniqueArray(fc.nat(4), { maxLength: 5 });
const change: fc.Arbitrary<Change> = fc.oneof(
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("despawn" as const), nth }) },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constantFrom("add" as const, "remove" as const, "renew" as const),
      nth,
      part: fc.nat(4),
    }),
  },
  {
    weight: 5,
    arbitrary: fc.record({
      kind: fc.constantFrom("enable" as const, "disable" as const),
      nth,
      toggle: fc.nat(2),
    }),
  },
);
const spawn: fc.Arbitrary<Spawn> = fc.record({
  kind: fc.constant("spawn" as const),
  count: fc.integer({ min: 1, max: 40 }),
  parts,
});
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 8, arbitrary: change },
  { weight: 3, arbitrary: spawn },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constantFrom("bulkAdd" as const, "bulkRemove" as const),
      query: fc.nat(5),
      part: fc.nat(4),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant("bulkDespawn" as const), query: fc.nat(5) }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant("disableMany" as const),
      every: fc.integer({ min: 1, max: 40 }),
      toggle: fc.nat(2),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant("loop" as const),
      changes: fc.array(
        fc.oneof({ weight: 5, arbitrary: change }, { weight: 1, arbitrary: spawn }),
        {
          minLength: 1,
          maxLength: 12,
        },
      ),
    }),
  },
);

// Seen to fail on purpose, one at a time: bits left behind by swap-remove or by rows of an emptied chunk, not copied with
// one row or with many, copied past the run's end or from the wrong place, handed over to a layout without them, of a new
// chunk not cleared, kept by a component removed and added again in one loop; a switch that overtakes commands.
test(
  "what is off stays off, and nothing else is, whatever happens to the rows",
  () => {
    let offCount = 0;
    const lengths: number[] = [];
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40, size: "max" }), fc.boolean(), (steps, poison) => {
        const pair = new TogglePair(poison);
        for (const one of steps) pair.apply(one);
        offCount += pair.offCount;
        lengths.push(steps.length);
      }),
      { numRuns: 150 * SCALE, seed: SEED },
    );
    if (!IS_USUAL) return; // other lists, or fewer, need not go everywhere
    expect(offCount).toBeGreaterThan(10_000 * SCALE);
    expect(Math.max(...lengths)).toBeGreaterThan(35);
  },
  120_000 * Math.max(SCALE, 1),
);
