/** Relations in loops, and what a death does to pairs. */
import { beforeEach, expect, test } from "vitest";
import {
  component,
  createWorld,
  type Entity,
  f32,
  relation,
  tag,
  validate,
  type World,
} from "../../src/index.ts";

const Position = component("Position", { x: f32 });
const Marked = tag("Marked");
const Likes = relation("Likes", { amount: f32(1) });
const Owes = relation("Owes");
const PartOf = relation("PartOf", undefined, { onTargetDespawn: "despawn" });
const Guards = relation("Guards", undefined, { onTargetDespawn: "refuse" });

let world: World;
let a: Entity;
let b: Entity;
let c: Entity;

beforeEach(() => {
  world = createWorld();
  [a, b, c] = [world.spawn(Position), world.spawn(Position), world.spawn(Position)];
});

test("the death of a target ends its pairs and leaves those with others", () => {
  world.add(a, Likes(b));
  world.add(a, Likes(c));
  world.add(c, Likes(b));
  world.despawn(b);
  expect([Likes.targets(world, a), world.has(c, Likes)]).toEqual([[c], false]);
  expect(world.query(Likes).entities()).toEqual([a]);
  validate(world);
});

test("the death of a source ends its pairs", () => {
  world.add(a, Likes(b));
  world.add(a, Owes(b));
  world.despawn(a);
  expect([Likes.sources(world, b), Owes.sources(world, b)]).toEqual([[], []]);
  validate(world);
});

test("a survivor may lose pairs of several relations in one death", () => {
  world.add(a, Likes(b));
  world.add(a, Owes(b));
  world.add(a, Marked);
  world.despawn(b);
  expect([world.has(a, Likes), world.has(a, Owes), world.has(a, Marked)]).toEqual([
    false,
    false,
    true,
  ]);
  validate(world);
});

test("a policy despawns the sources of a dying target, and theirs", () => {
  world.add(b, PartOf(a));
  world.add(c, PartOf(b));
  const d = world.spawn(Likes(c));
  world.despawn(a);
  expect([a, b, c, d].map((one) => world.isAlive(one))).toEqual([false, false, false, true]);
  expect(world.has(d, Likes)).toBe(false);
  validate(world);
});

test("entities that are parts of each other die together", () => {
  world.add(a, PartOf(b));
  world.add(b, PartOf(a));
  world.add(c, PartOf(c));
  world.despawn(a);
  world.despawn(c);
  expect(world.entityCount).toBe(0);
  validate(world);
});

test("a policy refuses the death of a target and leaves all as it was", () => {
  world.add(b, PartOf(a));
  world.add(c, Guards(b));
  expect(() => world.despawn(a)).toThrow(
    "despawn: entity 2v0 is the target of Guards from entity 3v0, which lives on, and Guards refuses that. Remove the pair or despawn 3v0 first. [E153]",
  );
  expect([world.isAlive(a), world.isAlive(b), PartOf.target(world, b)]).toEqual([true, true, a]);
  validate(world);
  world.add(c, PartOf(b));
  world.despawn(a);
  expect(world.entityCount).toBe(0);
});

test("a bulk despawn follows the policies, and is refused as a whole", () => {
  world.add(a, Marked);
  world.add(b, Marked);
  world.add(c, Guards(b));
  expect(() => world.query(Marked).despawn()).toThrow(
    "query.despawn: entity 2v0 is the target of Guards from entity 3v0, which lives on, and Guards refuses that. Remove the pair or despawn 3v0 first. [E153]",
  );
  expect(world.entityCount).toBe(3);
  world.remove(c, Guards(b));
  world.add(c, Likes(a));
  const d = world.spawn(PartOf(a));
  world.query(Marked).despawn();
  expect([world.isAlive(a), world.isAlive(b), world.isAlive(c), world.isAlive(d)]).toEqual([
    false,
    false,
    true,
    false,
  ]);
  expect(world.has(c, Likes)).toBe(false);
  validate(world);
});

test("changes of pairs in a loop wait for its end and happen in the order in which they were made", () => {
  world.add(a, Likes(b));
  for (const _chunk of world.query(Marked, Position)) expect.unreachable();
  world.query(Position).each((_position, entity) => {
    if (entity !== a) return;
    world.add(a, Likes(c, { amount: 6 }));
    world.remove(a, Likes(b));
    world.set(a, Likes(c), { amount: 7 });
    world.add(c, Owes(a));
    world.add(b, Owes(a));
    expect([world.has(a, Likes(c)), world.has(a, Likes(b))]).toEqual([false, true]);
  });
  expect([Likes.targets(world, a), world.get(a, Likes(c), "amount")]).toEqual([[c], 7]);
  expect(Owes.sources(world, a)).toEqual([c, b]);
  validate(world);
});

test("a pair of an entity spawned in a loop is read at once, and joins its target's at the end", () => {
  let d = a;
  world.query(Position).each((_position, entity) => {
    if (entity !== a) return;
    d = world.spawn(Likes(a, { amount: 2 }));
    expect([world.has(d, Likes(a)), world.get(d, Likes(a), "amount")]).toEqual([true, 2]);
    expect([Likes.targets(world, d), Likes.sources(world, a)]).toEqual([[a], []]);
  });
  expect(Likes.sources(world, a)).toEqual([d]);
  validate(world);
});

test("a pair whose target died before the loop's end is dropped and counted", () => {
  world.query(Position).each((_position, entity) => {
    if (entity !== a) return;
    world.despawn(b);
    world.add(a, Likes(b));
  });
  expect([world.has(a, Likes), world.droppedCommandCount]).toEqual([false, 1]);
});

test("a death refused at the end of a loop is told after everything else was done", () => {
  world.add(c, Guards(b));
  const loop = () =>
    world.query(Position).each((_position, entity) => {
      if (entity !== a) return;
      world.despawn(b);
      world.add(a, Marked);
    });
  expect(loop).toThrow(
    "despawn: entity 2v0 is the target of Guards from entity 3v0, which lives on, and Guards refuses that. Remove the pair or despawn 3v0 first. [E153]",
  );
  expect([world.isAlive(b), world.has(a, Marked), world.droppedCommandCount]).toEqual([
    true,
    true,
    1,
  ]);
  world.flush();
  validate(world);
});
