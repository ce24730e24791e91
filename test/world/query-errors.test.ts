import { expect, test } from "vitest";
import {
  all,
  type ChildOf,
  type Component,
  cascade,
  component,
  createWorld,
  f32,
  not,
  optional,
  tag,
  validate,
} from "../../src/index.ts";

const Position = component("Position", { x: f32, y: f32 });
const Frozen = tag("Frozen");

// Called as untyped programs would, to see what they are told.
const untyped = (value: unknown) => value as Component<{ x: typeof f32 }>;

function messageOf(call: () => unknown): string {
  try {
    call();
  } catch (error) {
    return (error as Error).message;
  }
  return "nothing was thrown";
}

test("E113 shows what was passed where a component belongs", () => {
  const world = createWorld();
  const hero = world.spawn(Position);
  const remedy = "is not a component. Pass what component() or tag() returned. [E113]";
  const late =
    "is not a component. Pass what component() or tag() returned; where one is undefined, its module was imported too late. [E113]";
  expect(messageOf(() => world.spawn(Position, untyped(undefined)))).toBe(
    `spawn: undefined, number 2 in the list, ${late}`,
  );
  expect(messageOf(() => world.reserve(9, [untyped(undefined)]))).toBe(
    `reserve: undefined, number 1 in the list, ${late}`,
  );
  expect(messageOf(() => world.query().change({ remove: [Position, untyped(undefined)] }))).toBe(
    `query.change: undefined, number 2 in the list, ${late}`,
  );
  expect(messageOf(() => world.add(hero, untyped(undefined)))).toBe(`add: undefined ${late}`);
  expect(
    messageOf(() => world.query(Position).sorted(untyped(undefined) as typeof Position, "x")),
  ).toBe(`sorted: undefined ${late}`);
  expect(
    messageOf(() =>
      cascade(world.query(Position), untyped(undefined) as unknown as typeof ChildOf),
    ),
  ).toBe(`cascade: undefined ${late}`);
  expect(messageOf(() => world.add(hero, untyped("Position")))).toBe(`add: Position ${remedy}`);
  expect(messageOf(() => world.remove(hero, untyped({})))).toBe(`remove: an object ${remedy}`);
  expect(messageOf(() => world.spawn(untyped([Position])))).toBe(
    `spawn: an array, number 1 in the list, ${remedy}`,
  );
  expect(messageOf(() => world.spawnMany(1, [untyped(f32)]))).toBe(
    `spawnMany: a function, number 1 in the list, ${remedy}`,
  );
  expect(messageOf(() => world.query().add(untyped(null)))).toBe(
    `query.add: null, number 1 in the list, ${remedy}`,
  );
  expect(messageOf(() => world.query().remove(untyped(7)))).toBe(
    `query.remove: 7, number 1 in the list, ${remedy}`,
  );
  expect(messageOf(() => world.query().change({ add: [untyped(7)] }))).toBe(
    `query.change: 7, number 1 in the list, ${remedy}`,
  );
  expect(messageOf(() => world.query().set(untyped(7), {}))).toBe(
    "query.set: 7 is not a component. Pass what component() or tag() returned. [E113]",
  );
  expect(messageOf(() => world.get(hero, untyped({})))).toBe(
    "get: an object is not a component. Pass what component() or tag() returned. [E113]",
  );
  expect(world.entityCount).toBe(1);
  validate(world);
});

test("get, set and has name what was passed in place of a component, undefined above all", () => {
  const world = createWorld();
  const hero = world.spawn(Position);
  for (const [passed, name] of [
    [undefined, "undefined"],
    [null, "null"],
    [7, "7"],
    [{}, "an object"],
    [f32, "a function"],
    [[Position], "an array"],
    [Position({ x: 1 }), "an object"],
  ] as const) {
    const wrong = untyped(passed) as typeof Position;
    const hint =
      passed === undefined ? "; where one is undefined, its module was imported too late" : "";
    const remedy = `is not a component. Pass what component() or tag() returned${hint}. [E113]`;
    expect(messageOf(() => world.get(hero, wrong))).toBe(`get: ${name} ${remedy}`);
    expect(messageOf(() => world.get(hero, wrong, "x"))).toBe(`get: ${name} ${remedy}`);
    expect(messageOf(() => world.set(hero, wrong, { x: 1 }))).toBe(`set: ${name} ${remedy}`);
    expect(messageOf(() => world.has(hero, wrong))).toBe(`has: ${name} ${remedy}`);
  }
  expect(world.get(hero, Position, "x")).toBe(0);
});

test("a value of a component does where the component is meant to be removed", () => {
  const world = createWorld();
  const [one, two, three] = [1, 2, 3].map((x) => world.spawn(Position({ x })));
  const value = Position({ x: 1 }) as unknown as typeof Position;
  world.remove(one, value);
  for (const _ of world.query(Position)) world.remove(two, value);
  expect([one, two, three].map((e) => world.has(e, Position))).toEqual([false, false, true]);
  world.query(Position).remove(value);
  expect(world.has(three, Position)).toBe(false);
});

test("E120 shows what is no term, and what is one term too many", () => {
  const world = createWorld();
  const remedy = "is not a term. Pass components, or not, all, any and optional of them. [E120]";
  const late =
    "is not a term. Pass components, or not, all, any and optional of them; where one is undefined, its module was imported too late. [E120]";
  expect(messageOf(() => world.query(untyped(undefined)))).toBe(
    `query: undefined, number 1 in the list, ${late}`,
  );
  expect(messageOf(() => not(untyped(undefined)))).toBe(`query: not(undefined) ${late}`);
  expect(messageOf(() => optional(untyped(undefined)))).toBe(`query: optional(undefined) ${late}`);
  expect(messageOf(() => world.query(Position, untyped("Frozen")))).toBe(
    `query: Frozen, number 2 in the list, ${remedy}`,
  );
  expect(messageOf(() => world.query(untyped([Position])))).toBe(
    `query: an array, number 1 in the list, ${remedy}`,
  );
  expect(messageOf(() => not())).toBe(`query: not() ${remedy}`);
  expect(messageOf(() => all(untyped(3)))).toBe(`query: all(3) ${remedy}`);
  expect(messageOf(() => world.query(Position, Position))).toBe(
    "query: Position is given twice. Name each component once. [E120]",
  );
  validate(world);
});

test("E121 says how many components each can hand over", () => {
  const world = createWorld();
  const seven = Array.from({ length: 7 }, (_, i) => component(`C${i}`, { v: f32 }));
  const query = world.query(...seven);
  world.spawn(...seven);
  expect(messageOf(() => query.each(() => {}))).toBe(
    "each: query(C0, C1, C2, C3, C4, C5, C6) has 7 components with fields, and each hands over 6 at most. Use a chunk loop, or all(...) for those you only filter by. [E121]",
  );
  world.shrink(); // no iteration has been left running
  const six = world.query(...seven.slice(0, 6), all(seven[6]));
  let rowLength = 0;
  six.each((...row) => {
    rowLength = row.length;
  });
  expect(rowLength).toBe(7); // six cursors and the entity
});

test("E122 says that each does not run inside itself, and what to do", () => {
  const world = createWorld();
  world.spawn(Position, Frozen);
  const query = world.query(Position);
  let message = "";
  query.each((position) => {
    position.x = 4;
    message = messageOf(() => query.each(() => {}));
    position.y = 5;
  });
  expect(message).toBe(
    "each: query(Position) is already inside its own each, and its cursors can stand on one row only. Use a chunk loop for one of the two. [E122]",
  );
  expect(world.get(query.entities()[0], Position)).toEqual({ x: 4, y: 5 });
  query.each(() => {});
  world.shrink();
});
