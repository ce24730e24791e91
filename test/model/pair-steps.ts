/** Operations on pairs of entities, in a world and in its model. */
import fc from "fast-check";
import type { Entity } from "../../src/index.ts";
import { Body } from "./body.ts";
import { type PairAddition, willHavePair } from "./model-commands.ts";
import { CHILD_OF, RELATIONS } from "./relation-operations.ts";
import type { Subject } from "./subject.ts";

interface Choice {
  readonly relation: number;
  readonly other: number;
  readonly value: number | undefined;
}

export type PairStep =
  | (Choice & { readonly kind: "pair" | "setPair" | "unpair"; readonly nth: number })
  | (Choice & { readonly kind: "spawnPaired"; readonly count: number })
  | { readonly kind: "strip"; readonly nth: number; readonly relation: number }
  | (Choice & { readonly kind: "pairAll" | "stripAll"; readonly query: number });

const relation = fc.nat(RELATIONS.length - 1);
const value = fc.option(fc.nat(255), { nil: undefined });

export function anyPairStep(
  nth: fc.Arbitrary<number>,
  query: fc.Arbitrary<number>,
): fc.Arbitrary<PairStep> {
  const choice = { relation, other: nth, value };
  return fc.oneof(
    {
      weight: 6,
      arbitrary: fc.record({
        kind: fc.constantFrom(
          "pair" as const,
          "pair" as const,
          "setPair" as const,
          "unpair" as const,
        ),
        nth,
        ...choice,
      }),
    },
    {
      weight: 2,
      arbitrary: fc.record({
        kind: fc.constant("spawnPaired" as const),
        count: fc.nat(2),
        ...choice,
      }),
    },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant("strip" as const), nth, relation }) },
    {
      weight: 2,
      arbitrary: fc.record({
        kind: fc.constantFrom("pairAll" as const, "stripAll" as const),
        query,
        ...choice,
      }),
    },
  );
}

const KINDS: readonly string[] = [
  "pair",
  "setPair",
  "unpair",
  "spawnPaired",
  "strip",
  "pairAll",
  "stripAll",
];

export function isPairStep(operation: { readonly kind: string }): operation is PairStep {
  return KINDS.includes(operation.kind);
}

export function runPairStep(subject: Subject, step: PairStep): void {
  switch (step.kind) {
    case "spawnPaired":
      spawnPaired(subject, step);
      return;
    case "strip":
      strip(subject, step.nth, step.relation);
      return;
    case "pairAll":
    case "stripAll":
      changeAll(subject, step);
      return;
    default:
      change(subject, step);
  }
}

function argumentOf({ relation: n, value: given }: Choice, target: Entity) {
  return given === undefined || n === CHILD_OF
    ? RELATIONS[n](target)
    : RELATIONS[n](target, { amount: given });
}

/** What is given in the model's words: `ChildOf` has no values. */
function commandOf({ relation: n, value: given }: Choice, target: Entity): PairAddition {
  return { kind: "add", relation: n, target, value: n === CHILD_OF ? undefined : given };
}

/** What adding a pair throws for its target, and at once for the circle that it makes. */
function targetCode({ model }: Subject, target: Entity): string | undefined {
  return model.alive.has(target) ? undefined : "E151";
}

function change(
  subject: Subject,
  step: Extract<PairStep, { kind: "pair" | "setPair" | "unpair" }>,
): void {
  const { world, model } = subject;
  const of = RELATIONS[step.relation];
  const entity = step.kind === "pair" ? subject.pick(step.nth) : subject.pickWith(step.nth, of);
  const target = step.kind === "pair" ? subject.pick(step.other) : targetOf(subject, entity, step);
  const deadCode = model.alive.has(entity) ? undefined : "E101";
  if (step.kind === "unpair") {
    if (!subject.attempt(deadCode, () => world.remove(entity, of(target)))) return;
    if (model.pairs[step.relation].has(entity, target)) subject.reach("unpair");
    model.changePair(entity, { kind: "remove", relation: step.relation, target });
    return;
  }
  const command = commandOf(step, target);
  if (step.kind === "pair") {
    const isCircle = model.depth === 0 && model.makesCircle(entity, { ...step, target });
    const expected = deadCode ?? targetCode(subject, target) ?? (isCircle ? "E152" : undefined);
    if (isCircle) subject.reach("circle refused");
    if (!subject.attempt(expected, () => world.add(entity, argumentOf(step, target)))) return;
    subject.reach(model.depth > 0 ? "pair in an iteration" : "pair");
    model.changePair(entity, command);
    return;
  }
  if (step.relation === CHILD_OF) return; // its pairs hold nothing
  const pairs = model.pairs[step.relation];
  const has = pairs.has(entity, target);
  const pair = { relation: step.relation, target };
  const canSet = model.isWaitedFor(entity)
    ? willHavePair(model.pending, entity, pair, has, pairs.kind.isExclusive)
    : has;
  const given = { amount: step.value ?? 7 };
  const call = () => world.set(entity, of(target) as never, given as never);
  if (!subject.attempt(deadCode ?? (canSet ? undefined : "E102"), call)) return;
  subject.reach("setPair");
  model.changePair(entity, { ...command, kind: "set", value: given.amount });
}

/** Mostly a target that the entity has. */
function targetOf(
  { model, pick }: Subject,
  entity: Entity,
  { relation: n, other }: Choice,
): Entity {
  const targets = model.pairs[n].targetsOf(entity);
  return (targets[other % (targets.length + 1)] as Entity) ?? pick(other);
}

function strip(subject: Subject, nth: number, n: number): void {
  const { world, model } = subject;
  const entity = subject.pickWith(nth, RELATIONS[n]);
  const expected = model.alive.has(entity) ? undefined : "E101";
  if (!subject.attempt(expected, () => world.remove(entity, RELATIONS[n]))) return;
  if (model.alive.get(entity)?.has(RELATIONS[n])) subject.reach("strip");
  model.changePair(entity, { kind: "strip", relation: n });
}

/** A few entities with the same target. */
function spawnPaired(subject: Subject, step: Extract<PairStep, { kind: "spawnPaired" }>): void {
  const { world, model } = subject;
  const target = subject.pick(step.other);
  for (let i = 0; i <= step.count; i++) {
    const isFull = model.alive.size >= subject.maxEntities;
    const expected = targetCode(subject, target) ?? (isFull ? "E103" : undefined);
    let entity: Entity | undefined;
    subject.attempt(expected, () => {
      entity = world.spawn(argumentOf(step, target));
    });
    if (entity === undefined) return;
    subject.learn(entity);
    model.joinPaired(entity, new Body(), [commandOf(step, target)]);
    subject.reach(model.depth > 0 ? "spawn paired in an iteration" : "spawn paired");
  }
}

function changeAll(
  subject: Subject,
  step: Extract<PairStep, { kind: "pairAll" | "stripAll" }>,
): void {
  const { model } = subject;
  const { query, terms } = subject.queryOf(step.query);
  const entities = model.matching(terms);
  const of = RELATIONS[step.relation];
  if (step.kind === "stripAll") {
    if (!subject.attempt(undefined, () => query.remove(of))) return;
    if (entities.some((entity) => model.alive.get(entity)?.has(of))) subject.reach("stripAll");
    model.bulk({ kind: "pairs", terms, command: { kind: "strip", relation: step.relation } });
    return;
  }
  // It may find no room although it changes nothing, and the model would not know that it waits still.
  if (subject.isRisky && model.depth > 0) return;
  const target = subject.pick(step.other);
  const command = commandOf(step, target);
  const isCircle =
    model.depth === 0 && entities.some((entity) => model.makesCircle(entity, { ...step, target }));
  const expected = targetCode(subject, target) ?? (isCircle ? "E152" : undefined);
  if (!subject.attempt(expected, () => query.add(argumentOf(step, target)))) return;
  subject.reach(model.depth > 0 ? "pairAll in an iteration" : "pairAll");
  model.bulk({ kind: "pairs", terms, command });
}
