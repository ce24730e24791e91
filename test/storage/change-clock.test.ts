import { expect, test } from "vitest";
import { component, createWorld, f32, validate } from "../../src/index.ts";
import { ChangeClock, LAST_STAMP, lowered } from "../../src/storage/change-clock.ts";

const Position = component("Position", { x: f32, y: f32 });

test("cursors count on where stamps are lowered, and stay comparable", () => {
  const clock = new ChangeClock();
  const stamps = [0, 5, 2 ** 29, LAST_STAMP];
  clock.keepers.push({
    lowerStamps: (by) => {
      for (let i = 0; i < stamps.length; i++) stamps[i] = lowered(stamps[i], by);
    },
  });
  clock.now = LAST_STAMP - 1;
  expect(clock.cursor()).toBe(1_073_741_822);
  expect(stamps).toEqual([0, 5, 536_870_912, 1_073_741_823]);
  const late = clock.cursor();
  expect(late).toBe(1_073_741_823);
  expect(stamps).toEqual([0, 0, 0, 536_870_911]);
  expect(clock.now).toBe(536_870_912);
  expect(clock.cursor()).toBe(1_073_741_824);
  expect(stamps.map((stamp) => stamp > clock.stampOf(1_073_741_822))).toEqual([
    false,
    false,
    false,
    true,
  ]);
});

test("a cursor older than all stamps that were kept sees everything as changed, and loses nothing", () => {
  const world = createWorld({ chunkRows: { min: 64, max: 64, window: 16 } });
  const since = world.changeCursor();
  const first = world.spawn(Position);
  for (let i = 1; i < 64; i++) world.spawn(Position);
  const [chunk] = [...world.query(Position)];
  const settled = world.changeCursor();
  world.storage.clock.now = LAST_STAMP;
  const atLimit = world.changeCursor();
  world.set(first, Position, { x: 1 });
  const changed = (cursor: number) =>
    [0, 1, 2, 3].filter((window) => chunk.windowChangedSince(Position, window, cursor));
  expect(changed(since)).toEqual([0, 1, 2, 3]);
  expect(changed(settled)).toEqual([0, 1, 2, 3]); // half a billion cursors ago: too much, never too little
  expect(changed(atLimit)).toEqual([0]);
  expect(changed(world.changeCursor())).toEqual([]);
  validate(world);
});
