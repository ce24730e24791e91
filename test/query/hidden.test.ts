/** Entities that are disabled or prefabs: left out of every query that does not mention that. */
import { expect, test } from "vitest";
import {
  all,
  any,
  component,
  createWorld,
  Disabled,
  f32,
  not,
  optional,
  Prefab,
  type Term,
  validate,
} from "../../src/index.ts";

const Position = component("Position", { x: f32 });

function threeKinds() {
  const world = createWorld();
  const plain = world.spawn(Position);
  const disabled = world.spawn(Position, Disabled);
  const prefab = world.spawn(Position, Prefab);
  return { world, plain, disabled, prefab, both: world.spawn(Position, Disabled, Prefab) };
}

test("a query leaves out disabled entities and prefabs, however it is asked", () => {
  const { world, plain, disabled, prefab } = threeKinds();
  const query = world.query(Position);
  expect(query.entities()).toEqual([plain]);
  expect([query.count, query.single(), query.first()]).toEqual([1, plain, plain]);
  expect([plain, disabled, prefab].map((one) => query.has(one))).toEqual([true, false, false]);
  expect(query.at(disabled, () => {})).toBe(false);
  expect(world.query().entities()).toEqual([plain]);
  expect([...query].map((chunk) => chunk.count)).toEqual([1]);
  validate(world);
});

test("a query that mentions a hidden kind anywhere gets to see it, and the other kind stays hidden", () => {
  const { world, plain, disabled, prefab, both } = threeKinds();
  const found = (...terms: Term[]) => world.query(...terms).entities();
  expect(found(Position, Disabled)).toEqual([disabled]);
  expect(found(all(Position, any(Disabled, Prefab)))).toEqual([disabled, prefab, both]);
  expect(found(Position, optional(Disabled))).toEqual([plain, disabled]);
  expect(found(Position, not(Disabled))).toEqual([plain]);
  expect(found(Position, optional(Disabled), optional(Prefab))).toEqual([
    plain,
    disabled,
    prefab,
    both,
  ]);
  expect(found(not(all(Position, Disabled)), Prefab)).toEqual([prefab]);
});

test("bulk changes by query pass over hidden entities", () => {
  const { world, plain, disabled } = threeKinds();
  world.query(Position).despawn();
  expect([world.isAlive(plain), world.isAlive(disabled)]).toEqual([false, true]);
  world.query(Disabled, optional(Prefab)).remove(Disabled);
  expect(world.query(Position).entities()).toEqual([disabled]);
  validate(world);
});

test("explain says why hidden entities are left out", () => {
  const { world } = threeKinds();
  const text = world.query(Position).explain();
  expect(text).toContain(
    "\n  [Disabled, Position]: left out, because no term mentions Disabled (1 rows)",
  );
  expect(text).toContain(
    "\n  [Disabled, Prefab, Position]: left out, because no term mentions Disabled or Prefab (1 rows)",
  );
});
