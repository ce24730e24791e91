/** `oneOf`: a union of strings in a byte column. */
import { expect, expectTypeOf, test } from "vitest";
import { component, createWorld, f32, oneOf, u8 } from "../../src/index.ts";

const Mind = component("Mind", { mood: oneOf("idle", "run", "hide"), energy: f32(1) });

test("a choice starts at the first and reads and writes as its string", () => {
  const world = createWorld();
  const entity = world.spawn(Mind);
  expect(world.get(entity, Mind)).toEqual({ mood: "idle", energy: 1 });
  world.set(entity, Mind, { mood: "hide" });
  expect(world.get(entity, Mind, "mood")).toBe("hide");
  expectTypeOf(world.get(entity, Mind).mood).toEqualTypeOf<"idle" | "run" | "hide">();
});

test("a choice may start at another one", () => {
  const Mood = component("Mood", { now: oneOf("idle", "run")("run") });
  const world = createWorld();
  expect(world.get(world.spawn(Mood), Mood, "now")).toBe("run");
});

test("each reads and writes choices, and the column holds their places", () => {
  const world = createWorld();
  world.spawn(Mind({ mood: "run" }));
  const seen: string[] = [];
  const query = world.query(Mind);
  query.each((mind) => {
    seen.push(mind.mood);
    mind.mood = "hide";
  });
  expect(seen).toEqual(["run"]);
  for (const chunk of query)
    expect([...(chunk.read(Mind).mood as Uint8Array)].slice(0, 1)).toEqual([2]);
});

test("a string that is no choice is refused, and nothing is written", () => {
  const world = createWorld();
  const entity = world.spawn(Mind({ mood: "run" }));
  expect(() => world.set(entity, Mind, { energy: 5, mood: "walk" as never })).toThrow(
    'set: Mind.mood is oneOf(idle, run, hide) and cannot hold "walk". Pass one of its choices. [E107]',
  );
  expect(() =>
    world.query(Mind).each((mind) => {
      mind.mood = "walk" as never;
    }),
  ).toThrow(
    'each: mood is oneOf(idle, run, hide) and cannot hold "walk". Pass one of its choices. [E107]',
  );
  expect(world.get(entity, Mind)).toEqual({ mood: "run", energy: 1 });
});

test("a number where a choice belongs is refused", () => {
  expect(() => createWorld().spawn(Mind({ mood: 1 as never }))).toThrow(
    "spawn: Mind.mood is oneOf(idle, run, hide) and was given 1 (number). Pass a string. [E107]",
  );
});

test("no choices, and one given twice, are refused", () => {
  expect(() => oneOf()).toThrow(
    "oneOf(): there are 0 choices. Pass 1 to 256 different strings. [E105]",
  );
  expect(() => oneOf("a", "b", "a")).toThrow(
    "oneOf(a, b, a): there are 3 choices, some of them twice. Pass 1 to 256 different strings. [E105]",
  );
});

test("a starting value that its field cannot hold is refused", () => {
  expect(() => u8(300)).toThrow(
    "u8(300): the field is u8 and cannot hold 300. Pass 0 to 255, or use a wider field type. [E105]",
  );
});
