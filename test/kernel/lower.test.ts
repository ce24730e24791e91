/** Lowering: exact programs of small bodies, shown as `explain` shows them. */
import { expect, test } from "vitest";
import { describeProgram } from "../../src/kernel/describe.ts";
import type { TreeOutput } from "../../src/kernel/tree.ts";
import { component } from "../../src/storage/define-component.ts";
import { array, bool, f32, f64, i32, u8, u32 } from "../../src/storage/field.ts";
import {
  bin,
  body,
  call,
  cond,
  local,
  lower,
  put,
  runNamed,
  signatureOf,
  un,
  type Word,
  when,
  word,
} from "./run-tree.ts";

const Position = component("Position", { x: f32, y: f32 });
const Velocity = component("Velocity", { x: f32, y: f32 });
const Numbers = component("Numbers", { f: f32, d: f64, i: i32, u: u32, b: u8, is: bool });
const Matrix = component("Matrix", { m: array(f32, 3) });

const moving = signatureOf({
  terms: [
    { component: Position, access: "write" },
    { component: Velocity, access: "read" },
  ],
  uniforms: [{ name: "dt", type: "f32" }],
});
const numbers = signatureOf({
  terms: [{ component: Numbers, access: "write" }],
  uniforms: [
    { name: "dt", type: "f32" },
    { name: "big", type: "f64" },
    { name: "n", type: "i32" },
    { name: "on", type: "bool" },
    { name: "seed", type: "u32" },
  ],
});

const stepsOf = (signature: typeof moving, ...statements: Parameters<typeof body>[1][]): string =>
  describeProgram(lower(body("p u", ...statements), signature))
    .split("\n")
    .filter((line) => !/^(column|uniform) /.test(line))
    .join("\n");

const column = { field: 0, lanes: 1, lane: 0, element: 0, isRead: true, isRare: false };

test("a sum over columns and a uniform becomes one step, with the columns it reads and writes", () => {
  const tree = body("p v u", put("p.x", bin("p.x", "+", bin("v.x", "*", "u.dt"))));
  const program = lower(tree, moving);
  expect(program).toEqual({
    columns: [
      { ...column, term: 0, isWritten: true, variable: 0 },
      { ...column, term: 1, isWritten: false, variable: 1 },
    ],
    variables: [
      { name: "p.x", type: "f32" },
      { name: "v.x", type: "f32" },
    ],
    uniforms: [{ name: "dt", type: "f32" }],
    steps: [
      {
        kind: "set",
        variable: 0,
        value: {
          kind: "operation",
          type: "f32",
          operation: "add",
          of: "f32",
          inputs: [
            { kind: "variable", type: "f32", index: 0 },
            {
              kind: "operation",
              type: "f32",
              operation: "mul",
              of: "f32",
              inputs: [
                { kind: "variable", type: "f32", index: 1 },
                { kind: "uniform", type: "f32", index: 0 },
              ],
            },
          ],
        },
      },
    ],
    outputs: [],
    needsEntity: false,
  });
  expect(describeProgram(program)).toBe(
    [
      "column p.x: f32, read, written",
      "column v.x: f32, read",
      "uniform dt: f32",
      "p.x = p.x + (v.x * u.dt)",
    ].join("\n"),
  );
});

test("an if keeps its assignments, and a column that is written only there is loaded and rare", () => {
  const tree = body(
    "p v u",
    when(bin("v.x", ">", 1), [put("p.x", 0)], [put("p.y", 1), put("p.x", 2)]),
  );
  expect(describeProgram(lower(tree, moving))).toBe(
    [
      "column v.x: f32, read",
      "column p.x: f32, written",
      "column p.y: f32, read, written by some rows",
      "uniform dt: f32",
      "if v.x > 1 {",
      "  p.x = 0",
      "} else {",
      "  p.y = 1",
      "  p.x = 2",
      "}",
    ].join("\n"),
  );
});

test("locals have the type of their value, and take a wider one from what is assigned below", () => {
  expect(
    stepsOf(
      numbers,
      local("n", "p.i"),
      local("m", bin("n", "+", 1)),
      when("p.is", [put("n", "p.f")]),
      put("p.f", "m"),
    ),
  ).toBe(
    ["n: f32 = f32(p.i)", "m: f32 = n + 1", "if p.is {", "  n = p.f", "}", "p.f = m"].join("\n"),
  );
});

test("numbers of the text take the type of what they meet, also through a local", () => {
  expect(stepsOf(numbers, put("p.i", bin("p.i", "+", 1)))).toBe("p.i = p.i + 1");
  expect(stepsOf(numbers, put("p.f", bin("p.i", "*", 0.5)))).toBe("p.f = f32(p.i) * 0.5");
  expect(stepsOf(numbers, put("p.d", bin("p.d", "*", 0.1)))).toBe("p.d = p.d * 0.1");
  expect(stepsOf(numbers, put("p.f", bin(1, "/", 3)))).toBe("p.f = 0.33333334");
  const counted = [local("n", 0), when("p.is", [put("n", bin("n", "+", 1))])];
  expect(stepsOf(numbers, ...counted, put("p.i", bin("p.i", "+", "n")))).toBe(
    ["n: i32 = 0", "if p.is {", "  n = n + 1", "}", "p.i = p.i + n"].join("\n"),
  );
  expect(stepsOf(numbers, ...counted, put("p.f", bin("p.f", "+", "n")))).toContain("n: f32 = 0");
  expect(stepsOf(numbers, put("p.i", bin("p.i", "+", cond("p.is", 1, 0))))).toBe(
    "p.i = p.i + (p.is ? 1 : 0)",
  );
});

test("an if that has nothing to do is left out, and one that has only an else is turned round", () => {
  expect(stepsOf(numbers, when("p.is", [], [put("p.f", 1)]))).toBe(
    ["if !p.is {", "  p.f = 1", "}"].join("\n"),
  );
  expect(stepsOf(numbers, when("p.is", [local("n", 1)]), put("p.f", 1))).toBe("p.f = 1");
  expect(stepsOf(numbers, when(true, [put("p.f", 1)], [put("p.f", 2)]))).toBe("p.f = 1");
});

test("a narrow field that is read again after it was written is wrapped as its column wraps it", () => {
  const tree = body("p", put("p.b", bin("p.b", "+", 200)), put("p.i", "p.b"));
  const program = lower(tree, numbers);
  expect(runNamed(program, { "p.b": [100], "p.i": [0] })).toEqual({ "p.b": [44], "p.i": [44] });
  expect(stepsOf(numbers, put("p.b", bin("p.b", "+", 200)))).toBe("p.b = p.b + 200");
});

test("lanes are columns of their own", () => {
  const tree = body("m", put("m.m[2]", bin("m.m[0]", "+", "m.m[2]")));
  const program = lower(tree, signatureOf({ terms: [{ component: Matrix, access: "write" }] }));
  expect(program.columns.map(({ lanes, lane }) => [lanes, lane])).toEqual([
    [3, 0],
    [3, 2],
  ]);
});

test("operators choose their types", () => {
  expect(stepsOf(numbers, put("p.f", bin("p.i", "/", 2)))).toBe("p.f = f32(p.i) / 2");
  expect(stepsOf(numbers, put("p.i", bin("p.u", "+", "p.i")))).toBe("p.i = i32(p.u) + p.i");
  expect(stepsOf(numbers, put("p.u", bin("p.i", ">>>", 3)))).toBe("p.u = u32(p.i) >>> 3");
  expect(stepsOf(numbers, put("p.i", bin("p.u", ">>", 3)))).toBe("p.i = i32(p.u) >> 3");
  expect(stepsOf(numbers, put("p.i", bin("p.f", "|", 0)))).toBe("p.i = i32(p.f)");
  expect(stepsOf(numbers, put("p.u", bin("p.u", "%", 8)))).toBe("p.u = p.u & 7");
  expect(stepsOf(numbers, put("p.f", bin("p.f", "**", 2)))).toBe("p.f = p.f * p.f");
  expect(stepsOf(numbers, put("p.f", bin("p.f", "**", 3)))).toBe("p.f = pow(p.f, 3)");
  expect(stepsOf(numbers, put("p.i", un("-", "p.u")))).toBe("p.i = -i32(p.u)");
  expect(stepsOf(numbers, put("p.is", un("!", bin("p.i", "&&", "p.f"))))).toBe(
    "p.is = !(bool(p.i) && bool(p.f))",
  );
  expect(stepsOf(numbers, put("p.i", call("Math.max", "p.i", 0, "u.n")))).toBe(
    "p.i = max(max(p.i, 0), u.n)",
  );
});

test("outputs are taken of what the steps have left, sums in double, the others in their type", () => {
  const output = (name: string, kind: TreeOutput["kind"], value: Word): TreeOutput => ({
    name,
    kind,
    value: word(value),
  });
  const tree = {
    ...body("p", put("p.b", bin("p.b", "+", 200)), put("p.f", bin("p.f", "*", 2)), local("n", 3)),
    outputs: [
      output("bytes", "sum", "p.b"),
      output("products", "sum", bin("p.f", "*", "p.f")),
      output("least", "min", "p.f"),
      output("most", "max", "p.i"),
      output("on", "count", "p.is"),
      output("all", "sum", "n"),
      output("off", "where", un("!", "p.is")),
    ],
  };
  const program = lower(tree, numbers);
  // What is written to the byte is wrapped, as it is read again.
  expect(describeProgram(program).split("\n").slice(-10)).toEqual([
    "p.b = (p.b + 200) & 255",
    "p.f = p.f * 2",
    "bytes: f64 = f64(p.b)",
    "products: f64 = f64(p.f * p.f)",
    "least: f32 = p.f",
    "most: f64 = f64(p.i)",
    "on: bool = p.is",
    "all: f64 = 3",
    "off: bool = !p.is",
    "return { bytes: sum(bytes), products: sum(products), least: min(least), most: max(most), on: count(on), all: sum(all), off: where(off) }",
  ]);
  expect(() => lower({ ...tree, outputs: [output("x", "sum", "p.is")] }, numbers)).toThrow(
    "sum is given a bool where it takes numbers",
  );
});
