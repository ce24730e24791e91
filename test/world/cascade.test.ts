/** cascade: parents before children, whatever changed since. */
import { beforeEach, expect, test } from "vitest";
import {
  ChildOf,
  cascade,
  component,
  createWorld,
  type Entity,
  f32,
  not,
  relation,
  tag,
  type World,
} from "../../src/index.ts";

const Local = component("Local", { x: f32 });
const Global = component("Global", { x: f32 });
const Frozen = tag("Frozen");

let world: World;
beforeEach(() => {
  world = createWorld();
});

/** Each entity's sum of x from its root down, worked out in one pass. */
function sums(): Map<Entity, number> {
  const result = new Map<Entity, number>();
  cascade(world.query(Local, Global), ChildOf).each((local, global, entity, parent) => {
    const above = parent === undefined ? 0 : (result.get(parent) ?? 1000);
    global.x = above + local.x;
    result.set(entity, global.x);
  });
  return result;
}

test("parents come before their children, in rows that were made in any order", () => {
  const leaf = world.spawn(Local({ x: 1 }), Global);
  const middle = world.spawn(Local({ x: 10 }), Global);
  const root = world.spawn(Local({ x: 100 }), Global, Frozen);
  const alone = world.spawn(Local({ x: 7 }), Global);
  world.add(leaf, ChildOf(middle));
  world.add(middle, ChildOf(root));
  expect(sums()).toEqual(
    new Map([
      [alone, 7],
      [root, 100],
      [middle, 110],
      [leaf, 111],
    ]),
  );
  expect(world.get(leaf, Global, "x")).toBe(111);
  world.add(root, ChildOf(alone));
  expect(sums().get(leaf)).toBe(118);
  world.remove(middle, ChildOf);
  expect(sums().get(leaf)).toBe(11);
  expect(cascade(world.query(Local), ChildOf).entities()).toEqual([alone, middle, root, leaf]);
});

test("an entity whose parent does not match is given all the same", () => {
  const hidden = world.spawn();
  const child = world.spawn(Local, Global, ChildOf(hidden));
  const grandchild = world.spawn(Local, ChildOf(child));
  const seen: unknown[] = [];
  cascade(world.query(Local), ChildOf).each((_local, entity, parent) => seen.push(entity, parent));
  expect(seen).toEqual([child, hidden, grandchild, child]);
  expect(cascade(world.query(Local, not(Global)), ChildOf).entities()).toEqual([grandchild]);
});

test("terms that rows decide are asked for each entity", () => {
  const Likes = relation("Likes");
  const friend = world.spawn(Local);
  const root = world.spawn(Local, Likes(friend));
  const child = world.spawn(Local, Likes(friend), ChildOf(root));
  world.spawn(Local, Likes(root), ChildOf(root));
  expect(cascade(world.query(Local, Likes(friend)), ChildOf).entities()).toEqual([root, child]);
  expect(cascade(world.query(Local, ChildOf(root)), ChildOf).entities()).toHaveLength(2);
});

test("writes in a cascade count as changes of what was written", () => {
  const root = world.spawn(Local, Global);
  world.spawn(Local, Global, ChildOf(root));
  const cursor = world.changeCursor();
  sums();
  for (const chunk of world.query(Local, Global)) {
    expect([chunk.changedSince(Global, cursor), chunk.changedSince(Local, cursor)]).toEqual([
      true,
      false,
    ]);
  }
});

test("only the windows that were written to count as changed, whatever the order of the rows", () => {
  world = createWorld({ chunkRows: { min: 64, max: 64, window: 16 } });
  const root = world.spawn();
  const nodes = Array.from({ length: 64 }, () => world.spawn(Local));
  for (let i = 63; i >= 0; i--) world.add(nodes[(i * 23) % 64], ChildOf(root));
  const cursor = world.changeCursor();
  const chunk = [...world.query(Local)][0];
  const written = new Set<number>();
  cascade(world.query(Local), ChildOf).each((local, entity) => {
    const row = chunk.entities.indexOf(entity);
    if (row >> 4 === 1 || row === 50) {
      local.x = 1;
      written.add(row >> 4);
    }
  });
  expect([...written].sort()).toEqual([1, 3]);
  const changed = [0, 1, 2, 3].map((window) => chunk.windowChangedSince(Local, window, cursor));
  expect(changed).toEqual([false, true, false, true]);
});

test("what is spawned and moved inside waits until the end", () => {
  const root = world.spawn(Local);
  const child = world.spawn(Local, ChildOf(root));
  const over = cascade(world.query(Local), ChildOf);
  let count = 0;
  over.each((_local, entity) => {
    count++;
    world.spawn(Local, ChildOf(entity));
    if (entity === root) world.remove(child, ChildOf);
    expect(() => over.each(() => {})).toThrow(
      "cascade: the cascade over query(Local) is running already, and its cursors can stand on one row only. Use walk() for one of the two. [E157]",
    );
    expect(over.entities()).toEqual([root, child]);
  });
  expect([count, over.entities().length]).toEqual([2, 4]);
});

test("the same query and relation make the same cascade, and others are refused", () => {
  const query = world.query(Local);
  expect(cascade(query, ChildOf)).toBe(cascade(query, ChildOf));
  expect(cascade(query, ChildOf)).not.toBe(cascade(world.query(Global), ChildOf));
  expect(() => cascade(query, relation("Likes"))).toThrow(
    "cascade: Likes is no hierarchy, as its pairs may lead in circles. Pass ChildOf. [E156]",
  );
});

test("a cascade over more than six components with fields is refused", () => {
  const [A, B, C, D, E] = ["A", "B", "C", "D", "E"].map((label) => component(label, { x: f32 }));
  expect(() => cascade(world.query(Local, Global, A, B, C, D, E), ChildOf)).toThrow(
    "cascade: query(Local, Global, A, B, C, D, E) has 7 components with fields, and each hands over 6 at most. Use all(...) for those you only filter by. [E121]",
  );
});

test("10,000 nodes come in an order in which every parent precedes its children, after random moves", () => {
  let seed = 5;
  const random = (below: number) => {
    seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
    return seed % below;
  };
  const nodes = Array.from({ length: 10_000 }, () => world.spawn(Local, Global));
  for (let i = 1; i < nodes.length; i++) world.add(nodes[i], ChildOf(nodes[random(i)]));
  for (let i = 0; i < 2000; i++) {
    const child = nodes[random(nodes.length)];
    try {
      world.add(child, ChildOf(nodes[random(nodes.length)]));
    } catch {
      world.remove(child, ChildOf);
    }
  }
  const seen = new Set<Entity | undefined>([undefined]);
  cascade(world.query(Local), ChildOf).each((_local, entity, parent) => {
    expect(seen.has(parent)).toBe(true);
    seen.add(entity);
  });
  expect(seen.size).toBe(10_001);
});
