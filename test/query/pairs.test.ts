import fc from "fast-check";
import { expect, test } from "vitest";
import {
  all,
  component,
  createWorld,
  type Entity,
  f32,
  optional,
  tag,
  u32,
  validate,
} from "../../src/index.ts";
import { FULL_SCALE, IS_USUAL, SEED } from "../model/soak.ts";

const Place = component("Place", { x: f32 });
const Size = component("Size", { radius: f32(1) });
const Rank = component("Rank", { n: u32 });
const Frozen = tag("Frozen");
const Burning = tag("Burning");

const smallWorld = () =>
  createWorld({ capacity: 0, chunkRows: { min: 16, max: 16, window: 16 }, poison: true });

/** The two of a pair in one number, whichever comes first. */
const pairOf = (a: number, b: number) => Math.min(a, b) * 1000 + Math.max(a, b);

// Seen to fail on purpose: a row paired with itself, a block of two chunks left out, or run both ways.
test("every unordered pair comes up once, whatever the chunks and archetypes", () => {
  let most = 0;
  fc.assert(
    fc.property(fc.array(fc.nat(5), { maxLength: 60, size: "max" }), (kinds) => {
      const world = smallWorld();
      const entities = kinds.map((kind, n) => {
        const tags = kind === 1 ? [Frozen] : kind === 2 ? [Burning] : kind === 3 ? [Size] : [];
        return kind === 5 ? world.spawn(Frozen) : world.spawn(Rank({ n }), ...tags);
      });
      const numbers = [...kinds.keys()].filter((n) => kinds[n] !== 5);
      const expected = numbers.flatMap((a, i) => numbers.slice(i + 1).map((b) => pairOf(a, b)));
      const found: number[] = [];
      world.query(Rank).forEachPair((a, b, entityA, entityB) => {
        found.push(pairOf(a.n, b.n));
        if (entities[a.n] !== entityA || entities[b.n] !== entityB) found.push(-1);
      });
      expect(found.sort((a, b) => a - b)).toEqual(expected.sort((a, b) => a - b));
      most = Math.max(most, found.length);
    }),
    { numRuns: 100 * FULL_SCALE, seed: SEED },
  );
  if (!IS_USUAL) return;
  expect(most).toBeGreaterThan(1000);
});

test("over several components, the cursors of the first come before those of the second", () => {
  const world = smallWorld();
  world.spawn(Place({ x: 1 }), Size({ radius: 10 }), Frozen);
  world.spawn(Place({ x: 2 }), Size({ radius: 20 }), Frozen);
  const seen: number[][] = [];
  world.query(Place, Frozen, Size).forEachPair((placeA, sizeA, placeB, sizeB) => {
    seen.push([placeA.x, sizeA.radius, placeB.x, sizeB.radius]);
  });
  expect(seen).toEqual([[1, 10, 2, 20]]);
});

test("a query without data pairs entities, and an optional component may be missing on either side", () => {
  const world = smallWorld();
  const [one, two] = [world.spawn(Frozen), world.spawn(Frozen, Size)];
  const pairs: Entity[][] = [];
  world.query(Frozen).forEachPair((a, b) => void pairs.push([a, b]));
  expect(pairs).toEqual([[one, two]]);
  const sizes: (number | undefined)[][] = [];
  world.query(Frozen, optional(Size)).forEachPair((a, b) => {
    sizes.push([a?.radius, b?.radius]);
  });
  expect(sizes).toEqual([[undefined, 1]]);
});

test("without two entities there is no pair", () => {
  const world = smallWorld();
  let calls = 0;
  const count = () => void calls++;
  world.query(Place).forEachPair(count);
  world.spawn(Place);
  world.query(Place).forEachPair(count);
  expect(calls).toBe(0);
});

test("what is written through either side is in the columns, and stamped", () => {
  const world = smallWorld();
  const entities = [5, 1, 3].map((x) => world.spawn(Place({ x }), Size));
  world.spawn(Place({ x: 9 }), Size, Frozen);
  const places = world.query(Place, Size);
  const cursor = world.changeCursor();
  places.forEachPair((a, _sizeA, b) => {
    if (a.x <= b.x || a.x === 9 || b.x === 9) return;
    const { x } = a;
    a.x = b.x;
    b.x = x;
  });
  expect(entities.map((entity) => world.get(entity, Place, "x"))).toEqual([1, 3, 5]);
  const stamped = [...places].map((chunk) => [
    chunk.changedSince(Place, cursor),
    chunk.changedSince(Size, cursor),
  ]);
  expect(stamped).toEqual([
    [true, false],
    [false, false],
  ]);
});

test("only the side that was written counts as changed", () => {
  const world = smallWorld();
  world.spawn(Place({ x: 1 }));
  world.spawn(Place({ x: 2 }), Frozen);
  const places = world.query(Place);
  const changed = (cursor: number) => [...places].map((chunk) => chunk.changedSince(Place, cursor));
  const before = world.changeCursor();
  places.forEachPair((a) => {
    a.x = 5;
  });
  expect(changed(before)).toEqual([true, false]);
  const between = world.changeCursor();
  places.forEachPair((_a, b) => {
    b.x = 6;
  });
  expect(changed(between)).toEqual([false, true]);
});

test("structural changes inside wait until the last pair", () => {
  const world = smallWorld();
  world.spawnMany(20, [Place]);
  const places = world.query(Place);
  let calls = 0;
  places.forEachPair((_a, _b, entityA) => {
    calls++;
    world.despawn(entityA);
    if (calls <= 5) world.spawn(Place);
  });
  validate(world);
  expect(calls).toBe(190);
  // All but the last were the first of some pair.
  expect(places.count).toBe(1 + 5);
});

test("a callback that throws ends the call and leaves the query usable", () => {
  const world = smallWorld();
  const [first] = [1, 2, 3].map((x) => world.spawn(Place({ x })));
  const places = world.query(Place);
  expect(() =>
    places.forEachPair((a, _b, entityA) => {
      a.x = 7;
      world.add(entityA, Frozen);
      throw new Error("stop");
    }),
  ).toThrow("stop");
  validate(world);
  expect(world.get(first, Place, "x")).toBe(7);
  expect(world.has(first, Frozen)).toBe(true);
  let calls = 0;
  places.forEachPair(() => void calls++);
  expect(calls).toBe(3);
});

test("E121 says how many components forEachPair hands over", () => {
  const world = smallWorld();
  const five = Array.from({ length: 5 }, (_, i) => component(`C${i}`, { v: f32(i) }));
  world.spawn(...five);
  world.spawn(...five);
  expect(() => world.query(...five).forEachPair(() => {})).toThrow(
    "forEachPair: query(C0, C1, C2, C3, C4) has 5 components with fields, and forEachPair hands over 4 at most for each of the two. Use a chunk loop, or all(...) for those you only filter by. [E121]",
  );
  for (let arity = 1; arity <= 4; arity++) {
    let pair: readonly unknown[] = [];
    world.query(...five.slice(0, arity), all(five[4])).forEachPair((...row) => {
      pair = row.map((one) => (typeof one === "object" ? (one as { v: number }).v : "entity"));
    });
    const values = [0, 1, 2, 3].slice(0, arity);
    expect(pair).toEqual([...values, ...values, "entity", "entity"]);
  }
  world.shrink(); // no iteration has been left running
});

test("E122 says that forEachPair does not run inside itself; each and other queries do", () => {
  const world = smallWorld();
  world.spawnMany(2, [Place]);
  const places = world.query(Place);
  let visits = 0;
  places.forEachPair((a) => {
    a.x = 4;
    expect(() => places.forEachPair(() => {})).toThrow(
      "forEachPair: query(Place) is already inside its own forEachPair, and its cursors can stand on one pair only. Use a chunk loop for one of the two. [E122]",
    );
    a.x = 5;
    places.each(() => void visits++);
    world.query(Place, all(Place)).forEachPair(() => void visits++);
  });
  expect(visits).toBe(3);
  expect(world.get(places.first() as Entity, Place, "x")).toBe(5);
});
