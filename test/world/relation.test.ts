/** Relations: pairs from both ends, their values, and what a death does to them. */
import { beforeEach, expect, test } from "vitest";
import {
  component,
  createWorld,
  type Entity,
  f32,
  not,
  ref,
  relation,
  string,
  validate,
  type World,
} from "../../src/index.ts";

const Position = component("Position", { x: f32 });
const Likes = relation("Likes", { amount: f32(1) });
const Owes = relation("Owes");
const Targets = relation("Targets", { since: f32 }, { exclusive: true });

let world: World;
let a: Entity;
let b: Entity;
let c: Entity;

beforeEach(() => {
  world = createWorld();
  [a, b, c] = [world.spawn(Position), world.spawn(Position), world.spawn(Position)];
});

test("a pair is found from both ends, in the order in which pairs were added", () => {
  world.add(a, Likes(b));
  world.add(a, Likes(c));
  world.add(b, Likes(c));
  expect(Likes.targets(world, a)).toEqual([b, c]);
  expect(Likes.target(world, a)).toBe(b);
  expect(Likes.sources(world, c)).toEqual([a, b]);
  expect(Likes.sourceCount(world, c)).toBe(2);
  expect([world.has(a, Likes(b)), world.has(b, Likes(a)), world.has(a, Likes)]).toEqual([
    true,
    false,
    true,
  ]);
  expect(Likes.targets(world, c)).toEqual([]);
  expect(Likes.target(world, c)).toBeUndefined();
  validate(world);
});

test("a pair is there at most once, and adding it again writes the values given", () => {
  world.add(a, Likes(b, { amount: 3 }));
  world.add(a, Likes(b));
  expect(world.get(a, Likes(b))).toEqual({ amount: 3 });
  world.add(a, Likes(b, { amount: 4 }));
  expect(world.get(a, Likes(b), "amount")).toBe(4);
  world.set(a, Likes(b), { amount: 5 });
  expect(world.get(a, Likes(b))).toEqual({ amount: 5 });
  expect(Likes.targets(world, a)).toEqual([b]);
});

test("a new pair starts from the defaults, also where an ended one stood", () => {
  world.add(a, Likes(b, { amount: 3 }));
  world.remove(a, Likes(b));
  world.add(a, Likes(b));
  expect(world.get(a, Likes(b), "amount")).toBe(1);
});

test("another target replaces the pair of an exclusive relation, and its values", () => {
  world.add(a, Targets(b, { since: 7 }));
  world.add(a, Targets(c));
  expect(Targets.targets(world, a)).toEqual([c]);
  expect(Targets.sources(world, b)).toEqual([]);
  expect(world.get(a, Targets(c))).toEqual({ since: 0 });
  validate(world);
});

test("an entity has the relation while it has a pair of it, whatever the target", () => {
  const likers = world.query(Likes);
  const others = world.query(Position, not(Likes));
  world.add(a, Likes(b));
  world.add(a, Likes(c));
  expect([likers.entities(), others.entities()]).toEqual([[a], [c, b]]);
  world.remove(a, Likes(b));
  expect(likers.entities()).toEqual([a]);
  world.remove(a, Likes(c));
  expect(likers.entities()).toEqual([]);
  world.add(b, Likes(c));
  world.add(b, Likes(a));
  world.remove(b, Likes);
  expect([likers.count, Likes.sources(world, a), Likes.sources(world, c)]).toEqual([0, [], []]);
  validate(world);
});

test("100,000 pairs with as many targets make one archetype", () => {
  world.spawnMany(100_000, [Position]);
  const entities = world.query(Position).entities();
  const before = world.memory().archetypeCount;
  for (let i = 1; i < entities.length; i++) world.add(entities[i], Likes(entities[i - 1]));
  expect(world.memory().archetypeCount).toBe(before + 1);
  for (let i = 1; i < entities.length; i++) world.remove(entities[i], Likes(entities[i - 1]));
  expect(world.query(Likes).count).toBe(0);
  validate(world);
});

test("an entity may be spawned with pairs, several of one relation too", () => {
  const d = world.spawn(Position, Likes(a), Likes(b, { amount: 9 }), Owes(c));
  expect([Likes.targets(world, d), Owes.target(world, d)]).toEqual([[a, b], c]);
  expect(world.get(d, Likes(b), "amount")).toBe(9);
  world.spawnMany(3, [Targets(a, { since: 2 })]);
  expect(Targets.sources(world, a)).toHaveLength(3);
  expect(Targets.sources(world, a).map((one) => world.get(one, Targets(a), "since"))).toEqual([
    2, 2, 2,
  ]);
  validate(world);
});

test("a recycled index does not inherit pairs", () => {
  world.add(a, Likes(b));
  world.add(c, Likes(a));
  world.despawn(a);
  const again = world.spawn(Position);
  expect(Likes.targets(world, again)).toEqual([]);
  expect(Likes.sources(world, again)).toEqual([]);
  expect(world.has(c, Likes(a))).toBe(false);
  expect(world.has(c, Likes)).toBe(false);
  validate(world);
});

test("a query adds a pair to all its entities, and removes every pair", () => {
  const target = world.spawn();
  world.query(Position).add(Likes(target, { amount: 8 }));
  expect(Likes.sources(world, target)).toEqual([a, b, c]);
  expect(world.get(b, Likes(target), "amount")).toBe(8);
  world.add(a, Likes(b));
  world.query(Position).remove(Likes);
  expect([Likes.sourceCount(world, target), world.has(a, Likes)]).toEqual([0, false]);
  validate(world);
});

test("sources and targets are visited without an array, and changes made meanwhile wait", () => {
  world.add(a, Likes(c));
  world.add(b, Likes(c));
  const seen: Entity[] = [];
  Likes.forEachSource(world, c, (source) => {
    seen.push(source);
    world.remove(source, Likes);
    world.spawn(Likes(c));
  });
  expect(seen).toEqual([a, b]);
  expect([Likes.sourceCount(world, c), world.has(a, Likes)]).toEqual([2, false]);
  world.add(c, Likes(a));
  Likes.forEachTarget(world, c, (target) => seen.push(target));
  expect(seen).toEqual([a, b, a]);
});

test("pairs of a relation in one world are none in another", () => {
  const other = createWorld();
  const d = other.spawn();
  const e = other.spawn(Likes(d));
  expect(Likes.sources(world, d)).toEqual([]);
  expect(Likes.targets(other, e)).toEqual([d]);
});

test("what is wrong with a pair is said before anything changes", () => {
  world.despawn(b);
  expect(() => world.add(a, Likes(b))).toThrow(
    "add: the target of Likes cannot be had, entity 2v0 is dead (index 2 is free). Check world.isAlive(target) first. [E151]",
  );
  expect(() => world.spawn(Likes)).toThrow(
    "spawn: Likes is a relation and was given without a target. Pass Likes(target). [E150]",
  );
  expect(() => world.add(a, Likes(c, { amount: "much" as never }))).toThrow(
    "add: Likes.amount is f32 and was given much (string). Pass a number. [E107]",
  );
  expect(() => world.add(a, Owes(c, { amount: 1 } as never))).toThrow(
    'add: Owes has no field "amount". Its fields: none, it is a relation whose pairs hold no values. [E106]',
  );
  expect(() => world.get(a, Likes(c))).toThrow(
    "get: entity 1v0 has no Likes(3v0). Add it first, or check world.has(entity, Likes(target)). [E102]",
  );
  expect(() => world.set(a, Likes(c), { amount: 1 })).toThrow(
    "set: entity 1v0 has no Likes(3v0). Add it first, or check world.has(entity, Likes(target)). [E102]",
  );
  world.add(a, Owes(c));
  expect(() => world.get(a, Owes(c))).toThrow(
    "get: the pairs of Owes hold no values. Use world.has(entity, Owes(target)). [E102]",
  );
  expect(() => world.spawn(Targets(a), Targets(c))).toThrow(
    "spawn: Targets is given twice. Pass each component once. [E110]",
  );
  expect(() => relation("Bad", undefined, { exclusve: true } as never)).toThrow(
    'relation("Bad"): "exclusve" is not an option. Pass exclusive or onTargetDespawn. [E154]',
  );
  expect(() => relation("Bad", undefined, { onTargetDespawn: "explode" as never })).toThrow(
    'relation("Bad"): onTargetDespawn is explode. Pass "remove", "despawn", "refuse". [E154]',
  );
  expect(() => component("Bad", { x: f32 }, { requires: [Likes] })).toThrow(
    'component("Bad"): it requires the relation Likes, which needs a target. Add the pair where the entity is made. [E105]',
  );
  expect([world.has(a, Likes), world.entityCount]).toEqual([false, 2]);
  validate(world);
});

test("memory of pairs is reported, shrunk and given back", () => {
  world.add(a, Likes(b));
  const part = world.memory().parts.find((one) => one.label === "pairs of Likes");
  expect(part).toMatchObject({ place: "slabs", usedBytes: 28, peakBytes: 28 });
  validate(world);
  world.despawn(b);
  world.shrink();
  expect(world.memory().parts.find((one) => one.label === "pairs of Likes")?.bytes).toBe(0);
  validate(world);
  world.add(a, Likes(c));
  world.dispose();
  validate(world);
  expect(world.memory().reservedBytes).toBe(0);
});

test("shrink moves few pairs left of many together, and all stay what they were", () => {
  const entities = Array.from({ length: 1000 }, (_, i) =>
    world.spawn(Position, Likes(a, { amount: i }), Targets(b)),
  );
  const bytes = () =>
    world.memory().parts.find((one) => one.label === "pairs of Likes")?.bytes ?? 0;
  const before = bytes();
  for (const [i, entity] of entities.entries()) if (i % 10 !== 7) world.remove(entity, Likes);
  const left = Likes.sources(world, a);
  world.shrink();
  expect(bytes()).toBeLessThan(before / 2);
  expect(Likes.sources(world, a)).toEqual(left);
  expect(left.map((one) => world.get(one, Likes(a), "amount")).slice(0, 3)).toEqual([7, 17, 27]);
  validate(world);
  world.add(entities[0], Likes(b, { amount: 5 }));
  world.remove(entities[17], Likes(a));
  expect([Likes.sourceCount(world, a), Likes.sources(world, b)]).toEqual([99, [entities[0]]]);
  validate(world);
});

test("a pair holds strings and references, and lets go of them when it ends or moves", () => {
  const Knows = relation("Knows", { as: string, by: ref<object>() });
  const friend = { name: "friend" };
  for (let i = 0; i < 300; i++) world.spawn(Knows(a, { as: `number ${i}`, by: friend }));
  const last = world.spawn(Knows(a, { as: "last", by: friend }));
  const chunk = () => world.storage.pairs?.of(Knows.id)?.values?.chunk;
  for (const one of Knows.sources(world, a).slice(0, 300)) world.despawn(one);
  world.shrink();
  expect(world.get(last, Knows(a))).toEqual({ as: "last", by: friend });
  expect(chunk()?.refs?.[1]?.filter((one) => one !== undefined)).toEqual([friend]);
  world.remove(last, Knows);
  expect(chunk()?.refs?.[1]?.filter((one) => one !== undefined)).toEqual([]);
});
