import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { expect, test } from "vitest";
import { component, createWorld, f32, tag, u8, validate } from "../../src/index.ts";

setFlagsFromString("--expose-gc");
const collect: () => void = runInNewContext("gc");

/** Bytes that a frame leaves behind: the least of many short windows, because V8 makes some of its own. */
function garbagePerFrame(frame: () => void): number {
  for (let i = 0; i < 6000; i++) frame();
  const windows = Array.from({ length: 30 }, () => {
    collect();
    const before = process.memoryUsage().heapUsed;
    for (let i = 0; i < 40; i++) frame();
    return process.memoryUsage().heapUsed - before;
  });
  return Math.min(...windows) / 40;
}

const Position = component("Position", { x: f32, y: f32 });
const Burning = component("Burning", { heat: u8 }, { storage: "sparse" });
const Frozen = tag("Frozen");
const Tired = tag("Tired");

// Seen to fail on purpose: a command made for each call, and lists that were not given back.
test("changes by query leave no garbage", () => {
  const world = createWorld({ chunkRows: { min: 16, max: 64, window: 16 } });
  world.spawnMany(100, [Position]);
  world.spawnMany(50, [Position, Tired]);
  const movers = world.query(Position);
  const awake = world.query(Position).not(Tired);
  const frozen = world.query(Frozen);
  const values = { x: 1 };
  const lists = { add: [Tired], remove: [Frozen] };
  const back = { add: [Frozen], remove: [Tired] };
  const fire = Burning({ heat: 5 });
  const bytes = garbagePerFrame(() => {
    awake.add(Frozen);
    movers.set(Position, values);
    frozen.change(lists);
    movers.change(back);
    frozen.remove(Frozen, Tired);
    movers.add(fire, Frozen);
    movers.set(Burning, fire.values);
    movers.remove(Burning);
    frozen.remove(Frozen);
  });
  expect(world.query(Position).count).toBe(150);
  validate(world);
  // 9 calls; one list of one component would be 24 bytes.
  expect(bytes).toBeLessThan(20);
});

test("bulk despawns leave no garbage, where rows decide, too", () => {
  const Shield = component("Shield", { points: u8 }, { toggle: true });
  const world = createWorld();
  const some = world.query(Position, Shield);
  const inputs = [Position, Shield];
  const plain = world.query(Position);
  const bytes = garbagePerFrame(() => {
    world.spawnMany(20, inputs);
    some.despawn();
    world.spawnMany(20, inputs);
    plain.despawn();
  });
  expect(world.entityCount).toBe(0);
  expect(bytes).toBeLessThan(20);
});
