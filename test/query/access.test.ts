/** What a query answers besides loops: first, single, has, at, entities, sorted, explain. */
import { expect, test } from "vitest";
import { component, createWorld, f32, not, tag } from "../../src/index.ts";

const Position = component("Position", { x: f32, y: f32 });
const Health = component("Health", { points: f32 });
const Frozen = tag("Frozen");

test("first, single, isEmpty and count agree with the rows", () => {
  const world = createWorld();
  const query = world.query(Position);
  expect([query.first(), query.isEmpty, query.count]).toEqual([undefined, true, 0]);
  const only = world.spawn(Position);
  expect([query.first(), query.single(), query.isEmpty, query.count]).toEqual([
    only,
    only,
    false,
    1,
  ]);
});

test("single says how many there are when it is not one", () => {
  const world = createWorld();
  const query = world.query(Position, not(Frozen));
  expect(() => query.single()).toThrow(
    "single: query(Position, not(Frozen)) matches 0 entities, not one. Use first(), or narrow the query. [E123]",
  );
  world.spawnMany(3, [Position]);
  expect(() => query.single()).toThrow("matches 3 entities, not one.");
});

test("has tells members from strangers and from the dead", () => {
  const world = createWorld();
  const query = world.query(Position, not(Frozen));
  const member = world.spawn(Position);
  const stranger = world.spawn(Position, Frozen);
  const dead = world.spawn(Position);
  world.despawn(dead);
  expect([member, stranger, dead].map((entity) => query.has(entity))).toEqual([true, false, false]);
  world.add(member, Frozen);
  expect(query.has(member)).toBe(false);
});

test("at runs on one entity's row and leaves the others alone", () => {
  const world = createWorld();
  const query = world.query(Position, Health);
  const entities = [1, 2, 3].map((x) => world.spawn(Position({ x }), Health({ points: x })));
  const cursor = world.changeCursor();
  expect(
    query.at(entities[1], (p, h, entity) => {
      p.x = h.points * 10;
      expect(entity).toBe(entities[1]);
    }),
  ).toBe(true);
  expect(entities.map((entity) => world.get(entity, Position, "x"))).toEqual([1, 20, 3]);
  const [chunk] = query;
  expect(chunk.changedSince(Position, cursor)).toBe(true);
  expect(chunk.changedSince(Health, cursor)).toBe(false);
});

test("at does nothing for an entity that does not match, and says so", () => {
  const world = createWorld();
  const query = world.query(Position, Health);
  const entity = world.spawn(Position);
  let calls = 0;
  const run = () => calls++;
  expect(query.at(entity, run)).toBe(false);
  world.despawn(entity);
  expect(query.at(entity, run)).toBe(false);
  expect(calls).toBe(0);
});

test("despawning the entity that at stands on waits until the call ends", () => {
  const world = createWorld();
  const query = world.query(Position);
  const entity = world.spawn(Position({ x: 4 }));
  query.at(entity, (p, it) => {
    world.despawn(it);
    expect(p.x).toBe(4);
    expect(world.isAlive(it)).toBe(true);
  });
  expect(world.isAlive(entity)).toBe(false);
});

test("sorted orders by a field, stably, and sorts again only after a change", () => {
  const world = createWorld();
  const query = world.query(Position);
  const [a, b, c, d] = [3, 1, 3, 2].map((x) => world.spawn(Position({ x })));
  const first = query.sorted(Position, "x");
  expect(first).toEqual([b, d, a, c]);
  expect(query.sorted(Position, "x")).toBe(first);
  world.set(b, Position, { x: 9 });
  expect(query.sorted(Position, "x")).toEqual([d, a, c, b]);
  world.despawn(a);
  expect(query.sorted(Position, "x")).toEqual([d, c, b]);
  const e = world.spawn(Position({ x: -1 }));
  expect(query.sorted(Position, "x")).toEqual([e, d, c, b]);
  world.add(c, Frozen);
  expect(query.with(Frozen).sorted(Position, "x")).toEqual([c]);
  query.despawn();
  expect(query.sorted(Position, "x")).toEqual([]);
});

test("sorted puts NaN last, and what stands around it is in order", () => {
  const world = createWorld();
  const query = world.query(Position);
  const { NaN: nan, POSITIVE_INFINITY: most } = Number;
  const written = [nan, 5, nan, 3, most, 9, nan, 1, most, -7];
  const entities = written.map((x) => world.spawn(Position({ x })));
  const places = query.sorted(Position, "x").map((entity) => entities.indexOf(entity));
  expect(places).toEqual([9, 7, 3, 1, 5, 4, 8, 0, 2, 6]);
});

test("sorted notices that the last row of its chunk is gone", () => {
  const world = createWorld();
  const query = world.query(Position);
  const [a, b] = [2, 1].map((x) => world.spawn(Position({ x })));
  expect(query.sorted(Position, "x")).toEqual([b, a]);
  world.despawn(b);
  expect(query.sorted(Position, "x")).toEqual([a]);
});

test("sorted by a field that is not there is refused", () => {
  const world = createWorld();
  expect(() => world.query(Position).sorted(Position, "z" as never)).toThrow(
    'sorted: Position has no field "z". Its fields: x, y. [E106]',
  );
});

test("explain names what matched, what was skipped, and the term to blame", () => {
  const world = createWorld();
  world.spawn(Position, Health);
  world.spawn(Position, Frozen);
  world.spawn(Health);
  expect(world.query(Position, not(Frozen)).explain()).toBe(
    [
      "query(Position, not(Frozen))",
      "matched 2 of 5 component combinations:",
      "  [Position]: 0 rows in 0 chunks",
      "  [Position, Health]: 1 rows in 1 chunks",
      "skipped 3:",
      "  []: Position does not hold (0 rows)",
      "  [Position, Frozen]: not(Frozen) does not hold (1 rows)",
      "  [Health]: Position does not hold (1 rows)",
    ].join("\n"),
  );
});
