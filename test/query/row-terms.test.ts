/** Terms that rows decide: whatever a query answers, it answers for the rows that match. */
import { expect, expectTypeOf, test } from "vitest";
import {
  any,
  component,
  createWorld,
  type Entity,
  f32,
  not,
  optional,
  type RowRun,
  type Term,
  tag,
  validate,
  type World,
} from "../../src/index.ts";
import { HasBit, Value } from "./has-bit.ts";

const Other = component("Other", { of: f32 });
const A = tag("A");

function smallWorld(): World {
  return createWorld({ capacity: 0, chunkRows: { min: 16, max: 64, window: 16 } });
}

/** 100 entities with the values 0 to 99 over chunks of 16 and 64 rows. */
function hundred(): { world: World; entities: Entity[] } {
  const world = smallWorld();
  const entities = Array.from({ length: 100 }, (_, of) => world.spawn(Value({ of })));
  return { world, entities };
}

test("each, runs, entities, count, first, has and at see the rows that match, and no others", () => {
  const { world, entities } = hundred();
  const query = world.query(Value, new HasBit(4), not(new HasBit(1)));
  const expected = entities.filter((_, of) => (of & 4) !== 0 && (of & 1) === 0);
  const byEach: Entity[] = [];
  query.each((value, entity) => {
    expect(value.of & 5).toBe(4);
    byEach.push(entity);
  });
  const byRuns: Entity[] = [];
  for (const rows of query.runs())
    for (let i = rows.start; i < rows.end; i++) byRuns.push(rows.entities[i] as Entity);
  expect(byEach).toEqual(expected);
  expect(byRuns).toEqual(expected);
  expect(query.entities()).toEqual(expected);
  expect([query.count, query.isEmpty, query.decidesByRow]).toEqual([24, false, true]);
  expect(query.first()).toBe(entities[4]);
  expect(entities.filter((one) => query.has(one))).toEqual(expected);
  const asked: number[] = [];
  expect(query.at(entities[5], (value) => asked.push(value.of))).toBe(false);
  expect(query.at(entities[6], (value) => asked.push(value.of))).toBe(true);
  expect(asked).toEqual([6]);
  validate(world);
});

test("runs are as long as they can be, and a chunk all of whose rows match is one run", () => {
  const { world } = hundred();
  const spans = (terms: readonly Term[]): string[] =>
    Array.from(world.query(...terms).runs(), ({ start, end }) => `${start}-${end}`);
  expect(spans([Value])).toEqual(["0-16", "0-16", "0-16", "0-16", "0-36"]);
  expect(spans([new HasBit(32)])).toEqual(["0-16", "0-16", "32-36"]);
  expect(spans([any(new HasBit(1), not(new HasBit(1)))])).toEqual(spans([Value]));
  expect(spans([new HasBit(1), not(new HasBit(1))])).toEqual([]);
});

test("forEachPair pairs the rows that match, each two once", () => {
  const { world, entities } = hundred();
  const query = world.query(Value, new HasBit(32), new HasBit(8), not(new HasBit(3)));
  const matching = [40, 44, 56, 60].map((of) => entities[of]);
  const pairs: Entity[][] = [];
  query.forEachPair((_a, _b, one, other) => pairs.push([one, other]));
  expect(pairs).toEqual(
    matching.flatMap((one, i) => matching.slice(i + 1).map((other) => [one, other])),
  );
});

test("single and sorted go by the rows that match, also when their values have changed", () => {
  const { world, entities } = hundred();
  const query = world.query(Value, new HasBit(64), new HasBit(32));
  expect(query.single.bind(query)).toThrow(/matches 4 entities, not one\./);
  for (const of of [97, 98, 99]) world.set(entities[of], Value, { of: 1 });
  expect(query.single()).toBe(entities[96]);
  world.set(entities[0], Value, { of: 97 });
  world.set(entities[96], Value, { of: 98 });
  expect(query.sorted(Value, "of")).toEqual([entities[0], entities[96]]);
  world.set(entities[0], Value, { of: 99 });
  expect(query.sorted(Value, "of")).toEqual([entities[96], entities[0]]);
  world.set(entities[0], Value, { of: 1 });
  expect(query.sorted(Value, "of")).toEqual([entities[96]]);
});

test("writing through a run or a cursor stamps the windows of matching rows and no others", () => {
  const world = createWorld({ capacity: 0, chunkRows: { min: 64, max: 64, window: 16 } });
  for (let of = 0; of < 64; of++) world.spawn(Value({ of }));
  const [chunk] = world.query(Value).chunks();
  const query = world.query(Value, new HasBit(16)); // rows 16 to 31 and 48 to 63
  const changed = (write: () => void): boolean[] => {
    const cursor = world.changeCursor();
    write();
    return [0, 1, 2, 3].map((window) => chunk.windowChangedSince(Value, window, cursor));
  };
  const byRuns = changed(() => {
    for (const rows of query.runs()) rows.write(Value);
  });
  expect(byRuns).toEqual([false, true, false, true]);
  const byEach = changed(() =>
    query.each((value) => {
      value.of += 0;
    }),
  );
  expect(byEach).toEqual([false, true, false, true]);
  const byRead = changed(() => {
    for (const rows of query.runs()) rows.read(Value);
  });
  expect(byRead).toEqual([false, false, false, false]);
});

test("bulk changes by a query that rows decide reach the rows that match, and no others", () => {
  const { world, entities } = hundred();
  for (const one of entities.slice(0, 10)) world.add(one, Other({ of: 5 }));
  const odd = world.query(Value, new HasBit(1));
  odd.add(Other({ of: 7 }), A);
  expect(
    world
      .query(A, Other)
      .entities()
      .sort((a, b) => a - b),
  ).toEqual(entities.filter((_, of) => of % 2 === 1));
  expect(entities.slice(0, 4).map((one) => world.get(one, Other, "of"))).toEqual([5, 7, 5, 7]);
  validate(world);
  world.query(Value, new HasBit(2)).remove(A);
  expect(world.query(A).count).toBe(25);
  validate(world);
  world.query(Value, new HasBit(4)).set(Value, { of: 200 });
  const set = entities.filter((one) => world.get(one, Value, "of") === 200);
  expect(set).toEqual(entities.filter((_, of) => (of & 4) !== 0));
  world.query(Value, new HasBit(2)).despawn();
  expect(world.entityCount).toBe(74);
  expect(world.query(Value, new HasBit(2)).count).toBe(0);
  validate(world);
});

test("loops over runs nest, defer structural changes, and end when left", () => {
  const { world, entities } = hundred();
  const query = world.query(Value, new HasBit(1));
  let pairs = 0;
  for (const outer of query.runs()) {
    world.remove(outer.entities[outer.start] as Entity, Value);
    for (const inner of query.runs()) {
      pairs++;
      expect(inner).not.toBe(outer);
    }
    expect(query.count).toBe(50);
    if (pairs === 100) break;
  }
  expect(pairs).toBe(100);
  expect(query.count).toBe(48);
  world.despawn(entities[0]);
  validate(world);
});

test("terms with the same key give the same query", () => {
  const world = smallWorld();
  expect(world.query(Value, new HasBit(2))).toBe(world.query(Value, new HasBit(2)));
  expect(world.query(Value, new HasBit(2)) === world.query(Value, new HasBit(4))).toBe(false);
  expect(world.query(not(new HasBit(2)))).toBe(world.query(not(new HasBit(2))));
});

test("describe and explain tell of rows", () => {
  const { world } = hundred();
  world.spawn(A);
  expect(world.query(Value, any(new HasBit(64), A)).explain()).toBe(
    [
      "query(Value, any(HasBit(64), A))",
      "matched 1 of 3 component combinations:",
      "  [Value]: 36 of 100 rows in 5 chunks, decided row by row",
      "skipped 2:",
      "  []: Value does not hold (0 rows)",
      "  [A]: Value does not hold (1 rows)",
    ].join("\n"),
  );
});

test("what a row term mentions can be read in runs", () => {
  const query = smallWorld().query(new HasBit(1), optional(Other));
  expectTypeOf(query.runs()).toEqualTypeOf<Iterable<RowRun<typeof Value | typeof Other>>>();
});
