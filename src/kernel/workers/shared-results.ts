/**
 * SharedResults: what a kernel gives back, where several threads add it up.
 *
 * Rows are cut where blocks end, as `result-area.ts` asks. A block that lies in one chunk is a unit, which any thread may run in
 * scratch memory of its own; one that goes through several small chunks is run here, at once. Each leaves an entry in
 * the outbox, and `end` takes them in the order of rows: nobody can see how many threads there were.
 */
import type { Slab } from "../../memory/slab.ts";
import type { Chunk } from "../../storage/chunk.ts";
import type { KernelResults } from "../kernel-results.ts";
import { BLOCK_ROWS, begin, fold } from "../result-area.ts";
import { CONTROL } from "./control.ts";
import type { Crew } from "./crew.ts";
import type { Outbox } from "./outbox.ts";

/** Rows of one chunk, and of one block. */
export interface Part {
  chunk: Chunk;
  /** Which row of its archetype the chunk's first one is. */
  first: number;
  start: number;
  end: number;
  /** Where its numbers go, in words from the first list on. */
  list: number;
  /** Whether its area is that of a whole block, and not only of the beginning of one. */
  isWhole: boolean;
}

export class SharedResults {
  readonly #results: KernelResults;
  readonly #areaWords: number;
  /** Where in an area each list is, in words. */
  readonly #lists: readonly number[];
  /** By entry of the outbox; kept and filled again. */
  readonly #parts: Part[] = [];
  #count = 0;
  #listWords = 0;
  #outbox!: Outbox;
  #counts = 0;
  #numbers = 0;
  /** The slab that the area of the block at hand is in, where that is run here. */
  #slab: Slab | undefined;

  constructor(results: KernelResults) {
    this.#results = results;
    this.#areaWords = results.areaBytes >>> 2;
    this.#lists = results.places
      .filter(({ output }) => output.kind === "where")
      .map(({ offset }) => offset >>> 2);
  }

  /** Whether the lists of a block fit into the scratch memory of a thread. */
  get isPossible(): boolean {
    return this.#lists.length === 0 || this.#results.mostRows >= BLOCK_ROWS;
  }

  /** What workers need to know of it. */
  get forWorkers(): object {
    const { listBytes } = this.#results;
    return { areaWords: this.#areaWords, listBytes, lists: this.#lists };
  }

  /** Begins a run over the chunks. */
  begin(crew: Crew, chunks: readonly Chunk[]): void {
    let entries = 0;
    let rows = 0;
    for (let i = 0; i < chunks.length; i++) {
      entries += 2 + Math.floor(chunks[i].count / BLOCK_ROWS);
      rows += chunks[i].count;
    }
    const { length } = this.#lists;
    this.#counts = this.#areaWords * (entries + 1);
    this.#numbers = this.#counts + entries * length;
    this.#outbox = crew.outboxFor(this.#numbers + rows * length);
    crew.words[CONTROL.OUTBOX_COUNTS] = this.#counts;
    crew.words[CONTROL.OUTBOX_LISTS] = this.#numbers;
    begin(this.#results.places, this.#outbox, 0);
    this.#count = 0;
    this.#listWords = 0;
    this.#slab = undefined;
  }

  /** The entry of the next part, in the order of rows. */
  open(chunk: Chunk, first: number, start: number, end: number): number {
    const part = this.#parts[this.#count];
    const list = this.#listWords;
    if (part === undefined) {
      this.#parts.push({ chunk, first, start, end, list, isWhole: true });
    } else {
      part.chunk = chunk;
      part.first = first;
      part.start = start;
      part.end = end;
      part.list = list;
      part.isWhole = true;
    }
    this.#listWords += (end - start) * this.#lists.length;
    return this.#count++;
  }

  partOf(entry: number): Part {
    return this.#parts[entry];
  }

  /** Before an entry is run here: goes on with the block at hand, or begins one. */
  enter(slab: Slab, isNext: boolean): void {
    const { u32 } = slab;
    const area = slab.byteLength >>> 2;
    const last = isNext ? this.#slab : undefined;
    if (last === undefined) copy(this.#outbox.u32, 0, u32, area, this.#areaWords);
    else if (last !== slab) copy(last.u32, last.byteLength >>> 2, u32, area, this.#areaWords);
    this.#slab = slab;
    const { areaBytes, listBytes } = this.#results;
    for (let i = 0; i < this.#lists.length; i++)
      u32[area + this.#lists[i]] = slab.byteLength + areaBytes + i * listBytes;
  }

  /** After an entry was run here. */
  leave(slab: Slab, entry: number): void {
    const { u32 } = slab;
    const out = this.#outbox.u32;
    const area = slab.byteLength >>> 2;
    const { start, end, list } = this.#parts[entry];
    const { length } = this.#lists;
    copy(u32, area, out, this.#areaWords * (entry + 1), this.#areaWords);
    for (let i = 0; i < length; i++) {
      const from = area + this.#areaWords + i * (this.#results.listBytes >>> 2);
      const count = (u32[area + this.#lists[i]] >>> 2) - from;
      out[this.#counts + entry * length + i] = count;
      copy(u32, from, out, this.#numbers + list + i * (end - start), count);
    }
  }

  /** Takes all entries into what the kernel gives back. */
  end(): void {
    const { places, totals, sets } = this.#results;
    const { length } = this.#lists;
    for (let entry = 0; entry < this.#count; entry++) {
      const { chunk, first, start, end, list, isWhole } = this.#parts[entry];
      if (isWhole) fold(places, this.#outbox, this.#areaWords * (entry + 1) * 4, totals);
      for (let i = 0, next = 0; i < sets.length; i++) {
        const set = sets[i];
        if (set === undefined) continue;
        const at = this.#numbers + list + next * (end - start);
        const count = this.#outbox.u32[this.#counts + entry * length + next++];
        set.append(chunk, first, this.#outbox.u32, at, at + count);
      }
    }
  }
}

function copy(from: Uint32Array, start: number, to: Uint32Array, at: number, count: number): void {
  for (let i = 0; i < count; i++) to[at + i] = from[start + i];
}
