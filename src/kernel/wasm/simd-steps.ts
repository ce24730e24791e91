/**
 * SimdSteps: the steps of a kernel, four rows at a time. An `if` becomes a mask.
 *
 * What a block sets is blended with what was there by the mask of its `if`, which within another `if` has that
 * one's mask in it; the block is left out where no lane takes it.
 */
import type { KernelProgram, Step } from "../program.ts";
import { Simd } from "./simd-opcodes.ts";
import { widenMask } from "./simd-operation.ts";
import { partsOf, type SimdValues } from "./simd-values.ts";

export class SimdSteps {
  readonly #values: SimdValues;
  /** Variables of columns that are stored only where one of their ifs was taken. */
  readonly #rare: ReadonlySet<number>;
  /** An i32: whether one was. */
  readonly taken: number;

  constructor(values: SimdValues, program: KernelProgram, taken: number) {
    this.#values = values;
    this.taken = taken;
    const rare = program.columns.filter(({ isRare, isWritten }) => isRare && isWritten);
    this.#rare = new Set(rare.map(({ variable }) => variable));
  }

  push(steps: readonly Step[], mask?: number): void {
    for (const step of steps) {
      if (step.kind === "set") this.#pushSet(step, mask);
      else this.#pushIf(step, mask);
    }
  }

  #pushSet({ variable, value }: Extract<Step, { kind: "set" }>, mask: number | undefined): void {
    const { writer } = this.#values;
    const parts = partsOf(value.type);
    for (let part = 0; part < parts; part++) {
      this.#values.push(value, part);
      if (mask === undefined) continue;
      writer.get(this.#values.local(variable, part));
      writer.get(mask);
      if (parts === 2) widenMask(this.#values, part);
      writer.simd(Simd.V128Bitselect);
    }
    // Both parts are set when both are known: one may need the other's old value.
    for (let part = parts - 1; part >= 0; part--) writer.set(this.#values.local(variable, part));
  }

  #pushIf(
    { test, then, otherwise }: Extract<Step, { kind: "if" }>,
    mask: number | undefined,
  ): void {
    const { writer } = this.#values;
    const taken = this.#values.newVector();
    this.#values.push(test);
    if (mask !== undefined) {
      writer.get(mask);
      writer.simd(Simd.V128And);
    }
    writer.set(taken);
    this.#pushBlock(then, taken);
    if (otherwise.length === 0) return;
    const rest = this.#values.newVector();
    if (mask === undefined) {
      writer.get(taken);
      writer.simd(Simd.V128Not);
    } else {
      writer.get(mask);
      writer.get(taken);
      writer.simd(Simd.V128AndNot);
    }
    writer.set(rest);
    this.#pushBlock(otherwise, rest);
  }

  #pushBlock(steps: readonly Step[], mask: number): void {
    if (steps.length === 0) return;
    const { writer } = this.#values;
    writer.get(mask);
    writer.simd(Simd.V128AnyTrue);
    writer.if();
    if (steps.some((step) => step.kind === "set" && this.#rare.has(step.variable))) {
      writer.i32(1);
      writer.set(this.taken);
    }
    this.push(steps, mask);
    writer.end();
  }
}
