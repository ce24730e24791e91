/** Pairs added to and taken from all entities of a query. */
import { beforeEach, expect, test } from "vitest";
import {
  ChildOf,
  childrenOf,
  component,
  createWorld,
  depthOf,
  type Entity,
  f32,
  journalOf,
  keepJournal,
  relation,
  tag,
  validate,
  type World,
} from "../../src/index.ts";

const Position = component("Position", { x: f32 });
const Frozen = tag("Frozen");
const Likes = relation("Likes", { amount: f32 });
const AimsAt = relation("AimsAt", undefined, { exclusive: true });

let world: World;
let bob: Entity;
let eve: Entity;

beforeEach(() => {
  world = createWorld({ chunkRows: { min: 16, max: 16, window: 16 } });
  [bob, eve] = [world.spawn(), world.spawn()];
});

// Seen to fail on purpose: every entity that has the pair loses the tag, and none does.
test("query.remove of a pair takes it from the entities that match, and the relation from those that have no other", () => {
  const only = Array.from({ length: 40 }, () => world.spawn(Position, Likes(bob)));
  const both = Array.from({ length: 40 }, () => world.spawn(Position, Likes(bob), Likes(eve)));
  const other = world.spawn(Position, Likes(eve));
  const unmatched = world.spawn(Likes(bob));
  const none = world.spawn(Position);
  world.query(Position).remove(Likes(bob));
  validate(world);
  expect(Likes.sources(world, bob)).toEqual([unmatched]);
  expect(only.filter((one) => world.has(one, Likes))).toEqual([]);
  expect(both.map((one) => Likes.targets(world, one))).toEqual(both.map(() => [eve]));
  expect([other, unmatched, none].map((one) => world.has(one, Likes))).toEqual([true, true, false]);
  expect(world.query(Position, Likes).count).toBe(41);
});

test("pairs and components go in one move, and every pair may be named", () => {
  const one = world.spawn(Position, Frozen, Likes(bob), Likes(eve));
  const two = world.spawn(Position, Frozen, Likes(bob));
  const three = world.spawn(Position, Likes(eve));
  world.query(Position).remove(Likes(bob), Frozen, Likes(eve));
  expect([one, two, three].map((entity) => world.has(entity, Likes))).toEqual([
    false,
    false,
    false,
  ]);
  expect(world.query(Frozen).isEmpty).toBe(true);
  validate(world);
});

test("a pair takes the place of another of the same relation", () => {
  const [one, two] = [world.spawn(Position, Likes(bob)), world.spawn(Position, Likes(bob))];
  const aiming = world.spawn(Position, AimsAt(bob));
  const told: unknown[] = [];
  world.onAdd(Likes, (entity) => told.push("add", entity));
  world.onRemove(Likes, (entity) => told.push("remove", entity));
  world.query(Likes).change({ add: [Likes(eve, { amount: 2 })], remove: [Likes(bob)] });
  expect([one, two].map((entity) => Likes.targets(world, entity))).toEqual([[eve], [eve]]);
  expect(world.get(two, Likes(eve), "amount")).toBe(2);
  expect(told).toEqual([]); // nobody was without one
  world.query(AimsAt).change({ add: [AimsAt(eve)], remove: [AimsAt(bob)] });
  expect(AimsAt.targets(world, aiming)).toEqual([eve]);
  validate(world);
});

test("a query on the pair itself may remove it, in a loop when that has ended", () => {
  const sources = Array.from({ length: 30 }, () => world.spawn(Likes(bob)));
  const liking = world.query(Likes(bob));
  for (const _ of world.query(Likes)) {
    if (Likes.sourceCount(world, bob) === 30) liking.remove(Likes(bob));
    expect(world.has(sources[0], Likes(bob))).toBe(true);
  }
  expect(liking.isEmpty).toBe(true);
  expect(world.query(Likes).isEmpty).toBe(true);
  validate(world);
});

test("children taken from a parent by query are roots again, with what is below them", () => {
  const ship = world.spawn();
  const masts = Array.from({ length: 20 }, () => world.spawn(Position, ChildOf(ship)));
  const flags = masts.map((mast) => world.spawn(ChildOf(mast)));
  world.query(Position).remove(ChildOf(ship));
  expect(childrenOf(world, ship)).toEqual([]);
  expect([depthOf(world, masts[3]), depthOf(world, flags[3])]).toEqual([0, 1]);
  validate(world);
});

test("who loses the last pair is told of before it goes, with its values", () => {
  const one = world.spawn(Position, Likes(bob, { amount: 3 }));
  world.spawn(Position, Likes(bob), Likes(eve));
  const told: unknown[] = [];
  world.onRemove(Likes, (entity) => told.push(entity, world.get(entity, Likes(bob), "amount")));
  world.query(Position).remove(Likes(bob));
  expect(told).toEqual([one, 3]);
});

test("a pair whose target is dead, or that nobody has, is removed from nobody", () => {
  const one = world.spawn(Position, Likes(bob));
  world.query(Position).remove(Likes(eve), AimsAt(bob));
  world.despawn(eve);
  world.query(Position).remove(Likes(eve));
  expect(Likes.targets(world, one)).toEqual([bob]);
});

test("the same pair cannot be added and removed, nor one beside the whole relation", () => {
  world.spawn(Position, Likes(bob));
  const message =
    "query.change: Likes is to be added and to be removed. Name it in one of the two lists. [E110]";
  const query = world.query(Position);
  expect(() => query.change({ add: [Likes(bob)], remove: [Likes(bob)] })).toThrow(message);
  expect(() => query.change({ add: [Likes(eve)], remove: [Likes] })).toThrow(message);
});

test("the journal names the pair", () => {
  keepJournal(world);
  world.query(Position).remove(Likes(bob), Frozen);
  expect(journalOf(world)?.entries().at(-1)?.what).toBe("[Likes(1v0), Frozen]");
});
