/**
 * The JavaScript engine alone: blocks, masks and memory. What operations give is tested for all engines at once.
 */
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { expect, test } from "vitest";
import { ElementKind, elementView } from "../../src/base/element.ts";
import { flatten } from "../../src/kernel/javascript/flatten.ts";
import { javascriptEngine } from "../../src/kernel/javascript.ts";
import type { KernelProgram } from "../../src/kernel/program.ts";
import { constant, op, programOf, set, uniform, variable, when } from "./build.ts";

setFlagsFromString("--expose-gc");
const collect: () => void = runInNewContext("gc");

const { F32, U8, I8, U16, U32 } = ElementKind;

function engineOver(program: KernelProgram, buffer: ArrayBuffer) {
  return javascriptEngine(program, flatten(program), {
    viewOf: (kind) => elementView(kind, buffer, 0, 1024),
  });
}

const x = variable("f32", 0);
const v = variable("f32", 1);
const move = programOf(
  [{ element: F32 }, { element: F32, isWritten: false }],
  [],
  ["f32"],
  [set(0, op("add", x, op("mul", v, uniform("f32", 0))))],
);

test("a run takes the rows from start to end, at the offsets it is given", () => {
  const buffer = new ArrayBuffer(8192);
  const f32 = new Float32Array(buffer);
  f32.set([9, 1, 2, 3, 4, 9], 4);
  f32.set([10, 20, 30, 40], 104);
  engineOver(move, buffer)([20, 416], 0, 1, 3, [0.5]);
  expect([...f32.subarray(4, 10)]).toEqual([9, 1, 12, 18, 4, 9]);
});

test("more rows than a block are run block by block, the last one as long as the rest", () => {
  const buffer = new ArrayBuffer(8 * 2500);
  const f32 = new Float32Array(buffer);
  for (let i = 0; i < 2500; i++) {
    f32[i] = i;
    f32[2500 + i] = 1;
  }
  const run = javascriptEngine(move, flatten(move), {
    viewOf: (kind) => elementView(kind, buffer, 0, 5000),
  });
  run([0, 10_000], 0, 3, 2499, [0.25]);
  const expected = Array.from({ length: 2500 }, (_, i) => (i < 3 || i > 2498 ? i : i + 0.25));
  expect([...f32.subarray(0, 2500)]).toEqual(expected);
});

test("a block of no rows reads and writes nothing", () => {
  const buffer = new ArrayBuffer(8192);
  engineOver(move, buffer)([0, 4], 0, 5, 5, [Number.NaN]);
  expect(new Float32Array(buffer).every((value) => value === 0)).toBe(true);
});

test("both ways of an if are taken under masks, and ifs inside them narrow the masks", () => {
  const buffer = new ArrayBuffer(8192);
  const f32 = new Float32Array(buffer);
  f32.set([1, -1, 5, -5, 0]);
  const zero = constant("f32", 0);
  const program = programOf(
    [{ element: F32 }],
    [],
    [],
    [
      when(
        op("gt", x, zero),
        [when(op("gt", x, constant("f32", 2)), [set(0, op("neg", x))], [set(0, zero)])],
        [when(op("lt", x, constant("f32", -2)), [set(0, constant("f32", 7))])],
      ),
    ],
  );
  engineOver(program, buffer)([0], 0, 0, 5, []);
  expect([...f32.subarray(0, 6)]).toEqual([0, -1, -5, 7, 0, 0]);
});

test("a way that changes what the test read does not make the other way run as well", () => {
  const buffer = new ArrayBuffer(8192);
  const bytes = new Uint8Array(buffer);
  bytes.set([1, 0, 1, 0]);
  const flag = variable("bool", 0);
  const program = programOf(
    [{ element: U8, type: "bool" }, { element: U8 }],
    [],
    [],
    [
      when(
        flag,
        [set(0, constant("bool", 0)), set(1, constant("i32", 10))],
        [set(1, constant("i32", 20))],
      ),
    ],
  );
  engineOver(program, buffer)([0, 100], 0, 0, 4, []);
  expect([...bytes.subarray(0, 5)]).toEqual([0, 0, 0, 0, 0]);
  expect([...bytes.subarray(100, 105)]).toEqual([10, 20, 10, 20, 0]);
});

test("a constant that stands after an operation is not overwritten by what that operation left", () => {
  const buffer = new ArrayBuffer(8192);
  const f32 = new Float32Array(buffer);
  f32.set([1, 2, 3]);
  const root = op("sqrt", op("mul", x, x));
  const program = programOf(
    [{ element: F32 }],
    [],
    [],
    [set(0, op("sub", root, x)), set(0, op("add", x, constant("f32", 4)))],
  );
  engineOver(program, buffer)([0], 0, 0, 3, []);
  expect([...f32.subarray(0, 4)]).toEqual([4, 4, 4, 0]);
});

test("a column that only one way writes keeps its other rows, and a local that none has set is zero", () => {
  const buffer = new ArrayBuffer(8192);
  const f32 = new Float32Array(buffer);
  f32.set([1, 2, 3]);
  f32.set([10, 20, 30], 100);
  const local = variable("f32", 2);
  const program = programOf(
    [
      { element: F32, isWritten: false },
      { element: F32, isRead: false },
    ],
    ["f32"],
    [],
    [
      when(op("gt", x, constant("f32", 2)), [set(2, x)]),
      when(op("lt", x, constant("f32", 2)), [set(1, local)]),
    ],
  );
  const run = engineOver(program, buffer);
  run([0, 400], 0, 2, 3, []);
  run([0, 400], 0, 0, 2, []);
  expect([...f32.subarray(100, 103)]).toEqual([0, 20, 30]);
});

test("narrow integers are widened with their signs and wrap when they are stored", () => {
  const buffer = new ArrayBuffer(8192);
  new Int8Array(buffer).set([-1, 127, -128]);
  new Uint16Array(buffer, 64).set([0, 65_535, 1]);
  const program = programOf(
    [{ element: I8 }, { element: U16 }],
    [],
    [],
    [
      set(1, op("add", variable("i32", 1), variable("i32", 0))),
      set(0, op("add", variable("i32", 0), constant("i32", 1))),
    ],
  );
  engineOver(program, buffer)([0, 64], 0, 0, 3, []);
  expect([...new Int8Array(buffer, 0, 3)]).toEqual([0, -128, -127]);
  expect([...new Uint16Array(buffer, 64, 3)]).toEqual([65_535, 126, 65_409]);
});

test("a lane is every so many elements of its field, and handles are of the rows that run", () => {
  const buffer = new ArrayBuffer(8192);
  const u32 = new Uint32Array(buffer);
  u32.set([1, 2, 3, 4, 5, 6]);
  u32.set([100, 200, 0xffff_fff0], 50);
  const program = programOf(
    [{ element: U32, lanes: 2, lane: 1 }],
    [],
    [],
    [set(0, op("add", variable("u32", 0), { kind: "entity", type: "u32" }))],
    true,
  );
  engineOver(program, buffer)([0], 200, 1, 3, []);
  expect([...u32.subarray(0, 6)]).toEqual([1, 2, 3, 204, 5, 0xffff_fff6]);
});

test("toggles of a slab's second 512 MB are read where they stand, though their bits are past 32 bits", () => {
  const buffer = new ArrayBuffer(8192);
  const mask = 2 ** 29 + 8192;
  // Two words of a slab of that size: on are the rows whose bit is 0.
  const words = { [mask / 4]: ~0b1010, [mask / 4 + 1]: ~0b1 } as unknown as Uint32Array;
  const program = programOf(
    [{ element: U32, type: "bool", lanes: 0, isWritten: false }, { element: F32 }],
    [],
    [],
    [when(variable("bool", 0), [set(1, constant("f32", 1))])],
  );
  const run = javascriptEngine(program, flatten(program), {
    viewOf: (kind) => (kind === U32 ? words : elementView(kind, buffer, 0, 1024)),
  });
  run([mask, 0], 0, 1, 34, []);
  const on = new Float32Array(buffer, 0, 40);
  expect([...on.keys()].filter((row) => on[row] === 1)).toEqual([1, 3, 32]);
});

test("programs share their scratch columns, and do not hear of each other's uniforms and constants", () => {
  const buffer = new ArrayBuffer(8192);
  const f32 = new Float32Array(buffer);
  f32.set([1, 1, 1, 1]);
  const run = engineOver(move, buffer);
  const other = engineOver(
    programOf([{ element: F32 }], [], [], [set(0, op("mul", x, constant("f32", 3)))]),
    buffer,
  );
  run([0, 0], 0, 0, 4, [1]);
  other([0], 0, 0, 4, []);
  run([0, 0], 0, 0, 4, [1]);
  expect([...f32.subarray(0, 4)]).toEqual([12, 12, 12, 12]);
});

test("a run leaves no garbage", () => {
  const buffer = new ArrayBuffer(8 * 5000);
  const f32 = new Float32Array(buffer);
  const program = programOf(
    [{ element: F32 }, { element: F32 }],
    ["f32"],
    ["f32"],
    [
      set(2, op("mul", v, uniform("f32", 0))),
      when(
        op("lt", x, constant("f32", 0.5)),
        [set(0, op("add", x, variable("f32", 2)))],
        [set(1, op("neg", v))],
      ),
    ],
  );
  const run = javascriptEngine(program, flatten(program), {
    viewOf: (kind) => elementView(kind, buffer, 0, 5000),
  });
  f32.fill(0.25, 2500, 5000);
  const columns = [0, 10_000];
  const uniforms = new Float64Array([0.5]);
  const runs = (): void => {
    for (let i = 0; i < 20; i++) run(columns, 0, 1, 2500, uniforms);
  };
  for (let i = 0; i < 300; i++) runs();
  const windows = Array.from({ length: 30 }, () => {
    collect();
    const before = process.memoryUsage().heapUsed;
    runs();
    return process.memoryUsage().heapUsed - before;
  });
  // One boxed number a block and run would be 60 x 12 bytes; asking for the heap itself leaves some hundred.
  expect(Math.min(...windows)).toBeLessThan(600);
});
