/**
 * Operations of the model test, and the arbitraries that make lists of them.
 *
 * Every operation is total: it names the nth entity, the nth component, so that any list makes sense
 * and shrinking stays short. Stale handles come up all the time.
 */
import fc from "fast-check";
import type { InputChoice, QueryChoice } from "./choices.ts";
import { COMPONENTS, HOT_COUNT, TOGGLES } from "./components.ts";
import { anyFeatureStep, type FeatureStep } from "./feature-steps.ts";
import { RELATIONS } from "./relation-operations.ts";

export type Operation =
  | { readonly kind: "spawn"; readonly inputs: readonly InputChoice[] }
  | {
      readonly kind: "spawnMany";
      readonly count: number;
      readonly inputs: readonly InputChoice[];
      /** What the callback does; "none" passes no callback. */
      readonly fill: "none" | "write" | "throw";
      readonly seed: number;
      readonly inside: readonly Operation[];
    }
  | { readonly kind: "despawn"; readonly nth: number }
  | {
      /** "replace" removes and adds again: in an iteration, that folds to nothing but new values. */
      readonly kind: "add" | "replace" | "set" | "wrong";
      readonly nth: number;
      readonly input: InputChoice;
    }
  | { readonly kind: "remove" | "get"; readonly nth: number; readonly component: number }
  | {
      readonly kind: "bulk";
      /** "change" adds the inputs and removes other components in one move; "set" writes the first input. */
      readonly change: "add" | "remove" | "change" | "set" | "despawn";
      /** Which of the list's queries. */
      readonly query: number;
      readonly inputs: readonly InputChoice[];
      readonly removed: readonly number[];
    }
  | { readonly kind: "reserve"; readonly count: number; readonly inputs: readonly InputChoice[] }
  | { readonly kind: "shrink"; readonly isSlow: boolean }
  | { readonly kind: "flush" }
  | FeatureStep
  | Scope
  | {
      readonly kind: "failing";
      /** How many allocations succeed before one fails, and whether all later ones fail too. */
      readonly after: number;
      readonly forever: boolean;
      readonly operation: Operation;
    };

/** An iteration with operations inside. */
export interface Scope {
  readonly kind: "scope";
  readonly style: "chunks" | "each";
  readonly query: number;
  readonly inside: readonly Operation[];
  /** Seeds what the loop writes through columns or cursors; 0 only reads. */
  readonly write: number;
  readonly end: "whole" | "break" | "throw";
}

const component = fc.oneof(
  { weight: 12, arbitrary: fc.nat(HOT_COUNT - 1) },
  { weight: 1, arbitrary: fc.nat(COMPONENTS.length - 1) },
);
const seed = fc.nat(999);
const nth = fc.oneof(fc.nat(5), fc.nat(9999));
const input: fc.Arbitrary<InputChoice> = fc.record({ component, seed, mask: fc.nat(7) });
const inputs = fc.uniqueArray(input, {
  maxLength: 5,
  size: "max",
  selector: (choice) => choice.component,
});
const components = (maxLength: number) => fc.uniqueArray(component, { maxLength, size: "max" });
const none = fc.constant<number[]>([]);
const some = (list: fc.Arbitrary<number[]>) =>
  fc.oneof({ weight: 2, arbitrary: none }, { weight: 1, arbitrary: list });
const related = fc.nat(RELATIONS.length - 1).map((relation) => [COMPONENTS.length + relation]);
const termIds = (maxLength: number) =>
  fc.oneof({ weight: 5, arbitrary: components(maxLength) }, { weight: 1, arbitrary: related });
const off = fc.oneof(
  { weight: 6, arbitrary: none },
  { weight: 1, arbitrary: fc.nat(TOGGLES.length - 1).map((toggle) => [toggle]) },
);
const anyQuery: fc.Arbitrary<QueryChoice> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({
      data: components(3),
      all: termIds(1),
      not: termIds(1),
      any: some(termIds(3)),
      off,
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ data: components(1), all: none, not: termIds(3), any: none, off }),
  },
);
const QUERY_COUNT = 9;
const query = fc.nat(QUERY_COUNT - 1);
/** Mostly few, sometimes enough for several chunks. */
const count = fc.oneof({ weight: 4, arbitrary: fc.nat(12) }, { weight: 1, arbitrary: fc.nat(130) });

const spawn: fc.Arbitrary<Operation> = fc.record({ kind: fc.constant("spawn" as const), inputs });
const onEntityOf = (
  anyNth: fc.Arbitrary<number>,
  anyComponent: fc.Arbitrary<number>,
  anyInput: fc.Arbitrary<InputChoice>,
): fc.Arbitrary<Operation> =>
  fc.oneof(
    { weight: 3, arbitrary: fc.record({ kind: fc.constant("despawn" as const), nth: anyNth }) },
    {
      weight: 5,
      arbitrary: fc.record({ kind: fc.constant("add" as const), nth: anyNth, input: anyInput }),
    },
    {
      weight: 3,
      arbitrary: fc.record({ kind: fc.constant("set" as const), nth: anyNth, input: anyInput }),
    },
    {
      weight: 1,
      arbitrary: fc.record({ kind: fc.constant("replace" as const), nth: anyNth, input: anyInput }),
    },
    {
      weight: 4,
      arbitrary: fc.record({
        kind: fc.constant("remove" as const),
        nth: anyNth,
        component: anyComponent,
      }),
    },
    {
      weight: 1,
      arbitrary: fc.record({
        kind: fc.constant("get" as const),
        nth: anyNth,
        component: anyComponent,
      }),
    },
    {
      weight: 1,
      arbitrary: fc.record({ kind: fc.constant("wrong" as const), nth: anyNth, input: anyInput }),
    },
  );
const bulk: fc.Arbitrary<Operation> = fc.record({
  kind: fc.constant("bulk" as const),
  change: fc.constantFrom("add", "add", "remove", "change", "set", "despawn"),
  query,
  inputs,
  removed: components(3),
});
const upkeep: fc.Arbitrary<Operation> = fc.oneof(
  fc.record({ kind: fc.constant("reserve" as const), count, inputs }),
  fc.record({ kind: fc.constant("shrink" as const), isSlow: fc.boolean() }),
  fc.record({ kind: fc.constant("flush" as const) }),
);

function spawnManyOf(inside: fc.Arbitrary<Operation[]>): fc.Arbitrary<Operation> {
  return fc.record({
    kind: fc.constant("spawnMany" as const),
    count,
    inputs,
    fill: fc.constantFrom("none", "write", "write", "throw"),
    seed,
    inside,
  });
}

function scopeOf(inside: fc.Arbitrary<Operation[]>): fc.Arbitrary<Operation> {
  return fc.record({
    kind: fc.constant("scope" as const),
    style: fc.constantFrom("chunks", "each"),
    query: fc.oneof(fc.constant(0), query),
    inside,
    write: fc.oneof(fc.constant(0), seed),
    end: fc.constantFrom("whole", "whole", "whole", "break", "throw"),
  });
}

function failing(operation: fc.Arbitrary<Operation>): fc.Arbitrary<Operation> {
  return fc.record({
    kind: fc.constant("failing" as const),
    after: fc.nat(3),
    forever: fc.boolean(),
    operation,
  });
}

const listOf = (operation: fc.Arbitrary<Operation>, maxLength: number) =>
  fc.array(operation, { maxLength, size: "max" });

const singleOf = (onEntity: fc.Arbitrary<Operation>, features: fc.Arbitrary<FeatureStep>) =>
  fc.oneof(
    { weight: 4, arbitrary: spawn },
    { weight: 12, arbitrary: onEntity },
    { weight: 2, arbitrary: bulk },
    { weight: 2, arbitrary: upkeep },
    { weight: 8, arbitrary: features },
  );
const single = singleOf(onEntityOf(nth, component, input), anyFeatureStep(nth, input, query));
/** In iterations two entities and three components get most of the attention, so that commands meet. */
const hot = (most: number, any: fc.Arbitrary<number>) =>
  fc.oneof({ weight: 4, arbitrary: fc.nat(most) }, { weight: 1, arbitrary: any });
const hotComponent = hot(2, component);
const hotInput = fc.record({ component: hotComponent, seed, mask: fc.nat(7) });
const hotNth = hot(2, nth);
const singleInside = singleOf(
  onEntityOf(hotNth, hotComponent, hotInput),
  anyFeatureStep(hotNth, hotInput, query),
);
const inner = fc.oneof(
  { weight: 12, arbitrary: singleInside },
  { weight: 1, arbitrary: failing(singleInside) },
  { weight: 1, arbitrary: spawnManyOf(listOf(singleInside, 2)) },
  { weight: 1, arbitrary: scopeOf(listOf(singleInside, 3)) },
);
const scope = scopeOf(listOf(inner, 7));
const spawnMany = spawnManyOf(listOf(inner, 3));

const anyOperation: fc.Arbitrary<Operation> = fc.oneof(
  { weight: 10, arbitrary: single },
  { weight: 3, arbitrary: spawnMany },
  { weight: 3, arbitrary: scope },
  { weight: 2, arbitrary: failing(fc.oneof(single, spawnMany, scope, scope)) },
);

/** Lists of up to 120 operations; without `size: "max"` they would have 10 at most. */
export const anyOperations: fc.Arbitrary<Operation[]> = listOf(anyOperation, 120);

const WITHOUT_TERMS: QueryChoice = { data: [], all: [], not: [], any: [], off: [] };

/** The queries that a list of operations uses; the first has no terms. */
export const anyQueries: fc.Arbitrary<QueryChoice[]> = fc
  .array(anyQuery, { minLength: QUERY_COUNT - 1, maxLength: QUERY_COUNT - 1 })
  .map((queries) => [WITHOUT_TERMS, "everything", ...queries.slice(1)]);
