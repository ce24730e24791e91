/**
 * Operations of the observers' model test, and the arbitraries that make programs of them.
 *
 * A program is a list of hooks, each with operations of its own, and a list of operations. Entities are
 * named by the order in which they were spawned, so that every operation makes sense in any world.
 */
import fc from "fast-check";
import { type AnyComponent, component, f32, tag } from "../../src/index.ts";

/** Two components with a value, a tag, and two sparse ones; as many names for them. */
export const PARTS: readonly AnyComponent[] = [
  component("A", { x: f32(-1) }),
  component("B", { x: f32(-1), y: f32 }),
  tag("T"),
  component("S", { x: f32(-1) }, { storage: "sparse" }),
];
export const TAG = 2;
export const SPARSE = 3;
/** Queries: what an entity must have and must not have. None asks for sparse components. */
export const QUERIES: readonly {
  readonly has: readonly number[];
  readonly not: readonly number[];
}[] = [
  { has: [], not: [] },
  { has: [0], not: [] },
  { has: [0], not: [2] },
  { has: [1, 2], not: [] },
  { has: [], not: [0, 1] },
];

/** A component, with a value or without. */
export interface Part {
  readonly part: number;
  readonly value: number | undefined;
}

export type Step =
  | { readonly kind: "spawn"; readonly parts: readonly Part[] }
  | { readonly kind: "spawnMany"; readonly count: number; readonly parts: readonly Part[] }
  | { readonly kind: "despawn"; readonly nth: number }
  | { readonly kind: "add"; readonly nth: number; readonly part: Part }
  | { readonly kind: "remove"; readonly nth: number; readonly part: number }
  | { readonly kind: "set"; readonly nth: number; readonly part: number; readonly value: number }
  | {
      readonly kind: "change";
      readonly query: number;
      readonly added: readonly Part[];
      readonly removed: readonly number[];
    }
  | {
      readonly kind: "setMany";
      readonly query: number;
      readonly part: number;
      readonly value: number;
    }
  | { readonly kind: "despawnMany"; readonly query: number }
  | { readonly kind: "loop"; readonly steps: readonly Step[] }
  | { readonly kind: "subscribe" | "unsubscribe"; readonly hook: number }
  | { readonly kind: "throw"; readonly name: number };

export const MOMENTS = [
  "onSpawn",
  "onAdd",
  "onSet",
  "onEnter",
  "onExit",
  "onRemove",
  "onDespawn",
] as const;
export type MomentName = (typeof MOMENTS)[number];

export interface Hook {
  readonly moment: MomentName;
  /** The component or query it is about, where the moment has one. */
  readonly about: number;
  readonly batch: boolean;
  readonly replay: boolean;
  /** What it does the first few times it is called. */
  readonly steps: readonly Step[];
  /** Whether it is subscribed before the first operation. */
  readonly isEarly: boolean;
}

export interface Program {
  readonly hooks: readonly Hook[];
  readonly steps: readonly Step[];
}

/** In hooks, every other time the entity that the hook was called with. */
export const SELF = 0;

const value = fc.integer({ min: 0, max: 99 });
const partOf = (id: number): fc.Arbitrary<Part> =>
  fc.record({
    part: fc.constant(id),
    value: id === TAG ? fc.constant(undefined) : fc.option(value, { nil: undefined }),
  });
const part: fc.Arbitrary<Part> = fc.nat(PARTS.length - 1).chain(partOf);
const valued = fc.constantFrom(0, 1, SPARSE);
const parts = fc.uniqueArray(part, { maxLength: 4, selector: (one) => one.part });
const query = fc.nat(QUERIES.length - 1);
const nth = fc.oneof(fc.constant(SELF), fc.nat(5), fc.nat(999));
const ids = fc.uniqueArray(fc.nat(PARTS.length - 1), { maxLength: 2 });

const single: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ kind: fc.constant("spawn" as const), parts }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant("despawn" as const), nth }) },
  { weight: 6, arbitrary: fc.record({ kind: fc.constant("add" as const), nth, part }) },
  {
    weight: 5,
    arbitrary: fc.record({ kind: fc.constant("remove" as const), nth, part: fc.nat(3) }),
  },
  {
    weight: 4,
    arbitrary: fc.record({ kind: fc.constant("set" as const), nth, part: valued, value }),
  },
  {
    weight: 2,
    arbitrary: fc
      .record({ kind: fc.constant("change" as const), query, added: parts, removed: ids })
      .map((step) => ({
        ...step,
        removed: step.removed.filter((id) => !step.added.some((one) => one.part === id)),
      })),
  },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant("setMany" as const), query, part: valued, value }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("despawnMany" as const), query }) },
);
const HOOK_COUNT = 12;
const upkeep: fc.Arbitrary<Step> = fc.record({
  kind: fc.constantFrom("subscribe" as const, "unsubscribe" as const),
  hook: fc.nat(HOOK_COUNT - 1),
});
const failure: fc.Arbitrary<Step> = fc.record({
  kind: fc.constant("throw" as const),
  name: fc.nat(9),
});
const few = fc.oneof({ weight: 4, arbitrary: fc.nat(6) }, { weight: 1, arbitrary: fc.nat(40) });
const spawnMany: fc.Arbitrary<Step> = fc.record({
  kind: fc.constant("spawnMany" as const),
  count: few,
  parts,
});
const listOf = (step: fc.Arbitrary<Step>, maxLength: number) =>
  fc.array(step, { maxLength, size: "max" });

const inHook = fc.oneof(
  { weight: 12, arbitrary: single },
  { weight: 1, arbitrary: spawnMany },
  { weight: 2, arbitrary: upkeep },
  { weight: 1, arbitrary: failure },
);
const hook: fc.Arbitrary<Hook> = fc.record({
  moment: fc.constantFrom(...MOMENTS),
  about: fc.nat(99),
  batch: fc.boolean(),
  replay: fc.boolean(),
  steps: fc.oneof(fc.constant([]), listOf(inHook, 3)),
  isEarly: fc.boolean(),
});
const inLoop = fc.oneof(
  { weight: 10, arbitrary: single },
  { weight: 1, arbitrary: spawnMany },
  { weight: 1, arbitrary: upkeep },
);
/** Removes a component and adds it again, which loops fold to nothing but new values. */
const replace: fc.Arbitrary<Step[]> = fc.record({ nth, part }).map((step) => [
  { kind: "remove", nth: step.nth, part: step.part.part },
  { kind: "add", ...step },
]);
const loop: fc.Arbitrary<Step> = fc
  .array(
    fc.oneof(
      { weight: 6, arbitrary: inLoop.map((step) => [step]) },
      { weight: 1, arbitrary: replace },
    ),
    { maxLength: 8, size: "max" },
  )
  .map((steps) => ({ kind: "loop", steps: steps.flat() }));
const outside = fc.oneof(
  { weight: 10, arbitrary: single },
  { weight: 2, arbitrary: spawnMany },
  { weight: 4, arbitrary: loop },
  { weight: 2, arbitrary: upkeep },
);

export const anyProgram: fc.Arbitrary<Program> = fc.record({
  hooks: fc.array(hook, { minLength: HOOK_COUNT, maxLength: HOOK_COUNT }),
  steps: listOf(outside, 60),
});
