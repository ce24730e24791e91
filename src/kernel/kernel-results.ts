/**
 * KernelResults: what one kernel's runs give back, and the result area that they add it up in.
 *
 * The object is made once and holds the newest run; its numbers are read from an array, which boxes none of them.
 * Calls are cut where blocks end, as `result-area.ts` asks for, and where the lists of rows are full.
 */
import { SCRATCH_BYTES, type Slab } from "../memory/slab.ts";
import type { AnyQuery, QueryHost } from "../query/query.ts";
import type { Chunk } from "../storage/chunk.ts";
import type { ProgramFrame, RunRows } from "./program.ts";
import {
  areaBytes,
  BLOCK_ROWS,
  begin,
  firstTotals,
  fold,
  listBytes,
  type ResultPlace,
  resultPlaces,
} from "./result-area.ts";
import { type ChunkRows, RowSet } from "./row-set.ts";

/** What `run` gives back for what the body returns. */
export type ResultsOf<Returned> =
  Returned extends Readonly<Record<string, number | RowSet>>
    ? { readonly [Name in keyof Returned]: Returned[Name] }
    : // biome-ignore lint/suspicious/noConfusingVoidType: what `run` then returns.
      void;

const NO_CHUNKS: readonly Chunk[] = [];

export class KernelResults {
  readonly result: Readonly<Record<string, number | RowSet>> = {};
  readonly places: readonly ResultPlace[];
  readonly totals: Float64Array;
  /** By output; undefined for totals. */
  readonly sets: readonly (RowSet | undefined)[];
  readonly areaBytes: number;
  /** Of each list, which are behind the area. */
  readonly listBytes: number;
  /** Where in the scratch memory the list of the rows to run begins. */
  readonly #givenBytes: number;
  /** Rows that fit into a list. */
  readonly mostRows: number;
  readonly #hasLists: boolean;
  /** Sums alone show where blocks end; without one, calls need not be cut. */
  readonly blockRows: number;
  /** Where the area is, and what it is of; without a slab, it is of nothing yet. */
  #slab: Slab | undefined;
  #archetypeId = -1;
  #block = -1;
  /** The chunks of the query that runs, the next of them, and which row of its archetype that one's first is. */
  #chunks: readonly Chunk[] = NO_CHUNKS;
  #nextChunk = 0;
  #firstRow = 0;

  /** `room` is how many bytes of the scratch memory there are for it. */
  constructor(label: string, program: ProgramFrame, room: number = SCRATCH_BYTES) {
    this.places = resultPlaces(program);
    this.totals = new Float64Array(this.places.length);
    this.areaBytes = areaBytes(this.places);
    this.sets = program.outputs.map(({ kind, name }) =>
      kind === "where" ? new RowSet(label, name) : undefined,
    );
    const listCount = this.sets.filter((set) => set !== undefined).length;
    // One more is that of the rows to run, where a set is.
    const each = (room - this.areaBytes) / (listCount + 1);
    this.mostRows = ((each >> 2) - 8) & -16;
    this.#hasLists = listCount > 0;
    this.blockRows = program.outputs.some(({ kind }) => kind === "sum") ? BLOCK_ROWS : 2 ** 30;
    this.listBytes = listBytes(this.mostRows);
    this.#givenBytes = this.areaBytes + listCount * this.listBytes;
    firstTotals(this.places, this.totals);
    const totals = this.totals;
    program.outputs.forEach(({ name }, i) => {
      const set = this.sets[i];
      const get = set === undefined ? () => totals[i] : () => set;
      Object.defineProperty(this.result, name, { get, enumerable: true });
    });
  }

  /** Whether a set is one of these, and the next run's. */
  owns(set: RowSet): boolean {
    return this.sets.includes(set);
  }

  /** Forgets the last run. */
  begin(host: QueryHost | undefined): void {
    firstTotals(this.places, this.totals);
    this.#slab = undefined;
    for (let i = 0; i < this.sets.length; i++) this.sets[i]?.begin(host);
  }

  /** The same, and begins the walk through a query's chunks, in whose order `run` is called. */
  beginQuery(query: AnyQuery): void {
    this.begin(query.host);
    this.#chunks = query.chunks();
    this.#nextChunk = 0;
    this.#firstRow = 0;
  }

  /** Which row of its archetype a chunk's first one is. */
  firstRowOf(chunk: Chunk): number {
    const chunks = this.#chunks;
    while (chunks[this.#nextChunk] !== chunk) {
      const { count, archetypeId } = chunks[this.#nextChunk++];
      const isSame = chunks[this.#nextChunk].archetypeId === archetypeId;
      this.#firstRow = isSame ? this.#firstRow + count : 0;
    }
    return this.#firstRow;
  }

  /** Runs rows `start` to `end` of a chunk. */
  run(
    run: RunRows,
    columns: Int32Array,
    chunk: Chunk,
    start: number,
    end: number,
    uniforms: Float64Array,
  ): void {
    const { slab } = chunk;
    const first = this.firstRowOf(chunk);
    const blockRows = this.blockRows;
    for (let row = start; row < end; ) {
      const block = ((first + row) / blockRows) | 0;
      let stop = Math.min(end, (block + 1) * blockRows - first);
      if (this.#hasLists) stop = Math.min(stop, row + this.mostRows);
      this.#enter(slab, chunk.archetypeId, block);
      const at = slab.byteLength;
      this.#pointLists(slab, at);
      run(columns, chunk.entityWord << 2, row, stop, uniforms, at);
      this.#takeLists(chunk, first, at);
      row = stop;
    }
  }

  /** The same for the rows of a set from index `from` to `to`, by what `Engine.onRows` makes. */
  runRows(
    run: RunRows,
    columns: Int32Array,
    { chunk, first }: ChunkRows,
    rows: Uint32Array,
    from: number,
    to: number,
    uniforms: Float64Array,
  ): void {
    const { slab } = chunk;
    const at = slab.byteLength;
    const list = at + this.#givenBytes;
    const blockRows = this.blockRows;
    for (let i = from; i < to; ) {
      const block = ((first + rows[i]) / blockRows) | 0;
      const stop = Math.min(to, i + this.mostRows);
      let end = list >>> 2;
      for (; i < stop && first + rows[i] < (block + 1) * blockRows; i++) slab.u32[end++] = rows[i];
      this.#enter(slab, chunk.archetypeId, block);
      this.#pointLists(slab, at);
      run(columns, chunk.entityWord << 2, list, end << 2, uniforms, at);
      this.#takeLists(chunk, first, at);
    }
  }

  /** Ends the last block. */
  end(): void {
    if (this.#slab !== undefined) fold(this.places, this.#slab, this.#slab.byteLength, this.totals);
    this.#slab = undefined;
    this.#chunks = NO_CHUNKS;
  }

  /** Goes on with a block in the slab's area, or begins one there. */
  #enter(slab: Slab, archetypeId: number, block: number): void {
    const last = this.#slab;
    if (block === this.#block && archetypeId === this.#archetypeId && last !== undefined) {
      if (last === slab) return;
      const from = last.byteLength >>> 2;
      const to = slab.byteLength >>> 2;
      for (let i = 0; i < this.areaBytes >> 2; i++) slab.u32[to + i] = last.u32[from + i];
    } else {
      if (last !== undefined) fold(this.places, last, last.byteLength, this.totals);
      begin(this.places, slab, slab.byteLength);
    }
    this.#slab = slab;
    this.#block = block;
    this.#archetypeId = archetypeId;
  }

  #pointLists(slab: Slab, at: number): void {
    let list = at + this.areaBytes;
    for (let i = 0; i < this.places.length; i++) {
      if (this.sets[i] === undefined) continue;
      slab.u32[(at + this.places[i].offset) >>> 2] = list;
      list += this.listBytes;
    }
  }

  #takeLists(chunk: Chunk, first: number, at: number): void {
    let list = at + this.areaBytes;
    for (let i = 0; i < this.places.length; i++) {
      const set = this.sets[i];
      if (set === undefined) continue;
      const end = chunk.slab.u32[(at + this.places[i].offset) >>> 2];
      set.append(chunk, first, chunk.slab.u32, list >>> 2, end >>> 2);
      list += this.listBytes;
    }
  }
}
