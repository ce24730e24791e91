import { expect, test } from "vitest";
import { ElementKind } from "../../../src/base/element.ts";
import type { Value } from "../../../src/kernel/program.ts";
import {
  constant,
  ELEMENT_OF,
  operation,
  programOf,
  runSimd,
  set,
  uniform,
  variable,
  when,
} from "./simd-programs.ts";

const { fround } = Math;
const f32 = (index: number) => variable(index, "f32");
const READ = { element: ElementKind.F32, type: "f32" } as const;
const WRITE = { ...READ, isWritten: true } as const;

test("a column that is set only in ifs changes where its if is taken, nested or otherwise", () => {
  const below = (index: number, limit: number) =>
    operation("lt", "bool", "f32", f32(index), constant(limit, "f32"));
  const program = programOf(
    [READ, { ...WRITE, isRare: true }],
    [
      when(
        below(0, 4),
        [when(below(0, 2), [set(1, constant(-1, "f32"))], [set(1, constant(-2, "f32"))])],
        [when(below(0, 6), [set(1, constant(-3, "f32"))])],
      ),
    ],
  );
  const x = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 1, 9, 9, 9, 5];
  const y = x.map((value) => value * 10);
  const expected = [-1, -1, -2, -2, -3, -3, 60, 70, 80, 90, 100, 110, -1, 90, 90, 90, -3];
  expect(runSimd(program, [x, y])).toEqual([x, expected]);
});

test("ifs side by side see what those before them have set", () => {
  const rise = (from: number, to: number) =>
    when(operation("eq", "bool", "f32", f32(0), constant(from, "f32")), [
      set(0, constant(to, "f32")),
    ]);
  const program = programOf([{ ...WRITE, isRare: true }], [rise(1, 2), rise(2, 3), rise(5, 1)]);
  expect(runSimd(program, [[0, 0, 0, 0, 1, 2, 5, 0, 0, 0, 2, 0, 9, 1]])).toEqual([
    [0, 0, 0, 0, 3, 3, 1, 0, 0, 0, 3, 0, 9, 3],
  ]);
});

test("a local of a block is its own in each way of an if, and may be blended further in", () => {
  const [x, local] = [f32(0), f32(1)];
  const above = (value: Value, limit: number) =>
    operation("gt", "bool", "f32", value, constant(limit, "f32"));
  const sum = (value: Value, by: number) =>
    operation("add", "f32", "f32", value, constant(by, "f32"));
  const program = programOf(
    [{ ...WRITE, isRare: true }],
    [
      when(above(x, 3), [
        set(1, sum(x, 10)),
        when(
          above(local, 15),
          [set(1, sum(local, 100)), set(2, local)],
          [set(2, constant(1, "f32"))],
        ),
        set(0, operation("add", "f32", "f32", local, f32(2))),
      ]),
    ],
    { locals: ["f32", "f32"] },
  );
  expect(runSimd(program, [[1, 4, 6, 3, 7, 5]])).toEqual([[1, 15, 232, 3, 234, 16]]);
});

test("functions of Math are called for the lanes that take a block, in both types", () => {
  for (const type of ["f32", "f64"] as const) {
    const x = variable(0, type);
    const program = programOf(
      [{ element: ELEMENT_OF[type], type, isWritten: true, isRare: true }],
      [
        when(operation("gt", "bool", type, x, constant(2, type)), [
          set(0, operation("exp", type, type, x)),
        ]),
      ],
    );
    const round = type === "f32" ? fround : Number;
    const expected = [1, round(Math.exp(3)), round(Math.exp(4)), 2, round(Math.exp(5)), 1];
    expect(runSimd(program, [[1, 3, 4, 2, 5, 1]])).toEqual([expected]);
  }
});

test("a uniform bool takes a block for all rows or for none", () => {
  const program = programOf(
    [{ ...WRITE, isRare: true }],
    [when(uniform(0, "bool"), [set(0, constant(0.1, "f32"))])],
    { uniforms: ["bool"] },
  );
  const tenth = fround(0.1);
  expect(runSimd(program, [[1, 2]], { uniforms: [1] })).toEqual([[tenth, tenth]]);
  expect(runSimd(program, [[1, 2]], { uniforms: [0] })).toEqual([[1, 2]]);
});

test("a column that a step never names is left alone", () => {
  const program = programOf(
    [WRITE, { ...WRITE, isRare: true }, { ...WRITE, isRare: true }],
    [when(operation("gt", "bool", "f32", f32(0), constant(2, "f32")), [set(2, f32(0))])],
  );
  expect(
    runSimd(program, [
      [1, 3],
      [7, 8],
      [5, 6],
    ]),
  ).toEqual([
    [1, 3],
    [7, 8],
    [5, 3],
  ]);
});

test("a block of doubles is blended by its mask, in both halves of a group", () => {
  const x = variable(0, "f64");
  const program = programOf(
    [{ element: ElementKind.F64, type: "f64", isWritten: true }],
    [
      when(operation("gt", "bool", "f64", x, constant(2, "f64")), [
        set(0, operation("mul", "f64", "f64", x, constant(0.1, "f64"))),
      ]),
    ],
  );
  expect(runSimd(program, [[1, 3, 2, 4, 5, 1]])).toEqual([[1, 3 * 0.1, 2, 4 * 0.1, 5 * 0.1, 1]]);
});
