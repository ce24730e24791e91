import { expect, test } from "vitest";
import { ElementKind } from "../../../src/base/element.ts";
import type { Step } from "../../../src/kernel/program.ts";
import {
  constant,
  ELEMENT_OF,
  operation,
  programOf,
  runSimd,
  set,
  uniform,
  variable,
} from "./simd-programs.ts";

const { fround } = Math;
const f32 = (index: number) => variable(index, "f32");
const READ = { element: ElementKind.F32, type: "f32" } as const;
const WRITE = { ...READ, isWritten: true } as const;

test("only rows from start to end are written, wherever they begin and end", () => {
  const one = constant(1, "f32");
  const program = programOf([WRITE], [set(0, operation("add", "f32", "f32", f32(0), one))]);
  const row = Array.from({ length: 20 }, (_, index) => index);
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
  const columns = kinds.map((element) => ({
    element,
    type: "i32" as const,
    isWritten: true,
  }));
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

test("a column is loaded before the first step that names it, and stored after the last", () => {
  const sum = operation("add", "f32", "f32", f32(0), f32(1));
  const program = programOf([WRITE, WRITE], [set(0, sum), set(1, sum), set(0, sum)]);
  expect(
    runSimd(program, [
      [1, 2, 3, 4, 5],
      [10, 20, 30, 40, 50],
    ]),
  ).toEqual([
    [32, 64, 96, 128, 160],
    [21, 42, 63, 84, 105],
  ]);
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
