import { expect, test } from "vitest";
import { component, createWorld, f32, tag, validate } from "../../src/index.ts";
import { failAfter, failWhere, restoreMemory } from "./failing-memory.ts";

const Position = component("Position", { x: f32 });
const Velocity = component("Velocity", { x: f32 });
const Frozen = tag("Frozen");
const Burning = tag("Burning");

function smallWorld() {
  return createWorld({ capacity: 64, chunkRows: { min: 16, max: 16, window: 16 } });
}

test("what could not be carried out for want of memory waits, and flush carries it out", () => {
  const world = smallWorld();
  const [a, b] = [world.spawn(), world.spawn()];
  failAfter(world, 1);
  expect(() => {
    for (const _ of world.query()) {
      world.add(a, Position({ x: 1 }));
      world.add(b, Velocity({ x: 2 }));
    }
  }).toThrow("no memory, on purpose");
  validate(world);
  expect(world.get(a, Position, "x")).toBe(1);
  expect(world.has(b, Velocity)).toBe(false);
  expect(() => world.flush()).toThrow("no memory, on purpose");
  restoreMemory(world);
  world.flush();
  validate(world);
  expect(world.get(b, Velocity, "x")).toBe(2);
});

test("what waits after a failure is tried again when the next loop ends", () => {
  const world = smallWorld();
  const a = world.spawn();
  failAfter(world, 0);
  expect(() => {
    for (const _ of world.query()) world.add(a, Position);
  }).toThrow("no memory, on purpose");
  restoreMemory(world);
  for (const _ of world.query()) expect(world.has(a, Position)).toBe(false);
  expect(world.has(a, Position)).toBe(true);
});

test("a command is not lost when its entity's earlier commands were carried out by a flush that failed later", () => {
  const world = smallWorld();
  const [a, b] = [world.spawn(), world.spawn()];
  failAfter(world, 1);
  expect(() => {
    for (const _ of world.query()) {
      world.add(a, Position); // carried out together with the next command on `a`,
      world.add(b, Velocity); // while this one fails
      world.add(a, Frozen);
    }
  }).toThrow("no memory, on purpose");
  expect(world.has(a, Frozen)).toBe(true);
  restoreMemory(world);
  for (const _ of world.query()) {
    world.set(a, Position, { x: 5 }); // nothing waits on `a` any more, so at once
    expect(world.get(a, Position, "x")).toBe(5);
    world.add(a, Burning);
  }
  validate(world);
  expect(world.has(b, Velocity)).toBe(true);
  expect(world.has(a, Burning)).toBe(true);
});

test("room made for rows that wait is not taken back for want of memory elsewhere", () => {
  const world = smallWorld();
  world.spawn();
  for (const _ of world.query()) {
    world.spawn(Position);
    failAfter(world, 0);
    expect(() => world.spawn(Velocity)).toThrow("no memory, on purpose");
  }
  validate(world);
  expect(world.query(Position).count).toBe(1);
});

test("room made for a row to join is not taken back to make room for it to wait", () => {
  const world = smallWorld();
  world.spawn();
  for (const _ of world.query()) {
    failWhere(world, (call) => call !== 1 && call !== 3);
    expect(() => world.spawn(Position)).toThrow("no memory, on purpose");
  }
  validate(world);
  expect(world.entityCount).toBe(1);
  restoreMemory(world);
  world.spawn(Position);
  validate(world);
});
