import { expect, test } from "vitest";
import {
  array,
  bool,
  createWorld,
  endMessageFrame,
  entity,
  f32,
  lastMessages,
  message,
  NO_ENTITY,
  oneOf,
} from "../../src/index.ts";

const Hit = message("Hit", {
  target: entity,
  amount: f32,
  isHard: bool,
  kind: oneOf("fist", "arrow"),
  at: array(f32, 2),
});
const Over = message("Over");

test("the living messages are told with number and values, the oldest first, and stay unread", () => {
  const world = createWorld();
  const reader = Hit.reader(world);
  const target = world.spawn();
  expect(lastMessages(world, "Over")).toEqual([]);
  Hit.send(world, { target, amount: 0.1, isHard: true, kind: "arrow", at: [1, 2.5] });
  endMessageFrame(world);
  Hit.send(world, {});
  Over.send(world);
  const found = lastMessages(world, "Hit");
  expect(found).toEqual([
    {
      number: 0,
      values: { target, amount: Math.fround(0.1), isHard: true, kind: "arrow", at: [1, 2.5] },
      text: "target 1v0, amount 0.1, isHard true, kind arrow, at (1, 2.5)",
    },
    {
      number: 1,
      values: { target: NO_ENTITY, amount: 0, isHard: false, kind: "fist", at: [0, 0] },
      text: "target 0, amount 0, isHard false, kind fist, at (0, 0)",
    },
  ]);
  expect(lastMessages(world, "Hit", 1)).toEqual(found.slice(1));
  expect(lastMessages(world, "Over")).toEqual([{ number: 0, values: {}, text: "" }]);
  expect(reader.count).toBe(2);
});

test("a message is gone after two frames, and the numbers go on", () => {
  const world = createWorld();
  for (let frame = 0; frame < 3; frame++) {
    Over.send(world);
    endMessageFrame(world);
  }
  expect(lastMessages(world, "Over").map(({ number }) => number)).toEqual([2]);
  expect(lastMessages(world, "Miss")).toEqual([]);
});
