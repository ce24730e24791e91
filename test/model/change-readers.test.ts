/** Readers of changes against `ChangeModel`: several of them, looking at random moments, also inside loops. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { ChangeTrial, COMPONENTS, HOW, QUESTIONS } from "./change-trial.ts";
import { IS_USUAL, SCALE, SEED } from "./soak.ts";

const WITH_FIELDS = COMPONENTS.length - 2;
const nth = fc.nat(60);
const of = fc.nat(COMPONENTS.length - 1);
const withFields = fc.nat(WITH_FIELDS);

/** What may also happen inside a loop. */
const simple = fc.oneof(
  fc.record({
    kind: fc.constant("spawn" as const),
    count: fc.constantFrom(1, 1, 2, 20),
    mask: fc.nat(2 ** COMPONENTS.length - 1),
  }),
  fc.record({ kind: fc.constant("set" as const), nth, of: withFields }),
  fc.record({ kind: fc.constant("set" as const), nth, of: withFields }),
  fc.record({ kind: fc.constant("add" as const), nth, of, isWritten: fc.boolean() }),
  fc.record({ kind: fc.constant("remove" as const), nth, of }),
  fc.record({ kind: fc.constant("despawn" as const), nth }),
  fc.record({ kind: fc.constant("look" as const), nth, how: fc.constantFrom(...HOW) }),
  fc.record({ kind: fc.constant("look" as const), nth, how: fc.constantFrom(...HOW) }),
);
type Simple = typeof simple extends fc.Arbitrary<infer T> ? T : never;

const operation = fc.oneof(
  { weight: 6, arbitrary: simple },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant("write" as const),
      of: withFields,
      way: fc.constantFrom("each" as const, "chunk" as const, "runs" as const),
      step: fc.integer({ min: 1, max: 20 }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant("bulk" as const),
      at: of,
      change: fc.constantFrom("add" as const, "remove" as const, "set" as const),
      of: withFields,
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant("reader" as const),
      question: fc.nat(QUESTIONS.length - 1),
      isFromNow: fc.boolean(),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant("loop" as const),
      body: fc.array(simple, { minLength: 1, maxLength: 8 }),
    }),
  },
);
type Operation = typeof operation extends fc.Arbitrary<infer T> ? T : never;

function runSimple(trial: ChangeTrial, one: Simple): void {
  if (one.kind === "spawn") trial.spawn(one.count, one.mask);
  else if (one.kind === "look") trial.look(one.nth, one.how);
  else if (one.kind === "add") {
    const isWritten = one.isWritten && one.of <= WITH_FIELDS;
    trial.command(one.nth, { ...one, isWritten });
  } else trial.command(one.nth, one);
}

function run(trial: ChangeTrial, one: Operation): void {
  if (one.kind === "write") trial.write(one.of, one.way, one.step);
  else if (one.kind === "bulk") trial.bulk(one.at, one.change, one.of);
  else if (one.kind === "reader") trial.newLooker(QUESTIONS[one.question], one.isFromNow);
  else if (one.kind === "loop")
    trial.loop(() => {
      for (const inner of one.body) runSimple(trial, inner);
    });
  else runSimple(trial, one);
}

// Seen to fail on purpose: rows that join without a new version; versions left behind when their row moves, or not
// given to a fresh one; stamps of the handle before; a row's version compared with >=; windows that only moved
// skipped; cursors not counted on when the clock is lowered; what was removed before the reader; a pass that is
// not taken for made, and one left early that is; `set`, cursors and bulk values that mark no row; no latest stamp.
test("every reader finds exactly what changed since it last looked, and windows nothing less", () => {
  let foundCount = 0;
  fc.assert(
    fc.property(
      fc.array(operation, { minLength: 1, maxLength: 60, size: "max" }),
      fc.nat(80),
      (operations, ticksToLimit) => {
        const trial = new ChangeTrial(ticksToLimit);
        QUESTIONS.forEach((question, i) => {
          trial.newLooker(question, i % 2 === 0);
        });
        for (const one of operations) {
          run(trial, one);
          trial.check();
        }
        trial.lookers.forEach((_, i) => {
          trial.look(i, "entities");
        });
        foundCount += trial.foundCount;
      },
    ),
    { numRuns: Math.ceil(200 * SCALE), seed: SEED },
  );
  if (IS_USUAL) expect(foundCount).toBeGreaterThan(1000 * SCALE);
});
