import { afterEach, expect, test, vi } from "vitest";
import { component, createWorld, f32, tag, validate, type World } from "../../src/index.ts";

const Position = component("Position", { x: f32, y: f32 });
const TAGS = Array.from({ length: 10 }, (_, i) => tag(`Team${i}`));
const CHUNK_BYTES = 64 + 64 + 2 * 64; // versions, entities, x and y of 16 rows

afterEach(() => {
  vi.restoreAllMocks();
});

/** Ten archetypes with an empty chunk each. */
function afterPeak(): World {
  const world = createWorld({ chunkRows: { min: 16, max: 16 } });
  for (const team of TAGS) world.spawn(Position, team);
  world.query().despawn();
  return world;
}

/** A clock that moves on by as much at every look. */
function tickBy(ms: number): void {
  let now = 1000;
  vi.spyOn(performance, "now").mockImplementation(() => {
    now += ms;
    return now;
  });
}

test("shrink with a budget stops when it is used up, and goes on there at the next call", () => {
  const world = afterPeak();
  tickBy(1);
  const freed: number[] = [];
  let isDone = false;
  while (!isDone) {
    const result = world.shrink({ budgetMs: 4 });
    validate(world);
    freed.push(result.bytes / CHUNK_BYTES);
    isDone = result.isDone;
  }
  // A step takes 1 ms. The latest archetypes go first; the root and the bare Position have no chunks.
  expect(freed).toEqual([4, 4, 2, 0]);
  expect(world.memory().archetypes).toEqual([]);
});

test("shrink with a budget of 0 does one step a call, and says when it has done all", () => {
  const world = afterPeak();
  const { archetypeCount } = world.memory();
  let calls = 0;
  while (!world.shrink({ budgetMs: 0 }).isDone) calls++;
  expect(calls).toBe(archetypeCount);
  expect(world.memory().archetypeCount).toBe(1);
  expect(world.memory().usedBytes).toBe(world.memory().entityIndexBytes);
});

test("shrink without a budget does all, also where one with a budget had begun", () => {
  const world = afterPeak();
  world.shrink({ budgetMs: 0 });
  world.spawn(Position, TAGS[9]);
  world.query().despawn();
  expect(world.shrink()).toEqual({ bytes: 10 * CHUNK_BYTES, isDone: true });
});

test("shrink gives slabs back at the end of a pass", () => {
  const world = createWorld({ capacity: 0, firstSlabBytes: 65_536, slabBytes: 65_536 });
  world.spawnMany(20_000, [Position]);
  world.query().despawn();
  tickBy(1);
  const { reservedBytes } = world.memory();
  world.shrink({ budgetMs: 1 });
  expect(world.memory().reservedBytes).toBe(reservedBytes);
  world.shrink();
  expect(world.memory().reservedBytes).toBeLessThan(reservedBytes);
});

test("a budget that is no number of milliseconds is refused, and nothing is given back", () => {
  const world = afterPeak();
  const { usedBytes } = world.memory();
  const budget = (budgetMs: unknown) => () => world.shrink({ budgetMs: budgetMs as number });
  const advice = "Pass milliseconds, 0 or more, or leave it out. [E170]";
  expect(budget(-1)).toThrow(`shrink: budgetMs is -1. ${advice}`);
  expect(budget(Number.NaN)).toThrow(`shrink: budgetMs is NaN. ${advice}`);
  expect(budget("soon")).toThrow(`shrink: budgetMs is soon. ${advice}`);
  expect(world.memory().usedBytes).toBe(usedBytes);
});
