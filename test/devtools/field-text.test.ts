import { expect, test } from "vitest";
import { type Field, fromText, toText } from "../../src/devtools/field-text.ts";
import {
  bool,
  component,
  createWorld,
  entity,
  f32,
  f32x2,
  f64,
  inspect,
  NO_ENTITY,
  oneOf,
  ref,
  string,
  u8,
} from "../../src/index.ts";

const All = component("All", {
  real: f32,
  double: f64,
  byte: u8,
  flag: bool,
  word: string,
  mood: oneOf("calm", "angry"),
  pair: f32x2,
  target: entity,
  sprite: ref<unknown>(),
});
const world = createWorld();
const inspector = inspect(world);
const named = world.spawn();
world.setName(named, "door");
const other = world.spawn();
const owner = world.spawn(All);

const fieldOf = (name: string): Field => All.fields.find((field) => field.name === name)!;

/** What an input shows once a text has been written by it. */
function typed(name: string, text: string): string {
  const value = fromText(fieldOf(name), text, inspector);
  world.set(owner, All, { [name]: value });
  return toText(fieldOf(name), world.get(owner, All, name as "real"), inspector);
}

test.each([
  ["real", "0.1", "0.1"],
  ["real", " -3.5e4 ", "-35000"],
  ["real", "16777217", "16777216"],
  ["real", "1e30", "1e+30"],
  ["real", "NaN", "NaN"],
  ["double", "0.30000000000000004", "0.30000000000000004"],
  ["byte", "255", "255"],
  ["flag", "true", "true"],
  ["flag", "false", "false"],
  ["word", "a, b", "a, b"],
  ["word", "", ""],
  ["mood", "angry", "angry"],
  ["pair", "1.1, -2", "1.1, -2"],
  ["target", "door", "door"],
  ["target", "2v0", "2v0"],
  ["target", "2", "2v0"],
  ["target", "none", "none"],
])("%s takes %j and shows %j", (name, text, shown) => {
  expect(typed(name, text)).toBe(shown);
});

test.each([
  ["real", "fast"],
  ["real", ""],
  ["byte", "256"],
  ["byte", "1.5"],
  ["pair", "1"],
  ["pair", "1, x"],
  ["pair", "1,"],
  ["flag", "maybe"],
  ["mood", "sad"],
  ["target", "window"],
])("%s refuses %j by code, and keeps what it has", (name, text) => {
  const before = world.get(owner, All);
  expect(() => typed(name, text)).toThrow("[E107]");
  expect(world.get(owner, All)).toEqual(before);
});

test("references say what they refer to and are not followed", () => {
  class Sprite {
    x = 1;
    y = 2;
  }
  const shown = (value: unknown) => toText(fieldOf("sprite"), value, inspector);
  expect(shown(new Sprite())).toBe("Sprite {x, y}");
  expect(shown(undefined)).toBe("undefined");
  expect(shown(function jump() {})).toBe("function jump");
  expect(shown(Object.create(null))).toBe("Object {}");
  expect(other).not.toBe(NO_ENTITY);
});
