/** Relations against a naive model: Maps and lists, and no thought of speed. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { validate } from "../../src/index.ts";
import { PairLog } from "./pair-log.ts";
import { anyOperation, RELATIONS } from "./relation-operations.ts";
import { compareOrders } from "./relation-orders.ts";
import { RelationRun } from "./relation-run.ts";
import { IS_USUAL, SCALE, SEED } from "./soak.ts";

// Seen to fail on purpose, one at a time: a list's last item removed and still its last; an item put before the first;
// a stale handle that finds its index's pairs; a count not lowered; values not cleared for a new pair, or for another target; a
// subtree that keeps its depths when it moves, or becomes a root; a circle let through, or looked for too near; depths not
// worked out anew after a bulk change; no room made for the tag, or for the rows of survivors; a tag that goes with the first of
// two pairs; a refusal although the source dies, too; survivors that keep the tag; pairs folded with other commands; a
// pair made with a target that died in the loop; a hook not told of pairs whose source dies after their target; a walk that
// forgets a level on its way up; a cascade that takes what one chunk's components decide for the next one's, too.
test(
  "pairs are what the model says after every step, whatever happens",
  () => {
    const total = { refusals: 0, failures: 0, deepest: 0, spawned: 0, walks: 0 };
    fc.assert(
      fc.property(fc.array(anyOperation, { maxLength: 100, size: "max" }), (operations) => {
        const run = new RelationRun();
        const heard = new PairLog(run.world, RELATIONS);
        for (const operation of operations) {
          run.apply(operation);
          heard.compare();
          total.walks += compareOrders(run);
        }
        total.refusals += run.seen.refusals;
        total.failures += run.seen.failures;
        total.deepest = Math.max(total.deepest, run.seen.deepest);
        total.spawned += run.handles.length;
        run.world.dispose();
        validate(run.world);
        heard.compareEnd();
      }),
      { numRuns: 300 * SCALE, seed: SEED },
    );
    if (!IS_USUAL) return; // other lists, or fewer, need not go everywhere
    expect(total.refusals).toBeGreaterThan(300);
    expect(total.failures).toBeGreaterThan(30);
    expect(total.walks).toBeGreaterThan(10_000);
    expect(total.deepest).toBeGreaterThan(4);
  },
  180_000 * SCALE,
);
