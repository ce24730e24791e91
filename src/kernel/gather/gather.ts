/**
 * Gather: the values of the entities that a reference names, copied to where the rows that refer to them look.
 *
 * An engine sees one slab, and in it, behind the chunks, the values of as many rows as have room, in columns that it
 * takes for the rows' own: rows are run in pieces. One piece at a time is open.
 */
import type { Slab } from "../../memory/slab.ts";
import type { Chunk } from "../../storage/chunk.ts";
import type { Storage } from "../../storage/storage.ts";
import type { Engine } from "../engine.ts";
import type { KernelTerm } from "../kernel-term.ts";
import type { ProgramFrame } from "../program.ts";
import { compileModule } from "../wasm/instance.ts";
import { copyColumn, findTargets, type Targets } from "./copies.ts";
import { emitGather, type GatherTerm } from "./gather-module.ts";
import {
  GATHER_BYTES,
  type GatheredColumn,
  type GatheredTerm,
  gatheredTerms,
  mostRowsOf,
  RESULT_BYTES,
  TABLE_BYTES,
} from "./gathered-columns.ts";
import { copyAll, copySome, type Snapshot } from "./snapshot.ts";
import { TargetTable } from "./target-table.ts";

export class Gather {
  readonly #mostRows: number;
  readonly #terms: readonly GatheredTerm[];
  readonly #columns: readonly GatheredColumn[];
  readonly #table: TargetTable;
  readonly #targets: Targets;
  readonly #mayCompile: boolean;
  /** Of memory that is not shared, and of memory that is. */
  readonly #modules: (WebAssembly.Module | undefined)[] = [undefined, undefined];
  /** By slab, what gathers each term in it. */
  readonly #instances = new WeakMap<Slab, readonly GatherTerm[]>();
  #storage!: Storage;
  /** What gathers each term in this run; undefined where JavaScript does. */
  #run: readonly GatherTerm[] | undefined;
  /** The piece that is open: its chunk, the row that the first values are of, and of rows side by side the first one. */
  #chunk!: Chunk;
  #first = 0;
  #start = 0;
  #isList = false;

  constructor(terms: readonly KernelTerm[], program: ProgramFrame, { kind }: Engine) {
    this.#mayCompile = kind !== "javascript";
    this.#mostRows = mostRowsOf(program);
    this.#terms = gatheredTerms(terms, program);
    this.#columns = this.#terms.flatMap(({ columns }) => columns);
    this.#table = new TargetTable(this.#terms);
    const words = (): Int32Array => new Int32Array(this.#mostRows);
    this.#targets = { count: 0, to: words(), entries: words(), rows: words() };
  }

  /** Begins a run over rows of a world. */
  begin(storage: Storage): void {
    this.#storage = storage;
    const table = this.#table;
    table.begin(storage);
    const slab = table.only;
    this.#run = undefined;
    if (slab === undefined || !this.#mayCompile || table.length * 4 > TABLE_BYTES) return;
    this.#run = this.#instances.get(slab) ?? this.#instantiate(slab, storage.allocator.shared);
    const { i32 } = slab;
    const { entries, length } = table;
    const at = (slab.byteLength + RESULT_BYTES) >>> 2;
    for (let i = 0; i < length; i++) i32[at + i] = entries[i];
  }

  /**
   * Opens the next piece of the rows from `start` to `end` of a chunk, or of those that `list` names from `start` to
   * `end`, ascending. Returns where it ends.
   */
  open(chunk: Chunk, start: number, end: number, list: Uint32Array | undefined): number {
    this.#chunk = chunk;
    this.#start = start;
    this.#isList = list !== undefined;
    // Four rows are read at once, those beside the piece's as well.
    const first = (list === undefined ? start : list[start]) & -4;
    this.#first = first;
    const stop = first + this.#mostRows;
    const { to } = this.#targets;
    let at = Math.min(end, stop);
    if (list !== undefined) {
      for (at = start; at < end && list[at] < stop; at++) to[at - start] = list[at] - first;
    } else if (this.#run === undefined) {
      for (let i = start; i < at; i++) to[i - start] = i - first;
    }
    this.#targets.count = at - start;
    return at;
  }

  /** Copies what the piece's rows refer to. */
  copy(): void {
    const { slab } = this.#chunk;
    const run = this.#isList ? undefined : this.#run;
    let column = 1;
    for (let i = 0; i < this.#terms.length; i++) {
      const term = this.#terms[i];
      if (run !== undefined) this.#copyBy(run[i], term);
      else this.#copyHere(term, column, valuesIn(slab) >>> 2);
      column += term.columns.length;
    }
  }

  /**
   * Points the program's columns at the copies: at where row 0 would have its own. That is no negative offset, as every
   * row has 8 bytes, its entity and its reference, in the chunk before.
   */
  point(offsets: Int32Array): void {
    const base = valuesIn(this.#chunk.slab);
    for (let i = 0; i < this.#columns.length; i++) {
      const { index, word, words } = this.#columns[i];
      offsets[index] = base + ((word - this.#first * words) << 2);
    }
  }

  /** Keeps the piece's copies. */
  save(snapshot: Snapshot): void {
    this.#exchange(snapshot, true);
  }

  /** Brings back the copies of a piece that was saved; pieces come in the same order. */
  restore(snapshot: Snapshot): void {
    this.#exchange(snapshot, false);
  }

  #exchange(snapshot: Snapshot, isKept: boolean): void {
    const { slab } = this.#chunk;
    const { count, to } = this.#targets;
    for (let i = 0; i < this.#columns.length; i++) {
      const { word, words } = this.#columns[i];
      const length = count * words;
      if (isKept) snapshot.ensure(length);
      const { words: kept, at } = snapshot;
      const values = (valuesIn(slab) >>> 2) + word;
      if (this.#isList) {
        copySome(isKept, slab.i32, values, to, count, words, kept, at);
      } else {
        const first = values + (this.#start - this.#first) * words;
        if (isKept) copyAll(slab.i32, first, kept, at, length);
        else copyAll(kept, at, slab.i32, first, length);
      }
      snapshot.at = at + length;
    }
  }

  #copyBy(run: GatherTerm, { through }: GatheredTerm): void {
    const { slab } = this.#chunk;
    const { words, capacity, generationBits } = this.#storage.index;
    const from = referencesIn(this.#chunk, through) + this.#start * 4;
    const table = slab.byteLength + RESULT_BYTES;
    const to = valuesIn(slab);
    const skipped = this.#start - this.#first;
    const { count } = this.#targets;
    // biome-ignore format: as they are declared
    run(from, count, words.byteOffset, capacity, generationBits, table, to + skipped * 4, to + skipped * 8);
  }

  /** `column` is that of the term's first in an entry of the table, `base` the word of the first value. */
  #copyHere({ through, columns }: GatheredTerm, column: number, base: number): void {
    const { i32, u32 } = this.#chunk.slab;
    const from = (referencesIn(this.#chunk, through) >>> 2) + this.#first;
    const storage = this.#storage;
    const targets = this.#targets;
    const table = this.#table;
    findTargets(u32, from, targets, storage.index, table, column);
    for (let i = 0; i < columns.length; i++)
      copyColumn(columns[i], column + i, targets, table, storage, i32, base + columns[i].word);
  }

  #instantiate(slab: Slab, shared: boolean): readonly GatherTerm[] {
    const at = Number(shared);
    this.#modules[at] ??= compileModule(emitGather(this.#terms, this.#table.stride, shared));
    const imports = { env: { memory: slab.memory } };
    const { exports } = new WebAssembly.Instance(this.#modules[at], imports);
    const run = this.#terms.map((_, i) => exports[i] as GatherTerm);
    this.#instances.set(slab, run);
    return run;
  }
}

/** The first byte of the chunk's column of references. */
function referencesIn({ set, byteOffsets }: Chunk, through: GatheredTerm["through"]): number {
  return byteOffsets[set.columnOf(through.component) + through.field];
}

/** The first byte of the copies. */
function valuesIn(slab: Slab): number {
  return slab.byteLength + GATHER_BYTES;
}
