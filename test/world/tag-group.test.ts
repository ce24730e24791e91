import { expect, expectTypeOf, test } from "vitest";
import { component, createWorld, f32, type Tag, tag, tagGroup, validate } from "../../src/index.ts";

const Position = component("Position", { x: f32 });
const Stance = tagGroup("Stance", "Idle", "Walk", "Run");
const Team = tagGroup("Team", "Red", "Blue");
const Marked = tag("Marked");

test("adding a tag of a group takes the place of the one there was", () => {
  const world = createWorld();
  const hero = world.spawn(Position({ x: 5 }), Stance.Idle, Team.Red, Marked);
  world.add(hero, Stance.Run);
  expect(world.has(hero, Stance.Idle)).toBe(false);
  expect(world.has(hero, Stance.Run)).toBe(true);
  expect(world.has(hero, Team.Red)).toBe(true);
  expect(world.has(hero, Marked)).toBe(true);
  expect(world.get(hero, Position, "x")).toBe(5);
  world.remove(hero, Stance.Run);
  expect(world.query(Stance.Run).count).toBe(0);
  validate(world);
});

test("a group switches in bulk, whole chunks at a time", () => {
  const world = createWorld();
  world.spawnMany(5000, [Position, Stance.Idle]);
  world.spawnMany(10, [Position, Stance.Walk]);
  world.query(Position).add(Stance.Run);
  expect(world.query(Stance.Idle).count).toBe(0);
  expect(world.query(Stance.Walk).count).toBe(0);
  expect(world.query(Stance.Run).count).toBe(5010);
  validate(world);
});

test("inside an iteration the last tag of a group stays", () => {
  const world = createWorld();
  const hero = world.spawn(Stance.Idle);
  for (const chunk of world.query(Stance.Idle)) {
    expect(chunk.count).toBe(1);
    world.add(hero, Stance.Run);
    world.add(hero, Stance.Walk);
    world.remove(hero, Stance.Run);
  }
  expect([Stance.Idle, Stance.Walk, Stance.Run].map((one) => world.has(hero, one))).toEqual([
    false,
    true,
    false,
  ]);
});

test("two tags of one group in one spawn are refused", () => {
  const world = createWorld();
  expect(() => world.spawn(Stance.Idle, Position, Stance.Run)).toThrow(
    "spawn: Stance.Idle and Stance.Run exclude each other, and an entity has one of their group. Pass one of them. [E114]",
  );
  expect(() => world.spawnMany(3, [Team.Blue, Team.Red])).toThrow(
    "spawnMany: Team.Blue and Team.Red exclude each other, and an entity has one of their group. Pass one of them. [E114]",
  );
  expect(() => world.spawn(Stance.Run, Stance.Run)).toThrow(
    "spawn: Stance.Run is given twice. Pass each component once. [E110]",
  );
  expect(world.entityCount).toBe(0);
});

test("a group needs a name and two or more different tags", () => {
  expect(() => tagGroup("", "A", "B")).toThrow(
    'tagGroup(""): a component needs a name. Give it one that its messages can use. [E105]',
  );
  expect(() => tagGroup("One", "A")).toThrow(
    'tagGroup("One"): its tags are [A]. Pass two or more different names. [E105]',
  );
  expect(() => tagGroup("Twice", "A", "A")).toThrow(
    'tagGroup("Twice"): its tags are [A, A]. Pass two or more different names. [E105]',
  );
});

test("the names of a group are known to the compiler", () => {
  expectTypeOf(Stance.Idle).toEqualTypeOf<Tag>();
  expectTypeOf(Stance).toHaveProperty("Walk");
  expectTypeOf(Stance).not.toHaveProperty("Fly");
  expect(Object.keys(Stance)).toEqual(["Idle", "Walk", "Run"]);
});
