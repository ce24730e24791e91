import { expect, test } from "vitest";
import { type FunctionWriter, ModuleWriter, WasmType } from "../../../src/kernel/wasm/encoder.ts";
import * as Op from "../../../src/kernel/wasm/opcodes.ts";

const { I32, F32, F64 } = WasmType;
const pages = (shared = false) =>
  new WebAssembly.Memory(shared ? { initial: 1, maximum: 1, shared } : { initial: 1, maximum: 1 });

function callable(
  module: ModuleWriter,
  memory = pages(),
  math: Record<string, (x: number) => number> = {},
) {
  const compiled = new WebAssembly.Module(module.encode());
  const { exports } = new WebAssembly.Instance(compiled, { env: { memory }, math });
  return exports.run as (...inputs: number[]) => number;
}

function returning(type: WasmType, write: (run: FunctionWriter) => void) {
  const module = new ModuleWriter(false);
  write(module.addFunction({ parameters: [], results: [type] }, "run"));
  return callable(module)();
}

test("an empty module is its header, the memory it imports, and empty sections", () => {
  const empty = [1, 1, 0, 3, 1, 0, 7, 1, 0, 10, 1, 0];
  const bytes = [...new ModuleWriter(false).encode()];
  const memory = [
    2, 18, 1, 3, 101, 110, 118, 6, 109, 101, 109, 111, 114, 121, 2, 1, 0, 128, 128, 4,
  ];
  expect(bytes).toEqual([
    ...[0, 97, 115, 109, 1, 0, 0, 0],
    ...empty.slice(0, 3),
    ...memory,
    ...empty.slice(3),
  ]);
});

test("integers of one to five bytes keep their value and sign", () => {
  const values = [
    0, 1, -1, 63, 64, -64, -65, 8191, 8192, -8192, -8193, 1048575, 1048576, -1048577, 134217727,
    134217728, -134217729, 2147483647, -2147483648,
  ];
  for (const value of values) expect(returning(I32, (run) => run.i32(value))).toBe(value);
});

test("floats keep their bits", () => {
  expect(returning(F32, (run) => run.f32(0.1))).toBe(0.10000000149011612);
  expect(returning(F64, (run) => run.f64(0.1))).toBe(0.1);
  expect(returning(F64, (run) => run.f64(-0))).toBe(-0);
  expect(returning(F32, (run) => run.f32(Number.NEGATIVE_INFINITY))).toBe(Number.NEGATIVE_INFINITY);
});

test("a module calls what it imports by name, and its own functions", () => {
  const module = new ModuleWriter(false, [
    { module: "math", name: "double", parameters: [F64], results: [F64] },
    { module: "math", name: "half", parameters: [F64], results: [F64] },
  ]);
  const next = module.addFunction({ parameters: [F64], results: [F64] });
  next.get(0);
  next.f64(1);
  next.op(Op.F64Add);
  const run = module.addFunction({ parameters: [F64], results: [F64] }, "run");
  run.get(0);
  run.call(next.index);
  run.call(module.indexOfImport("half"));
  expect([module.indexOfImport("double"), module.indexOfImport("none")]).toEqual([0, -1]);
  expect(callable(module, pages(), { double: (x) => x * 2, half: (x) => x / 2 })(8)).toBe(4.5);
});

test("a loop over locals of several types writes to memory of either kind", () => {
  for (const shared of [false, true]) {
    const module = new ModuleWriter(shared);
    const run = module.addFunction({ parameters: [I32, I32], results: [] }, "run");
    const value = run.addLocal(F32);
    const unused = run.addLocal(F64);
    const step = run.addLocal(F32);
    expect([value, unused, step]).toEqual([2, 3, 4]);
    run.f32(0.5);
    run.set(step);
    run.block();
    run.loop();
    run.get(0);
    run.get(1);
    run.op(Op.I32GeU);
    run.branchIf(1);
    run.get(0);
    run.get(value);
    run.get(step);
    run.op(Op.F32Add);
    run.tee(value);
    run.memory(Op.F32Store, 2, 200);
    run.get(0);
    run.i32(4);
    run.op(Op.I32Add);
    run.set(0);
    run.branch(0);
    run.end();
    run.end();
    const memory = pages(shared);
    callable(module, memory)(4, 16);
    expect([...new Float32Array(memory.buffer, 200, 5)]).toEqual([0, 0.5, 1, 1.5, 0]);
  }
});

test("both ways of an if leave a value, and saturating conversions have their prefix", () => {
  const module = new ModuleWriter(false);
  const run = module.addFunction({ parameters: [F64], results: [I32] }, "run");
  run.get(0);
  run.f64(0);
  run.op(Op.F64Lt);
  run.if(I32);
  run.i32(-1);
  run.else();
  run.get(0);
  run.saturating(Op.I32TruncSatF64S);
  run.end();
  const inputs = [-3, 3.9, 1e20, Number.NaN];
  const call = callable(module);
  expect(inputs.map((input) => call(input))).toEqual([-1, 3, 2147483647, 0]);
});
