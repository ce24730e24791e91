import fc from "fast-check";
import { expect, test } from "vitest";
import { validate } from "../../src/index.ts";
import { insist } from "./comparison.ts";
import { anyOperations, anyQueries } from "./operations.ts";
import { runOperation } from "./run-operation.ts";
import { IS_USUAL, SCALE, SEED, timeoutMs } from "./soak.ts";
import { Subject } from "./subject.ts";
import { WORLDS } from "./worlds.ts";

const anyRun = fc.record({
  world: fc.constantFrom<(keyof typeof WORLDS)[]>("small", "unpoisoned", "limited", "standard"),
  queries: anyQueries,
  operations: anyOperations,
});

/** Ends every entity and gives everything back. */
function windUp(subject: Subject): void {
  const { world, model } = subject;
  world.query().despawn();
  model.bulk({ kind: "despawn", terms: { data: [], all: [], not: [] } });
  subject.apply({ kind: "flush" });
  insist(model.alive.size + model.pending.length === 0, () => "something is left");
  subject.apply({ kind: "shrink" });
  const report = world.memory();
  if (!subject.hasReserved) {
    insist(report.archetypes.length === 0, () => "an empty world keeps chunks");
    insist(report.archetypeCount === 1, () => "an empty world keeps combinations of components");
    insist(report.usedBytes === report.entityIndexBytes, () => "an empty world keeps bytes");
    insist(report.slabs.length <= 1, () => `an empty world keeps ${report.slabs.length} slabs`);
  }
  world.dispose();
  validate(world);
  insist(world.memory().reservedBytes === 0, () => "a disposed world keeps slabs");
}

// Seen to fail on purpose, one at a time: a generation that is not counted up, or wraps; a swapped row
// whose place is not noted; wide or narrow columns not copied; starting values not written; a tail that
// stays on an empty chunk; full chunks handed over behind the tail; bulk values written to too many rows
// or too few; no room, or no claim on it, before a bulk move; a refused call that keeps its chunks;
// reclaimed chunks that waiting rows were to join; a query not told of archetypes or chunks; a despawn
// at once in a loop; a `set` that does not wait; commands linked across a bulk change, or to a chain
// that is done; a `set` that looks for its component in the last commands only; empty archetypes that
// beget others in bulk changes; freed neighbours not joined; slabs kept by shrink; a grown index not copied, or not freed;
// of sparse rows: a swapped one whose place is not noted, the place of a removed one kept, rows kept through a despawn
// or a bulk one, starting values not written, pages in use given back, a removal not carried out after a loop, a bulk change
// for whole archetypes only, few owners marked whatever their chunk or over marks left before, a cursor that stays;
// of strings and references: one not moved by row or by run, kept in the row that it left (also a sparse one, or in an emptied
// chunk), not reset with its row, not cleared by undefined, given to one row too few; a swept string that a row still holds, a
// starting text of another world; a dead entity that can be read.
test(
  "a world is what the model says after every step, whatever happens",
  () => {
    const lengths: number[] = [];
    const total = { steps: 0, refusals: 0, leftovers: 0, joins: 0, retired: 0 };
    const most = { slabs: 0, alive: 0, archetypes: 0 };
    fc.assert(
      fc.property(anyRun, ({ world, queries, operations }) => {
        const subject = new Subject(WORLDS[world], queries, runOperation);
        for (const operation of operations) subject.apply(operation);
        const { seen, model } = subject;
        const { index, archetypes } = subject.world.storage;
        lengths.push(operations.length);
        total.steps += seen.steps;
        total.refusals += seen.refusals;
        total.leftovers += seen.leftovers;
        total.joins += seen.joins;
        total.retired += index.retiredCount;
        most.slabs = Math.max(most.slabs, seen.slabs);
        most.alive = Math.max(most.alive, model.alive.size);
        most.archetypes = Math.max(most.archetypes, archetypes.length);
        windUp(subject);
      }),
      { numRuns: 500 * SCALE, seed: SEED },
    );
    if (!IS_USUAL) return; // other lists, or fewer, need not go everywhere
    // The lists must have been as long, and have gone as far, as they were meant to.
    const meanLength = lengths.reduce((sum, length) => sum + length, 0) / lengths.length;
    expect(lengths).toHaveLength(500 * SCALE);
    expect(meanLength).toBeGreaterThan(80);
    expect(Math.max(...lengths)).toBeGreaterThan(190);
    expect(total.steps).toBeGreaterThan(70_000 * SCALE); // those inside iterations count, too
    expect(total.refusals).toBeGreaterThan(200 * SCALE); // calls refused for want of memory
    expect(total.leftovers).toBeGreaterThan(100 * SCALE); // iterations after whose end commands still waited
    expect(total.joins).toBeGreaterThan(3000 * SCALE); // iterations that entities were spawned in
    expect(total.retired).toBeGreaterThan(100 * SCALE); // indices whose generations were used up
    expect(most.slabs).toBeGreaterThan(2);
    expect(most.alive).toBeGreaterThan(200); // in chunks of 16 to 64 rows
    expect(most.archetypes).toBeGreaterThan(200);
    expect(most.archetypes).toBeLessThan(1000); // empty ones must not beget others
  },
  timeoutMs(600_000), // a busy machine takes its time
);
