/**
 * Kernel: a loop over columns whose body is ordinary code over row cursors, and which runs as WebAssembly SIMD.
 *
 * The body is never called: its text is read, at build time by the Vite plugin or at run time by
 * `colonnade/kernel/parse`, given types and compiled. `query.each` is its look-alike that calls.
 */
import { EcsError } from "../base/errors.ts";
import type { WorldProfile } from "../base/profile.ts";
import { shown } from "../base/shown.ts";
import { SCRATCH_BYTES } from "../memory/slab.ts";
import { type AnyQuery, Query } from "../query/query.ts";
import { needsComponent, type Term } from "../query/term.ts";
import type { AnyComponent, Values } from "../storage/component.ts";
import type { Schema } from "../storage/field.ts";
import { Engine, type KernelEngine } from "./engine.ts";
import type { GatheredRun } from "./gather/gathered-run.ts";
import type { KernelCode } from "./kernel-code.ts";
import { KernelColumns } from "./kernel-columns.ts";
import { KernelPlan } from "./kernel-plan.ts";
import { KernelResults } from "./kernel-results.ts";
import type { KernelTerm } from "./kernel-term.ts";
import { RowSet } from "./row-set.ts";
import { rowsOf } from "./rows-of.ts";
import type { Uniforms } from "./uniforms.ts";
import { workerCodeFor } from "./worker-code.ts";
import type { SharedRun } from "./workers/shared-run.ts";

/** @typeParam Results - what `run` gives back */
export class Kernel<U extends Schema = Schema, Results = void> {
  readonly label: string;
  readonly #code: KernelCode;
  /** What each row must have. */
  readonly #needed: readonly AnyComponent[];
  readonly #engine: Engine;
  readonly #uniforms: Uniforms;
  readonly #columns: KernelColumns;
  /** For the queries that name the components. */
  readonly #plans = new WeakMap<AnyQuery, KernelPlan>();
  readonly #results: KernelResults;
  readonly #hasOutputs: boolean;
  /** Undefined where nothing is gathered. */
  readonly #gathered: GatheredRun | undefined;
  /** @internal How it is run together with workers; there is one once it has been. */
  shared: SharedRun | undefined;

  /** @internal Use `kernel`. */
  constructor(
    terms: readonly KernelTerm[],
    uniforms: Uniforms,
    code: KernelCode,
    label: string,
    engine: KernelEngine | undefined,
  ) {
    const { frame } = code;
    this.label = label;
    this.#code = code;
    this.#needed = terms.map(({ component, through }) => through?.component ?? component);
    this.#uniforms = uniforms;
    this.#engine = new Engine(code, engine);
    this.#columns = new KernelColumns(terms, frame);
    const reference = terms.find((term) => term.through !== undefined)?.through;
    // The rest of the scratch memory is for what is gathered.
    const room = reference === undefined ? SCRATCH_BYTES : SCRATCH_BYTES / 4;
    this.#results = new KernelResults(label, frame, room);
    if (reference !== undefined) {
      const Run = reference.Run as typeof GatheredRun;
      this.#gathered = new Run(terms, frame, this.#engine, this.#columns, this.#results);
    }
    this.#hasOutputs = frame.outputs.length > 0;
  }

  /**
   * Runs the body for every matching entity of the query, in place. What the terms say is written counts as changed.
   *
   * About 0.4 ns a row for a particle step, and 0.1 us a chunk. Compiles on the first run over a slab: under 1 ms.
   * Structural changes cannot happen in a kernel; those that wait are not affected.
   *
   * Gives back what the body returns: the same object each time, which the next run fills again. In place of a
   * query it takes the rows that a kernel has selected, for 20 to 40 ns where a row stands alone.
   * @throws {EcsError} E302 the query, or a selected row, lacks a component of the kernel · E303 a uniform is missing
   *   or wrong · E307 selected rows have moved since · E308 a worker stopped in the middle of rows
   */
  run(
    over: AnyQuery | RowSet,
    ...uniforms: keyof U extends never ? [] : [uniforms: Readonly<Values<U>>]
  ): Results;
  run(over: AnyQuery | RowSet, uniforms?: Readonly<Values<U>>): unknown {
    const values = this.#uniforms.read(uniforms);
    // Whether it is a query at all is asked further in.
    const profile = over?.host?.world?.storage.profile;
    if (profile === undefined) this.#runOver(over, values);
    else this.#runTimed(profile, over, values);
    this.#results.end();
    return this.#hasOutputs ? this.#results.result : undefined;
  }

  /**
   * An object to fill with the uniforms and hand to `run`, frame after frame: no number in it is ever garbage,
   * as 16 bytes of each fraction in a plain object are. Starts at 0 and false. Keep it.
   */
  draft(): { -readonly [Name in keyof U]: Values<U>[Name] } {
    return this.#uniforms.draft() as { -readonly [Name in keyof U]: Values<U>[Name] };
  }

  /**
   * Which engine runs it, why not SIMD where it is another, and what the body became. Text for people; a release
   * whose kernels all come from the plugin leaves the steps out.
   */
  explain(): string {
    const { kind, reason } = this.#engine;
    const why = reason === undefined ? "" : `: ${reason}`;
    return `kernel ${this.label}, run by ${kind}${why}\n${this.#code.shown()}`;
  }

  #runTimed(profile: WorldProfile, over: AnyQuery | RowSet, values: Float64Array): void {
    profile.begin();
    try {
      this.#runOver(over, values);
    } finally {
      const rows = over instanceof RowSet ? over.count : rowsOf(over.chunks());
      profile.endWork(this.label, "Kernels", rows);
    }
  }

  #runOver(over: AnyQuery | RowSet, values: Float64Array): void {
    if (over instanceof RowSet) this.#runSet(over, values);
    else this.#runQuery(over, values);
  }

  #runQuery(query: AnyQuery, values: Float64Array): void {
    const plan = this.#plans.get(query) ?? this.#check(query);
    const results = this.#results;
    if (this.#gathered !== undefined) {
      this.#gathered.runQuery(query, values);
      return;
    }
    if (this.#runShared(query, values)) return;
    if (!this.#hasOutputs && !query.decidesByRow) {
      query.host.world.storage.index.recorder?.looped?.(query, -1);
      plan.run(query.chunks(), this.#engine, values);
      return;
    }
    const columns = this.#columns;
    results.beginQuery(query);
    for (const { chunk, start, end } of query.runs()) {
      columns.point(chunk);
      const run = this.#engine.on(chunk.slab);
      if (this.#hasOutputs) results.run(run, columns.offsets, chunk, start, end, values);
      else run(columns.offsets, chunk.entityWord << 2, start, end, values);
      columns.stamp(chunk, start, end);
    }
  }

  /** Whether it was run: not where there are no workers, or few rows, nor before the code for it is loaded. */
  #runShared(query: AnyQuery, values: Float64Array): boolean {
    if (this.shared === undefined) {
      const { world } = query.host;
      if (world.storage.workers.count === 0) return false;
      const { SharedRun: Run } = workerCodeFor(world) ?? {};
      if (Run === undefined) return false;
      this.shared = new Run(this.#code, this.label, this.#engine, this.#columns, this.#results);
    }
    return this.shared.run(query, values);
  }

  #runSet(set: RowSet, values: Float64Array): void {
    if (this.#results.owns(set)) {
      throw new EcsError(
        "E307",
        `run: these rows are what kernel ${this.label} has selected itself, and running it selects anew. Make a second kernel for them.`,
      );
    }
    set.check("run");
    this.#checkSet(set);
    set.host?.world.storage.index.recorder?.looped?.(set, set.count);
    this.#results.begin(set.host);
    if (this.#gathered !== undefined) {
      this.#gathered.runSet(set, values);
      return;
    }
    const columns = this.#columns;
    const { rows } = set;
    for (let i = 0, from = 0; i < set.chunkCount; i++) {
      const part = set.chunks[i];
      columns.point(part.chunk);
      const run = this.#engine.onRows(part.chunk.slab);
      this.#results.runRows(run, columns.offsets, part, rows, from, part.end, values);
      columns.stampRows(part.chunk, rows, from, part.end);
      from = part.end;
    }
  }

  #check(query: AnyQuery): KernelPlan {
    if (!(query instanceof Query)) {
      throw new EcsError(
        "E302",
        `run: ${shown(query)} is no query. Pass what world.query() returned, or what a kernel's where() selected, to kernel ${this.label}.`,
      );
    }
    for (const component of this.#needed) {
      if (query.terms.some((term: Term) => needsComponent(term, component))) continue;
      throw new EcsError(
        "E302",
        `run: ${query.describe()} does not ask for ${component.label}, which kernel ${this.label} works on. Add it to the query.`,
      );
    }
    const plan = new KernelPlan(this.#columns);
    this.#plans.set(query, plan);
    return plan;
  }

  #checkSet(set: RowSet): void {
    for (let i = 0; i < set.chunkCount; i++) {
      const { chunk } = set.chunks[i];
      for (let j = 0; j < this.#needed.length; j++) {
        const component = this.#needed[j];
        if (chunk.set.has(component)) continue;
        throw new EcsError(
          "E302",
          `run: the selected rows are ${chunk.set.describe()} and have no ${component.label}, which kernel ${this.label} works on. Name it in the query that they were selected from.`,
        );
      }
    }
  }
}
