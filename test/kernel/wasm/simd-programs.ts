/** Small programs, and columns of a memory to run them on: for the tests of the engine that runs four rows at once. */
import { ElementKind, elementView } from "../../../src/base/element.ts";
import type {
  KernelProgram,
  Operation,
  Step,
  Value,
  ValueType,
} from "../../../src/kernel/program.ts";
import { compileModule, instantiate } from "../../../src/kernel/wasm/instance.ts";
import { emitSimd } from "../../../src/kernel/wasm/simd.ts";

export const ELEMENT_OF: { readonly [type in ValueType]: ElementKind } = {
  f32: ElementKind.F32,
  f64: ElementKind.F64,
  i32: ElementKind.I32,
  u32: ElementKind.U32,
  bool: ElementKind.U8,
};

export const variable = (index: number, type: ValueType): Value => ({
  kind: "variable",
  type,
  index,
});
export const uniform = (index: number, type: ValueType): Value => ({
  kind: "uniform",
  type,
  index,
});
export const constant = (value: number, type: ValueType): Value => ({
  kind: "constant",
  type,
  value,
});
export const set = (to: number, value: Value): Step => ({ kind: "set", variable: to, value });
export const when = (test: Value, then: Step[], otherwise: Step[] = []): Step => ({
  kind: "if",
  test,
  then,
  otherwise,
});
export function operation(
  name: Operation,
  type: ValueType,
  of: ValueType,
  ...inputs: Value[]
): Value {
  return { kind: "operation", type, operation: name, of, inputs };
}

export interface ColumnOf {
  readonly element: ElementKind;
  readonly type: ValueType;
  readonly isRead?: boolean;
  readonly isWritten?: boolean;
  readonly isRare?: boolean;
  readonly lanes?: number;
  readonly lane?: number;
}

/** A program whose columns are its first variables. */
export function programOf(
  columns: readonly ColumnOf[],
  steps: readonly Step[],
  rest: { uniforms?: ValueType[]; locals?: ValueType[]; needsEntity?: boolean } = {},
): KernelProgram {
  return {
    columns: columns.map((column, index) => ({
      term: 0,
      field: index,
      lanes: column.lanes ?? 1,
      lane: column.lane ?? 0,
      element: column.element,
      isRead: column.isRead ?? true,
      isWritten: column.isWritten ?? false,
      isRare: column.isRare ?? false,
      variable: index,
    })),
    variables: [...columns.map(({ type }) => type), ...(rest.locals ?? [])].map((type, index) => ({
      name: `v${index}`,
      type,
    })),
    uniforms: (rest.uniforms ?? []).map((type, index) => ({ name: `u${index}`, type })),
    steps,
    outputs: [],
    needsEntity: rest.needsEntity ?? false,
  };
}

/**
 * Runs `program` by SIMD over columns that hold `rows`, and gives back what they hold then. What does not belong to
 * any row of a column is checked to be as before.
 */
export function runSimd(
  program: KernelProgram,
  rows: readonly (readonly number[])[],
  run: { start?: number; end?: number; uniforms?: number[]; shared?: boolean } = {},
): number[][] {
  const shared = run.shared ?? false;
  const memory = new WebAssembly.Memory({ initial: 2, maximum: 2, shared });
  const bytes = new Uint8Array(memory.buffer).fill(0xa5);
  const count = Math.max(...rows.map((values, index) => values.length / lanesOf(program, index)));
  const room = Math.ceil(count / 4) * 4;
  // The last column ends where the memory does: a read beyond it traps.
  let offset = memory.buffer.byteLength;
  const offsets: number[] = [];
  const views = rows.map((values, index) => {
    const element = program.columns[index]?.element ?? ElementKind.U32;
    const length = room * lanesOf(program, index);
    offset -= (length * elementView(element, memory.buffer, 0, 0).BYTES_PER_ELEMENT + 15) & -16;
    offsets.push(offset);
    const view = elementView(element, memory.buffer, offset, length);
    view.set(values);
    return view;
  });
  const before = bytes.slice();
  const module = compileModule(emitSimd(program, { shared }));
  const entities = offsets[program.columns.length] ?? 0;
  const { start = 0, end = count, uniforms = [] } = run;
  instantiate(module, memory, program)(offsets, entities, start, end, uniforms);
  const after = views.map((view, index) => [...view.slice(0, rows[index].length)]);
  for (const [index, values] of rows.entries()) views[index].set(values);
  for (let at = 0; at < bytes.length; at++)
    if (bytes[at] !== before[at]) throw new Error(`byte ${at} was written, outside of all rows`);
  return after;
}

function lanesOf(program: KernelProgram, column: number): number {
  return program.columns[column]?.lanes ?? 1;
}
