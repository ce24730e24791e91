import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { expect, test } from "vitest";
import {
  ChildOf,
  cascade,
  component,
  createWorld,
  type Entity,
  f32,
  relation,
  walk,
} from "../../src/index.ts";

setFlagsFromString("--expose-gc");
const collect: () => void = runInNewContext("gc");

/** Bytes that a frame leaves behind: the least of many short windows, because V8 makes some of its own. */
function garbagePerFrame(frame: () => void): number {
  for (let i = 0; i < 2000; i++) frame();
  const windows = Array.from({ length: 12 }, () => {
    collect();
    const before = process.memoryUsage().heapUsed;
    for (let i = 0; i < 200; i++) frame();
    return process.memoryUsage().heapUsed - before;
  });
  return Math.min(...windows) / 200;
}

const Position = component("Position", { x: f32 });
const Likes = relation("Likes");

// Seen to fail on purpose: a queue made for each walk.
test("walks, cascades and visits of a steady frame leave no garbage", () => {
  const world = createWorld();
  const root = world.spawn(Position);
  const nodes = [root];
  for (let i = 0; i < 200; i++)
    nodes.push(world.spawn(Position, ChildOf(nodes[i >> 2]), Likes(root)));
  const query = world.query(Position);
  let count = 0;
  const visit = (_entity: Entity) => {
    count++;
  };
  const move = (position: { x: number }, _entity: Entity, _parent: Entity | undefined) => {
    position.x += 1;
  };
  const garbage = garbagePerFrame(() => {
    walk(world, root, "depth-first", visit);
    walk(world, root, "breadth-first", visit);
    cascade(query, ChildOf).each(move);
    Likes.forEachSource(world, root, visit);
  });
  expect(count).toBeGreaterThan(200);
  expect(garbage).toBeLessThan(8);
});
