import { afterEach, expect, test, vi } from "vitest";
import {
  createWorld,
  endMessageFrame,
  entity,
  f32,
  f32x2,
  message,
  messageMemory,
  oneOf,
  shrinkMessages,
  u8,
} from "../../src/index.ts";

const Hit = message("Hit", { target: entity, amount: u8 });
const GameOver = message("GameOver");

afterEach(() => {
  vi.unstubAllGlobals();
});

test("E133: a message needs a name", () => {
  expect(() => message("")).toThrow(
    'message(""): a message needs a name. Give it one that its errors can use. [E133]',
  );
  expect(() => message(3 as never)).toThrow("message(3): a message needs a name.");
});

test("E133: a field has to be a field type", () => {
  expect(() => message("Hit", { amount: 3 } as never)).toThrow(
    'message("Hit"): field "amount" is 3, not a field type. ' +
      'Use f32, u8(100), entity, oneOf("a", "b") and the like. [E133]',
  );
  expect(() => message("Hit", { amount: undefined } as never)).toThrow(
    'field "amount" is undefined, not a field type.',
  );
  expect(() => message("Hit", { amount: () => 0 } as never)).toThrow("[E133]");
});

test("E133: a kind of field that needs more than a number in a column is refused", () => {
  const other = Object.assign(() => other, {
    ...{ typeName: "ref", element: f32.element, meaning: "object", lanes: 1 },
    ...{ choices: [], initial: [0] },
  });
  expect(() => message("Hit", { by: other as never })).toThrow(
    'message("Hit"): field "by" is ref, which a message cannot hold. ' +
      "Use numbers, bool, entity or oneOf, or send an entity that has it. [E133]",
  );
});

test("E133: a message has at most 64 fields", () => {
  const schema = Object.fromEntries(Array.from({ length: 65 }, (_, i) => [`f${i}`, f32]));
  expect(() => message("Big", schema)).toThrow(
    'message("Big"): it has 65 fields, and at most 64 are possible. ' +
      "Split it, or send an entity that has the rest. [E133]",
  );
});

test("E106: a field that the message does not have is refused, and nothing is sent", () => {
  const world = createWorld();
  expect(() => Hit.send(world, { amount: 1, amout: 2 } as never)).toThrow(
    'send: Hit has no field "amout". Its fields: target, amount. [E106]',
  );
  expect(() => Hit.send(world, { constructor: 2 } as never)).toThrow(
    'send: Hit has no field "constructor". Its fields: target, amount. [E106]',
  );
  expect(() => GameOver.send(world, { score: 1 } as never)).toThrow(
    'send: GameOver has no field "score". Its fields: none, it is sent as it is. [E106]',
  );
  expect(Hit.reader(world).count).toBe(0);
  expect(GameOver.reader(world).count).toBe(0);
});

test("E107: a value that its field cannot hold is refused, and nothing is sent", () => {
  const world = createWorld();
  expect(() => Hit.send(world, { target: world.spawn(), amount: 256 })).toThrow(
    "send: Hit.amount is u8 and cannot hold 256. Pass 0 to 255, or use a wider field type. [E107]",
  );
  expect(() => Hit.send(world, { amount: 0.5 } as never)).toThrow(
    "send: Hit.amount is u8 and cannot hold 0.5, which is no whole number. Round it, or use f32. [E107]",
  );
  expect(() => Hit.send(world, { amount: "1" } as never)).toThrow(
    "send: Hit.amount is u8 and was given 1 (string). Pass a number. [E107]",
  );
  const At = message("At", { at: f32x2 });
  expect(() => At.send(world, { at: [1] } as never)).toThrow(
    "send: At.at has 2 lanes and was given 1. Pass an array of 2 numbers. [E107]",
  );
  expect(Hit.reader(world).count).toBe(0);
  expect(At.reader(world).count).toBe(0);
});

test("E107: a draft refuses what is not one of the choices", () => {
  const Moved = message("Moved", { mode: oneOf("walk", "run") });
  const draft = Moved.draft();
  expect(() => Object.assign(draft, { mode: "fly" })).toThrow(
    'draft: Moved.mode is oneOf(walk, run) and cannot hold "fly". Pass one of its choices. [E107]',
  );
  expect(draft.mode).toBe("walk");
});

test("E134: sending the same kind inside sendMany is refused, another kind is not", () => {
  const world = createWorld();
  const reader = Hit.reader(world);
  Hit.sendMany(world, 1, () => {
    GameOver.send(world);
    expect(() => Hit.send(world, {})).toThrow(
      "send: a sendMany of Hit is running, and its columns would be replaced under it. " +
        "Send after its callback has returned. [E134]",
    );
    expect(() => Hit.sendMany(world, 1)).toThrow(
      "sendMany: a sendMany of Hit is running, and its columns would be replaced under it. " +
        "Send after its callback has returned. [E134]",
    );
  });
  expect(reader.count).toBe(1);
  Hit.send(world, {});
  expect(reader.count).toBe(2);
});

test("E001: sendMany names a bad count", () => {
  const world = createWorld();
  expect(() => Hit.sendMany(world, -1)).toThrow(
    "sendMany: count is -1. Pass a whole number from 0 to 9007199254740991. [E001]",
  );
  expect(() => Hit.sendMany(world, 1.5)).toThrow("sendMany: count is 1.5.");
});

test("E135: more messages than a frame can hold are refused, and those sent stay", () => {
  const world = createWorld();
  const reader = GameOver.reader(world);
  GameOver.sendMany(world, 2 ** 24);
  expect(() => GameOver.send(world)).toThrow(
    "send: 1 more would make 16777217 GameOver messages in this frame, past the limit of 16777216. " +
      "Call endMessageFrame(world) once a frame, or send fewer. [E135]",
  );
  expect(() => GameOver.sendMany(world, 2 ** 40)).toThrow("sendMany: 1099511627776 more would");
  expect(reader.count).toBe(2 ** 24);
  endMessageFrame(world);
  GameOver.send(world);
  expect(reader.count).toBe(2 ** 24 + 1);
});

test("E135: without memory to grow nothing is sent, and what was sent stays", () => {
  const world = createWorld();
  const reader = Hit.reader(world);
  for (let i = 0; i < 64; i++) Hit.send(world, { amount: i });
  vi.stubGlobal("ArrayBuffer", function refuse() {
    throw new RangeError("Array buffer allocation failed");
  });
  expect(() => Hit.send(world, { amount: 64 })).toThrow(
    "send: there is no memory for 128 Hit messages in this frame. " +
      "Call endMessageFrame(world) once a frame, or send fewer. [E135]",
  );
  vi.unstubAllGlobals();
  Hit.send(world, { amount: 99 });
  const seen: number[] = [];
  reader.each((hit) => seen.push(hit.amount));
  expect(seen).toEqual([...Array.from({ length: 64 }, (_, i) => i), 99]);
});

test("E136: a frame does not end inside a loop over messages or inside sendMany", () => {
  const world = createWorld();
  const first = GameOver.reader(world);
  const reader = Hit.reader(world);
  GameOver.send(world);
  Hit.send(world, { amount: 5 });
  const message136 = (tried: string) =>
    `${tried}: a loop over Hit messages, or a sendMany of them, is running, and their memory is about to be reused. ` +
    `Call ${tried} after it has ended. [E136]`;
  let loops = 0;
  reader.each(() => {
    loops++;
    expect(() => endMessageFrame(world)).toThrow(message136("endMessageFrame"));
    expect(() => shrinkMessages(world)).toThrow(message136("shrinkMessages"));
  });
  Hit.reader(world).eachRun(() => {
    loops++;
    expect(() => endMessageFrame(world)).toThrow(message136("endMessageFrame"));
  });
  Hit.sendMany(world, 1, () => {
    loops++;
    expect(() => endMessageFrame(world)).toThrow(message136("endMessageFrame"));
  });
  expect(loops).toBe(3);
  // Nothing aged, the messages of no kind.
  for (let frame = 0; frame < 2; frame++) {
    expect([first.count, Hit.reader(world).count]).toEqual([1, 2]);
    if (frame === 0) endMessageFrame(world);
  }
  endMessageFrame(world);
  expect(messageMemory(world).map((row) => row.count)).toEqual([0, 0]);
});

test("E136: a loop whose visit threw does not keep the frame from ending", () => {
  const world = createWorld();
  const reader = Hit.reader(world);
  Hit.send(world, {});
  const refuse = () => {
    throw new Error("no");
  };
  expect(() => reader.each(refuse)).toThrow("no");
  Hit.send(world, {});
  expect(() => reader.eachRun(refuse)).toThrow("no");
  expect(() => Hit.sendMany(world, 1, refuse)).toThrow("no");
  endMessageFrame(world);
  Hit.send(world, {});
  expect(reader.count).toBe(1);
});

test("E137: a reader's loop does not run inside another of the same reader", () => {
  const world = createWorld();
  const reader = Hit.reader(world);
  Hit.sendMany(world, 2);
  const message137 = (tried: string) =>
    `${tried}: this reader of Hit is in a loop already, and has one place only. ` +
    "Make a second one with Hit.reader(world). [E137]";
  let loops = 0;
  reader.each(() => {
    loops++;
    expect(() => reader.each(() => {})).toThrow(message137("each"));
    expect(() => reader.eachRun(() => {})).toThrow(message137("eachRun"));
    expect(() => reader.skip()).toThrow(message137("skip"));
  });
  expect(loops).toBe(2);
  Hit.send(world, {});
  reader.eachRun(() => {
    expect(() => reader.each(() => {})).toThrow(message137("each"));
  });
  endMessageFrame(world);
});
