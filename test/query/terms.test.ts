/** Terms: not, all, any and optional, nested; each says what it means in boolean algebra. */
import fc from "fast-check";
import { expect, test } from "vitest";
import {
  all,
  any,
  component,
  createWorld,
  type Entity,
  f32,
  not,
  optional,
  type Term,
  tag,
  validate,
} from "../../src/index.ts";
import { FULL_SCALE, IS_USUAL, SEED } from "../model/soak.ts";

const Position = component("Position", { x: f32 });
const Speed = component("Speed", { value: f32(3) });
const [A, B, C, D] = ["A", "B", "C", "D"].map((label) => tag(label));

test("two any groups never merge: each must hold", () => {
  const world = createWorld();
  world.spawn(A);
  const both = world.spawn(A, D);
  expect(world.query(any(A, B), any(C, D)).entities()).toEqual([both]);
});

test("not leaves out entities that have any of its components", () => {
  const world = createWorld();
  world.spawn(A);
  world.spawn(B);
  const neither = world.spawn(C);
  expect(world.query(not(A, B)).entities()).toEqual([neither]);
});

test("not(all(A, B)) leaves out only entities that have both", () => {
  const world = createWorld();
  const a = world.spawn(A);
  const b = world.spawn(B);
  world.spawn(A, B);
  expect(world.query(not(all(A, B)), any(A, B)).entities()).toEqual([a, b]);
});

test("a query without terms matches every entity", () => {
  const world = createWorld();
  const entities = [world.spawn(), world.spawn(A)];
  expect(world.query().entities()).toEqual(entities);
});

test("optional hands over a cursor where the entity has the component and undefined where not", () => {
  const world = createWorld();
  const slow = world.spawn(Position);
  const fast = world.spawn(Position, Speed);
  const seen = new Map<Entity, number | undefined>();
  world.query(Position, optional(Speed)).each((p, speed, entity) => {
    p.x = 1;
    if (speed !== undefined) speed.value *= 2;
    seen.set(entity, speed?.value);
  });
  expect([...seen]).toEqual([
    [slow, undefined],
    [fast, 6],
  ]);
  expect(world.get(fast, Speed, "value")).toBe(6);
});

test("chunks of an any query say which of its components they have", () => {
  const world = createWorld();
  world.spawn(Position({ x: 1 }));
  world.spawn(Speed);
  const found: (number | string)[] = [];
  for (const chunk of world.query(any(Position, Speed))) {
    found.push(chunk.has(Position) ? chunk.read(Position).x[0] : "no Position");
  }
  expect(found).toEqual([1, "no Position"]);
});

test("the same terms give the same query, and nesting makes another", () => {
  const world = createWorld();
  expect(world.query(A, not(B, C))).toBe(world.query(A, not(B, C)));
  expect(world.query(any(A, all(B, C)))).toBe(world.query(any(A, all(B, C))));
  expect(world.query(any(A, all(B, C)))).not.toBe(world.query(any(A, B, C)));
  expect(world.query(any(A, B))).not.toBe(world.query(all(A, B)));
  expect(world.query(not(A), not(B))).not.toBe(world.query(not(all(A, B))));
  expect(world.query(optional(Position))).not.toBe(world.query(Position));
});

test("a component given twice is refused", () => {
  expect(() => createWorld().query(Position, Position)).toThrow(
    "query: Position is given twice. Name each component once. [E120]",
  );
});

test("what is not a term is refused, at any depth", () => {
  const remedy = "is not a term. Pass components, or not, all, any and optional of them. [E120]";
  expect(() => any()).toThrow(`query: any() ${remedy}`);
  expect(() => not(3 as never)).toThrow(`query: not(3) ${remedy}`);
  expect(() => optional("x" as never)).toThrow(`query: optional(x) ${remedy}`);
  expect(() => createWorld().query("Position" as never)).toThrow(
    `query: Position, number 1 in the list, ${remedy}`,
  );
});

// Caught when tried: `any` evaluated as `all`; `not` of several as "not all of them".
test("random nested filters match what boolean algebra says", () => {
  const tags = [A, B, C, D];
  interface Filter {
    readonly term: Term;
    readonly holds: (has: readonly boolean[]) => boolean;
  }
  const leaf: fc.Arbitrary<Filter> = fc
    .nat(3)
    .map((i) => ({ term: tags[i], holds: (has) => has[i] }));
  const { filter } = fc.letrec<{ filter: Filter }>((tie) => ({
    filter: fc.oneof(
      { maxDepth: 4, withCrossShrink: true },
      leaf,
      fc
        .tuple(
          fc.constantFrom("not", "all", "any"),
          fc.array(tie("filter"), { minLength: 1, maxLength: 3 }),
        )
        .map(([kind, parts]) => combine(kind, parts)),
    ),
  }));
  function combine(kind: string, parts: Filter[]): Filter {
    const operands = parts.map((part) => part.term) as never[];
    if (kind === "all")
      return { term: all(...operands), holds: (has) => parts.every((p) => p.holds(has)) };
    if (kind === "any")
      return { term: any(...operands), holds: (has) => parts.some((p) => p.holds(has)) };
    return { term: not(...operands), holds: (has) => !parts.some((p) => p.holds(has)) };
  }
  const world = createWorld();
  const rows = Array.from({ length: 16 }, (_, bits) => {
    const has = [0, 1, 2, 3].map((i) => (bits & (1 << i)) !== 0);
    return { has, entity: world.spawn(...tags.filter((_tag, i) => has[i])) };
  });
  let nested = 0;
  fc.assert(
    fc.property(filter, ({ term, holds }) => {
      const wrapped = all(term as never);
      const expected = rows.filter((row) => holds(row.has)).map((row) => row.entity);
      expect(world.query(wrapped).entities().sort()).toEqual(expected.sort());
      if (JSON.stringify(term)?.includes("operands")) nested++;
    }),
    { numRuns: 400 * FULL_SCALE, seed: SEED },
  );
  if (!IS_USUAL) return;
  expect(nested).toBeGreaterThan(100);
  validate(world);
});
