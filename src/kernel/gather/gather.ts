/**
 * Gather: the values of the entities that a reference names, copied to where the rows that refer to them look.
 *
 * An engine sees one slab, and in it, behind the chunks, the values of as many rows as have room, in columns that it
 * takes for the rows' own: rows are run in pieces. One piece at a time is open.
 */
import type { Slab } from "../../memory/slab.ts";
import type { Chunk } from "../../storage/chunk.ts";
import { ROW_BITS } from "../../storage/entity-index.ts";
import type { Storage } from "../../storage/storage.ts";
import type { KernelTerm } from "../kernel-term.ts";
import type { KernelProgram } from "../program.ts";
import { copyColumn, type Targets } from "./copies.ts";
import {
  GATHER_BYTES,
  type GatheredColumn,
  type GatheredTerm,
  gatheredTerms,
  mostRowsOf,
} from "./gathered-columns.ts";
import type { Snapshot } from "./snapshot.ts";
import { LACKS, TargetTable } from "./target-table.ts";

const ROW_MASK = (1 << ROW_BITS) - 1;

export class Gather {
  readonly #mostRows: number;
  readonly #terms: readonly GatheredTerm[];
  readonly #columns: readonly GatheredColumn[];
  readonly #table: TargetTable;
  readonly #targets: Targets;
  #storage!: Storage;
  /** The piece that is open: its chunk, and the row that the first values are of. */
  #chunk!: Chunk;
  #first = 0;

  constructor(terms: readonly KernelTerm[], program: KernelProgram) {
    this.#mostRows = mostRowsOf(program);
    this.#terms = gatheredTerms(terms, program);
    this.#columns = this.#terms.flatMap(({ columns }) => columns);
    this.#table = new TargetTable(this.#terms);
    const words = (): Int32Array => new Int32Array(this.#mostRows);
    this.#targets = { count: 0, to: words(), chunks: words(), rows: words() };
  }

  /** Begins a run over rows of a world. */
  begin(storage: Storage): void {
    this.#storage = storage;
    this.#table.begin(storage);
  }

  /**
   * Opens the next piece of the rows from `start` to `end` of a chunk, or of those that `list` names from `start` to
   * `end`, ascending. Returns where it ends.
   */
  open(chunk: Chunk, start: number, end: number, list: Uint32Array | undefined): number {
    const { to } = this.#targets;
    // Four rows are read at once, those beside the piece's as well.
    const first = (list === undefined ? start : list[start]) & -4;
    const stop = first + this.#mostRows;
    let at = start;
    if (list === undefined) for (; at < end && at < stop; at++) to[at - start] = at - first;
    else for (; at < end && list[at] < stop; at++) to[at - start] = list[at] - first;
    this.#targets.count = at - start;
    this.#chunk = chunk;
    this.#first = first;
    return at;
  }

  /** Copies what the piece's rows refer to. */
  copy(): void {
    const { i32 } = this.#chunk.slab;
    const base = scratchOf(this.#chunk.slab) >>> 2;
    let entry = 1;
    for (let i = 0; i < this.#terms.length; i++) {
      const term = this.#terms[i];
      this.#find(term, entry++);
      for (let j = 0; j < term.columns.length; j++) {
        const column = term.columns[j];
        copyColumn(column, entry++, this.#targets, this.#table, i32, base + column.word);
      }
    }
  }

  /**
   * Points the program's columns at the copies: at where row 0 would have its own. That is no negative offset, as every
   * row has 8 bytes, its entity and its reference, in the chunk before.
   */
  point(offsets: Int32Array): void {
    const base = scratchOf(this.#chunk.slab);
    for (let i = 0; i < this.#columns.length; i++) {
      const { index, word, words } = this.#columns[i];
      offsets[index] = base + ((word - this.#first * words) << 2);
    }
  }

  /** Keeps the piece's copies. */
  save(snapshot: Snapshot): void {
    const { i32 } = this.#chunk.slab;
    const base = scratchOf(this.#chunk.slab) >>> 2;
    const { count, to } = this.#targets;
    for (let i = 0; i < this.#columns.length; i++) {
      const { word, words } = this.#columns[i];
      snapshot.ensure(count * words);
      const kept = snapshot.words;
      let { at } = snapshot;
      for (let j = 0; j < count; j++)
        for (let k = 0; k < words; k++) kept[at++] = i32[base + word + to[j] * words + k];
      snapshot.at = at;
    }
  }

  /** Brings back the copies of a piece that was saved; pieces come in the same order. */
  restore(snapshot: Snapshot): void {
    const { i32 } = this.#chunk.slab;
    const base = scratchOf(this.#chunk.slab) >>> 2;
    const { count, to } = this.#targets;
    const kept = snapshot.words;
    let { at } = snapshot;
    for (let i = 0; i < this.#columns.length; i++) {
      const { word, words } = this.#columns[i];
      for (let j = 0; j < count; j++)
        for (let k = 0; k < words; k++) i32[base + word + to[j] * words + k] = kept[at++];
    }
    snapshot.at = at;
  }

  /** Where the targets are that have a component; `entry` is its own in the table. */
  #find({ through }: GatheredTerm, entry: number): void {
    const { words, generationBits } = this.#storage.index;
    const { slab, set, byteOffsets } = this.#chunk;
    const { u32 } = slab;
    const column = set.columnOf(through.component) + through.field;
    const from = (byteOffsets[column] >>> 2) + this.#first;
    const { count, to, chunks, rows } = this.#targets;
    const table = this.#table;
    const { entries, runs, run, stride } = table;
    for (let i = 0; i < count; i++) {
      const handle = u32[from + to[i]];
      const at = (handle >>> generationBits) << 1;
      // What stands at the index of no entity is no handle.
      if (words[at] !== handle) {
        chunks[i] = -1;
        continue;
      }
      const location = words[at + 1];
      const id = location >>> ROW_BITS;
      if (runs[id] !== run) table.learn(id);
      chunks[i] = entries[id * stride + entry] === LACKS ? -1 : id;
      rows[i] = location & ROW_MASK;
    }
  }
}

/** The first byte of the copies. */
function scratchOf(slab: Slab): number {
  return slab.byteLength + GATHER_BYTES;
}
