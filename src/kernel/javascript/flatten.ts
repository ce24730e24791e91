/**
 * Flattening: a program becomes the list of loops that the JavaScript engine runs.
 *
 * An `if` becomes masks: both ways are taken for all rows of a block, and what they set is blended into the
 * variables under the mask of the way. A `skip` jumps over a way that no row of the block takes. Values that a
 * loop makes for another are in columns that are used again as soon as they were read.
 */
import { firstValues } from "../first-values.ts";
import type { KernelProgram, Step, Value, ValueType } from "../program.ts";
import { type FlatProgram, INSTRUCTION_NUMBERS } from "./flat-program.ts";
import type { LoopName } from "./loop-types.ts";

/** Makes a program's list: some microseconds for each of its operations. */
export function flatten(program: KernelProgram): FlatProgram {
  return new Flattener(program).program;
}

class Flattener {
  readonly program: FlatProgram;
  readonly #types: ValueType[] = [];
  readonly #held = new Set<number>();
  readonly #temporary = new Set<number>();
  readonly #loops: [LoopName, ValueType][] = [];
  readonly #code: number[] = [];
  readonly #fills: [number, number, number][] = [];
  readonly #variables: readonly number[];
  readonly #fillOf = new Map<string, number>();
  readonly #handles: number;

  constructor(program: KernelProgram) {
    this.#variables = program.variables.map(({ type }) => this.#hold(type));
    this.#handles = program.needsEntity ? this.#hold("u32") : -1;
    this.#steps(program.steps, undefined);
    this.program = {
      types: this.#types,
      loops: this.#loops,
      code: this.#code,
      fills: this.#fills,
      variables: this.#variables,
      ...firstValues(program),
      handles: this.#handles,
    };
  }

  #steps(steps: readonly Step[], mask: number | undefined): void {
    for (const step of steps) {
      if (step.kind === "if") {
        this.#choice(step, mask);
        continue;
      }
      const variable = this.#variables[step.variable];
      if (mask === undefined) {
        this.#valueInto(step.value, variable);
        continue;
      }
      const value = this.#columnOf(step.value);
      this.#emit("blend", step.value.type, variable, mask, value);
      this.#release(value);
    }
  }

  /** Both masks are made before either way, which may change what the test read. */
  #choice(step: Extract<Step, { kind: "if" }>, mask: number | undefined): void {
    const test = this.#columnOf(step.test);
    const hasOtherwise = step.otherwise.length > 0;
    let then = test;
    // A column of the test's own is the mask; what a variable holds may be set on the way.
    if (mask !== undefined || !this.#temporary.has(test)) {
      then = this.#take("bool");
      if (mask === undefined) this.#emit("copy", "bool", then, test);
      else this.#emit("and", "bool", then, mask, test);
    }
    let otherwise: number | undefined;
    if (hasOtherwise) {
      otherwise = this.#take("bool");
      if (mask === undefined) this.#emit("not", "bool", otherwise, test);
      else this.#emit("andNot", "bool", otherwise, mask, test);
    }
    if (then !== test) this.#release(test);
    this.#way(step.then, then);
    if (otherwise !== undefined) this.#way(step.otherwise, otherwise);
  }

  #way(steps: readonly Step[], mask: number): void {
    const skip = this.#code.length;
    this.#code.push(-1, mask, 0, 0, 0);
    this.#steps(steps, mask);
    this.#code[skip + 2] = this.#code.length / INSTRUCTION_NUMBERS;
    this.#release(mask);
  }

  /** The column that holds a value: that of a variable, constant or uniform itself, else a temporary one. */
  #columnOf(value: Value): number {
    switch (value.kind) {
      case "variable":
        return this.#variables[value.index];
      case "constant":
        return this.#filled(value.type, -1, value.value);
      case "uniform":
        return this.#filled(value.type, value.index, 0);
      case "entity":
        return this.#handles;
      case "operation":
        return this.#operation(value, undefined);
    }
  }

  #valueInto(value: Value, out: number): void {
    if (value.kind === "operation") this.#operation(value, out);
    else this.#emit("copy", value.type, out, this.#columnOf(value));
  }

  #operation(value: Extract<Value, { kind: "operation" }>, into: number | undefined): number {
    const inputs = value.inputs.map((input) => this.#columnOf(input));
    // Given back before the output is taken: loops may write over what they read.
    for (const input of inputs) this.#release(input);
    const out = into ?? this.#take(value.type);
    const [a, b = a, c = b] = inputs;
    // A conversion to the type that they have is a copy.
    const name = value.operation === value.of ? "copy" : value.operation;
    this.#emit(name, value.of, out, a, b, c);
    return out;
  }

  #emit(name: LoopName, of: ValueType, out: number, a: number, b = a, c = b): void {
    let loop = this.#loops.findIndex((known) => known[0] === name && known[1] === of);
    if (loop < 0) loop = this.#loops.push([name, of]) - 1;
    this.#code.push(loop, out, a, b, c);
  }

  #filled(type: ValueType, uniform: number, value: number): number {
    const key = `${type} ${uniform} ${Object.is(value, -0) ? "-0" : value}`;
    let column = this.#fillOf.get(key);
    if (column === undefined) {
      // Filled before the first instruction, so no column that one of them has written.
      column = this.#hold(type);
      this.#fillOf.set(key, column);
      this.#fills.push([column, uniform, value]);
    }
    return column;
  }

  /** A new column. */
  #hold(type: ValueType): number {
    const column = this.#types.push(type) - 1;
    this.#held.add(column);
    return column;
  }

  /** The first that nothing holds, until it is released. */
  #take(type: ValueType): number {
    const free = this.#types.findIndex((one, i) => one === type && !this.#held.has(i));
    const column = free < 0 ? this.#hold(type) : free;
    this.#held.add(column);
    this.#temporary.add(column);
    return column;
  }

  #release(column: number): void {
    if (this.#temporary.delete(column)) this.#held.delete(column);
  }
}
