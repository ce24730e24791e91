/** SharedRun: a kernel's runs over queries of worlds that have workers. */

import type { Slab } from "../../memory/slab.ts";
import type { AnyQuery } from "../../query/query.ts";
import type { Chunk } from "../../storage/chunk.ts";
import type { KernelProgram, RunRows } from "../program.ts";
import { crewFor } from "./crew.ts";
import { Job } from "./job.ts";

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

export class SharedRun {
  readonly #program: KernelProgram;
  readonly #label: string;
  readonly #engine: SharedEngine;
  readonly #columns: SharedColumns;
  #job: Job | undefined;

  constructor(program: KernelProgram, label: string, engine: SharedEngine, columns: SharedColumns) {
    this.#program = program;
    this.#label = label;
    this.#engine = engine;
    this.#columns = columns;
  }

  /** How many units of the last run workers have done. */
  get helped(): number {
    return this.#job?.helped ?? 0;
  }

  /**
   * Runs the rows of a query, and returns whether it has: not where the world has no workers.
   *
   * @throws {EcsError} E308 a worker stopped in the middle of some rows; all others are run
   */
  run(query: AnyQuery, values: Float64Array): boolean {
    const { host } = query;
    const { workers } = host.world.storage;
    const engine = this.#engine;
    if (workers.count === 0 || engine.kind === "javascript") return false;
    const crew = crewFor(host.world);
    if (crew === undefined) return false;
    this.#job ??= new Job(crew, this.#program, this.#label, engine.kind === "simd");
    const job = this.#job;
    const columns = this.#columns;
    // What waits for the end of the loop may move rows, and has to wait for the job's.
    host.beginIteration(query);
    try {
      job.begin(values, workers.count, rowsOf(query.chunks()));
      for (const { chunk, start, end } of query.runs()) {
        columns.point(chunk);
        const run = engine.on(chunk.slab);
        const module = engine.sharedModule;
        const entities = chunk.entityWord << 2;
        if (module === undefined) run(columns.offsets, entities, start, end, values);
        else job.add(run, module, chunk.slab, columns.offsets, entities, start, end);
        columns.stamp(chunk, start, end);
      }
      job.end();
    } finally {
      host.endIteration();
    }
    return true;
  }
}

function rowsOf(chunks: readonly Chunk[]): number {
  let rows = 0;
  for (let i = 0; i < chunks.length; i++) rows += chunks[i].count;
  return rows;
}
