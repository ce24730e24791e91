/**
 * The reference for kernels' programs: runs one row by row over plain arrays, exactly as `program.ts` says.
 *
 * Slow and plain on purpose: every engine is compared with it, so it shares no code with them.
 */
import { ElementKind } from "../../src/base/element.ts";
import type { KernelProgram, Operation, Step, Value, ValueType } from "../../src/kernel/program.ts";

/** The values of a program's columns, in their order: a row's value at its index, bools as 0 and 1. */
export type PlainColumns = number[][];

/**
 * Runs the rows from `start` to `end`; `entities` holds each row's handle. Columns change in place, and `taken` is
 * told of each row's variables after the last step.
 */
export function runReference(
  program: KernelProgram,
  columns: PlainColumns,
  uniforms: readonly number[],
  entities: readonly number[] = [],
  start = 0,
  end = columns[0]?.length ?? entities.length,
  taken?: (row: number, variables: readonly number[]) => void,
): void {
  const given = uniforms.map((value, i) => rounded(program.uniforms[i].type, value));
  for (let row = start; row < end; row++) {
    const variables = new Array<number>(program.variables.length).fill(0);
    program.columns.forEach((column, i) => {
      if (column.isRead)
        variables[column.variable] = rounded(
          program.variables[column.variable].type,
          columns[i][row],
        );
    });
    const values = { variables, uniforms: given, entity: (entities[row] ?? 0) >>> 0 };
    takeSteps(program.steps, values);
    taken?.(row, variables);
    program.columns.forEach((column, i) => {
      if (column.isWritten) columns[i][row] = stored(column.element, variables[column.variable]);
    });
  }
}

interface Values {
  readonly variables: number[];
  readonly uniforms: readonly number[];
  readonly entity: number;
}

function takeSteps(steps: readonly Step[], values: Values): void {
  for (const step of steps) {
    if (step.kind === "set") values.variables[step.variable] = evaluate(step.value, values);
    else takeSteps(evaluate(step.test, values) === 1 ? step.then : step.otherwise, values);
  }
}

function evaluate(value: Value, values: Values): number {
  switch (value.kind) {
    case "constant":
      return rounded(value.type, value.value);
    case "variable":
      return values.variables[value.index];
    case "uniform":
      return values.uniforms[value.index];
    case "entity":
      return values.entity;
    case "operation": {
      const inputs = value.inputs.map((input) => evaluate(input, values));
      return operate(value.operation, value.of, value.type, inputs);
    }
  }
}

/** What one operation makes of its inputs, which are values of the type `of`. */
export function operate(
  operation: Operation,
  of: ValueType,
  type: ValueType,
  inputs: readonly number[],
): number {
  const [a, b = 0, c = 0] = inputs;
  const isFloat = of === "f32" || of === "f64";
  switch (operation) {
    case "add":
      return rounded(of, a + b);
    case "sub":
      return rounded(of, a - b);
    case "mul":
      return isFloat ? rounded(of, a * b) : rounded(of, Math.imul(a, b));
    case "div":
      return rounded(of, a / b);
    case "rem":
      return rounded(of, a % b);
    case "neg":
      return rounded(of, -a);
    case "hypot":
      return rounded(of, Math.sqrt(a * a + b * b));
    case "abs":
    case "sqrt":
    case "floor":
    case "ceil":
    case "trunc":
    case "round":
    case "sign":
    case "sin":
    case "cos":
    case "exp":
    case "log":
      return rounded(of, Math[operation](a));
    case "min":
    case "max":
    case "atan2":
    case "pow":
      return rounded(of, Math[operation](a, b));
    case "and":
      return rounded(of, a & b);
    case "or":
      return rounded(of, a | b);
    case "xor":
      return rounded(of, a ^ b);
    case "not":
      return of === "bool" ? 1 - a : rounded(of, ~a);
    case "shl":
      return rounded(of, a << b);
    case "shr":
      return of === "u32" ? a >>> b : a >> b;
    case "lt":
      return Number(a < b);
    case "le":
      return Number(a <= b);
    case "gt":
      return Number(a > b);
    case "ge":
      return Number(a >= b);
    case "eq":
      return Number(a === b);
    case "ne":
      return Number(a !== b);
    case "select":
      return a === 1 ? b : c;
    default:
      return rounded(type, a);
  }
}

/** A number as a value of the type, converted as `program.ts` says. */
export function rounded(type: ValueType, value: number): number {
  switch (type) {
    case "f32":
      return Math.fround(value);
    case "f64":
      return value;
    case "i32":
      return value | 0;
    case "u32":
      return value >>> 0;
    case "bool":
      return value === 0 || Number.isNaN(value) ? 0 : 1;
  }
}

/** What a column of the element kind holds after the value was stored in it. */
export function stored(element: ElementKind, value: number): number {
  switch (element) {
    case ElementKind.F32:
      return Math.fround(value);
    case ElementKind.F64:
      return value;
    case ElementKind.I8:
      return (value << 24) >> 24;
    case ElementKind.U8:
      return value & 0xff;
    case ElementKind.I16:
      return (value << 16) >> 16;
    case ElementKind.U16:
      return value & 0xffff;
    case ElementKind.I32:
      return value | 0;
    case ElementKind.U32:
      return value >>> 0;
  }
}

/** What outputs come to, row by row: totals of four lanes, of `where` the rows. */
export class ReferenceResults {
  /** By output. */
  readonly values: number[][];
  readonly #program: KernelProgram;

  constructor(program: KernelProgram) {
    this.#program = program;
    const { POSITIVE_INFINITY: least, NEGATIVE_INFINITY: most } = Number;
    const first = { sum: 0, count: 0, min: least, max: most };
    this.values = program.outputs.map(({ kind }) =>
      kind === "where" ? [] : new Array<number>(4).fill(first[kind]),
    );
  }

  readonly add = (row: number, variables: readonly number[]): void => {
    this.#program.outputs.forEach(({ kind, variable }, i) => {
      const value = variables[variable];
      const lanes = this.values[i];
      const lane = row % 4;
      if (kind === "min" || kind === "max") lanes[lane] = Math[kind](lanes[lane], value);
      else if (kind !== "where") lanes[lane] += value;
      else if (value === 1) lanes.push(row);
    });
  };
}
