/**
 * A program as a list of loops over numbered scratch columns, one after the other.
 *
 * An `if` becomes masks: both ways are taken for all rows of a block, and what they set is blended into the
 * variables under the mask of the way. A `skip` jumps over a way that no row of the block takes. Values that a
 * loop makes for another are in columns that are used again as soon as they were read.
 */
import { firstValues } from "../first-values.ts";
import type { KernelProgram, Step, Value, ValueType } from "../program.ts";
import type { Loop } from "./loop-types.ts";
import { type LoopName, loopOf } from "./loops.ts";
import { type Scratch, ScratchColumns } from "./scratch.ts";

/** One loop and its columns; where it has fewer inputs, the rest repeat them. */
export interface Instruction {
  /** Without a loop: goes on at the instruction `skipTo` where no row of `out`, a mask, is set; `a` has its words. */
  readonly loop: Loop | undefined;
  readonly out: Scratch;
  readonly a: Scratch;
  readonly b: Scratch;
  readonly c: Scratch;
  skipTo: number;
}

/** A column that holds one value in all its rows during a run: a constant, or, not -1, a uniform. */
export interface Fill {
  readonly loop: Loop;
  readonly column: Scratch;
  readonly uniform: number;
  /** One number: the constant, or that of the uniform in this run. */
  readonly value: Float64Array;
}

export interface FlatProgram {
  readonly instructions: readonly Instruction[];
  readonly fills: readonly Fill[];
  /** By the number of the variable. */
  readonly variables: readonly Scratch[];
  /** Columns of the program to load, and variables to clear, before the first instruction. */
  readonly loaded: readonly number[];
  readonly cleared: readonly number[];
  /** Of the entities, where the program asks for them. */
  readonly handles: Scratch | undefined;
}

/** Makes a program's list: some microseconds for each of its operations. */
export function flatten(program: KernelProgram): FlatProgram {
  return new Flattener(program).program;
}

class Flattener {
  readonly program: FlatProgram;
  readonly #scratch = new ScratchColumns();
  readonly #temporary = new Set<Scratch>();
  readonly #instructions: Instruction[] = [];
  readonly #fills: Fill[] = [];
  readonly #variables: readonly Scratch[];
  readonly #fillOf = new Map<string, Scratch>();
  readonly #handles: Scratch | undefined;

  constructor(program: KernelProgram) {
    this.#variables = program.variables.map(({ type }) => this.#scratch.take(type));
    this.#handles = program.needsEntity ? this.#scratch.take("u32") : undefined;
    this.#steps(program.steps, undefined);
    this.program = {
      instructions: this.#instructions,
      fills: this.#fills,
      variables: this.#variables,
      ...firstValues(program),
      handles: this.#handles,
    };
  }

  #steps(steps: readonly Step[], mask: Scratch | undefined): void {
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
  #choice(step: Extract<Step, { kind: "if" }>, mask: Scratch | undefined): void {
    const test = this.#columnOf(step.test);
    const hasOtherwise = step.otherwise.length > 0;
    let then = test;
    // A column of the test's own is the mask; what a variable holds may be set on the way.
    if (mask !== undefined || !this.#temporary.has(test)) {
      then = this.#take("bool");
      if (mask === undefined) this.#emit("copy", "bool", then, test);
      else this.#emit("and", "bool", then, mask, test);
    }
    let otherwise: Scratch | undefined;
    if (hasOtherwise) {
      otherwise = this.#take("bool");
      if (mask === undefined) this.#emit("not", "bool", otherwise, test);
      else this.#emit("andNot", "bool", otherwise, mask, test);
    }
    if (then !== test) this.#release(test);
    this.#way(step.then, then);
    if (otherwise !== undefined) this.#way(step.otherwise, otherwise);
  }

  #way(steps: readonly Step[], mask: Scratch): void {
    // Four rows a word, for the question whether any is set.
    const skip = this.#push(undefined, mask, new Uint32Array(mask.buffer), mask, mask);
    this.#steps(steps, mask);
    skip.skipTo = this.#instructions.length;
    this.#release(mask);
  }

  /** The column that holds a value: that of a variable, constant or uniform itself, else a temporary one. */
  #columnOf(value: Value): Scratch {
    switch (value.kind) {
      case "variable":
        return this.#variables[value.index];
      case "constant":
        return this.#filled(value.type, -1, value.value);
      case "uniform":
        return this.#filled(value.type, value.index, 0);
      case "entity":
        return this.#handles as Scratch;
      case "operation":
        return this.#operation(value, undefined);
    }
  }

  #valueInto(value: Value, out: Scratch): void {
    if (value.kind === "operation") this.#operation(value, out);
    else this.#emit("copy", value.type, out, this.#columnOf(value));
  }

  #operation(value: Extract<Value, { kind: "operation" }>, into: Scratch | undefined): Scratch {
    const inputs = value.inputs.map((input) => this.#columnOf(input));
    // Given back before the output is taken: loops may write over what they read.
    for (const input of inputs) this.#release(input);
    const out = into ?? this.#take(value.type);
    const [a, b = a, c = b] = inputs;
    this.#push(loopOf(value.operation, value.of), out, a, b, c);
    return out;
  }

  #emit(name: LoopName, of: ValueType, out: Scratch, a: Scratch, b = a): void {
    this.#push(loopOf(name, of), out, a, b, b);
  }

  #push(loop: Loop | undefined, out: Scratch, a: Scratch, b: Scratch, c: Scratch): Instruction {
    const instruction = { loop, out, a, b, c, skipTo: 0 };
    this.#instructions.push(instruction);
    return instruction;
  }

  #filled(type: ValueType, uniform: number, value: number): Scratch {
    const key = `${type} ${uniform} ${Object.is(value, -0) ? "-0" : value}`;
    let column = this.#fillOf.get(key);
    if (column === undefined) {
      // Filled before the first instruction, so no column that one of them has written.
      column = this.#scratch.takeUnused(type);
      this.#fillOf.set(key, column);
      const loop = loopOf("fill", type);
      this.#fills.push({ loop, column, uniform, value: Float64Array.of(value) });
    }
    return column;
  }

  #take(type: ValueType): Scratch {
    const column = this.#scratch.take(type);
    this.#temporary.add(column);
    return column;
  }

  #release(column: Scratch): void {
    if (this.#temporary.delete(column)) this.#scratch.giveBack(column);
  }
}
