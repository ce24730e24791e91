/** SharedRun: a kernel's runs over queries of worlds that have workers. */

import type { Slab } from "../../memory/slab.ts";
import type { AnyQuery } from "../../query/query.ts";
import type { Chunk } from "../../storage/chunk.ts";
import type { KernelCode } from "../kernel-code.ts";
import type { KernelResults } from "../kernel-results.ts";
import type { RunRows } from "../program.ts";
import { BLOCK_ROWS } from "../result-area.ts";
import { rowsOf } from "../rows-of.ts";
import { type Crew, crewFor } from "./crew.ts";
import { Job } from "./job.ts";
import { SharedResults } from "./shared-results.ts";

/** The engine of the kernel. */
export interface SharedEngine {
  readonly kind: string;
  /** There is one once a shared slab has been asked for, and WebAssembly runs it. */
  readonly sharedModule: WebAssembly.Module | undefined;
  on(slab: Slab): RunRows;
}

/** The columns of the kernel: `point` fills `offsets`, `stamp` marks what is written. */
export interface SharedColumns {
  readonly offsets: Int32Array;
  point(chunk: Chunk): void;
  stamp(chunk: Chunk, start: number, end: number): void;
}

export { crewFor } from "./crew.ts";

export class SharedRun {
  readonly #code: KernelCode;
  readonly #label: string;
  readonly #engine: SharedEngine;
  readonly #columns: SharedColumns;
  readonly #results: KernelResults;
  #job: Job | undefined;
  #shared: SharedResults | undefined;
  /** Whether the last run was a job. */
  #isShared = false;

  constructor(
    code: KernelCode,
    label: string,
    engine: SharedEngine,
    columns: SharedColumns,
    results: KernelResults,
  ) {
    this.#results = results;
    this.#code = code;
    this.#label = label;
    this.#engine = engine;
    this.#columns = columns;
  }

  /** How many units of the last run workers have done. */
  get helped(): number {
    return this.#isShared && this.#job !== undefined ? this.#job.helped : 0;
  }

  /**
   * Runs the rows of a query, and returns whether it has: not where the world has no workers, or few rows.
   *
   * @throws {EcsError} E308 a worker stopped in the middle of some rows; all others are run
   */
  run(query: AnyQuery, values: Float64Array): boolean {
    this.#isShared = false;
    const { host } = query;
    const { workers } = host.world.storage;
    const engine = this.#engine;
    if (workers.count === 0 || engine.kind === "javascript") return false;
    const results = this.#sharedResults;
    // Rows chosen one by one make lists as long as they are.
    if (results !== undefined && (query.decidesByRow || !results.isPossible)) return false;
    const crew = crewFor(host.world);
    if (crew === undefined) return false;
    this.#job ??= new Job(crew, this.#code, this.#label, engine.kind === "simd", results);
    const job = this.#job;
    const rows = rowsOf(query.chunks());
    if (!job.isWorth(rows, workers.count)) return false;
    this.#isShared = true;
    // What waits for the end of the loop may move rows, and has to wait for the job's.
    host.beginIteration(query, results === undefined ? 0 : rows);
    try {
      job.begin(values, workers.count, rows);
      if (results === undefined) this.#addRuns(query, job, values);
      else this.#addBlocks(query, job, values, crew, results);
      job.end();
    } finally {
      host.endIteration();
    }
    results?.end();
    return true;
  }

  #addRuns(query: AnyQuery, job: Job, values: Float64Array): void {
    const columns = this.#columns;
    const engine = this.#engine;
    for (const { chunk, start, end } of query.runs()) {
      columns.point(chunk);
      const run = engine.on(chunk.slab);
      const module = engine.sharedModule;
      if (module === undefined) run(columns.offsets, chunk.entityWord << 2, start, end, values);
      else job.add(run, module, chunk, columns.offsets, start, end);
      columns.stamp(chunk, start, end);
    }
  }

  /** Blocks of rows that lie in one chunk are units; those in several are run here, as each goes on where it stopped. */
  #addBlocks(
    query: AnyQuery,
    job: Job,
    values: Float64Array,
    crew: Crew,
    results: SharedResults,
  ): void {
    const chunks = query.chunks();
    this.#results.beginQuery(query);
    results.begin(crew, chunks);
    const hasSums = this.#results.blockRows === BLOCK_ROWS;
    for (let i = 0, first = 0; i < chunks.length; i++) {
      const chunk = chunks[i];
      const { count, archetypeId } = chunk;
      const next = chunks[i + 1];
      const isSame = next?.archetypeId === archetypeId;
      // One that is kept empty for reuse goes on with nothing: nobody would end the block.
      const hasNext = hasSums && isSame && next.count > 0;
      for (let row = 0; row < count; ) {
        const isBegun = hasSums && (first + row) % BLOCK_ROWS !== 0;
        const end = Math.min(count, row + BLOCK_ROWS - ((first + row) % BLOCK_ROWS));
        const goesOn = hasNext && end === count && (first + end) % BLOCK_ROWS !== 0;
        const entry = results.open(chunk, first, row, end);
        this.#columns.point(chunk);
        const run = this.#engine.on(chunk.slab);
        const module = this.#engine.sharedModule;
        if (isBegun || goesOn || module === undefined) {
          results.partOf(entry).isWhole = !goesOn;
          results.enter(chunk.slab, isBegun);
          const { offsets } = this.#columns;
          run(offsets, chunk.entityWord << 2, row, end, values, chunk.slab.byteLength);
          results.leave(chunk.slab, entry);
        } else {
          job.addEntry(run, module, this.#columns.offsets, entry);
        }
        row = end;
      }
      this.#columns.stamp(chunk, 0, count);
      first = isSame ? first + count : 0;
    }
  }

  get #sharedResults(): SharedResults | undefined {
    if (this.#code.frame.outputs.length === 0) return undefined;
    this.#shared ??= new SharedResults(this.#results);
    return this.#shared;
  }
}
