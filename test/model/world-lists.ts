/** Lists of operations tried on worlds and their models: what the files that test worlds have in common. */
import fc from "fast-check";
import { expect } from "vitest";
import { anyOperations, anyQueries } from "./operations.ts";
import { apply } from "./run-operation.ts";
import { IS_USUAL, SCALE, SEED } from "./soak.ts";
import { Subject } from "./subject.ts";
import { windUp } from "./wind-up.ts";
import { WORLDS } from "./worlds.ts";

/** Tries that many lists; then insists that they were as long, and have gone as far, as they were meant to. */
export function tryLists(count: number, worlds: readonly (keyof typeof WORLDS)[]): void {
  const lengths: number[] = [];
  const total = { steps: 0, refusals: 0, leftovers: 0, joins: 0, retired: 0 };
  const most = { slabs: 0, alive: 0, archetypes: 0 };
  const reached = new Map<string, number>();
  const anyRun = fc.record({
    world: fc.constantFrom(...worlds),
    queries: anyQueries,
    operations: anyOperations,
  });
  fc.assert(
    fc.property(anyRun, ({ world, queries, operations }) => {
      const subject = new Subject(WORLDS[world], queries);
      for (const operation of operations) apply(subject, operation);
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
      for (const [what, times] of subject.reached)
        reached.set(what, (reached.get(what) ?? 0) + times);
      windUp(subject);
    }),
    { numRuns: count * SCALE, seed: SEED },
  );
  if (!IS_USUAL) return; // other lists, or fewer, need not go everywhere
  const meanLength = lengths.reduce((sum, length) => sum + length, 0) / lengths.length;
  expect(lengths).toHaveLength(count * SCALE);
  expect(meanLength).toBeGreaterThan(45);
  expect(Math.max(...lengths)).toBeGreaterThan(110);
  expect(total.steps).toBeGreaterThan(70 * count * SCALE); // those inside iterations count, too
  expect(total.refusals).toBeGreaterThan(0.2 * count * SCALE); // calls refused for want of memory
  expect(total.leftovers).toBeGreaterThan(0.1 * count * SCALE); // iterations after whose end commands still waited
  expect(total.joins).toBeGreaterThan(4 * count * SCALE); // iterations that entities were spawned in
  expect(most.slabs).toBeGreaterThan(1);
  expect(most.alive).toBeGreaterThan(150); // in chunks of 16 to 64 rows
  expect(most.archetypes).toBeGreaterThan(100);
  expect(most.archetypes).toBeLessThan(1000); // empty ones must not beget others
  const tooRare = REACHED.filter((what) => !reached.has(what) && !RARE.includes(what));
  expect(tooRare).toEqual([]);
  expect([...reached.keys()].filter((what) => !REACHED.includes(what))).toEqual([]);
}

/** What some worlds see too seldom: readers of what came or went are not made where memory runs out by itself. */
const RARE: readonly string[] = [
  "reader: added",
  "reader: added pair",
  "reader: any change",
  "reader: removed",
  "reader: removed pair",
  "reader: sparse change",
];

/** What each of the lists of features has to have done, at least once in each half. */
const REACHED: readonly string[] = [
  "at",
  "circle refused",
  "despawn refused",
  "disable a component",
  "disable an entity",
  "enable a component",
  "enable an entity",
  "forEachPair",
  "instance of a tree",
  "instantiate",
  "instantiate in an iteration",
  "instantiateMany",
  "instantiateMany in an iteration",
  "pair",
  "pair in an iteration",
  "pairAll",
  "pairAll in an iteration",
  "reader in an iteration",
  "reader: added",
  "reader: added pair",
  "reader: any change",
  "reader: changed",
  "reader: changed sparse",
  "reader: changed toggle",
  "reader: changed window",
  "reader: removed",
  "reader: removed pair",
  "reader: sparse change",
  "setPair",
  "sorted",
  "spawn paired",
  "spawn paired in an iteration",
  "strip",
  "stripAll",
  "told of a component",
  "told of a query",
  "told of a relation",
  "told of a sparse component",
  "told of entities",
  "unpair",
  "variant",
  "variant in an iteration",
  "waiting command refused",
];
