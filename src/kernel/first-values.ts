/**
 * What a program's variables hold before its first step.
 *
 * A variable starts as its column's value, else as zero. Most are set before anybody can look: this finds those
 * that are not, so that engines load and clear no more than they must. A column that is written on some ways
 * through the body only is loaded although no step reads it, for its store would else change the other rows.
 */
import type { KernelProgram, ProgramColumn, Step, Value } from "./program.ts";

export interface FirstValues {
  /** Columns to load, by number. */
  readonly loaded: readonly number[];
  /** Variables to clear, by number. */
  readonly cleared: readonly number[];
}

/** Walks the whole program once: for the making of an engine, not for its runs. */
export function firstValues(program: KernelProgram): FirstValues {
  const { columns, steps } = program;
  const unset = new Set<number>();
  const atEnd = settled(steps, new Set(), unset);
  const loaded: number[] = [];
  for (let i = 0; i < columns.length; i++) {
    const column: ProgramColumn = columns[i];
    if (column.isWritten && !atEnd.has(column.variable)) unset.add(column.variable);
    if (!column.isRead && !unset.has(column.variable)) continue;
    loaded.push(i);
    unset.delete(column.variable);
  }
  return { loaded, cleared: [...unset] };
}

/**
 * The variables that are set after the steps, whichever way was taken. Adds to `unset` those that are read before
 * they are, and to `anySet` those that some way sets.
 */
export function settled(
  steps: readonly Step[],
  before: ReadonlySet<number>,
  unset: Set<number>,
  anySet?: Set<number>,
): Set<number> {
  const isSet = new Set(before);
  for (const step of steps) {
    if (step.kind === "set") {
      walkValue(step.value, isSet, unset);
      isSet.add(step.variable);
      anySet?.add(step.variable);
      continue;
    }
    walkValue(step.test, isSet, unset);
    const afterThen = settled(step.then, isSet, unset, anySet);
    const afterOtherwise = settled(step.otherwise, isSet, unset, anySet);
    for (const variable of afterThen) if (afterOtherwise.has(variable)) isSet.add(variable);
  }
  return isSet;
}

function walkValue(value: Value, isSet: ReadonlySet<number>, unset: Set<number>): void {
  if (value.kind === "variable" && !isSet.has(value.index)) unset.add(value.index);
  if (value.kind !== "operation") return;
  for (const input of value.inputs) walkValue(input, isSet, unset);
}

/** Adds the variables that a value is made of. */
export function variablesIn(value: Value, into: Set<number>): void {
  if (value.kind === "variable") into.add(value.index);
  else if (value.kind === "operation") for (const input of value.inputs) variablesIn(input, into);
}
