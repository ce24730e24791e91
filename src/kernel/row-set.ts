/**
 * RowSet: the rows that a kernel's `where` has selected, until its next run.
 *
 * Knows rows by chunk and number, for other kernels, and by entity, for everybody else. Not to be confused with a
 * `RowRun`, whose rows stand side by side. Kept and filled again: no run makes garbage.
 *
 * Invariant: rows are in the order in which the kernel ran them, those of one chunk together.
 */
import { EcsError } from "../base/errors.ts";
import type { Entity } from "../base/ids.ts";
import type { QueryHost } from "../query/query.ts";
import type { Chunk } from "../storage/chunk.ts";

/** Rows that one chunk has in the set. */
export interface ChunkRows {
  chunk: Chunk;
  /** Which row of its archetype the chunk's first one is. */
  first: number;
  /** Where its rows end in `rows`; they start where those of the chunk before end. */
  end: number;
}

const FIRST_CAPACITY = 64;

export class RowSet implements Iterable<Entity> {
  /** How many rows were selected. */
  count = 0;
  /** @internal By index, the row's number in its chunk. */
  rows = new Uint32Array(FIRST_CAPACITY);
  /** @internal How many of `chunks` are in use. */
  chunkCount = 0;
  /** @internal */
  readonly chunks: ChunkRows[] = [];
  readonly #kernel: string;
  readonly #name: string;
  #handles = new Uint32Array(FIRST_CAPACITY);
  #entities: Uint32Array | undefined;
  /** @internal The world that the rows are of; undefined before the kernel's first run. */
  host: QueryHost | undefined;

  /** @internal Kernels make them. `kernel` and `name` are for messages. */
  constructor(kernel: string, name: string) {
    this.#kernel = kernel;
    this.#name = name;
  }

  /** The entities of the rows, in their order. The kernel's next run writes over it; a view is made where `count` differs. */
  get entities(): Uint32Array {
    if (this.#entities?.length !== this.count)
      this.#entities = this.#handles.subarray(0, this.count);
    return this.#entities;
  }

  /** The entity of one of the rows, from 0. For loops that make no iterator. */
  at(index: number): Entity {
    return this.#handles[index] as Entity;
  }

  /** The entities, in the order of their rows. They may be despawned and changed meanwhile. */
  *[Symbol.iterator](): Iterator<Entity> {
    for (let i = 0; i < this.count; i++) yield this.#handles[i] as Entity;
  }

  /**
   * Despawns the entities; those that are dead by now are left out. Inside an iteration it waits for the end.
   * About 30 ns an entity.
   * @throws {EcsError} E153 a relation refuses one of them: nothing changes
   */
  despawn(): void {
    if (this.count > 0) this.host?.despawnList(this.#handles, this.count);
  }

  /** @internal Empties the set, for rows of the world that is asked through `host`. */
  begin(host: QueryHost | undefined): void {
    this.host = host;
    this.count = 0;
    this.chunkCount = 0;
  }

  /** @internal Adds the rows of a chunk whose numbers stand in `numbers` from `at` to `end`. */
  append(chunk: Chunk, first: number, numbers: Uint32Array, at: number, end: number): void {
    const count = end - at;
    if (count === 0) return;
    this.#ensure(this.count + count);
    const { u32 } = chunk.slab;
    const { rows } = this;
    const handles = this.#handles;
    const { entityWord } = chunk;
    for (let i = at, next = this.count; i < end; i++, next++) {
      const row = numbers[i];
      rows[next] = row;
      handles[next] = u32[entityWord + row];
    }
    this.count += count;
    const last = this.chunkCount - 1;
    if (last >= 0 && this.chunks[last].chunk === chunk) {
      this.chunks[last].end = this.count;
      return;
    }
    const entry = this.chunks[this.chunkCount++];
    if (entry === undefined) this.chunks.push({ chunk, first, end: this.count });
    else {
      entry.chunk = chunk;
      entry.first = first;
      entry.end = this.count;
    }
  }

  /**
   * @internal Makes sure that every row is where it was. 1 ns a row.
   * @throws {EcsError} E307 one is not
   */
  check(verb: string): void {
    for (let i = 0, row = 0; i < this.chunkCount; i++) {
      const { chunk, end } = this.chunks[i];
      // That the first one is there says that the chunk lives: then its other rows say what they are of.
      if (this.host?.chunkOf(this.#handles[row] as Entity) !== chunk) this.#refuse(verb, row);
      const { u32 } = chunk.slab;
      for (; row < end; row++) {
        const at = this.rows[row];
        if (at >= chunk.count || u32[chunk.entityWord + at] !== this.#handles[row])
          this.#refuse(verb, row);
      }
    }
  }

  #refuse(verb: string, row: number): never {
    const entity = this.#handles[row] as Entity;
    throw new EcsError(
      "E307",
      `${verb}: entity ${entity} of the rows that ${this.#name} of kernel ${this.#kernel} selected ${this.host?.chunkOf(entity) === undefined ? "is dead" : "has moved"}. Use rows before entities come, go or change components, or go by .entities.`,
    );
  }

  #ensure(count: number): void {
    if (count <= this.rows.length) return;
    const capacity = Math.max(count, this.rows.length * 2);
    const rows = new Uint32Array(capacity);
    const handles = new Uint32Array(capacity);
    rows.set(this.rows);
    handles.set(this.#handles);
    this.rows = rows;
    this.#handles = handles;
    this.#entities = undefined;
  }
}
