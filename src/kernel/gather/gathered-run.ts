/**
 * GatheredRun: the runs of a kernel that gathers, piece by piece, on one thread.
 *
 * Invariant: rows are given what was there before the run. Where the kernel writes what it gathers, all is gathered
 * before the first row is run; otherwise nobody changes it meanwhile.
 */

import type { AnyQuery } from "../../query/query.ts";
import type { RowWorld } from "../../query/row-term.ts";
import type { Chunk } from "../../storage/chunk.ts";
import type { Engine } from "../engine.ts";
import type { KernelColumns } from "../kernel-columns.ts";
import type { KernelResults } from "../kernel-results.ts";
import type { KernelTerm } from "../kernel-term.ts";
import type { ProgramFrame } from "../program.ts";
import type { RowSet } from "../row-set.ts";
import { Gather } from "./gather.ts";
import { writesGathered } from "./gathered-columns.ts";
import { type Snapshot, snapshotOf } from "./snapshot.ts";

export class GatheredRun {
  readonly #gather: Gather;
  readonly #needsSnapshot: boolean;
  readonly #hasOutputs: boolean;
  readonly #engine: Engine;
  readonly #columns: KernelColumns;
  readonly #results: KernelResults;
  #snapshot: Snapshot | undefined;

  constructor(
    terms: readonly KernelTerm[],
    program: ProgramFrame,
    engine: Engine,
    columns: KernelColumns,
    results: KernelResults,
  ) {
    this.#gather = new Gather(terms, program, engine);
    this.#needsSnapshot = writesGathered(terms, program);
    this.#hasOutputs = program.outputs.length > 0;
    this.#engine = engine;
    this.#columns = columns;
    this.#results = results;
  }

  runQuery(query: AnyQuery, values: Float64Array): void {
    const { world } = query.host;
    this.#begin(world);
    if (this.#snapshot !== undefined) {
      for (const { chunk, start, end } of query.runs()) this.#save(chunk, start, end, undefined);
      this.#snapshot.at = 0;
    }
    this.#results.beginQuery(query);
    for (const { chunk, start, end } of query.runs()) this.#runRows(chunk, start, end, values);
  }

  /** The set is checked, and results are begun. */
  runSet(set: RowSet, values: Float64Array): void {
    if (set.host === undefined) return;
    this.#begin(set.host.world);
    const { rows, chunks, chunkCount } = set;
    const snapshot = this.#snapshot;
    for (let i = 0, from = 0; snapshot !== undefined && i < chunkCount; i++) {
      this.#save(chunks[i].chunk, from, chunks[i].end, rows);
      from = chunks[i].end;
    }
    if (snapshot !== undefined) snapshot.at = 0;
    const columns = this.#columns;
    for (let i = 0, from = 0; i < chunkCount; i++) {
      const part = chunks[i];
      const { chunk, end } = part;
      const run = this.#engine.onRows(chunk.slab);
      columns.point(chunk);
      for (let at = from; at < end; ) {
        const next = this.#open(chunk, at, end, rows);
        this.#results.runRows(run, columns.offsets, part, rows, at, next, values);
        at = next;
      }
      columns.stampRows(chunk, rows, from, end);
      from = end;
    }
  }

  #begin(world: RowWorld): void {
    this.#gather.begin(world.storage);
    if (!this.#needsSnapshot) return;
    this.#snapshot = snapshotOf(world);
    this.#snapshot.at = 0;
  }

  #runRows(chunk: Chunk, start: number, end: number, values: Float64Array): void {
    const columns = this.#columns;
    const { offsets } = columns;
    const run = this.#engine.on(chunk.slab);
    columns.point(chunk);
    for (let row = start; row < end; ) {
      const next = this.#open(chunk, row, end, undefined);
      if (this.#hasOutputs) this.#results.run(run, offsets, chunk, row, next, values);
      else run(offsets, chunk.entityWord << 2, row, next, values);
      row = next;
    }
    columns.stamp(chunk, start, end);
  }

  #save(chunk: Chunk, start: number, end: number, list: Uint32Array | undefined): void {
    for (let at = start; at < end; ) {
      at = this.#gather.open(chunk, at, end, list);
      this.#gather.copy();
      this.#gather.save(this.#snapshot as Snapshot);
    }
  }

  /** The next piece, whose values are where its columns say; returns where it ends. */
  #open(chunk: Chunk, start: number, end: number, list: Uint32Array | undefined): number {
    const next = this.#gather.open(chunk, start, end, list);
    if (this.#snapshot === undefined) this.#gather.copy();
    else this.#gather.restore(this.#snapshot);
    this.#gather.point(this.#columns.offsets);
    return next;
  }
}
