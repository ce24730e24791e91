/**
 * Small programs that other engines get wrong, with the right answers.
 *
 * Each was first run against the engine it is named after, and printed what the comment says. Those about
 * relations are in `relations.test.ts`.
 */
import { expect, test } from "vitest";
import {
  any,
  changed,
  component,
  createWorld,
  type Entity,
  f32,
  NO_ENTITY,
  tag,
  u8,
  u32,
  validate,
} from "../../src/index.ts";

/** A generator that starts the same every time: 0 to 1. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

// bitECS 0.4 with versioned ids: thousands of living entities were called dead.
test("entities that were never despawned stay alive under churn, and every dead handle stays dead", () => {
  const random = seeded(7);
  const world = createWorld({ generationBits: 8 });
  let living = Array.from({ length: 1000 }, () => world.spawn());
  const everMade = new Set<Entity>(living);
  const dead: Entity[] = [];
  for (let round = 0; round < 20; round++) {
    const kept = living.filter((entity) => {
      if (random() < 0.5) return true;
      world.despawn(entity);
      dead.push(entity);
      return false;
    });
    const fresh = Array.from({ length: 1000 - kept.length }, () => world.spawn());
    for (const entity of fresh) {
      expect(everMade.has(entity)).toBe(false);
      everMade.add(entity);
    }
    living = [...kept, ...fresh];
    expect(living.filter((entity) => !world.isAlive(entity))).toEqual([]);
    expect(dead.filter((entity) => world.isAlive(entity))).toEqual([]);
    expect(world.entityCount).toBe(1000);
  }
  expect(dead.length).toBeGreaterThan(9000);
  validate(world);
});

// bitECS 0.4, the list that first showed it: create 1 and 2; remove 1, add; remove 2, add.
test("an entity lives on when others are despawned and spawned around it", () => {
  const world = createWorld({ generationBits: 2 });
  const [first, second] = [world.spawn(), world.spawn()];
  world.despawn(first);
  const third = world.spawn();
  world.despawn(second);
  const fourth = world.spawn();
  expect([first, second, third, fourth].map((e) => world.isAlive(e))).toEqual([
    false,
    false,
    true,
    true,
  ]);
});

// bitECS 0.4: [1]. koota merges groups of `Or` too.
test("two groups of any stay two: an entity must have one of each", () => {
  const world = createWorld();
  const [A, B, C, D] = ["A", "B", "C", "D"].map((label) => tag(label));
  const one = world.spawn(A);
  const both = world.spawn(A, C);
  expect(world.query(any(A, B), any(C, D)).entities()).toEqual([both]);
  expect(world.query(any(C, D), any(A, B)).entities()).toEqual([both]);
  expect(
    world
      .query(any(A, B, C, D))
      .entities()
      .sort(),
  ).toEqual([one, both].sort());
});

// koota 0.6: 99.
test("a stale handle does not write into the entity that has its place now", () => {
  const Value = component("Value", { v: u8(1) });
  const world = createWorld();
  const old = world.spawn(Value);
  world.despawn(old);
  const heir = world.spawn(Value({ v: 7 }));
  expect(() => world.set(old, Value, { v: 99 })).toThrow("[E101]");
  expect(() => world.add(old, Value({ v: 99 }))).toThrow("[E101]");
  expect(world.query(Value).at(old, (value) => (value.v = 99))).toBe(false);
  expect(world.get(heir, Value, "v")).toBe(7);
  expect([world.isAlive(old), world.has(old, Value)]).toEqual([false, false]);
});

// elics 3.4: undefined, without a word.
test("a world grows past the capacity it was made with, and past a limit it refuses aloud", () => {
  const P = component("P", { x: f32 });
  const world = createWorld({ capacity: 10 });
  let last = NO_ENTITY;
  for (let x = 1; x <= 11; x++) last = world.spawn(P({ x }));
  expect(world.get(last, P, "x")).toBe(11);
  expect(world.query(P).count).toBe(11);

  const small = createWorld({ capacity: 10, maxEntities: 10 });
  for (let x = 1; x <= 10; x++) last = small.spawn(P({ x }));
  expect(() => small.spawn(P({ x: 11 }))).toThrow("[E103]");
  expect([small.entityCount, small.get(last, P, "x")]).toEqual([10, 10]);
  validate(small);
});

// elics 3.4: 0. becsy allows one world for each component, too.
test("a second world that uses a component does not touch the first", () => {
  const P = component("P", { x: f32 });
  const [one, two] = [createWorld(), createWorld()];
  const mine = one.spawn(P({ x: 5 }));
  const yours = two.spawn(P({ x: 6 }));
  two.query(P).set(P, { x: 8 });
  two.despawn(yours);
  two.dispose();
  expect(one.get(mine, P, "x")).toBe(5);
  expect(one.query(P).count).toBe(1);
});

// miniplex 2: [3, 2, 3].
test("despawning another entity inside a loop makes the loop visit none twice and skip none", () => {
  const N = component("N", { n: u32 });
  const world = createWorld();
  const entities = [1, 2, 3].map((n) => world.spawn(N({ n })));
  const seen: number[] = [];
  const query = world.query(N);
  query.each((row) => {
    seen.push(row.n);
    if (row.n === 2) world.despawn(entities[0]);
  });
  expect(seen).toEqual([1, 2, 3]);
  expect(query.entities().sort()).toEqual([entities[1], entities[2]].sort());
  const again: number[] = [];
  for (const chunk of query) {
    const { n } = chunk.read(N);
    for (let row = 0; row < chunk.count; row++) {
      again.push(n[row]);
      world.despawn(entities[1]);
    }
  }
  expect(again.sort()).toEqual([2, 3]);
  expect(query.entities()).toEqual([entities[2]]);
});

// koota 0.6 with "auto" change tracking: 0.
test("what a loop writes through cursors is reported as changed, every row of it", () => {
  for (const track of ["windows", "rows"] as const) {
    const P = component("P", { x: u32 }, { track });
    const world = createWorld();
    for (let i = 0; i < 10; i++) world.spawn(P);
    const reader = world.query(changed(P)).reader();
    expect(reader.entities()).toHaveLength(10); // all of them are new to it
    expect(reader.entities()).toHaveLength(0);
    world.query(P).each((p) => {
      p.x++;
    });
    expect(reader.entities()).toHaveLength(10);
    expect(reader.count).toBe(0);
  }
});

// Trackers with a bounded list of events drop what is past it.
test("200,000 writes between two looks are 200,000 changes", () => {
  const P = component("P", { x: u32 }, { track: "rows" });
  const world = createWorld();
  world.spawnMany(200_000, [P]);
  const reader = world.query(changed(P)).reader({ from: "now" });
  for (const chunk of world.query(P)) chunk.write(P).x.fill(1);
  expect(reader.count).toBe(200_000);
});

// koota 0.6: 1.
test("an entity in a recycled place carries no mark of the one before", () => {
  for (const track of ["windows", "rows"] as const) {
    const A = component("A", { v: u8 }, { track });
    const X = component("X", { v: u8 }, { track });
    const world = createWorld();
    const both = world.query(changed(A), changed(X)).reader();
    world.despawn(world.spawn(A, X));
    const entity = world.spawn(A, X);
    expect(both.entities()).toEqual([entity]);
    world.set(entity, A, { v: 1 });
    world.set(entity, X, { v: 1 });
    expect(both.entities()).toEqual([entity]);
    world.set(entity, A, { v: 2 });
    expect(both.entities()).toEqual([]);
  }
});
