/**
 * Random programs over worlds: components with a column for whatever a program may want, and a kernel that is given
 * its program, where `kernel` would be given a text.
 */
import { elementView } from "../../../src/base/element.ts";
import {
  any,
  array,
  component,
  disabled,
  f32,
  f64,
  i8,
  i16,
  i32,
  tag,
  u8,
  u16,
  u32,
} from "../../../src/index.ts";
import { CompiledCode } from "../../../src/kernel/compiled-code.ts";
import { Engine, type KernelEngine } from "../../../src/kernel/engine.ts";
import { KernelColumns } from "../../../src/kernel/kernel-columns.ts";
import { KernelResults } from "../../../src/kernel/kernel-results.ts";
import { type KernelProgram, MASK } from "../../../src/kernel/program.ts";
import { RowSet } from "../../../src/kernel/row-set.ts";
import { SharedRun } from "../../../src/kernel/workers/shared-run.ts";
import type { AnyQuery } from "../../../src/query/query.ts";
import type { Term } from "../../../src/query/term.ts";

/** In the order of `ElementKind`. */
const KINDS = [f32, f64, i8, u8, i16, u16, i32, u32] as const;
/** Columns of more lanes are taken for columns of two: of what a row has here, the most is spawned for nothing. */
const MOST_LANES = 2;

/** One for each column that a program may have: with a field of every kind and number of lanes, in that order. */
export const SLOTS = [0, 1, 2, 3, 4].map((slot) =>
  component(
    `Slot${slot}`,
    Object.fromEntries(
      KINDS.flatMap((kind, element) =>
        Array.from({ length: MOST_LANES }, (_, i) => [
          `e${element}x${i + 1}`,
          i === 0 ? kind : array(kind as typeof f32, i + 1),
        ]),
      ),
    ),
  ),
);
/** The same for columns that are masks. */
export const SWITCHES = SLOTS.map((_, slot) => tag(`Switch${slot}`, { toggle: true }));

/** What a run gave back, for comparison. */
export type Given = readonly (number | readonly number[])[];

export class ProgramKernel {
  readonly shared: SharedRun;
  /** What its query must ask for. */
  readonly terms: readonly Term[];
  readonly #program: KernelProgram;
  readonly #engine: Engine;
  readonly #columns: KernelColumns;
  readonly #results: KernelResults;

  constructor(program: KernelProgram, engine: KernelEngine) {
    const masks = program.columns.map(({ field }) => field === MASK);
    this.#program = {
      ...program,
      columns: program.columns.map((column, term) => {
        if (masks[term]) return { ...column, term };
        const lanes = Math.min(column.lanes, MOST_LANES);
        const field = column.element * MOST_LANES + lanes - 1;
        return { ...column, term, field, lanes, lane: column.lane % lanes };
      }),
    };
    const components = masks.map((isMask, i) => (isMask ? SWITCHES : SLOTS)[i]);
    this.terms = masks.map((isMask, i) =>
      isMask ? any(SWITCHES[i], disabled(SWITCHES[i])) : SLOTS[i],
    );
    const code = new CompiledCode(this.#program);
    this.#engine = new Engine(code, engine);
    this.#columns = new KernelColumns(
      components.map((one) => ({ component: one, access: "write" as const })),
      this.#program,
    );
    this.#results = new KernelResults("random", this.#program);
    this.shared = new SharedRun(code, "random", this.#engine, this.#columns, this.#results);
  }

  /** Gives every row some of the values of each column, the same ones again and again. */
  fill(query: AnyQuery, values: readonly (readonly number[])[]): void {
    for (const { view, column, index, rows } of this.#columnsOf(query)) {
      const { lanes, lane } = column;
      const given = values[index];
      for (let row = 0; row < rows && row < given.length; row++)
        view[row * lanes + lane] = given[row];
      for (let done = given.length * lanes; done < view.length; done *= 2)
        view.copyWithin(done, 0, Math.min(done, view.length - done));
    }
  }

  run(query: AnyQuery, uniforms: readonly number[]): Given {
    const values = Float64Array.from(uniforms);
    if (!this.shared.run(query, values)) this.#runHere(query, values);
    this.#results.end();
    return Object.values(this.#results.result).map((one) =>
      one instanceof RowSet ? [...one.entities] : one,
    );
  }

  /** Despawns what a `where` has selected last, if any and if it is not more than `most`; and how many those were. */
  despawnSelected(most: number): number {
    const set = this.#results.sets.find((one) => one !== undefined && one.count <= most);
    set?.despawn();
    return set?.count ?? 0;
  }

  /** Who the rows are, and the bytes of their columns. NaN is one value. */
  bytes(query: AnyQuery): Buffer {
    const parts: Uint8Array[] = [];
    for (const { entities, count } of query.chunks())
      parts.push(new Uint8Array(entities.slice(0, count).buffer));
    for (const { view } of this.#columnsOf(query)) {
      const copy = view.slice();
      if (copy instanceof Float32Array || copy instanceof Float64Array) {
        for (let i = 0; i < copy.length; i++) if (Number.isNaN(copy[i])) copy[i] = Number.NaN;
      }
      parts.push(new Uint8Array(copy.buffer));
    }
    return Buffer.concat(parts);
  }

  #runHere(query: AnyQuery, values: Float64Array): void {
    this.#results.beginQuery(query);
    for (const { chunk, start, end } of query.runs()) {
      const { offsets } = this.#columns;
      this.#columns.point(chunk);
      const run = this.#engine.on(chunk.slab);
      if (this.#program.outputs.length > 0)
        this.#results.run(run, offsets, chunk, start, end, values);
      else run(offsets, chunk.entityWord << 2, start, end, values);
      this.#columns.stamp(chunk, start, end);
    }
  }

  *#columnsOf(query: AnyQuery) {
    const { columns } = this.#program;
    for (const chunk of query.chunks()) {
      this.#columns.point(chunk);
      for (const [index, column] of columns.entries()) {
        const { element, lanes } = column;
        const [at, rows] = [this.#columns.offsets[index], chunk.count];
        if (lanes === 0) continue;
        yield {
          view: elementView(element, chunk.slab.buffer, at, rows * lanes),
          column,
          index,
          rows,
        };
      }
    }
  }
}
