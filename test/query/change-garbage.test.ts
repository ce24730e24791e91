import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { expect, test } from "vitest";
import { added, any, changed, component, createWorld, f32, removed, tag } from "../../src/index.ts";

setFlagsFromString("--expose-gc");
const collect: () => void = runInNewContext("gc");

const WARM_UP_FRAMES = 3000;
const WINDOWS = 30;

/** Bytes that a frame leaves behind: the least of many short windows, because V8 makes some of its own. */
function garbagePerFrame(frame: () => void): number {
  for (let i = 0; i < WARM_UP_FRAMES; i++) frame();
  const windows = Array.from({ length: WINDOWS }, () => {
    collect();
    const before = process.memoryUsage().heapUsed;
    for (let i = 0; i < 20; i++) frame();
    return process.memoryUsage().heapUsed - before;
  });
  return Math.min(...windows) / 20;
}

// Seen to fail on purpose: an iterator made for each loop over the runs of a reader.
test("a steady frame with ten readers leaves no garbage", () => {
  const Health = component("Health", { points: f32(100) }, { track: "rows" });
  const Position = component("Position", { x: f32 });
  const Frozen = tag("Frozen");
  const world = createWorld({ chunkRows: { min: 64, max: 64, window: 16 } });
  const entities = Array.from({ length: 300 }, () => world.spawn(Health, Position));
  const readers = Array.from({ length: 5 }, () => [
    world.query(Health, any(changed(Health), changed(Position))).reader(),
    world.query(Health, any(added(Frozen), removed(Frozen))).reader(),
  ]).flat();
  const total = new Float64Array(1);
  const sum = (health: { points: number }): void => {
    total[0] += health.points;
  };
  const values = { points: 1 };
  let number = 0;
  const bytes = garbagePerFrame(() => {
    number = (number + 1) % 300;
    world.set(entities[number], Health, values);
    if (world.has(entities[number], Frozen)) world.remove(entities[number], Frozen);
    else world.add(entities[number], Frozen);
    for (let i = 0; i < readers.length; i++) {
      total[0] += readers[i].count;
      if (i % 4 < 2) readers[i].each(sum);
      else for (const rows of readers[i].runs()) total[0] += rows.read(Health).points[rows.start];
    }
  });
  expect(total[0]).toBeGreaterThan(0);
  // 25 bytes a reader would be 250.
  expect(bytes).toBeLessThan(200);
});
