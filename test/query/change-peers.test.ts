/** Small programs on which another engine gives a wrong answer, with the right one. */
import { expect, test } from "vitest";
import { all, changed, component, createWorld, f32 } from "../../src/index.ts";

test("writes through a loop are seen as changes, without asking for it (0 of 10 elsewhere)", () => {
  const P = component("P", { x: f32 }, { track: "rows" });
  const world = createWorld();
  for (let i = 0; i < 10; i++) world.spawn(P);
  const reader = world.query(changed(P)).reader();
  reader.entities();
  world.query(P).each((p) => {
    p.x++;
  });
  expect(reader.entities()).toHaveLength(10);
});

test("a recycled entity keeps no mark of the one before it (1 elsewhere)", () => {
  const A = component("A", { v: f32 }, { track: "rows" });
  const X = component("X", { v: f32 }, { track: "rows" });
  const world = createWorld();
  const reader = world.query(all(changed(A), changed(X))).reader();
  world.despawn(world.spawn(A, X));
  const entity = world.spawn(A, X);
  reader.entities();
  world.set(entity, A, { v: 1 });
  world.set(entity, X, { v: 1 });
  expect(reader.entities()).toEqual([entity]);
  world.set(entity, A, { v: 2 });
  expect(reader.entities()).toEqual([]);
});
