/**
 * SimdSteps: the steps of a kernel, four rows at a time. An `if` becomes a mask.
 *
 * What a block sets is blended with what was there by the mask of its `if`, which within another `if` has that
 * one's mask in it; a block is left out where no lane takes it. Ifs side by side are left out together: where no
 * test holds before the first of them, none changes anything that a later one could see.
 */
import type { KernelProgram, Step } from "../program.ts";
import { type Block, costOf, homesOf, type IfStep, lonelyIfs } from "./simd-blocks.ts";
import * as Simd from "./simd-opcodes.ts";
import { widenMask } from "./simd-operation.ts";
import { partsOf, type SimdValues } from "./simd-values.ts";

type SetStep = Extract<Step, { kind: "set" }>;

/** What the tests of ifs that are left out together may cost: where one is taken, they are worked out twice. */
const MOST_TESTS = 24;
/** A block that costs no more is blended without asking whether a lane takes it. */
const SMALL_BLOCK = 2;

export class SimdSteps {
  readonly #values: SimdValues;
  /** Variables of columns that are stored only where one of their ifs was taken. */
  readonly #rare: ReadonlySet<number>;
  /** An i32: whether one was. */
  readonly #taken: number;
  readonly #homes: readonly Block[];

  constructor(values: SimdValues, program: KernelProgram, taken: number) {
    this.#values = values;
    this.#taken = taken;
    const rare = program.columns.filter(({ isRare, isWritten }) => isRare && isWritten);
    this.#rare = new Set(rare.map(({ variable }) => variable));
    this.#homes = homesOf(program);
  }

  /** `before` is told of the steps that are written next, one or ifs side by side; `after` when they are. */
  push(steps: Block, before?: (next: Block) => void, after?: (done: Block) => void): void {
    for (let index = 0; index < steps.length; ) {
      const ifs = lonelyIfs(steps, index);
      const isTogether = ifs.length > 1 && isCheap(ifs);
      const next = isTogether ? ifs : [steps[index]];
      before?.(next);
      if (isTogether) this.#pushIfs(ifs);
      else this.#pushStep(next[0], steps);
      after?.(next);
      index += next.length;
    }
  }

  #pushStep(step: Step, block: Block): void {
    if (step.kind === "if") {
      this.#pushIf(step);
      return;
    }
    const isBlended = this.#homes[step.variable] !== block;
    this.#pushSet(step, isBlended ? this.#values.mask : undefined);
  }

  #pushSet({ variable, value }: SetStep, mask: number | undefined): void {
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

  #pushIfs(ifs: readonly IfStep[]): void {
    const { writer, mask } = this.#values;
    ifs.forEach(({ test }, index) => {
      this.#values.push(test);
      if (index > 0) writer.simd(Simd.V128Or);
    });
    if (mask !== undefined) {
      writer.get(mask);
      writer.simd(Simd.V128And);
    }
    writer.simd(Simd.V128AnyTrue);
    writer.if();
    for (const step of ifs) this.#pushIf(step);
    writer.end();
  }

  #pushIf({ test, then, otherwise }: IfStep): void {
    const { writer, mask } = this.#values;
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

  #pushBlock(steps: Block, mask: number): void {
    if (steps.length === 0) return;
    const { writer } = this.#values;
    const isRare = steps.some((step) => step.kind === "set" && this.#rare.has(step.variable));
    const isSkipped = isRare || !isSmall(steps);
    if (isSkipped) {
      writer.get(mask);
      writer.simd(Simd.V128AnyTrue);
      writer.if();
    }
    if (isRare) {
      writer.i32(1);
      writer.set(this.#taken);
    }
    const outer = this.#values.mask;
    this.#values.mask = mask;
    this.push(steps);
    this.#values.mask = outer;
    if (isSkipped) writer.end();
  }
}

function isCheap(ifs: readonly IfStep[]): boolean {
  let cost = 0;
  for (const { test } of ifs) cost += costOf(test);
  return cost <= MOST_TESTS;
}

function isSmall(steps: Block): boolean {
  let cost = 0;
  for (const step of steps) {
    if (step.kind === "if") return false;
    cost += 1 + costOf(step.value);
  }
  return cost <= SMALL_BLOCK;
}
