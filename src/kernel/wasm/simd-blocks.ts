/**
 * SimdBlocks: what is known of a program's steps before they are written: which block a variable lives in, and
 * what steps cost.
 *
 * A variable that is named in one block of an `if` only, as a `let` of that block is, needs no blending there:
 * nobody sees the lanes that do not take the block. Columns live in the outermost block, where they are loaded.
 */
import { variablesIn } from "../first-values.ts";
import type { KernelProgram, Step, Value } from "../program.ts";
import { MATH_FUNCTIONS } from "./math-functions.ts";

export type Block = readonly Step[];
export type IfStep = Extract<Step, { kind: "if" }>;

/** A call lane by lane, in instructions; those of JavaScript take longer still. */
const CALL_COST = 100;

/** Instructions that a value takes, roughly. */
export function costOf(value: Value): number {
  if (value.kind !== "operation") return 0;
  let cost = MATH_FUNCTIONS[value.operation] === undefined ? 1 : CALL_COST;
  for (const input of value.inputs) cost += costOf(input);
  return cost;
}

/** Those that stand side by side from `from` on, and have no `else`. */
export function lonelyIfs(steps: Block, from: number): IfStep[] {
  const ifs: IfStep[] = [];
  for (let index = from; index < steps.length; index++) {
    const step = steps[index];
    if (step.kind !== "if" || step.otherwise.length > 0) break;
    ifs.push(step);
  }
  return ifs;
}

/** The block that each variable lives in: the innermost one that all its mentions are in. */
export function homesOf({ columns, variables, steps }: KernelProgram): Block[] {
  const mentions = new Map<Block, ReadonlySet<number>>();
  const note = (block: Block): void => {
    const named = new Set<number>();
    mentions.set(block, named);
    for (const step of block) {
      variablesOf(step, named);
      if (step.kind === "set") continue;
      note(step.then);
      note(step.otherwise);
    }
  };
  note(steps);
  const loaded = new Set(columns.map(({ variable }) => variable));
  return variables.map((_, variable) =>
    loaded.has(variable) ? steps : homeOf(variable, steps, mentions),
  );
}

function homeOf(
  variable: number,
  block: Block,
  mentions: ReadonlyMap<Block, ReadonlySet<number>>,
): Block {
  let inner: Block | undefined;
  for (const step of block) {
    const direct = new Set<number>();
    if (step.kind === "set") direct.add(step.variable);
    variablesIn(step.kind === "set" ? step.value : step.test, direct);
    if (direct.has(variable)) return block;
    if (step.kind === "set") continue;
    for (const way of [step.then, step.otherwise]) {
      if (mentions.get(way)?.has(variable) !== true) continue;
      if (inner !== undefined) return block;
      inner = way;
    }
  }
  return inner === undefined ? block : homeOf(variable, inner, mentions);
}

/** Variables that a step reads or sets, in its blocks too. */
export function variablesOf(step: Step, to: Set<number> = new Set()): Set<number> {
  if (step.kind === "set") {
    to.add(step.variable);
    variablesIn(step.value, to);
    return to;
  }
  variablesIn(step.test, to);
  for (const inner of step.then) variablesOf(inner, to);
  for (const inner of step.otherwise) variablesOf(inner, to);
  return to;
}
