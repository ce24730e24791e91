/** Relations and observers: who is told, when, and what they may do meanwhile. */
import { beforeEach, expect, test } from "vitest";
import {
  ChildOf,
  childrenOf,
  component,
  createWorld,
  type Entity,
  f32,
  parentOf,
  relation,
  validate,
  type World,
} from "../../src/index.ts";

const Position = component("Position", { x: f32 });
const Likes = relation("Likes");
const Feeds = relation("Feeds", undefined, { onTargetDespawn: "despawn" });

let world: World;
let log: unknown[];
let a: Entity;
let b: Entity;
let c: Entity;

beforeEach(() => {
  world = createWorld();
  log = [];
  [a, b, c] = [world.spawn(Position), world.spawn(Position), world.spawn(Position)];
});

test("the first pair adds the relation and the last one removes it, and both can be read by then", () => {
  world.onAdd(Likes, (entity) => log.push("add", entity, Likes.targets(world, entity)));
  world.onRemove(Likes, (entity) => log.push("remove", entity, Likes.targets(world, entity)));
  world.add(a, Likes(b));
  world.add(a, Likes(c));
  world.remove(a, Likes(b));
  world.remove(a, Likes(c));
  const d = world.spawn(Likes(a));
  world.despawn(d);
  expect(log).toEqual(["add", a, [b], "remove", a, [c], "add", d, [a], "remove", d, [a]]);
});

test("children are told of their end before their parents, whose pairs can still be followed", () => {
  world.add(b, ChildOf(a));
  world.add(c, ChildOf(b));
  world.onDespawn((entity) => log.push(entity, parentOf(world, entity)));
  world.despawn(a);
  expect(log).toEqual([c, b, b, a, a, undefined]);
});

test("survivors are told that they lose a relation before its target ends", () => {
  world.add(a, Likes(c));
  world.add(b, Likes(c));
  world.onRemove(Likes, (entity) => log.push("lost", entity, world.isAlive(c)));
  world.onDespawn((entity) => log.push("end", entity));
  world.despawn(c);
  expect(log).toEqual(["lost", a, true, "lost", b, true, "end", c]);
  validate(world);
});

test("hooks may add pairs, which are there when the change is complete", () => {
  world.onAdd(Position, (entity) => {
    world.spawn(ChildOf(entity));
    world.add(entity, Likes(a));
  });
  const d = world.spawn(Position);
  expect(childrenOf(world, d)).toHaveLength(1);
  expect(Likes.sources(world, a)).toEqual([d]);
  validate(world);
});

test("what a hook spawns with a pair to an entity that ends loses the pair, or ends with it", () => {
  let liker = a;
  let feeder = a;
  world.onRemove(Position, (entity) => {
    liker = world.spawn(Likes(entity));
    feeder = world.spawn(Feeds(entity), Likes(b));
  });
  world.despawn(c);
  expect([world.isAlive(liker), world.has(liker, Likes)]).toEqual([true, false]);
  expect([world.isAlive(feeder), Likes.sources(world, b)]).toEqual([false, []]);
  validate(world);
});

test("a bulk despawn tells of everyone once, those that die with others too", () => {
  world.add(b, ChildOf(a));
  const child = world.spawn(ChildOf(b));
  world.onDespawn((entity) => log.push(entity));
  world.query(Position).despawn();
  expect(new Set(log)).toEqual(new Set([a, b, c, child]));
  expect(log).toHaveLength(4);
  validate(world);
});
