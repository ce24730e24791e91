import { expect, test } from "vitest";
import { COLOR_RAMP, colorAt, sizeAt } from "../../../demos/particles/particle-look.ts";

function channels(color: number) {
  return {
    red: color & 255,
    green: (color >>> 8) & 255,
    blue: (color >>> 16) & 255,
    alpha: color >>> 24,
  };
}

test("the young are white-hot", () => {
  expect(channels(colorAt(1))).toEqual({ red: 255, green: 250, blue: 235, alpha: 255 });
});

test("the dead shine no more", () => {
  expect(channels(colorAt(0)).alpha).toBe(0);
});

test("the middle-aged are magenta and the old blue", () => {
  const middle = channels(colorAt(0.6));
  expect(middle.red).toBeGreaterThan(middle.blue);
  expect(middle.blue).toBeGreaterThan(middle.green);
  const old = channels(colorAt(0.12));
  expect(old.blue).toBeGreaterThan(2 * old.red);
});

test("colours are whole, alpha is not multiplied in: even the faint have a bright channel", () => {
  for (const color of COLOR_RAMP) {
    const { red, green, blue } = channels(color);
    expect(Math.max(red, green, blue)).toBeGreaterThanOrEqual(160);
  }
});

test("strength never drops as life goes up", () => {
  const strengths = Array.from(COLOR_RAMP, (color) => channels(color).alpha);
  expect(strengths).toEqual(strengths.toSorted((a, b) => a - b));
});

test("size shrinks in a straight line from 3.2 to 1.2", () => {
  expect([sizeAt(1), sizeAt(0.5), sizeAt(0)]).toEqual([3.2, 2.2, 1.2].map(Math.fround));
});
