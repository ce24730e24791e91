/** How relations and hierarchies break in other engines, with the right answer here. */
import { expect, test } from "vitest";
import {
  ChildOf,
  cascade,
  component,
  createWorld,
  type Entity,
  f32,
  relation,
  tag,
  validate,
} from "../../src/index.ts";

const Position = component("Position", { x: f32 });

// bitECS 0.4.0: a hierarchy term with a depth ignored all other terms, and gave an entity that lacked the component.
test("an order by depth does not let entities in that the other terms leave out", () => {
  const world = createWorld();
  const parent = world.spawn();
  world.spawn(ChildOf(parent));
  expect(cascade(world.query(Position), ChildOf).entities()).toEqual([]);
});

// bitECS 0.4.0: the order was stale when a parent came to match after its child.
test("an order by depth is right when the parent comes to match after its child", () => {
  const world = createWorld();
  const parent = world.spawn();
  const child = world.spawn(ChildOf(parent));
  const ordered = cascade(world.query(Position), ChildOf);
  world.add(child, Position);
  expect(ordered.entities()).toEqual([child]);
  world.add(parent, Position);
  expect(ordered.entities()).toEqual([parent, child]);
});

// koota 0.6.6: queries with filters on a relation's target shared a cache key, and the second got the first's answer.
test("two queries with the same filter on a relation and different components are two", () => {
  const world = createWorld();
  const [A, X, T] = [tag("A"), tag("X"), tag("T")];
  const R = relation("R");
  const target = world.spawn(T);
  const a = world.spawn(A, R(target));
  const b = world.spawn(X, R(target));
  expect(world.query(A, R.to(T)).entities()).toEqual([a]);
  expect(world.query(X, R.to(T)).entities()).toEqual([b]);
});

// koota 0.6.6: a stale handle wrote into the entity that had its index by then.
test("a stale handle finds and ends no pairs of the entity that has its index now", () => {
  const world = createWorld();
  const Likes = relation("Likes", { amount: f32 });
  const [old, target] = [world.spawn(), world.spawn()];
  world.add(old, Likes(target));
  world.despawn(old);
  const again = world.spawn(Likes(target, { amount: 7 }));
  expect([world.has(old, Likes(target)), Likes.targets(world, old)]).toEqual([false, []]);
  expect(() => world.remove(old, Likes)).toThrow("[E101]");
  expect(() => world.set(old, Likes(target), { amount: 99 })).toThrow("[E101]");
  expect(world.get(again, Likes(target), "amount")).toBe(7);
});

// bitECS 0.4.0: removing 4,000 pairs took seconds, as each removal looked through all of them.
test("ending a pair looks at no other pair of its relation", () => {
  const world = createWorld();
  const Likes = relation("Likes");
  const hub = world.spawn();
  const entities = Array.from({ length: 2000 }, () => world.spawn());
  for (const entity of entities) {
    world.add(entity, Likes(hub));
    world.add(hub, Likes(entity));
  }
  const table = world.storage.pairs?.of(Likes.id);
  const lists = [table?.incoming, table?.outgoing];
  let reads = 0;
  const counted = (array: Uint32Array) =>
    new Proxy(array, {
      get(target, key) {
        if (typeof key === "string" && /^\d+$/.test(key)) reads++;
        const value = Reflect.get(target, key) as unknown;
        return typeof value === "function" ? value.bind(target) : value;
      },
    });
  for (const list of lists) if (list !== undefined) list.next = counted(list.next);
  for (const entity of entities) world.remove(entity, Likes(hub));
  expect(reads).toBeLessThan(20_000);
  reads = 0;
  world.despawn(hub);
  expect(reads).toBeLessThan(20_000);
});

// Cascades that recurse overflow the stack, and relations kept as archetypes make one for each target.
test("despawning the root of 50,000 entities ends them all, and makes no archetypes on the way", () => {
  const world = createWorld();
  const root = world.spawn();
  let last: Entity = root;
  for (let i = 0; i < 50_000; i++) last = world.spawn(ChildOf(i % 2 === 0 ? last : root));
  const before = world.memory().archetypeCount;
  world.despawn(root);
  expect([world.entityCount, world.memory().archetypeCount]).toEqual([0, before]);
  validate(world);
});
