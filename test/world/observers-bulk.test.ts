import { expect, test } from "vitest";
import { createWorld, validate } from "../../src/index.ts";
import { Frozen, Position, recorded, taken } from "./hook-log.ts";

test("spawnMany calls hooks when its rows are filled, hook by hook, in the order of the rows", () => {
  const { world, log } = recorded();
  world.spawnMany(3, [Position], (rows) => {
    const { x } = rows.write(Position);
    for (let i = rows.start; i < rows.end; i++) x[i] = i;
    expect(log).toEqual([]);
  });
  expect(log).toEqual([
    "spawn 0",
    "spawn 1",
    "spawn 2",
    "add Position 0",
    "add Position 1",
    "add Position 2",
  ]);
});

test("changes by query call hooks for every row, before it leaves and after it has come", () => {
  const { world, log } = recorded();
  const movers = world.query(Position);
  for (let x = 0; x < 3; x++) world.spawn(Position({ x }));
  taken(log);
  movers.add(Frozen);
  expect(taken(log)).toEqual(["add Frozen 0", "add Frozen 1", "add Frozen 2"]);
  movers.remove(Frozen, Position);
  expect(taken(log)).toEqual([
    "remove Position 0",
    "remove Position 1",
    "remove Position 2",
    "remove Frozen 0",
    "remove Frozen 1",
    "remove Frozen 2",
  ]);
  world.query(Frozen).despawn();
  world.query().despawn();
  expect(log).toEqual(["despawn -", "despawn -", "despawn -"]);
  validate(world);
});

test("a hook with batch gets runs of rows, one per chunk, and can read and write their columns", () => {
  const { world } = recorded();
  const runs: [string, number, number, number][] = [];
  world.onAdd(
    Frozen,
    (rows) => {
      runs.push(["add", rows.start, rows.end, rows.entities[rows.start]]);
      expect(rows.has(Frozen)).toBe(true);
    },
    { batch: true },
  );
  world.onRemove(
    Position,
    (rows) => {
      const { x } = rows.read(Position);
      runs.push(["remove", rows.start, rows.end, x[rows.end - 1]]);
      rows.write(Position).y[rows.start] = 5;
    },
    { batch: true },
  );
  const first = world.spawn(Position, Frozen);
  expect(runs.splice(0)).toEqual([["add", 0, 1, first]]);
  world.despawn(first);
  runs.length = 0;
  for (let x = 0; x < 40; x++) world.spawn(Position({ x }));
  const movers = world.query(Position);
  const [second] = movers.entities();
  movers.add(Frozen);
  // Full chunks change hands without being copied; the rest fills up the chunk that was kept.
  expect(runs.map(([name, start, end]) => [name, start, end])).toEqual([
    ["add", 0, 16],
    ["add", 0, 16],
    ["add", 0, 8],
  ]);
  expect(runs.splice(0)[0][3]).toBe(second);
  movers.remove(Position);
  expect(runs).toEqual([
    ["remove", 0, 16, 15],
    ["remove", 0, 16, 31],
    ["remove", 0, 8, 39],
  ]);
  validate(world);
});

test("a hook on the way out may spawn into the very room that the change is going to take", () => {
  const world = createWorld({ chunkRows: { min: 16, max: 16, window: 16 } });
  world.onRemove(Frozen, () => {
    world.spawn(Position({ x: 2 }));
  });
  world.spawnMany(15, [Position]); // one more fits into their chunk
  const entity = world.spawn(Position({ x: 1 }), Frozen);
  world.remove(entity, Frozen);
  validate(world);
  expect(world.query(Position).count).toBe(17);
  const many = world.query(Position, Frozen);
  world.spawnMany(31, [Position, Frozen]);
  many.remove(Frozen);
  validate(world);
  expect(world.query(Position).count).toBe(17 + 62);
});
