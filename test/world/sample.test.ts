import { expect, test } from "vitest";
import { component, createWorld, f32, not, tag, u8, validate } from "../../src/index.ts";

const Position = component("Position", { x: f32, y: f32 });
const Velocity = component("Velocity", { x: f32(1), y: f32 });
const Health = component("Health", { points: u8(100) });
const Frozen = tag("Frozen");

test("the sample of the design runs as written", () => {
  const world = createWorld({ capacity: 100_000 });
  const hero = world.spawn(Position({ x: 1, y: 2 }), Velocity, Health);
  world.spawnMany(100_000, [Position, Velocity], (rows) => {
    const { x, y } = rows.write(Position);
    for (let i = rows.start; i < rows.end; i++) {
      x[i] = rows.offset + i - rows.start;
      y[i] = 0;
    }
  });
  validate(world);
  world.add(hero, Frozen);
  expect(world.has(hero, Frozen)).toBe(true);
  world.remove(hero, Frozen);
  expect(world.has(hero, Frozen)).toBe(false);
  expect(world.get(hero, Position)).toEqual({ x: 1, y: 2 });
  world.set(hero, Position, { x: 5 });
  expect(world.get(hero, Position)).toEqual({ x: 5, y: 2 });
  expect(world.get(hero, Health, "points")).toBe(100);
  const movers = world.query(Position, Velocity, not(Frozen));
  expect(movers.count).toBe(100_001);
  const dt = 0.5;
  for (const chunk of movers) {
    const p = chunk.write(Position);
    const v = chunk.read(Velocity);
    for (let i = 0; i < chunk.count; i++) p.x[i] += v.x[i] * dt;
  }
  expect(world.get(hero, Position, "x")).toBe(5.5);
  movers.each((p, v) => {
    p.x += v.x * dt;
  });
  expect(world.get(hero, Position, "x")).toBe(6);
  movers.add(Frozen);
  validate(world);
  expect(movers.count).toBe(0);
  expect(world.query(Frozen).count).toBe(100_001);
  expect(world.get(hero, Position, "x")).toBe(6);
  world.despawn(hero);
  expect(world.isAlive(hero)).toBe(false);
  world.query(Frozen).despawn();
  validate(world);
  expect(world.entityCount).toBe(0);
  world.shrink();
  validate(world);
});
