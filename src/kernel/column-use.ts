/**
 * Column use: which columns a program's steps read before they have set them, and which they set always.
 *
 * A column that is set only sometimes is read, too: where no step sets it, what it held is stored again. Whatever
 * is set in a column narrower than 32 bits and read again below is wrapped first, as the column would wrap it.
 */
import { ElementKind } from "../base/element.ts";
import { settled, variablesIn } from "./first-values.ts";
import { shapeOf } from "./kernel-field.ts";
import { constant, operation } from "./operand.ts";
import type { TouchedColumn } from "./pass.ts";
import type { ProgramColumn, Step, Value } from "./program.ts";
import type { KernelSignature } from "./signature.ts";

export function programColumns(
  signature: KernelSignature,
  touched: readonly TouchedColumn[],
  steps: readonly Step[],
): ProgramColumn[] {
  const unset = new Set<number>();
  const anySet = new Set<number>();
  const always = settled(steps, new Set(), unset, anySet);
  return touched.map(({ term, field, lane, variable }) => {
    const { lanes, element } = shapeOf(signature, term, field);
    const isWritten = anySet.has(variable);
    const isRare = isWritten && !always.has(variable);
    const isRead = unset.has(variable) || isRare;
    const column = { term, field, lanes, lane, element, isRead, isWritten, isRare, variable };
    if (signature.terms[term].access !== "gather") return column;
    return { ...column, lane: 0, targetLane: lane };
  });
}

/** The steps, with what is set in narrow columns wrapped where it is read again. */
export function wrapNarrow(
  signature: KernelSignature,
  touched: readonly TouchedColumn[],
  steps: readonly Step[],
): readonly Step[] {
  const narrow = new Map<number, ElementKind>();
  for (const { term, field, variable } of touched) {
    const { element, meaning } = shapeOf(signature, term, field);
    if (meaning === "number" && NARROW.has(element)) narrow.set(variable, element);
  }
  return narrow.size === 0 ? steps : wrapped(steps, narrow, new Set());
}

const NARROW: ReadonlySet<ElementKind> = /* @__PURE__ */ new Set<ElementKind>([
  ElementKind.I8,
  ElementKind.U8,
  ElementKind.I16,
  ElementKind.U16,
]);

/** From the last step to the first; `readBelow` gathers the variables that are read behind a step. */
function wrapped(
  steps: readonly Step[],
  narrow: ReadonlyMap<number, ElementKind>,
  readBelow: Set<number>,
): Step[] {
  const result: Step[] = [];
  for (let i = steps.length - 1; i >= 0; i--) {
    const step = steps[i];
    if (step.kind === "if") {
      const otherwise = wrapped(step.otherwise, narrow, readBelow);
      const then = wrapped(step.then, narrow, readBelow);
      variablesIn(step.test, readBelow);
      result.push({ ...step, then, otherwise });
      continue;
    }
    const element = narrow.get(step.variable);
    const isWrapped = element !== undefined && readBelow.has(step.variable);
    variablesIn(step.value, readBelow);
    result.push(isWrapped ? { ...step, value: wrap(step.value, element) } : step);
  }
  return result.reverse();
}

function wrap(value: Value, element: ElementKind): Value {
  const isByte = element === ElementKind.I8 || element === ElementKind.U8;
  if (element === ElementKind.U8 || element === ElementKind.U16)
    return operation("and", "i32", "i32", value, constant(isByte ? 0xff : 0xffff, "i32"));
  const by = constant(isByte ? 24 : 16, "i32");
  return operation("shr", "i32", "i32", operation("shl", "i32", "i32", value, by), by);
}
