import { expect, test } from "vitest";
import {
  type Chunk,
  component,
  createWorld,
  type Entity,
  f32,
  tag,
  type World,
} from "../../src/index.ts";

const Position = component("Position", { x: f32, y: f32 });
const Look = component("Look", { size: f32(1), alpha: f32 });
const Frozen = tag("Frozen");

/** One chunk of 64 rows in four windows, all in use. */
function fourWindows() {
  const world = createWorld({ chunkRows: { min: 64, max: 64, window: 16 } });
  const entities = Array.from({ length: 64 }, () => world.spawn(Position, Look));
  const [chunk] = [...world.query(Position, Look)];
  return { world, entities, chunk };
}

/** The windows of each component that were changed by `act`. */
function changedBy(world: World, chunk: Chunk<typeof Position | typeof Look>, act: () => void) {
  const since = world.changeCursor();
  act();
  const windowsOf = (of: typeof Position | typeof Look) => {
    const windows = [0, 1, 2, 3].filter((w) => chunk.windowChangedSince(of, w, since));
    expect(chunk.changedSince(of, since)).toBe(windows.length > 0);
    return windows;
  };
  return { position: windowsOf(Position), look: windowsOf(Look) };
}

const NONE = { position: [], look: [] };

test("reading stamps nothing", () => {
  const { world, entities, chunk } = fourWindows();
  const read = () => {
    for (const each of world.query(Position, Look)) each.read(Position);
    world.query(Position, Look).each((position, look) => position.x + look.size);
    world.get(entities[0], Position);
    world.has(entities[0], Frozen);
    expect(world.query(Position).count).toBe(64);
  };
  expect(changedBy(world, chunk, read)).toEqual(NONE);
});

test("chunk.write stamps the component, in every window in use or in those of the rows named", () => {
  const { world, chunk } = fourWindows();
  expect(changedBy(world, chunk, () => chunk.write(Position))).toEqual({
    position: [0, 1, 2, 3],
    look: [],
  });
  expect(changedBy(world, chunk, () => chunk.write(Look, 16, 33))).toEqual({
    position: [],
    look: [1, 2],
  });
  expect(changedBy(world, chunk, () => chunk.write(Look, 15, 16)).look).toEqual([0]);
  expect(changedBy(world, chunk, () => chunk.write(Look, 5, 5))).toEqual(NONE);
});

test("windows past the rows in use are not stamped", () => {
  const world = createWorld({ chunkRows: { min: 64, max: 64, window: 16 } });
  for (let i = 0; i < 20; i++) world.spawn(Position, Look);
  const [chunk] = [...world.query(Position, Look)];
  expect(changedBy(world, chunk, () => chunk.write(Position)).position).toEqual([0, 1]);
});

test("set stamps one window of one component", () => {
  const { world, entities, chunk } = fourWindows();
  const act = () => world.set(entities[40], Look, { alpha: 1 });
  expect(changedBy(world, chunk, act)).toEqual({ position: [], look: [2] });
});

test("each stamps the components that were written to, and only those", () => {
  const { world, chunk } = fourWindows();
  const movers = world.query(Position, Look);
  const write = () =>
    movers.each((position, look) => {
      position.x += look.size;
    });
  expect(changedBy(world, chunk, write)).toEqual({ position: [0, 1, 2, 3], look: [] });
  const writeOne = () =>
    movers.each((position, look, entity) => {
      if (entity === chunk.entities[3]) look.alpha = position.x;
    });
  expect(changedBy(world, chunk, writeOne).position).toEqual([]);
  expect(changedBy(world, chunk, writeOne).look).toContain(0);
});

test("a callback of each that throws has stamped what it wrote", () => {
  const { world, chunk } = fourWindows();
  const act = () =>
    expect(() =>
      world.query(Position).each((position) => {
        position.x = 1;
        throw new Error("stop");
      }),
    ).toThrow("stop");
  expect(changedBy(world, chunk, act).position).toContain(0);
});

test("rows that come, go or move change every component of their windows", () => {
  const { world, entities, chunk } = fourWindows();
  const last = { position: [3], look: [3] };
  expect(changedBy(world, chunk, () => world.despawn(entities[63]))).toEqual(last);
  expect(changedBy(world, chunk, () => world.spawn(Position, Look))).toEqual(last);
  const both = { position: [0, 3], look: [0, 3] };
  expect(changedBy(world, chunk, () => world.despawn(entities[2]))).toEqual(both); // the last row fills the hole
  expect(changedBy(world, chunk, () => world.add(entities[3], Frozen))).toEqual(both);
});

test("adding values to a component that is there stamps it", () => {
  const { world, entities, chunk } = fourWindows();
  const add = (input: Parameters<World["add"]>[1]) =>
    changedBy(world, chunk, () => world.add(entities[20], input));
  expect(add(Look({ size: 5 }))).toEqual({ position: [], look: [1] });
  expect(add(Look)).toEqual(NONE);
});

test("a bulk change stamps the values it writes", () => {
  const { world, chunk } = fourWindows();
  const act = () => world.query(Position).add(Look({ size: 2 }));
  expect(changedBy(world, chunk, act)).toEqual({ position: [], look: [0, 1, 2, 3] });
});

test("a component removed and added again in a loop counts as changed", () => {
  const { world, entities, chunk } = fourWindows();
  world.set(entities[17], Look, { size: 9 });
  const act = () => {
    for (const _ of world.query(Position)) {
      world.remove(entities[17], Look);
      world.add(entities[17], Look);
    }
  };
  expect(changedBy(world, chunk, act)).toEqual({ position: [], look: [1] });
  expect(world.get(entities[17], Look, "size")).toBe(1);
});

test("a chunk that is handed over to another archetype counts as changed, with its rows", () => {
  const { world, chunk } = fourWindows();
  const act = () => world.query(Position).add(Frozen);
  const all = [0, 1, 2, 3];
  expect(changedBy(world, chunk, act)).toEqual({ position: all, look: all });
  expect([...world.query(Frozen)]).toEqual([chunk]);
});

test("a chunk is new to every cursor taken before it was made", () => {
  const world = createWorld();
  const since = world.changeCursor();
  world.spawn(Position);
  const [chunk] = [...world.query(Position)];
  expect(chunk.changedSince(Position, since)).toBe(true);
  expect(chunk.changedSince(Position, world.changeCursor())).toBe(false);
});

test("every reader has its own cursor", () => {
  const { world, entities, chunk } = fourWindows();
  const first = world.changeCursor();
  world.set(entities[0], Position, { x: 1 });
  const second = world.changeCursor();
  world.set(entities[63], Position, { x: 1 });
  const windows = (since: number) =>
    [0, 1, 2, 3].filter((w) => chunk.windowChangedSince(Position, w, since));
  expect(windows(first)).toEqual([0, 3]);
  expect(windows(second)).toEqual([3]);
  expect(windows(world.changeCursor())).toEqual([]);
});

test("spawnMany stamps the windows of the rows it made", () => {
  const world = createWorld({ chunkRows: { min: 64, max: 64, window: 16 } });
  const entities: Entity[] = Array.from({ length: 16 }, () => world.spawn(Position, Look));
  const [chunk] = [...world.query(Position, Look)];
  expect(entities).toHaveLength(16);
  const act = () => world.spawnMany(20, [Position, Look], (rows) => rows.write(Position));
  expect(changedBy(world, chunk, act)).toEqual({ position: [1, 2], look: [1, 2] });
});
