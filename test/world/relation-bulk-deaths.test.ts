/** Deaths and waiting commands, where relations are among what they change: programs that the model test found. */
import { beforeEach, expect, test } from "vitest";
import {
  ChildOf,
  createWorld,
  type Entity,
  not,
  relation,
  tag,
  validate,
  type World,
} from "../../src/index.ts";
import { failAfter, restoreMemory } from "./failing-memory.ts";

const Likes = relation("Likes", undefined);
const Guards = relation("Guards", undefined, { onTargetDespawn: "refuse" });
const Marked = tag("Marked");
const Seen = tag("Seen");

let world: World;
let a: Entity;
let b: Entity;

beforeEach(() => {
  world = createWorld({ capacity: 0 });
  [a, b] = [world.spawn(), world.spawn()];
});

test("a bulk despawn spares those who come to match it only because their pairs end", () => {
  const source = world.spawn(Likes(a));
  world.query(not(Likes)).despawn();
  expect([world.isAlive(a), world.isAlive(b), world.isAlive(source)]).toEqual([false, false, true]);
  expect(world.has(source, Likes)).toBe(false);
  validate(world);
});

test("a bulk despawn spares them also where nobody was before", () => {
  const source = world.spawn(Marked, Likes(a));
  world.query(not(Likes)).despawn();
  expect(world.query().entities()).toEqual([source]);
  expect(world.has(source, Marked)).toBe(true);
  validate(world);
});

test("a pair that is made in bulk after a loop is dropped when its target has died by then", () => {
  const marked = world.spawn(Marked);
  for (const _ of world.query(Marked)) {
    world.despawn(a);
    world.query(Marked).change({ add: [Likes(a), ChildOf(b), Seen] });
  }
  expect([world.has(marked, Likes), world.has(marked, Seen)]).toEqual([false, true]);
  expect(ChildOf.target(world, marked)).toBe(b);
  expect(world.droppedCommandCount).toBe(1);
  validate(world);
});

test("the commands of an entity whose despawn is refused are counted once, those behind it included", () => {
  world.add(a, Guards(b));
  const loop = (): void => {
    for (const _ of world.query()) {
      world.add(b, Marked);
      world.despawn(b);
      world.add(b, Seen);
      break;
    }
  };
  expect(loop).toThrow(/\[E153\]$/);
  expect(world.droppedCommandCount).toBe(3);
  expect([world.has(b, Marked), world.has(b, Seen)]).toEqual([false, false]);
  validate(world);
});

test("commands behind a despawn that finds no room are counted when it is carried out, not before", () => {
  const source = world.spawn(Marked, Likes(b));
  failAfter(world, 0);
  const loop = (): void => {
    for (const _ of world.query(Likes)) {
      world.despawn(b);
      world.add(b, Marked);
    }
  };
  expect(loop).toThrow("no memory, on purpose");
  expect([world.isAlive(b), world.droppedCommandCount]).toEqual([true, 0]);
  restoreMemory(world);
  world.flush();
  expect([world.isAlive(b), world.droppedCommandCount]).toEqual([false, 1]);
  expect(world.has(source, Likes)).toBe(false);
  validate(world);
});
