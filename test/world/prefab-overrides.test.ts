/** Overrides of what a prefab's tree refers to itself with. */
import { expect, test } from "vitest";
import {
  ChildOf,
  childrenOf,
  component,
  createWorld,
  entity,
  instantiate,
  instantiateMany,
  prefab,
  relation,
  validate,
} from "../../src/index.ts";

const Grip = component("Grip", { holder: entity });
const Likes = relation("Likes");

test("a field that an override names keeps what it was given, also where the prefab refers to its own part", () => {
  const world = createWorld();
  const other = world.spawn();
  const orc = prefab(world, Grip);
  world.set(orc, Grip, { holder: prefab(world, ChildOf(orc)) });
  const one = instantiate(world, orc, Grip({ holder: other }));
  instantiateMany(world, orc, 2, [Grip({ holder: other })]);
  const plain = instantiate(world, orc, Grip);
  expect(world.get(one, Grip, "holder")).toBe(other);
  expect(
    world
      .query(Grip)
      .entities()
      .map((each) => world.get(each, Grip, "holder")),
  ).toEqual([other, other, other, childrenOf(world, plain)[0]]);
});

test("a pair that overrides the prefab's own with one of its parts is the only one", () => {
  const world = createWorld();
  const other = world.spawn();
  const orc = prefab(world);
  const part = prefab(world, ChildOf(orc));
  world.add(orc, Likes(part));
  const one = instantiate(world, orc, Likes(other));
  expect(Likes.targets(world, one)).toEqual([other]);
  validate(world);
});
