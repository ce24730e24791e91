import { expect, test } from "vitest";
import { ElementKind } from "../../../src/base/element.ts";
import type { Step, Value } from "../../../src/kernel/program.ts";
import { whyNotSimd } from "../../../src/kernel/wasm/simd.ts";
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

test("only rows from start to end are written, wherever they begin and end", () => {
  const one = constant(1, "f32");
  const program = programOf([WRITE], [set(0, operation("add", "f32", "f32", f32(0), one))]);
  const row = Array.from({ length: 21 }, (_, index) => index);
  for (let start = 0; start <= 9; start++) {
    for (let end = start; end <= row.length; end++) {
      const expected = row.map((value) => (value >= start && value < end ? value + 1 : value));
      expect(runSimd(program, [row], { start, end })).toEqual([expected]);
    }
  }
});

test("uniforms of every type reach every row, in shared memory too", () => {
  const types = ["f32", "f64", "i32", "u32", "bool"] as const;
  const columns = types.map((type) => ({
    element: ELEMENT_OF[type],
    type,
    isRead: false,
    isWritten: true,
  }));
  const steps = types.map((type, index) => set(index, uniform(index, type)));
  const program = programOf(columns, steps, { uniforms: [...types] });
  const uniforms = [0.1, 0.1, -5, 4294967295, 1];
  const rows = types.map(() => [0, 0, 0, 0, 0]);
  const expected = [fround(0.1), 0.1, -5, 4294967295, 1].map((value) => Array(5).fill(value));
  for (const shared of [false, true])
    expect(runSimd(program, rows, { uniforms, shared })).toEqual(expected);
});

test("narrow integers widen with their sign, and wrap when they are stored", () => {
  const kinds = [ElementKind.I8, ElementKind.U8, ElementKind.I16, ElementKind.U16];
  const columns = kinds.map((element) => ({ element, type: "i32" as const, isWritten: true }));
  const add = (index: number): Step =>
    set(index, operation("add", "i32", "i32", variable(index, "i32"), constant(1, "i32")));
  const program = programOf(
    columns,
    kinds.map((_, index) => add(index)),
  );
  const rows = [
    [127, -128, 0, -1, 5, 6],
    [255, 254, 0, 1, 127, 128],
    [32767, -32768, 0, -1, 5, 6],
    [65535, 65534, 0, 1, 32767, 32768],
  ];
  const expected = [
    [-128, -127, 1, 0, 6, 7],
    [0, 255, 1, 2, 128, 129],
    [-32768, -32767, 1, 0, 6, 7],
    [0, 65535, 1, 2, 32768, 32769],
  ];
  expect(runSimd(program, rows)).toEqual(expected);
});

test("one lane of a field of several is read and written, the others stay", () => {
  for (const [element, type] of [
    [ElementKind.F32, "f32"],
    [ElementKind.F64, "f64"],
    [ElementKind.I16, "i32"],
    [ElementKind.U8, "i32"],
    [ElementKind.U32, "u32"],
  ] as const) {
    const double = operation("add", type, type, variable(0, type), variable(0, type));
    const program = programOf(
      [{ element, type, isWritten: true, lanes: 3, lane: 1 }],
      [set(0, double)],
    );
    const row = Array.from({ length: 18 }, (_, index) => index);
    const expected = row.map((value) => (value % 3 === 1 && value < 15 ? value * 2 : value));
    expect(runSimd(program, [row], { end: 5 })).toEqual([expected]);
  }
});

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
    const expected = [1, round(Math.exp(3)), 2, round(Math.exp(4)), round(Math.exp(5)), 1];
    expect(runSimd(program, [[1, 3, 2, 4, 5, 1]])).toEqual([expected]);
  }
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

test("the handle of the row's entity is read from the entities", () => {
  const program = programOf(
    [{ element: ElementKind.U32, type: "u32", isRead: false, isWritten: true }],
    [set(0, { kind: "entity", type: "u32" })],
    { needsEntity: true },
  );
  const handles = [7, 4294967295, 9, 1, 2, 3];
  expect(runSimd(program, [[0, 0, 0, 0, 0, 0], handles], { start: 1 })[0]).toEqual([
    0, 4294967295, 9, 1, 2, 3,
  ]);
});

test("shifts by a constant or a uniform count the lowest five bits", () => {
  for (const by of [constant(35, "i32"), uniform(0, "i32"), uniform(1, "i32")]) {
    const program = programOf(
      [{ element: ElementKind.I32, type: "i32", isWritten: true }],
      [set(0, operation("shr", "i32", "i32", variable(0, "i32"), by))],
      { uniforms: ["i32", "i32"] },
    );
    expect(runSimd(program, [[-64, 64, 7, -1, 8]], { uniforms: [3, -29] })).toEqual([
      [-8, 8, 0, -1, 1],
    ]);
  }
});

test("there is no reason against vectors where the machine has them", () => {
  expect(whyNotSimd(programOf([WRITE], [set(0, f32(0))]))).toBeUndefined();
});
