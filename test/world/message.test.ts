import { expect, expectTypeOf, test } from "vitest";
import {
  bool,
  createWorld,
  type Entity,
  endMessageFrame,
  entity,
  f32,
  f32x2,
  f64,
  i16,
  type MessageReader,
  message,
  messageMemory,
  NO_ENTITY,
  oneOf,
  shrinkMessages,
  u8,
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

test("every kind of field arrives as it was sent, and at its default when left out", () => {
  const All = message("All", {
    small: i16(-3),
    isHot: bool(true),
    mode: oneOf("walk", "run"),
    at: f32x2([1, 2]),
  });
  const world = createWorld();
  const reader = All.reader(world);
  All.send(world);
  All.send(world, { small: -9, isHot: false, mode: "run", at: [3, 4] });
  All.send(world, { small: undefined as never, mode: "run" });
  const seen: unknown[] = [];
  reader.each(({ small, isHot, mode, at }) => {
    seen.push([small, isHot, mode, at.length, at[0], at[1]]);
  });
  expect(seen).toEqual([
    [-3, true, "walk", 2, 1, 2],
    [-9, false, "run", 2, 3, 4],
    [-3, true, "run", 2, 1, 2],
  ]);
});

test("a message without fields is counted like any other", () => {
  const GameOver = message("GameOver");
  const world = createWorld();
  const reader = GameOver.reader(world);
  GameOver.send(world);
  GameOver.sendMany(world, 2);
  let times = 0;
  reader.each(() => times++);
  expect(times).toBe(3);
});

test("a message belongs to the world that it was sent in", () => {
  const first = createWorld();
  const second = createWorld();
  Count.send(first, { n: 1 });
  expect(Count.reader(second).count).toBe(0);
  endMessageFrame(second);
  endMessageFrame(second);
  expect(read(Count.reader(first))).toEqual([1]);
});

test("sendMany fills rows that hold the defaults, after those sent before", () => {
  const world = createWorld();
  const reader = Hit.reader(world);
  Hit.send(world, { amount: 5 });
  Hit.sendMany(world, 3, ({ target, amount }, start, end) => {
    expect([start, end]).toEqual([1, 4]);
    expect([...amount.subarray(start, end)]).toEqual([1, 1, 1]);
    target[start + 1] = 77;
    expect(reader.count).toBe(1);
  });
  Hit.sendMany(world, 0, () => expect.unreachable());
  const seen: number[][] = [];
  reader.each((m) => seen.push([m.target, m.amount]));
  expect(seen).toEqual([
    [0, 5],
    [0, 1],
    [77, 1],
    [0, 1],
  ]);
});

test("when the callback of sendMany throws, nothing is sent", () => {
  const world = createWorld();
  const reader = Count.reader(world);
  Count.send(world, { n: 1 });
  expect(() =>
    Count.sendMany(world, 100, ({ n }, start) => {
      n[start] = 9;
      throw new Error("no");
    }),
  ).toThrow("no");
  Count.send(world, { n: 2 });
  endMessageFrame(world);
  expect(read(reader)).toEqual([1, 2]);
});

test("a draft is sent as often as needed and keeps its values", () => {
  const Shot = message("Shot", { from: entity, power: u8(3), kind: oneOf("a", "b"), at: f32x2 });
  const world = createWorld();
  const reader = Shot.reader(world);
  const draft = Shot.draft();
  Shot.send(world, draft);
  draft.power = 200;
  draft.kind = "b";
  draft.at[1] = 4;
  Shot.send(world, draft);
  draft.from = world.spawn();
  draft.at = [5, 6];
  Shot.send(world, draft);
  const seen: unknown[] = [];
  reader.each((m) => seen.push([m.from, m.power, m.kind, m.at[0], m.at[1]]));
  expect(seen).toEqual([
    [NO_ENTITY, 3, "a", 0, 0],
    [NO_ENTITY, 200, "b", 0, 4],
    [draft.from, 200, "b", 5, 6],
  ]);
});

test("a draft refuses a field that the message does not have", () => {
  const draft = Count.draft();
  expect(() => Object.assign(draft, { m: 1 })).toThrow(TypeError);
});

test("a message on its way through a reader can be sent on, as the same kind or another", () => {
  const Echo = message("Echo", { n: f32 });
  const world = createWorld();
  const reader = Count.reader(world);
  const echoes = Echo.reader(world);
  Count.send(world, { n: 7 });
  endMessageFrame(world);
  reader.each((m) => {
    Count.send(world, m);
    Echo.send(world, m);
  });
  expect(read(reader)).toEqual([7]);
  echoes.each((m) => expect(m.n).toBe(7));
  expect(echoes.count).toBe(0);
});

test("messageMemory tells what lives, what it takes and what a frame took at most", () => {
  const world = createWorld();
  expect(messageMemory(world)).toEqual([]);
  Hit.sendMany(world, 1000);
  endMessageFrame(world);
  Hit.send(world);
  Count.reader(world);
  expect(messageMemory(world)).toEqual([
    { label: "Hit", count: 1001, sentCount: 1001, bytes: 1000 * 8 + 64 * 8, peakCount: 1000 },
    { label: "Count", count: 0, sentCount: 0, bytes: 0, peakCount: 0 },
  ]);
  endMessageFrame(world);
  expect(messageMemory(world)[0]).toMatchObject({ count: 1, sentCount: 1001 });
});

test("shrinkMessages gives back what living messages do not need", () => {
  const world = createWorld();
  const reader = Hit.reader(world);
  Hit.sendMany(world, 1000);
  endMessageFrame(world);
  Hit.send(world, { amount: 3 });
  expect(shrinkMessages(world)).toBe(63 * 8);
  endMessageFrame(world);
  expect(shrinkMessages(world)).toBe(1000 * 8);
  expect(messageMemory(world)[0].bytes).toBe(8);
  reader.each((m) => expect(m.amount).toBe(3));
  Hit.sendMany(world, 5);
  expect(reader.count).toBe(5);
});

test("types follow the schema from send to reader", () => {
  const world = createWorld();
  const Moved = message("Moved", { who: entity, mode: oneOf("walk", "run"), at: f32x2 });
  const reader = Moved.reader(world);
  reader.each((m) => {
    expectTypeOf(m.who).toEqualTypeOf<Entity>();
    expectTypeOf(m.mode).toEqualTypeOf<"walk" | "run">();
    // @ts-expect-error a reader's message is to be read only
    m.mode = "run";
    // @ts-expect-error no such field
    m.whom;
  });
  // @ts-expect-error a number is not an entity
  Moved.send(world, { who: 3 });
  // @ts-expect-error not one of the choices
  expect(() => Moved.send(world, { mode: "fly" })).toThrow("[E107]");
  Moved.sendMany(world, 1, (columns) => {
    expectTypeOf(columns.at).toEqualTypeOf<Float32Array>();
  });
  reader.eachRun((columns) => {
    // @ts-expect-error columns of a reader are to be read only
    columns.at[0] = 1;
  });
  const draft = Moved.draft();
  expectTypeOf(draft.mode).toEqualTypeOf<"walk" | "run">();
  const GameOver = message("GameOver");
  // @ts-expect-error a message without fields takes no values
  expect(() => GameOver.send(world, { n: 1 })).toThrow("[E106]");
});
