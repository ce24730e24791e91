/** Relations against a naive model: Maps and lists, and no thought of speed. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { validate } from "../../src/index.ts";
import { anyOperation } from "./relation-operations.ts";
import { RelationRun } from "./relation-run.ts";
import { SCALE, SEED } from "./soak.ts";

test(
  "pairs are what the model says after every step, whatever happens",
  () => {
    const total = { refusals: 0, failures: 0, deepest: 0, spawned: 0 };
    fc.assert(
      fc.property(fc.array(anyOperation, { maxLength: 100, size: "max" }), (operations) => {
        const run = new RelationRun();
        for (const operation of operations) run.apply(operation);
        total.refusals += run.seen.refusals;
        total.failures += run.seen.failures;
        total.deepest = Math.max(total.deepest, run.seen.deepest);
        total.spawned += run.handles.length;
        run.world.dispose();
        validate(run.world);
      }),
      { numRuns: 300 * SCALE, seed: SEED },
    );
    if (SCALE < 1) return;
    expect(total.refusals).toBeGreaterThan(300);
    expect(total.failures).toBeGreaterThan(30);
    expect(total.deepest).toBeGreaterThan(5);
  },
  180_000 * SCALE,
);
