/** The operations that the model test of relations makes its lists of. */
import fc from "fast-check";
import { ChildOf, component, f32, type Relation, relation, tag, u8 } from "../../src/index.ts";
import type { RelationKind } from "./relation-model.ts";

export const Marked = tag("Marked");
export const Wide = component("Wide", { x: f32, y: f32 });
const schema = { amount: u8(1) };
// biome-ignore lint/suspicious/noExplicitAny: relations with and without values, in one list.
export const RELATIONS: readonly Relation<any>[] = [
  relation("Likes", schema),
  relation("Targets", schema, { exclusive: true }),
  relation("PartOf", schema, { onTargetDespawn: "despawn" }),
  relation("Guards", schema, { onTargetDespawn: "refuse" }),
  ChildOf,
];
/** The place of `ChildOf` among them. */
export const CHILD_OF = 4;
export const KINDS: readonly RelationKind[] = [
  { isExclusive: false, isAcyclic: false, policy: "remove" },
  { isExclusive: true, isAcyclic: false, policy: "remove" },
  { isExclusive: false, isAcyclic: false, policy: "despawn" },
  { isExclusive: false, isAcyclic: false, policy: "refuse" },
  { isExclusive: true, isAcyclic: true, policy: "despawn" },
];

const pick = fc.nat({ max: 999 });
const which = fc.nat({ max: 4 });
const value = fc.option(fc.integer({ min: 0, max: 255 }), { nil: undefined });
const anyStep = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({ kind: fc.constant("add" as const), which, pick, other: pick, value }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constant("remove" as const), which, pick, other: pick }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("strip" as const), which, pick }) },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant("spawn" as const),
      which,
      pick,
      value,
      count: fc.integer({ min: 0, max: 9 }),
    }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("despawn" as const), pick }) },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant("insert" as const),
      pick,
      other: pick,
      index: fc.nat({ max: 5 }),
    }),
  },
);
export type Step = typeof anyStep extends fc.Arbitrary<infer T> ? T : never;
export const anyOperation = fc.oneof(
  {
    weight: 12,
    arbitrary: fc.record({
      kind: fc.constant("step" as const),
      step: anyStep,
      room: fc.option(fc.nat({ max: 2 }), { nil: undefined, freq: 6 }),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant("loop" as const),
      steps: fc.array(anyStep, { maxLength: 8 }),
    }),
  },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant("mark" as const), pick }) },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant("bulk" as const),
      verb: fc.constantFrom("add", "remove", "detach", "despawn"),
      which,
      pick,
      value,
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("shrink" as const) }) },
);
export type Operation = typeof anyOperation extends fc.Arbitrary<infer T> ? T : never;
