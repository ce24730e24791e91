import { expect, test } from "vitest";
import type { Operation, ValueType } from "../../../src/kernel/program.ts";
import {
  constant,
  ELEMENT_OF,
  operation,
  programOf,
  runSimd,
  set,
  variable,
} from "./simd-programs.ts";

type Answer = (x: number, y: number) => number | boolean;
const { fround } = Math;
const FLOATS = [
  0,
  -0,
  1,
  -1,
  0.5,
  -0.5,
  0.3,
  -0.7,
  1.5,
  2.5,
  -2.5,
  3.7,
  -3.7,
  1e10,
  -1e10,
  3e9,
  -3e9,
  2147483648,
  -2147483648,
  4294967296,
  1e19,
  -1e19,
  3e38,
  1e-40,
  8388609,
  0.49999997,
  16777215,
  255,
  256.5,
  Number.NaN,
  Number.POSITIVE_INFINITY,
  Number.NEGATIVE_INFINITY,
];
const DOUBLES = [
  ...FLOATS,
  0.49999999999999994,
  2 ** 53 + 2,
  2 ** 63,
  -(2 ** 63),
  2 ** 70 + 2 ** 30,
  1e300,
];
const INTEGERS = [0, 1, -1, 2, 7, -7, 31, 32, 33, 100000, 123456789, -2147483648, 2147483647];

const ARITHMETIC: { readonly [name in Operation]?: Answer } = {
  add: (x, y) => x + y,
  sub: (x, y) => x - y,
  neg: (x) => -x,
  abs: (x) => Math.abs(x),
  min: (x, y) => Math.min(x, y),
  max: (x, y) => Math.max(x, y),
};
const FLOAT: { readonly [name in Operation]?: Answer } = {
  ...ARITHMETIC,
  mul: (x, y) => x * y,
  div: (x, y) => x / y,
  rem: (x, y) => x % y,
  sqrt: (x) => Math.sqrt(x),
  floor: (x) => Math.floor(x),
  ceil: (x) => Math.ceil(x),
  round: (x) => Math.round(x),
  trunc: (x) => Math.trunc(x),
  sign: (x) => Math.sign(x),
  sin: (x) => Math.sin(x),
  cos: (x) => Math.cos(x),
  exp: (x) => Math.exp(x),
  log: (x) => Math.log(x),
  atan2: (x, y) => Math.atan2(x, y),
  hypot: (x, y) => Math.sqrt(x * x + y * y),
  pow: (x, y) => x ** y,
};
const BITS: { readonly [name in Operation]?: Answer } = {
  ...ARITHMETIC,
  mul: (x, y) => Math.imul(x, y),
  and: (x, y) => x & y,
  or: (x, y) => x | y,
  xor: (x, y) => x ^ y,
  not: (x) => ~x,
  shl: (x, y) => x << y,
};
const COMPARE: { readonly [name in Operation]?: Answer } = {
  lt: (x, y) => x < y,
  le: (x, y) => x <= y,
  gt: (x, y) => x > y,
  ge: (x, y) => x >= y,
  eq: (x, y) => x === y,
  ne: (x, y) => x !== y,
};
const CONVERT: { readonly [name in Operation]?: Answer } = {
  f32: (x) => x,
  f64: (x) => x,
  i32: (x) => x | 0,
  u32: (x) => x >>> 0,
  bool: (x) => x !== 0 && !Number.isNaN(x),
};
const UNARY =
  /^(neg|abs|sqrt|floor|ceil|round|trunc|sign|sin|cos|exp|log|not|f32|f64|i32|u32|bool)$/;

const ROUND: { readonly [type in ValueType]: (x: number) => number } = {
  f32: fround,
  f64: (x) => x,
  i32: (x) => x | 0,
  u32: (x) => x >>> 0,
  bool: Number,
};

/** Every pair of `inputs` through `name`, beside what JavaScript makes of them. */
function check(name: Operation, of: ValueType, type: ValueType, inputs: number[], answer: Answer) {
  const one = inputs.map(ROUND[of]);
  const isUnary = UNARY.test(name);
  const x = isUnary ? one : one.flatMap((value) => one.map(() => value));
  const y = isUnary ? one : one.flatMap(() => one);
  const values = [variable(0, of), variable(1, of)].slice(0, isUnary ? 1 : 2);
  const program = programOf(
    [
      { element: ELEMENT_OF[of], type: of },
      { element: ELEMENT_OF[of], type: of },
      { element: ELEMENT_OF[type], type, isRead: false, isWritten: true },
    ],
    [set(2, operation(name, type, of, ...values))],
  );
  const expected = x.map((value, row) => ROUND[type](Number(answer(value, y[row]))));
  const [, , result] = runSimd(program, [x, y, expected.map(() => 0)]);
  const told = (list: number[]) =>
    list.map(
      (value, row) => `${name}(${x[row]}, ${y[row]}) ${Object.is(value, -0) ? "-0" : value}`,
    );
  expect(told(result)).toEqual(told(expected));
}

for (const [of, inputs] of [
  ["f32", FLOATS],
  ["f64", DOUBLES],
  ["i32", INTEGERS],
  ["u32", INTEGERS],
] as const) {
  const isFloat = of === "f32" || of === "f64";
  test(`every operation over ${of} gives what JavaScript does, also for NaN, zeros of both signs and the ends of the range`, () => {
    for (const [name, answer] of Object.entries(isFloat ? FLOAT : BITS)) {
      if (of === "u32" && (name === "neg" || name === "abs")) continue;
      check(name as Operation, of, of, inputs, answer);
    }
    if (!isFloat) check("shr", of, of, inputs, (x, y) => (of === "i32" ? x >> y : x >>> y));
    for (const [name, answer] of Object.entries(COMPARE))
      check(name as Operation, of, "bool", inputs, answer);
    for (const [name, answer] of Object.entries(CONVERT))
      check(name as Operation, of, name as ValueType, inputs, answer);
  });
}

test("bools are combined, compared, chosen by and converted", () => {
  const inputs = [0, 1];
  check("and", "bool", "bool", inputs, (x, y) => x === 1 && y === 1);
  check("or", "bool", "bool", inputs, (x, y) => x === 1 || y === 1);
  check("xor", "bool", "bool", inputs, (x, y) => x !== y);
  check("not", "bool", "bool", inputs, (x) => x === 0);
  check("eq", "bool", "bool", inputs, (x, y) => x === y);
  check("ne", "bool", "bool", inputs, (x, y) => x !== y);
  for (const type of ["f32", "f64", "i32", "u32", "bool"] as const)
    check(type, "bool", type, inputs, (x) => x);
});

test("min and max with a constant keep NaN and tell the zeros apart", () => {
  const row = [0, -0, 1, -1, Number.NaN, Number.POSITIVE_INFINITY, -5, 0.25];
  for (const type of ["f32", "f64"] as const) {
    // The last is 0 as an f32.
    for (const limit of [0, -0, 1, -2, Number.NaN, 1e-50]) {
      for (const name of ["min", "max"] as const) {
        const program = programOf(
          [{ element: ELEMENT_OF[type], type, isWritten: true }],
          [set(0, operation(name, type, type, constant(limit, type), variable(0, type)))],
        );
        expect(runSimd(program, [row])).toEqual([
          row.map((x) => Math[name](ROUND[type](limit), x)),
        ]);
      }
    }
  }
});
