/**
 * All engines against the reference: every operation over the values where they could differ, runs that begin and
 * end anywhere, and random programs. Equal means the same bytes, of the columns and of everything around them.
 *
 * Seen to fail: a half rounded down, `x | 0` clamped or wrapped at 2 ** 31, u32 shifted and compared as i32, a
 * product of integers made in doubles, masks of inner ifs that forget the outer one, a constant in a column that an
 * earlier operation wrote, a select's ways swapped, a lane left out of an address, one row too many at the end.
 */
import fc from "fast-check";
import { expect, test } from "vitest";
import { ElementKind } from "../../src/base/element.ts";
import type { ValueType } from "../../src/kernel/program.ts";
import { FULL_SCALE, SEED } from "../model/soak.ts";
import { anyProgramCase } from "./any-program.ts";
import { type ColumnPlan, constant, op, programOf, set, uniform, variable, when } from "./build.ts";
import { ENGINES, expectedOutcome, LIST_ENGINES, outcomeBy, type Trial } from "./engine-trial.ts";
import { CONVERSIONS, OPERATIONS, PLANS, VALUES } from "./engine-vectors.ts";

const { F32, F64, I8, U8, I16, U16, I32, U32 } = ElementKind;

function expectAgreement(trial: Trial, isShared = false): void {
  const expected = expectedOutcome(trial);
  for (const name of Object.keys(trial.rows === undefined ? ENGINES : LIST_ENGINES)) {
    const outcome = outcomeBy(name, trial, isShared);
    if (outcome.bytes.equals(expected.bytes)) continue;
    expect({ name, results: outcome.results }).toEqual({ name, results: expected.results });
    expect({ name, columns: outcome.columns() }).toEqual({ name, columns: expected.columns() });
    expect.fail(`${name}: wrote to bytes that are of no column's rows`);
  }
}

/** Rows for every pair of values, and rows that are not run before and behind them. */
function pairs(type: ValueType): { a: number[]; b: number[]; start: number; end: number } {
  const values = VALUES[type];
  const a = [0, 0, 0];
  const b = [0, 0, 0];
  for (const first of values) {
    for (const second of values) {
      a.push(first);
      b.push(second);
    }
  }
  const end = a.length;
  do {
    a.push(1);
    b.push(1);
  } while (a.length % 4 !== 0);
  return { a, b, start: 3, end };
}

for (const of of Object.keys(VALUES) as ValueType[]) {
  const [unary, binary] = OPERATIONS[of];
  test(`every operation over ${of} gives in all engines what the reference says`, () => {
    const { a, b, start, end } = pairs(of);
    const x = variable(of, 0);
    const y = variable(of, 1);
    const results = [
      ...[...unary, ...CONVERSIONS].map((operation) => op(operation, x)),
      ...binary.map((operation) => op(operation, x, y)),
      op("select", op("eq", x, y), x, y),
      op("select", op("bool", y), y, x),
    ];
    const inputs = [0, 1].map(() => ({ ...PLANS[of], isWritten: false }));
    for (const result of results) {
      const output = { ...PLANS[result.type], isRead: false };
      const program = programOf([...inputs, output], [], [], [set(2, result)]);
      const handles = a.map((_, row) => row);
      expectAgreement({
        program,
        columns: [a, b, handles.map(() => 1)],
        handles,
        uniforms: [],
        start,
        end,
      });
    }
  });
}

test("narrow columns, bools, lanes, handles and uniforms of each type reach all engines alike", () => {
  const rows = 24;
  const plans: ColumnPlan[] = [
    { element: I8 },
    { element: U8 },
    { element: I16 },
    { element: U16 },
    { element: U8, type: "bool" },
    { element: I32 },
    { element: U32 },
    { element: F64 },
  ];
  const program = programOf(
    plans,
    [],
    ["f32", "f64", "i32", "u32", "bool"],
    [
      set(0, op("add", variable("i32", 0), uniform("i32", 2))),
      set(1, op("mul", variable("i32", 1), variable("i32", 0))),
      set(2, op("sub", variable("i32", 2), variable("i32", 1))),
      set(3, op("neg", variable("i32", 3))),
      set(4, op("xor", variable("bool", 4), uniform("bool", 4))),
      set(5, op("add", variable("i32", 5), op("i32", uniform("f32", 0)))),
      set(
        6,
        op(
          "xor",
          op("mul", { kind: "entity", type: "u32" }, uniform("u32", 3)),
          variable("u32", 6),
        ),
      ),
      set(7, op("mul", variable("f64", 7), uniform("f64", 1))),
    ],
    true,
  );
  const handles = Array.from({ length: rows }, (_, row) => (row * 0x9e3779b1) >>> 0);
  const columns = plans.map((_, index) =>
    handles.map((handle) => handle % (index === 4 ? 2 : 251)),
  );
  const uniforms = [0.1, 0.1, -5, 0xffff_fffe, 1];
  for (const isShared of [false, true]) {
    expectAgreement({ program, columns, handles, uniforms, start: 1, end: 23 }, isShared);
  }
});

test("lanes of one field are read and written each for itself", () => {
  const lane = (at: number, lanes: number): ColumnPlan => ({ element: F32, lanes, lane: at });
  const { columns, ...rest } = programOf(
    [
      lane(2, 3),
      lane(0, 3),
      { element: I16, lanes: 2, lane: 1 },
      { element: F64, lanes: 2, lane: 1 },
    ],
    [],
    [],
    [
      set(0, op("add", variable("f32", 0), variable("f32", 1))),
      set(1, op("mul", variable("f32", 0), variable("f32", 1))),
      set(2, op("not", variable("i32", 2))),
      set(3, op("neg", variable("f64", 3))),
    ],
  );
  const program = {
    ...rest,
    columns: columns.map((column) => ({ ...column, field: column.element })),
  };
  const handles = Array.from({ length: 12 }, (_, row) => row);
  const values = [3, 5, 7, 9].map((scale) => handles.map((row) => row * scale - 20));
  for (let start = 0; start < 5; start++) {
    expectAgreement({ program, columns: values, handles, uniforms: [], start, end: 11 - start });
  }
});

test("runs that begin and end anywhere touch their rows only", () => {
  const x = variable("f32", 0);
  const n = variable("i32", 1);
  const program = programOf(
    [
      { element: F32 },
      { element: U8 },
      { element: F64, isWritten: false },
      { element: F32, isRead: false },
    ],
    [],
    ["f32"],
    [
      set(3, op("mul", x, uniform("f32", 0))),
      when(
        op("lt", x, constant("f32", 3)),
        [
          set(0, op("add", x, op("f32", variable("f64", 2)))),
          set(1, op("add", n, constant("i32", 200))),
        ],
        [when(op("eq", n, constant("i32", 4)), [set(0, op("neg", x))])],
      ),
    ],
  );
  const handles = Array.from({ length: 20 }, (_, row) => row);
  const columns = [
    handles.map((row) => row / 3),
    handles.map((row) => row % 5),
    handles.map((row) => 0.1 * row),
    handles.map(() => 77),
  ];
  for (let start = 0; start <= 8; start++) {
    for (let end = start; end <= 20; end++) {
      expectAgreement({ program, columns, handles, uniforms: [1.1], start, end });
    }
  }
});

test("2,000 random programs leave the same bytes by all engines, whichever rows they run", () => {
  const rows = 16;
  const run = fc.record({
    chosen: anyProgramCase(rows),
    start: fc.nat(rows),
    length: fc.nat(rows),
  });
  fc.assert(
    fc.property(run, ({ chosen, start, length }) => {
      const { program, columns, uniforms, entities: handles } = chosen;
      const end = Math.min(rows, start + length);
      expectAgreement({ program, columns, handles, uniforms, start, end });
    }),
    { numRuns: 2000 * FULL_SCALE, seed: SEED },
  );
});

test("random programs leave the same bytes where they run rows that a list names", () => {
  const rows = 24;
  const run = fc.record({
    chosen: anyProgramCase(rows),
    list: fc.subarray(Array.from({ length: rows }, (_, row) => row)),
  });
  fc.assert(
    fc.property(run, ({ chosen, list }) => {
      const { program, columns, uniforms, entities: handles } = chosen;
      expectAgreement({ program, columns, handles, uniforms, start: 0, end: rows, rows: list });
    }),
    { numRuns: 500 * FULL_SCALE, seed: SEED },
  );
});
