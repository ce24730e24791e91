import { expect, test } from "vitest";
import { component, createWorld, f32, tag, u8, validate } from "../../src/index.ts";
import { failAfter, restoreMemory } from "./failing-memory.ts";

const Position = component("Position", { x: f32(3), y: f32 });
const Bounds = component("Bounds", { radius: f32(1) }, { requires: [Position] });
const Sprite = component("Sprite", { frame: u8(7) }, { requires: [Bounds] });
const Visible = tag("Visible", { requires: [Position] });

test("a component brings along what it requires, and what that requires", () => {
  const world = createWorld();
  const hero = world.spawn(Sprite);
  expect(world.get(hero, Position)).toEqual({ x: 3, y: 0 });
  expect(world.get(hero, Bounds)).toEqual({ radius: 1 });
  const other = world.spawn();
  world.add(other, Sprite({ frame: 2 }));
  expect(world.get(other, Sprite, "frame")).toBe(2);
  expect(world.get(other, Position)).toEqual({ x: 3, y: 0 });
  expect(world.query(Position, Bounds, Sprite).count).toBe(2);
  validate(world);
});

test("what is there already keeps its values, and given values count", () => {
  const world = createWorld();
  const hero = world.spawn(Position({ x: 9 }));
  world.add(hero, Sprite);
  expect(world.get(hero, Position, "x")).toBe(9);
  const before = world.spawn(Position({ x: 4 }), Sprite);
  const after = world.spawn(Sprite, Position({ x: 5 }));
  expect(world.get(before, Position, "x")).toBe(4);
  expect(world.get(after, Position, "x")).toBe(5);
});

test("spawnMany and bulk additions bring it along, too", () => {
  const world = createWorld();
  world.spawnMany(100, [Visible]);
  const seen = world.query(Visible, Position);
  expect(seen.count).toBe(100);
  seen.add(Sprite);
  expect(world.query(Position, Bounds, Sprite, Visible).count).toBe(100);
  validate(world);
});

test("inside an iteration a required component is counted on at once by later commands", () => {
  const world = createWorld();
  const hero = world.spawn();
  world.query().each((entity) => {
    world.add(entity, Sprite);
    world.set(entity, Position, { y: 8 });
  });
  expect(world.get(hero, Position)).toEqual({ x: 3, y: 8 });
});

test("a required component that was removed before starts from its defaults", () => {
  const world = createWorld();
  const hero = world.spawn(Position({ x: 50 }));
  world.query(Position).each((_position, entity) => {
    world.remove(entity, Position);
    world.add(entity, Visible);
  });
  expect(world.get(hero, Position)).toEqual({ x: 3, y: 0 });
});

test("removing what another component requires is refused and changes nothing", () => {
  const world = createWorld();
  const hero = world.spawn(Sprite, Position({ x: 2 }));
  expect(() => world.remove(hero, Position)).toThrow(
    "remove: entity 1v0 has Bounds, which requires Position. Remove Bounds first. [E115]",
  );
  expect(() => world.query(Position).remove(Position, Bounds)).toThrow(
    "query.remove: 1 entities of [Position, Bounds, Sprite] have Sprite, which requires Position. Remove Sprite first. [E115]",
  );
  expect(world.get(hero, Position)).toEqual({ x: 2, y: 0 });
  world.query(Position).remove(Position, Bounds, Sprite);
  expect(world.query(Position).count).toBe(0);
  validate(world);
});

test("inside an iteration, commands that wait count as done", () => {
  const world = createWorld();
  const hero = world.spawn(Visible);
  world.query(Position).each((_position, entity) => {
    expect(() => world.remove(entity, Position)).toThrow("Remove Visible first. [E115]");
    world.remove(entity, Visible);
    world.remove(entity, Position);
  });
  expect(world.has(hero, Position)).toBe(false);
  const other = world.spawn(Position);
  world.query(Position).each((_position, entity) => {
    world.add(entity, Visible);
    expect(() => world.remove(entity, Position)).toThrow("Remove Visible first. [E115]");
  });
  expect(world.has(other, Position)).toBe(true);
});

test("where there is no memory for the larger row, nothing is added", () => {
  const world = createWorld();
  const hero = world.spawn();
  failAfter(world, 0);
  expect(() => world.add(hero, Sprite)).toThrow("no memory, on purpose");
  restoreMemory(world);
  expect(world.has(hero, Sprite)).toBe(false);
  expect(world.has(hero, Position)).toBe(false);
  validate(world);
});
