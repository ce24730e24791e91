/** Relations in queries: one target, any target, a query on the target. */
import { beforeEach, expect, test } from "vitest";
import {
  all,
  any,
  changed,
  component,
  createWorld,
  type Entity,
  f32,
  not,
  relation,
  tag,
  validate,
  type World,
} from "../../src/index.ts";

const Position = component("Position", { x: f32 }, { track: "rows" });
const Velocity = component("Velocity", { x: f32 });
const Enemy = tag("Enemy");
const Dead = tag("Dead");
const Likes = relation("Likes", { amount: f32 });
const Targets = relation("Targets", undefined, { exclusive: true });

let world: World;
let a: Entity;
let b: Entity;
let c: Entity;

beforeEach(() => {
  world = createWorld();
  [a, b, c] = [world.spawn(Position), world.spawn(Position, Enemy), world.spawn(Position)];
});

test("a pair is a term that its sources match", () => {
  world.add(a, Likes(b));
  world.add(c, Likes(b));
  world.add(c, Likes(a));
  expect(world.query(Position, Likes(b)).entities()).toEqual([a, c]);
  expect(world.query(Position, Likes(a)).entities()).toEqual([c]);
  expect(world.query(Position, Likes(c)).entities()).toEqual([]);
  expect(world.query(Position, Likes).count).toBe(2);
  expect(world.query(Likes(b), Likes(a)).entities()).toEqual([c]);
  expect([world.query(Likes(a)).has(c), world.query(Likes(a)).has(a)]).toEqual([true, false]);
});

test("pairs stand in not, all and any and mean what they say", () => {
  world.add(a, Likes(b));
  world.add(c, Likes(a));
  expect(world.query(Position, not(Likes(b))).entities()).toEqual([b, c]);
  expect(world.query(any(Likes(b), Likes(a))).entities()).toEqual([a, c]);
  expect(world.query(all(Likes, not(Likes(a)))).entities()).toEqual([a]);
  expect(world.query(any(Enemy, Likes(a)), any(Likes(a), Dead)).entities()).toEqual([c]);
});

test("a query on the target holds where any target fits it", () => {
  world.add(a, Likes(b));
  world.add(a, Likes(c));
  world.add(c, Likes(a));
  const likesEnemies = world.query(Position, Likes.to(Enemy, not(Dead)));
  expect(likesEnemies.entities()).toEqual([a]);
  world.add(b, Dead);
  expect(likesEnemies.entities()).toEqual([]);
  world.add(a, Enemy);
  expect(likesEnemies.entities()).toEqual([c]);
  expect(world.query(Likes.to(Likes(b))).entities()).toEqual([c]);
  expect(world.query(Likes.to(Likes.to(Dead))).entities()).toEqual([c]);
});

// Compared by hand: to say how two differ, `toBe` would loop over their chunks.
test("queries about different targets and filters are different queries, the same ones the same", () => {
  expect(world.query(Likes(a)) === world.query(Likes(b))).toBe(false);
  expect(world.query(Likes(a)) === world.query(Targets(a))).toBe(false);
  expect(world.query(Likes(a))).toBe(world.query(Likes(a)));
  expect(world.query(Position, Likes(a)) === world.query(Velocity, Likes(a))).toBe(false);
  expect(world.query(Likes.to(Enemy)) === world.query(Likes.to(Dead))).toBe(false);
  expect(world.query(Likes.to(Enemy)) === world.query(Likes.to(not(Enemy)))).toBe(false);
  expect(world.query(Likes.to(Enemy, not(Dead)))).toBe(world.query(Likes.to(Enemy, not(Dead))));
  expect(world.query(Likes.to(Likes(a))) === world.query(Likes.to(Likes(b)))).toBe(false);
  expect(world.query(not(Likes(a))) === world.query(not(Likes(b)))).toBe(false);
});

test("a query kept for a target that died matches nothing, also when the index is another's", () => {
  world.add(a, Likes(b));
  const likers = world.query(Likes(b));
  expect(likers.count).toBe(1);
  world.despawn(b);
  expect([likers.count, likers.entities()]).toEqual([0, []]);
  const again = world.spawn(Position);
  world.add(a, Likes(again));
  expect([likers.count, world.query(Likes(again)).entities()]).toEqual([0, [a]]);
});

test("each and runs go over the sources of a target in rows of many chunks", () => {
  world = createWorld({ chunkRows: { min: 16, max: 16 } });
  const target = world.spawn();
  const crowd = world.spawn();
  const entities = Array.from({ length: 100 }, (_, i) =>
    world.spawn(Position({ x: i }), Targets(i % 40 === 3 ? target : crowd)),
  );
  const seen: number[] = [];
  world.query(Position, Targets(target)).each((position) => seen.push(position.x));
  expect(seen).toEqual([3, 43, 83]);
  let sum = 0;
  for (const rows of world.query(Position, Targets(crowd)).runs()) sum += rows.end - rows.start;
  expect(sum).toBe(97);
  world.query(Targets(target)).despawn();
  expect([world.isAlive(entities[43]), world.isAlive(entities[44])]).toEqual([false, true]);
  world.query(Targets(crowd)).remove(Targets);
  expect([world.query(Targets).count, Targets.sourceCount(world, crowd)]).toEqual([0, 0]);
  validate(world);
});

test("an exclusive pair that moves on is matched by its new target at once", () => {
  world.add(a, Targets(b));
  const [onB, onC] = [world.query(Targets(b)), world.query(Targets(c))];
  expect([onB.count, onC.count]).toEqual([1, 0]);
  world.add(a, Targets(c));
  expect([onB.count, onC.count]).toEqual([0, 1]);
});

test("a query on the target may ask what changed since, and needs a reader then", () => {
  world.add(a, Likes(b));
  world.add(c, Likes(a));
  const reader = world.query(Position, Likes.to(changed(Position))).reader();
  expect(reader.entities()).toEqual([a, c]);
  world.set(a, Position, { x: 2 });
  expect(reader.entities()).toEqual([c]);
  expect(() => world.query(Likes.to(changed(Position))).count).toThrow("[E126]");
});

test("terms describe themselves", () => {
  expect(world.query(Position, Likes.to(Enemy, not(Dead))).describe()).toBe(
    "query(Position, Likes.to(Enemy, not(Dead)))",
  );
  expect(world.query(Likes(a)).describe()).toBe(`query(Likes(${a}))`);
  expect(() => Likes.to("enemy" as never)).toThrow(
    "query: enemy, number 1 in the list, is not a term. Pass components, or not, all, any and optional of them. [E120]",
  );
});
