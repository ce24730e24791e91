/** Lowering calls: functions that are written out, and random numbers. */
import { expect, test } from "vitest";
import { describeProgram } from "../../src/kernel/describe.ts";
import { component } from "../../src/storage/define-component.ts";
import { f32, f64, i32 } from "../../src/storage/field.ts";
import {
  bin,
  body,
  call,
  local,
  lower,
  put,
  ret,
  runNamed,
  signatureOf,
  when,
} from "./run-tree.ts";

const Numbers = component("Numbers", { f: f32, d: f64, i: i32 });
const numbers = signatureOf({
  terms: [{ component: Numbers, access: "write" }],
  uniforms: [{ name: "seed", type: "u32" }],
});
const stepsOf = (signature: typeof numbers, ...statements: Parameters<typeof body>[1][]): string =>
  describeProgram(lower(body("p u", ...statements), signature))
    .split("\n")
    .filter((line) => !/^(column|uniform) /.test(line))
    .join("\n");

test("functions are written out with names of their own", () => {
  const clamp = body(
    "x least",
    when(bin("x", "<", "least"), [ret("least")], [local("y", bin("x", "*", 2)), ret("y")]),
  );
  const double = body("x", ret(bin("x", "*", 2)));
  const signature = { ...numbers, functions: { clamp, double } };
  expect(stepsOf(signature, put("p.f", call("clamp", call("double", "p.f"), 3)))).toBe(
    [
      "x: f32 = p.f",
      "x#2: f32 = x * 2",
      "if x#2 < 3 {",
      "  clamp: f32 = 3",
      "} else {",
      "  y: f32 = x#2 * 2",
      "  clamp = y",
      "}",
      "p.f = clamp",
    ].join("\n"),
  );
});

test("a random number depends on the entity, the seed and the number of the call", () => {
  const tree = body(
    "p u",
    put("p.f", call("random", "u.seed")),
    put("p.d", call("random", "u.seed")),
  );
  const program = lower(tree, numbers);
  expect(program.needsEntity).toBe(true);
  const draw = (handle: number, seed: number, nth: number): number => {
    let h =
      Math.imul(handle, 0x9e3779b1) + Math.imul(seed, 0x85ebca77) + Math.imul(nth, 0xc2b2ae3d);
    h = Math.imul(h ^ (h >>> 16), 0x7feb352d);
    h = Math.imul(h ^ (h >>> 15), 0x846ca68b);
    return ((h ^ (h >>> 16)) >>> 8) / 2 ** 24;
  };
  const columns = { "p.f": [0, 0], "p.d": [0, 0] };
  expect(runNamed(program, columns, [7], [3, 4_000_000_000])).toEqual({
    "p.f": [draw(3, 7, 0), draw(4_000_000_000, 7, 0)],
    "p.d": [draw(3, 7, 1), draw(4_000_000_000, 7, 1)],
  });
});
