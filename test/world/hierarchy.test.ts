/** Hierarchies: ChildOf, the order of children, depths, cycles and walks. */
import { beforeEach, expect, test } from "vitest";
import {
  ChildOf,
  childCount,
  childrenOf,
  component,
  createWorld,
  depthOf,
  type Entity,
  f32,
  insertBefore,
  insertChild,
  parentOf,
  rootOf,
  validate,
  type World,
  walk,
} from "../../src/index.ts";

const Position = component("Position", { x: f32 });
let world: World;
let root: Entity;

beforeEach(() => {
  world = createWorld();
  root = world.spawn();
});

/** root > (a > (a1, a2), b) */
function tree(): Record<"a" | "a1" | "a2" | "b", Entity> {
  const a = world.spawn(ChildOf(root));
  const a1 = world.spawn(ChildOf(a));
  const b = world.spawn(ChildOf(root));
  const a2 = world.spawn(ChildOf(a));
  return { a, a1, a2, b };
}

function walked(order: "depth-first" | "breadth-first", from = root): string[] {
  const seen: string[] = [];
  walk(world, from, order, (entity, depth) => seen.push(`${entity >>> 10}@${depth}`));
  return seen;
}

test("parents, children, roots and depths are known from the pairs", () => {
  const { a, a1, a2, b } = tree();
  expect([parentOf(world, a1), parentOf(world, root)]).toEqual([a, undefined]);
  expect([childrenOf(world, root), childrenOf(world, a), childrenOf(world, b)]).toEqual([
    [a, b],
    [a1, a2],
    [],
  ]);
  expect([childCount(world, root), childCount(world, a1)]).toEqual([2, 0]);
  expect([rootOf(world, a2), rootOf(world, root)]).toEqual([root, root]);
  expect([root, a, a1, b].map((one) => depthOf(world, one))).toEqual([0, 1, 2, 1]);
  validate(world);
});

test("a child moves with all that is below it", () => {
  const { a, a1, b } = tree();
  world.add(a, ChildOf(b));
  expect([childrenOf(world, root), childrenOf(world, b)]).toEqual([[b], [a]]);
  expect([depthOf(world, a), depthOf(world, a1)]).toEqual([2, 3]);
  world.remove(a, ChildOf);
  expect([depthOf(world, a), depthOf(world, a1), rootOf(world, a1)]).toEqual([0, 1, a]);
  validate(world);
});

test("nobody is put below itself", () => {
  const { a, a1 } = tree();
  expect(() => world.add(root, ChildOf(a1))).toThrow(
    "add: ChildOf(3v0) would put entity 1v0 below itself, because 3v0 is below 1v0 already. Take 3v0 out from there first. [E152]",
  );
  expect(() => world.add(a, ChildOf(a))).toThrow(
    "add: ChildOf cannot lead from entity 2v0 to itself. Pass another target. [E152]",
  );
  expect(parentOf(world, a1)).toBe(a);
  expect(parentOf(world, root)).toBeUndefined();
  validate(world);
});

test("a circle that only the order of a loop's changes makes is refused at its end, and the rest is done", () => {
  const [a, b] = [world.spawn(Position), world.spawn(Position)];
  const loop = () =>
    world.query(Position).each((_position, entity) => {
      world.add(entity, ChildOf(entity === a ? b : a));
    });
  expect(loop).toThrow("would put entity 3v0 below itself");
  expect([parentOf(world, a), parentOf(world, b)]).toEqual([b, undefined]);
  expect(world.droppedCommandCount).toBe(1);
  validate(world);
});

test("a query that puts its entities below one of them is refused", () => {
  const { a, a1 } = tree();
  world.add(a, Position);
  expect(() => world.query(Position).add(ChildOf(a1))).toThrow(
    "query.add: ChildOf(3v0) would put entity 2v0 below itself, because 3v0 is below 2v0 already. Take 3v0 out from there first. [E152]",
  );
  validate(world);
});

test("children are put where one asks, also those that are there already", () => {
  const { a, b } = tree();
  const c = world.spawn();
  insertChild(world, root, c, 1);
  expect(childrenOf(world, root)).toEqual([a, c, b]);
  insertChild(world, root, b, 0);
  expect(childrenOf(world, root)).toEqual([b, a, c]);
  insertChild(world, root, b, 1);
  expect(childrenOf(world, root)).toEqual([a, b, c]);
  insertChild(world, root, a, 99);
  expect(childrenOf(world, root)).toEqual([b, c, a]);
  insertBefore(world, c, a);
  expect(childrenOf(world, root)).toEqual([b, a, c]);
  insertBefore(world, a, a);
  expect(childrenOf(world, root)).toEqual([b, a, c]);
  expect(() => insertChild(world, root, a, -1)).toThrow(
    "insertChild: the index is -1. Pass a whole number from 0; past the last child it means the end. [E155]",
  );
  expect(() => insertBefore(world, root, a)).toThrow(
    "insertBefore: entity 1v0 is nobody's child. Pass a sibling that has a parent. [E155]",
  );
  validate(world);
});

test("an order asked for in a walk comes about at its end", () => {
  const { a, b } = tree();
  walk(world, root, "depth-first", (entity) => {
    if (entity === a) insertChild(world, root, b, 0);
    expect(childrenOf(world, root)).toEqual([a, b]);
  });
  expect(childrenOf(world, root)).toEqual([b, a]);
});

test("walks visit parents before children, downwards or level by level", () => {
  const { a, b } = tree();
  expect(walked("depth-first")).toEqual(["1@0", "2@1", "3@2", "5@2", "4@1"]);
  expect(walked("breadth-first")).toEqual(["1@0", "2@1", "4@1", "3@2", "5@2"]);
  expect(walked("depth-first", a)).toEqual(["2@0", "3@1", "5@1"]);
  expect(walked("breadth-first", b)).toEqual(["4@0"]);
  world.despawn(b);
  expect(walked("depth-first", b)).toEqual([]);
});

test.each(["depth-first", "breadth-first"] as const)(
  "a %s walk leaves out what is below an entity where it is told to",
  (order) => {
    const { a } = tree();
    const seen: Entity[] = [];
    walk(world, root, order, (entity) => {
      seen.push(entity);
      return entity !== a;
    });
    expect(seen.map((one) => one >>> 10)).toEqual([1, 2, 4]);
  },
);

test("walks in walks do not disturb each other, and neither do spawns and deaths", () => {
  const { a, b } = tree();
  const seen: number[] = [];
  walk(world, root, "breadth-first", (entity) => {
    walk(world, a, "breadth-first", (inner) => seen.push(inner >>> 10));
    world.spawn(ChildOf(entity));
    if (entity === b) world.despawn(a);
  });
  expect(seen).toEqual([2, 3, 5, 2, 3, 5, 2, 3, 5, 2, 3, 5, 2, 3, 5]);
  expect(walked("breadth-first")).toEqual(["1@0", "4@1", "6@1", "8@2"]);
  validate(world);
});

test("a chain of 100,000 is built, measured, moved and despawned without a deep stack", () => {
  let last = root;
  for (let i = 0; i < 100_000; i++) last = world.spawn(Position, ChildOf(last));
  expect([depthOf(world, last), rootOf(world, last)]).toEqual([100_000, root]);
  let count = 0;
  walk(world, root, "depth-first", () => count++);
  expect(count).toBe(100_001);
  const top = world.spawn();
  world.add(root, ChildOf(top));
  expect(depthOf(world, last)).toBe(100_001);
  validate(world);
  world.despawn(top);
  expect(world.entityCount).toBe(0);
  validate(world);
});

test("shrink keeps the order of children and every depth", () => {
  let last = root;
  for (let i = 0; i < 500; i++) last = world.spawn(Position, ChildOf(i % 5 === 0 ? root : last));
  for (const child of childrenOf(world, root).slice(3, 97)) world.despawn(child);
  const before = [walked("depth-first"), walked("breadth-first")];
  world.shrink();
  expect([walked("depth-first"), walked("breadth-first")]).toEqual(before);
  validate(world);
  world.despawn(root);
  validate(world);
});

test("a chain of 100,000 loses its links by query, or its entities, in one go", () => {
  let last = root;
  for (let i = 0; i < 100_000; i++) last = world.spawn(Position, ChildOf(last));
  world.query(Position).remove(ChildOf);
  expect([depthOf(world, last), childCount(world, root)]).toEqual([0, 0]);
  world.query(Position).add(ChildOf(root));
  expect([depthOf(world, last), childCount(world, root)]).toEqual([1, 100_000]);
  validate(world);
  world.query(Position).despawn();
  expect([world.entityCount, childCount(world, root)]).toEqual([1, 0]);
  validate(world);
});
