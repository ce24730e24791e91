/** Gathered columns: what a kernel names of other entities' components, and where it is copied to. */
import { ELEMENT_BYTES, type ElementKind } from "../../base/element.ts";
import { SCRATCH_BYTES } from "../../memory/slab.ts";
import type { Field } from "../../storage/component.ts";
import type { KernelTerm, Reference } from "../kernel-term.ts";
import { MASK, type ProgramColumn, type ProgramFrame } from "../program.ts";

/** The scratch memory of a kernel that gathers: what it gives back, the table of targets, and in the second half the values. */
export const RESULT_BYTES = SCRATCH_BYTES / 4;
export const TABLE_BYTES = SCRATCH_BYTES / 4;
export const GATHER_BYTES = SCRATCH_BYTES / 2;

export interface GatheredColumn {
  /** Which column of the program. */
  readonly index: number;
  /** Where it begins, in words from the first gathered one, and words of a row: 2 for an f64. */
  readonly word: number;
  readonly words: number;
  /** What is copied; undefined for `exists`. */
  readonly field: Field | undefined;
  readonly fieldIndex: number;
  readonly lane: number;
}

/** What is gathered of one component through one reference. */
export interface GatheredTerm {
  readonly through: Reference;
  readonly component: KernelTerm["component"];
  readonly columns: readonly GatheredColumn[];
}

/** The most rows whose values have room, a multiple of four. */
export function mostRowsOf({ columns }: ProgramFrame): number {
  const words = columns.reduce((sum, one) => sum + (isGathered(one) ? wordsOf(one.element) : 0), 0);
  return Math.floor(GATHER_BYTES / 4 / Math.max(words, 1)) & -4;
}

export function gatheredTerms(
  terms: readonly KernelTerm[],
  program: ProgramFrame,
): readonly GatheredTerm[] {
  const mostRows = mostRowsOf(program);
  let word = 0;
  return terms.flatMap(({ component, through }, term) => {
    if (through === undefined) return [];
    const columns: GatheredColumn[] = [];
    program.columns.forEach((column, index) => {
      if (column.term !== term || column.targetLane === undefined) return;
      const words = wordsOf(column.element);
      const { field: fieldIndex, targetLane: lane } = column;
      const field = fieldIndex === MASK ? undefined : component.fields[fieldIndex];
      columns.push({ index, word, words, field, fieldIndex, lane });
      word += words * mostRows;
    });
    return columns.length === 0 ? [] : [{ through, component, columns }];
  });
}

/** Whether the program writes what it gathers. */
export function writesGathered(terms: readonly KernelTerm[], { columns }: ProgramFrame): boolean {
  const isSame = (a: ProgramColumn, b: ProgramColumn): boolean =>
    terms[a.term].component === terms[b.term].component && a.field === b.field;
  return columns.some(
    (one) => one.isWritten && columns.some((other) => isGathered(other) && isSame(one, other)),
  );
}

function isGathered({ targetLane }: ProgramColumn): boolean {
  return targetLane !== undefined;
}

function wordsOf(element: ElementKind): number {
  return ELEMENT_BYTES[element] >> 2;
}
