import { expect, test } from "vitest";
import { component, createWorld, type Entity, f32, tag, u8, validate } from "../../src/index.ts";
import { failAfter, restoreMemory } from "./failing-memory.ts";

const Position = component("Position", { x: f32, y: f32(-1) });
const Health = component("Health", { points: u8(100) });
const Frozen = tag("Frozen");

function smallWorld() {
  return createWorld({ capacity: 256, chunkRows: { min: 16, max: 64, window: 16 } });
}

test("the callback sees every row once, in runs, with its place among those spawned", () => {
  const world = smallWorld();
  world.spawnMany(5, [Position]); // so that the first run begins in the middle of a chunk
  const runs: [number, number, number][] = [];
  const handles: Entity[] = [];
  world.spawnMany(100, [Position, Frozen], () => {});
  world.spawnMany(100, [Position], (rows) => {
    runs.push([rows.start, rows.end, rows.offset]);
    const { x } = rows.write(Position);
    for (let i = rows.start; i < rows.end; i++) {
      x[i] = rows.offset + i - rows.start;
      handles.push(rows.entities[i] as Entity);
    }
  });
  validate(world);
  expect(runs).toEqual([
    [5, 16, 0],
    [0, 64, 11],
    [0, 25, 75],
  ]);
  expect(handles.map((handle) => world.get(handle, Position))).toEqual(
    Array.from({ length: 100 }, (_, x) => ({ x, y: -1 })),
  );
});

test("all rows hold their values before the callback sees the first", () => {
  const world = smallWorld();
  let runCount = 0;
  world.spawnMany(100, [Position({ x: 3 }), Health], () => {
    runCount++;
    expect(world.entityCount).toBe(100);
    const rows: [number, number, number][] = [];
    world.query(Position, Health).each((position, health) => {
      rows.push([position.x, position.y, health.points]);
    });
    expect(rows).toEqual(Array.from({ length: 100 }, () => [3, -1, 100]));
  });
  expect(runCount).toBe(2);
});

test("without a callback the entities have the given and the starting values", () => {
  const world = smallWorld();
  world.spawnMany(70, [Position({ y: 2 }), Frozen]);
  validate(world);
  const rows: [number, number][] = [];
  world.query(Position, Frozen).each((position) => {
    rows.push([position.x, position.y]);
  });
  expect(rows).toEqual(Array.from({ length: 70 }, () => [0, 2]));
});

test("a callback that throws loses no entity", () => {
  const world = smallWorld();
  expect(() =>
    world.spawnMany(100, [Position], () => {
      throw new Error("stop");
    }),
  ).toThrow("stop");
  validate(world);
  expect(world.query(Position).count).toBe(100);
});

test("structural changes in the callback wait for its end", () => {
  const world = smallWorld();
  const other = world.spawn(Position);
  let first = 0 as Entity;
  world.spawnMany(3, [Position], (rows) => {
    first = rows.entities[rows.start] as Entity;
    world.despawn(first);
    world.despawn(other);
    expect(world.isAlive(first)).toBe(true);
  });
  expect(world.isAlive(first)).toBe(false);
  expect(world.entityCount).toBe(2);
  validate(world);
});

test("spawnMany inside another's callback leaves the outer rows alone, however often", () => {
  const world = smallWorld();
  for (let round = 1; round <= 3; round++) {
    world.spawnMany(3, [Position], (outer) => {
      const { start, end, entities } = outer;
      world.spawnMany(40, [Health], (inner) => {
        expect(inner.end - inner.start).toBeGreaterThan(0);
        inner.write(Health).points.fill(round, inner.start, inner.end);
      });
      expect([outer.start, outer.end, outer.offset]).toEqual([start, end, 0]);
      expect(outer.entities).toBe(entities);
      outer.write(Position).x.fill(round, start, end);
    });
    validate(world);
  }
  const points: number[] = [];
  world.query(Health).each((health) => {
    points.push(health.points);
  });
  expect(points).toEqual([1, 2, 3].flatMap((round) => Array.from({ length: 40 }, () => round)));
  const xs: number[] = [];
  world.query(Position).each((position) => {
    xs.push(position.x);
  });
  expect(xs).toEqual([1, 1, 1, 2, 2, 2, 3, 3, 3]);
});

test("in a loop the entities wait, are filled in place, and join at the end", () => {
  const world = smallWorld();
  world.spawn(Position);
  const movers = world.query(Position);
  const seen: number[] = [];
  for (const chunk of movers) {
    seen.push(chunk.count);
    world.spawnMany(40, [Position], (rows) => {
      const { x } = rows.write(Position);
      for (let i = rows.start; i < rows.end; i++) x[i] = rows.offset + i - rows.start;
    });
    expect(movers.count).toBe(1);
    expect(world.entityCount).toBe(41);
  }
  validate(world);
  expect(seen).toEqual([1]);
  const xs: number[] = [];
  movers.each((position) => {
    xs.push(position.x);
  });
  expect(xs).toEqual([0, ...Array.from({ length: 40 }, (_, x) => x)]);
});

test("none can be spawned, and no number of entities that is not whole", () => {
  const world = smallWorld();
  let runCount = 0;
  world.spawnMany(0, [Position], () => runCount++);
  for (const _ of world.query()) world.spawnMany(0, [Position]);
  expect(runCount).toBe(0);
  for (const count of [-1, 0.5, Number.NaN]) {
    expect(() => world.spawnMany(count, [Position])).toThrow(
      `spawnMany: the count is ${count}. Pass a whole number of entities. [E107]`,
    );
  }
  expect(world.entityCount).toBe(0);
  validate(world);
});

test("without room for all of them none is spawned", () => {
  const world = smallWorld();
  world.spawnMany(10, [Position]);
  for (const granted of [0, 1]) {
    failAfter(world, granted);
    let isFilled = false;
    const call = () =>
      world.spawnMany(150, [Position], () => {
        isFilled = true;
      });
    expect(call).toThrow("no memory, on purpose");
    expect(isFilled).toBe(false);
    validate(world);
    expect(world.query(Position).count).toBe(10);
    restoreMemory(world);
  }
});
