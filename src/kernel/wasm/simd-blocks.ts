/**
 * SimdBlocks: what is known of a program's steps before they are written: which block a variable lives in, and
 * what steps cost.
 *
 * A variable that is named in one block of an `if` only, as a `let` of that block is, needs no blending there:
 * nobody sees the lanes that do not take the block. Columns live in the outermost block, where they are loaded.
 */
import type { KernelProgram, Step, Value } from "../program.ts";
import { MATH_FUNCTIONS } from "./run-signature.ts";

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
  const note = (block: Block): ReadonlySet<number> => {
    const named = new Set<number>();
    for (const step of block) {
      if (step.kind === "set") {
        named.add(step.variable);
        addVariables(named, step.value);
      } else {
        addVariables(named, step.test);
        for (const variable of note(step.then)) named.add(variable);
        for (const variable of note(step.otherwise)) named.add(variable);
      }
    }
    mentions.set(block, named);
    return named;
  };
  note(steps);
  const homes = variables.map((_, variable) => homeOf(variable, steps, mentions));
  for (const { variable } of columns) homes[variable] = steps;
  return homes;
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
    addVariables(direct, step.kind === "set" ? step.value : step.test);
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

function addVariables(to: Set<number>, value: Value): void {
  if (value.kind === "variable") to.add(value.index);
  else if (value.kind === "operation") for (const input of value.inputs) addVariables(to, input);
}
