/**
 * Random kernel programs for fast-check: all operations over all types, ifs inside ifs, columns of every element
 * kind, uniforms, the entity. A variable is always set, or loaded, before it is read.
 */
import fc from "fast-check";
import { ElementKind } from "../../src/base/element.ts";
import {
  type KernelProgram,
  MASK,
  type Operation,
  type ProgramColumn,
  type ProgramOutput,
  type ProgramVariable,
  type Step,
  type Value,
  type ValueType,
} from "../../src/kernel/program.ts";
import type { OutputKind } from "../../src/kernel/tree.ts";
import { elementValue, numberOf, pick, type Source, sourceOf } from "./any-value.ts";

export interface ProgramOptions {
  /** The types that may appear; bool always may. */
  readonly types?: readonly Exclude<ValueType, "bool">[];
  /** Leaves out sin, cos, exp, log, atan2, hypot, pow and rem, which engines call out for. */
  readonly isPlain?: boolean;
}

const OUTPUTS: readonly OutputKind[] = ["sum", "min", "max", "count", "where"];
const FLOATS: readonly ValueType[] = ["f32", "f64"];
const ARITHMETIC: readonly Operation[] = ["add", "sub", "mul", "min", "max"];
const FLOAT_ONE: readonly Operation[] = ["sqrt", "floor", "ceil", "round", "trunc", "sign"];
const FLOAT_CALLS: readonly Operation[] = ["sin", "cos", "exp", "log"];
const FLOAT_PAIR_CALLS: readonly Operation[] = ["atan2", "hypot", "pow", "rem"];
const BITS: readonly Operation[] = ["and", "or", "xor"];
const COMPARISONS: readonly Operation[] = ["lt", "le", "gt", "ge", "eq", "ne"];

/** A program and what to run it over: `rows` values for each column, handles, uniforms. */
export interface ProgramCase {
  readonly program: KernelProgram;
  readonly columns: number[][];
  readonly entities: number[];
  readonly uniforms: number[];
}

/** Random programs with rows for them. Shrinks to fewer steps, then to earlier choices. */
export function anyProgramCase(
  rows: number,
  options: ProgramOptions = {},
): fc.Arbitrary<ProgramCase> {
  return fc
    .tuple(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 0, max: 0x7fffffff }))
    .map(([steps, seed]) => programCase(steps, seed, rows, options))
    .map((one) => Object.assign(one, { toString: () => JSON.stringify(one.program, null, 1) }));
}

export function programCase(
  stepCount: number,
  seed: number,
  rows: number,
  options: ProgramOptions,
): ProgramCase {
  const maker = new Maker(sourceOf(seed), options);
  const program = maker.program(stepCount);
  const random = sourceOf(seed ^ 0x5bd1e995);
  const columns = program.columns.map(({ element, variable }) => {
    const isBool = program.variables[variable].type === "bool";
    return Array.from({ length: rows }, () => elementValue(random, element, isBool));
  });
  const entities = Array.from({ length: rows }, () => Math.floor(random() * 2 ** 32));
  const uniforms = program.uniforms.map(({ type }) => numberOf(random, type));
  return { program, columns, entities, uniforms };
}

const ELEMENTS_OF: { readonly [Type in ValueType]: readonly ElementKind[] } = {
  f32: [ElementKind.F32],
  f64: [ElementKind.F64],
  i32: [ElementKind.I32, ElementKind.I8, ElementKind.U8, ElementKind.I16, ElementKind.U16],
  u32: [ElementKind.U32],
  bool: [ElementKind.U8],
};

class Maker {
  readonly #random: Source;
  readonly #types: readonly ValueType[];
  readonly #isPlain: boolean;
  readonly #variables: ProgramVariable[] = [];
  readonly #uniforms: ProgramVariable[] = [];
  /** Variables that hold something where the next step stands. */
  #known: number[] = [];
  #needsEntity = false;

  constructor(random: Source, options: ProgramOptions) {
    this.#random = random;
    this.#types = [...(options.types ?? ["f32", "f64", "i32", "u32"]), "bool"];
    this.#isPlain = options.isPlain ?? false;
  }

  program(stepCount: number): KernelProgram {
    const random = this.#random;
    const drafts = this.#columns();
    for (let i = Math.floor(random() * 4); i > 0; i--)
      this.#uniforms.push({ name: `u${i}`, type: pick(random, this.#types) });
    const written = new Set(drafts.filter((one) => one.isWritten).map((one) => one.variable));
    this.#known = drafts.filter((one) => one.isRead).map((one) => one.variable);
    const steps = this.#steps(stepCount, 0, [...written]);
    for (const variable of written) {
      if (this.#known.includes(variable)) continue; // read, or set already
      steps.push(this.#set(variable));
    }
    const always = new Set(steps.flatMap((one) => (one.kind === "set" ? [one.variable] : [])));
    const columns = drafts.map((one) => ({
      ...one,
      isRare: one.isWritten && !always.has(one.variable),
    }));
    const outputs = this.#outputs(steps);
    return {
      columns,
      variables: this.#variables,
      uniforms: this.#uniforms,
      steps,
      outputs,
      needsEntity: this.#needsEntity,
    };
  }

  /** Up to three, with the steps that set what they take; none for every other program. */
  #outputs(steps: Step[]): ProgramOutput[] {
    const random = this.#random;
    if (random() < 0.5) return [];
    return Array.from({ length: 1 + Math.floor(random() * 3) }, (_, i) => {
      const kind = pick(random, OUTPUTS);
      let type: ValueType = kind === "sum" ? "f64" : pick(random, FLOATS);
      if (kind === "count" || kind === "where") type = "bool";
      const variable = this.#variable(`o${i}`, type);
      steps.push(this.#set(variable));
      return { name: `o${i}`, kind, variable };
    });
  }

  #columns(): ProgramColumn[] {
    const random = this.#random;
    return Array.from({ length: 1 + Math.floor(random() * 5) }, (_, i) => {
      const type = pick(random, this.#types);
      const element = pick(random, ELEMENTS_OF[type]);
      const lanes = type !== "bool" && random() < 0.2 ? 2 + Math.floor(random() * 3) : 1;
      const lane = Math.floor(random() * lanes);
      const variable = this.#variable(`c${i}`, type);
      if (type === "bool" && random() < 0.4) return maskColumn(i, variable);
      const isRead = random() < 0.7;
      const isWritten = !isRead || random() < 0.6;
      const term = i;
      return { term, field: 0, lanes, lane, element, isRead, isWritten, isRare: false, variable };
    });
  }

  #variable(name: string, type: ValueType): number {
    return this.#variables.push({ name, type }) - 1;
  }

  #steps(count: number, depth: number, written: readonly number[]): Step[] {
    const steps: Step[] = [];
    for (let i = 0; i < count; i++) {
      if (depth < 3 && this.#random() < 0.3) steps.push(this.#if(count, depth, written));
      else steps.push(this.#set(this.#target(written, depth)));
    }
    return steps;
  }

  /** A column that is written, where that needs no load; or a local. */
  #target(written: readonly number[], depth: number): number {
    const random = this.#random;
    const columns = written.filter((variable) => depth === 0 || this.#known.includes(variable));
    if (columns.length > 0 && random() < 0.6) return pick(random, columns);
    const locals = this.#known.filter((variable) => this.#variables[variable].name[0] === "t");
    if (locals.length > 0 && random() < 0.4) return pick(random, locals);
    return this.#variable(`t${this.#variables.length}`, pick(random, this.#types));
  }

  #set(variable: number): Step {
    const value = this.#value(this.#variables[variable].type, 3);
    if (!this.#known.includes(variable)) this.#known.push(variable);
    return { kind: "set", variable, value };
  }

  #if(count: number, depth: number, written: readonly number[]): Step {
    const test = this.#value("bool", 2);
    const before = [...this.#known];
    const then = this.#steps(Math.ceil(count / 2), depth + 1, written);
    this.#known = [...before];
    const hasOtherwise = this.#random() < 0.5;
    const otherwise = hasOtherwise ? this.#steps(Math.ceil(count / 2), depth + 1, written) : [];
    this.#known = before;
    return { kind: "if", test, then, otherwise };
  }

  #value(type: ValueType, depth: number): Value {
    const random = this.#random;
    if (depth === 0 || random() < 0.15) return this.#leaf(type);
    if (random() < 0.15) {
      const [then, otherwise] = [this.#value(type, depth - 1), this.#value(type, depth - 1)];
      const test = this.#value("bool", depth - 1);
      return made("select", type, type, [test, then, otherwise]);
    }
    if (type === "bool") return this.#bool(depth - 1);
    if (random() < 0.2) {
      const of = pick(random, this.#types);
      if (of !== type) return made(type, type, of, [this.#value(of, depth - 1)]);
    }
    return FLOATS.includes(type) ? this.#float(type, depth - 1) : this.#integer(type, depth - 1);
  }

  #leaf(type: ValueType): Value {
    const random = this.#random;
    const variables = this.#known.filter((one) => this.#variables[one].type === type);
    if (variables.length > 0 && random() < 0.7)
      return { kind: "variable", type, index: pick(random, variables) };
    const uniforms = this.#uniforms.flatMap((one, i) => (one.type === type ? [i] : []));
    if (uniforms.length > 0 && random() < 0.5)
      return { kind: "uniform", type, index: pick(random, uniforms) };
    if (type === "u32" && random() < 0.4) {
      this.#needsEntity = true;
      return { kind: "entity", type };
    }
    return { kind: "constant", type, value: numberOf(random, type) };
  }

  #pair(type: ValueType, depth: number): Value[] {
    return [this.#value(type, depth), this.#value(type, depth)];
  }

  #float(type: ValueType, depth: number): Value {
    const random = this.#random;
    const pairs = [...ARITHMETIC, "div" as const, ...(this.#isPlain ? [] : FLOAT_PAIR_CALLS)];
    const ones = [...FLOAT_ONE, "neg" as const, "abs" as const];
    if (!this.#isPlain) ones.push(...FLOAT_CALLS);
    return random() < 0.6
      ? made(pick(random, pairs), type, type, this.#pair(type, depth))
      : made(pick(random, ones), type, type, [this.#value(type, depth)]);
  }

  #integer(type: ValueType, depth: number): Value {
    const random = this.#random;
    if (random() < 0.75) {
      const operation = pick(random, [...ARITHMETIC, ...BITS, "shl" as const, "shr" as const]);
      return made(operation, type, type, this.#pair(type, depth));
    }
    const ones: Operation[] = type === "i32" ? ["neg", "abs", "not"] : ["not"];
    return made(pick(random, ones), type, type, [this.#value(type, depth)]);
  }

  #bool(depth: number): Value {
    const random = this.#random;
    const of = pick(random, this.#types);
    const way = random();
    if (way < 0.5 && of !== "bool")
      return made(pick(random, COMPARISONS), "bool", of, this.#pair(of, depth));
    if (way < 0.6 && of !== "bool") return made("bool", "bool", of, [this.#value(of, depth)]);
    if (way < 0.7) return made("not", "bool", "bool", [this.#value("bool", depth)]);
    const operation = pick(random, [...BITS, "eq" as const, "ne" as const]);
    return made(operation, "bool", "bool", this.#pair("bool", depth));
  }
}

function maskColumn(term: number, variable: number): ProgramColumn {
  const [lanes, lane, element] = [0, 0, ElementKind.U32];
  const uses = { isRead: true, isWritten: false, isRare: false };
  return { term, field: MASK, lanes, lane, element, ...uses, variable };
}

function made(operation: Operation, type: ValueType, of: ValueType, inputs: Value[]): Value {
  return { kind: "operation", type, operation, of, inputs };
}
