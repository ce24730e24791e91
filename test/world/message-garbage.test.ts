import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { expect, test } from "vitest";
import {
  createWorld,
  type Entity,
  endMessageFrame,
  entity,
  f32,
  message,
  NO_ENTITY,
  u32,
} from "../../src/index.ts";

setFlagsFromString("--expose-gc");
const collect: () => void = runInNewContext("gc");

const WARM_UP_FRAMES = 3000;
const WINDOWS = 30;

/**
 * Bytes that a frame leaves behind: the least of many short windows, because V8 makes some of its
 * own, and code that is not optimised yet boxes fractions.
 */
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

test("a steady frame that sends a draft and reads it back leaves no garbage", () => {
  const Hit = message("Hit", { target: entity, amount: f32 });
  const world = createWorld();
  const reader = Hit.reader(world);
  const hit = Hit.draft();
  const total = new Float64Array(1);
  const bytes = garbagePerFrame(() => {
    for (let i = 0; i < 100; i++) {
      hit.target = i as Entity;
      hit.amount = i + 0.5;
      Hit.send(world, hit);
    }
    reader.each((m) => {
      total[0] += m.amount + m.target;
    });
    endMessageFrame(world);
  });
  expect(total[0]).toBeGreaterThan(0);
  // 100 boxed numbers would be 1,200 bytes; the loop's own closure is some 60.
  expect(bytes).toBeLessThan(500);
});

test("a steady frame that sends and reads columns leaves no garbage", () => {
  const Hit = message("Hit", { target: entity, amount: f32 });
  const world = createWorld();
  const reader = Hit.reader(world);
  const total = new Float64Array(1);
  const bytes = garbagePerFrame(() => {
    Hit.sendMany(world, 100, ({ amount }, start, end) => {
      for (let i = start; i < end; i++) amount[i] = i + 0.5;
    });
    reader.eachRun(({ amount }, start, end) => {
      for (let i = start; i < end; i++) total[0] += amount[i];
    });
    endMessageFrame(world);
  });
  expect(total[0]).toBeGreaterThan(0);
  expect(bytes).toBeLessThan(500);
});

test("a steady frame that sends one object of whole numbers again and again leaves no garbage", () => {
  const Hit = message("Hit", { target: entity, amount: u32 });
  const world = createWorld();
  const reader = Hit.reader(world);
  const hit = { target: NO_ENTITY, amount: 0 };
  let seen = 0;
  const bytes = garbagePerFrame(() => {
    for (let i = 0; i < 100; i++) {
      hit.amount = i;
      Hit.send(world, hit);
    }
    reader.each((m) => {
      seen += m.amount & 1;
    });
    endMessageFrame(world);
  });
  expect(seen).toBeGreaterThan(0);
  // 100 fresh objects of two fields would be 2,800 bytes.
  expect(bytes).toBeLessThan(500);
});

test("a world that has sent more messages than a small integer counts leaves no garbage either", () => {
  const Tick = message("Tick");
  const world = createWorld();
  const reader = Tick.reader(world);
  for (let frame = 0; frame < 130; frame++) {
    Tick.sendMany(world, 2 ** 24);
    endMessageFrame(world);
  }
  expect(reader.missedCount).toBe(129 * 2 ** 24);
  reader.skip();
  let seen = 0;
  const bytes = garbagePerFrame(() => {
    for (let i = 0; i < 100; i++) Tick.send(world);
    reader.each(() => {
      seen++;
    });
    endMessageFrame(world);
  });
  expect(seen).toBe(100 * (WARM_UP_FRAMES + WINDOWS * 20));
  expect(bytes).toBeLessThan(500);
});
