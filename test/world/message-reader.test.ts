import { expect, test } from "vitest";
import {
  createWorld,
  type Entity,
  endMessageFrame,
  entity,
  f32,
  f32x2,
  f64,
  type MessageReader,
  message,
} from "../../src/index.ts";

const Hit = message("Hit", { target: entity, amount: f32(1) });
const Count = message("Count", { n: f64 });

/** Everything that is unread, as plain numbers. */
function read(reader: MessageReader<(typeof Count)["schema"]>): number[] {
  const seen: number[] = [];
  reader.each((m) => {
    seen.push(m.n);
  });
  return seen;
}

test("a reader sees each message once, in the order sent", () => {
  const world = createWorld();
  const target = world.spawn();
  const reader = Hit.reader(world);
  Hit.send(world, { target, amount: 2.5 });
  Hit.send(world, { target });
  const seen: [Entity, number][] = [];
  reader.each((hit) => seen.push([hit.target, hit.amount]));
  reader.each(() => expect.unreachable());
  expect(seen).toEqual([
    [target, 2.5],
    [target, 1],
  ]);
});

test("a reader that runs every frame misses nothing, before the writer or after it", () => {
  const world = createWorld();
  const before = Count.reader(world);
  const after = Count.reader(world);
  const seenBefore: number[][] = [];
  const seenAfter: number[][] = [];
  for (let frame = 0; frame < 5; frame++) {
    seenBefore.push(read(before));
    Count.send(world, { n: frame * 10 });
    Count.send(world, { n: frame * 10 + 1 });
    seenAfter.push(read(after));
    endMessageFrame(world);
  }
  expect(seenBefore).toEqual([[], [0, 1], [10, 11], [20, 21], [30, 31]]);
  expect(seenAfter).toEqual([
    [0, 1],
    [10, 11],
    [20, 21],
    [30, 31],
    [40, 41],
  ]);
  expect([before.missedCount, after.missedCount]).toEqual([0, 0]);
});

test("a message lives through the end of the next frame and no longer", () => {
  const world = createWorld();
  const [sameFrame, nextFrame, tooLate] = [1, 2, 3].map(() => Count.reader(world));
  Count.send(world, { n: 7 });
  expect(read(sameFrame)).toEqual([7]);
  endMessageFrame(world);
  expect(read(nextFrame)).toEqual([7]);
  expect(tooLate.count).toBe(1);
  endMessageFrame(world);
  expect(tooLate.count).toBe(0);
  expect(read(tooLate)).toEqual([]);
});

test("a reader that lagged is told how many it missed, and goes on with what is left", () => {
  const world = createWorld();
  const reader = Count.reader(world);
  for (let frame = 0; frame < 4; frame++) {
    Count.send(world, { n: frame });
    Count.send(world, { n: frame + 0.5 });
    endMessageFrame(world);
  }
  expect(reader.missedCount).toBe(6);
  expect(reader.count).toBe(2);
  expect(read(reader)).toEqual([3, 3.5]);
  expect(reader.missedCount).toBe(6);
  Count.send(world, { n: 9 });
  expect(read(reader)).toEqual([9]);
});

test("a reader starts with the messages that are alive when it is made", () => {
  const world = createWorld();
  for (let frame = 0; frame < 3; frame++) {
    Count.send(world, { n: frame });
    endMessageFrame(world);
  }
  Count.send(world, { n: 3 });
  const reader = Count.reader(world);
  expect(reader.count).toBe(2);
  expect(read(reader)).toEqual([2, 3]);
  expect(reader.missedCount).toBe(0);
});

test("skip passes over what was sent so far, and does not count it as missed", () => {
  const world = createWorld();
  const reader = Count.reader(world);
  Count.send(world, { n: 1 });
  reader.skip();
  expect(reader.count).toBe(0);
  Count.send(world, { n: 2 });
  endMessageFrame(world);
  endMessageFrame(world);
  expect(reader.missedCount).toBe(1);
  reader.skip();
  expect(reader.missedCount).toBe(1);
});

test("what is sent inside a loop is read by the next one, also when it makes the columns grow", () => {
  const world = createWorld();
  const reader = Count.reader(world);
  Count.sendMany(world, 64, ({ n }, start, end) => {
    for (let i = start; i < end; i++) n[i] = i;
  });
  const seen: number[] = [];
  reader.each((m) => {
    for (let i = 0; i < 10; i++) Count.send(world, { n: -1 });
    seen.push(m.n);
  });
  expect(seen).toEqual(Array.from({ length: 64 }, (_, i) => i));
  expect(reader.count).toBe(640);
  expect(read(reader)).toEqual(new Array(640).fill(-1));
});

test("what is sent inside a loop over columns is read by the next one", () => {
  const world = createWorld();
  const reader = Count.reader(world);
  Count.send(world, { n: 5 });
  reader.eachRun(({ n }, start, end) => {
    for (let i = 0; i < 1000; i++) Count.send(world, { n: -1 });
    expect([start, end, n[0]]).toEqual([0, 1, 5]);
  });
  expect(reader.count).toBe(1000);
});

test("two readers of one message have places of their own, also inside each other's loops", () => {
  const world = createWorld();
  const outer = Count.reader(world);
  const inner = Count.reader(world);
  for (const n of [1, 2]) Count.send(world, { n });
  const seen: number[] = [];
  outer.each((a) => {
    inner.each((b) => {
      seen.push(a.n * 10 + b.n);
    });
    seen.push(a.n);
  });
  expect(seen).toEqual([11, 12, 1, 2]);
});

test("eachRun hands out the unread rows of both frames as columns", () => {
  const world = createWorld();
  const reader = Count.reader(world);
  for (const n of [1, 2, 3]) Count.send(world, { n });
  reader.skip();
  Count.send(world, { n: 4 });
  endMessageFrame(world);
  Count.send(world, { n: 5 });
  const runs: number[][] = [];
  reader.eachRun(({ n }, start, end) => {
    runs.push([start, end, ...Array.from({ length: end - start }, (_, i) => n[start + i])]);
  });
  expect(runs).toEqual([
    [3, 4, 4],
    [0, 1, 5],
  ]);
  reader.eachRun(() => expect.unreachable());
});

test("a message whose visit throws counts as read, and the rest stays unread", () => {
  const world = createWorld();
  const reader = Count.reader(world);
  for (const n of [1, 2, 3]) Count.send(world, { n });
  expect(() =>
    reader.each((m) => {
      if (m.n === 2) throw new Error("no");
    }),
  ).toThrow("no");
  expect(read(reader)).toEqual([3]);
  endMessageFrame(world);
});

test("a reader's message cannot be written", () => {
  const world = createWorld();
  const Lanes = message("Lanes", { n: f32, at: f32x2 });
  const reader = Lanes.reader(world);
  Lanes.send(world, { n: 1 });
  reader.each((m) => {
    expect(() => Object.assign(m, { n: 2 })).toThrow(TypeError);
    expect(() => Object.assign(m.at, { 0: 2 })).toThrow(TypeError);
  });
});

test("with poison, columns that a reader kept too long read as poison", () => {
  const world = createWorld({ poison: true });
  const reader = Count.reader(world);
  Count.send(world, { n: 5 });
  const kept: { [row: number]: number }[] = [];
  reader.eachRun(({ n }) => kept.push(n));
  endMessageFrame(world);
  expect(kept[0][0]).toBe(5);
  endMessageFrame(world);
  expect(kept[0][0]).toBeLessThan(-1e100);
});
