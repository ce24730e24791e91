/**
 * Selection: the rows that a query matches on somebody's behalf, counted, listed and looped over.
 *
 * A query has one of its own. Where the components of an archetype decide, whole chunks are taken as they
 * are; where rows decide, a mask is filled when a loop reaches the chunk.
 */
import { checkFunction } from "../base/argument-checks.ts";
import type { Entity } from "../base/ids.ts";
import type { Archetype } from "../storage/archetype.ts";
import type { Chunk } from "../storage/chunk.ts";
import type { IterationScope, IterationSource } from "./chunk-iterator.ts";

import { RowIteration } from "./row-iteration.ts";
import { countMarked, isMarked, MaskWords, nextMarked, settleMask } from "./row-mask.ts";
import { RowPairs } from "./row-pairs.ts";
import type { RowRun } from "./row-run.ts";
import { Match, type RowCondition, type RowContext } from "./row-term.ts";
import { type RowChooser, RunIterator } from "./run-iterator.ts";
import type { DataTerm } from "./term.ts";

/** What a selection needs of its query. */
export interface SelectionSource extends IterationSource {
  readonly condition: RowCondition;
  readonly archetypes: readonly Archetype[];
  /** The live chunks of the archetypes; the array is not changed while a loop may hold it. */
  chunks(): readonly Chunk[];
  /** What the components of an archetype decide. */
  matchOf(archetypeId: number): Match;
}

/** What a selection needs of the world. */
export interface SelectionHost extends IterationScope {
  /** The chunk of a living entity's row, or undefined. */
  chunkOf(entity: Entity): Chunk | undefined;
  rowOf(entity: Entity): number;
}

type Callback = (...row: unknown[]) => void;

export class Selection implements RowChooser, Iterable<RowRun> {
  readonly #source: SelectionSource;
  readonly #host: SelectionHost;
  readonly #data: readonly DataTerm[];
  readonly #context: RowContext;
  /** For what is over before anyone else can ask; loops have words of their own. */
  readonly #words = new MaskWords();
  readonly #iterators: RunIterator[] = [];
  #rows: RowIteration | undefined;
  #pairs: RowPairs | undefined;

  constructor(
    source: SelectionSource,
    host: SelectionHost,
    data: readonly DataTerm[],
    context: RowContext,
  ) {
    this.#source = source;
    this.#host = host;
    this.#data = data;
    this.#context = context;
  }

  choose(chunk: Chunk, mask: Uint32Array): Match {
    const match = this.#source.matchOf(chunk.archetypeId);
    if (match !== Match.Some) return match;
    const found = this.#source.condition.fillMask(chunk, mask, this.#context);
    return found === Match.Some ? settleMask(mask, chunk.count) : found;
  }

  get count(): number {
    const { archetypes } = this.#source;
    let count = 0;
    for (let i = 0; i < archetypes.length; i++) {
      const archetype = archetypes[i];
      count +=
        this.#source.matchOf(archetype.id) === Match.All
          ? archetype.count
          : this.countRows(archetype);
    }
    return count;
  }

  first(): Entity | undefined {
    const chunks = this.#source.chunks();
    for (let i = 0; i < chunks.length; i++) {
      const chunk = chunks[i];
      if (chunk.count === 0) continue;
      const mask = this.#words.for(chunk);
      const match = this.choose(chunk, mask);
      if (match === Match.None) continue;
      const row = match === Match.All ? 0 : nextMarked(mask, 0, chunk.count);
      return chunk.entityAt(row) as Entity;
    }
    return undefined;
  }

  entities(): Entity[] {
    const entities: Entity[] = [];
    let count = 0;
    for (const chunk of this.#source.chunks()) count = this.listRows(chunk, entities, count);
    return entities;
  }

  /** Writes the matching entities of a chunk into a list, from index `at` on; returns where they end. */
  listRows(chunk: Chunk, into: Entity[], at: number): number {
    const mask = this.#words.for(chunk);
    const match = this.choose(chunk, mask);
    if (match === Match.None) return at;
    let end = at;
    for (let row = 0; row < chunk.count; row++) {
      if (match === Match.All || isMarked(mask, row)) into[end++] = chunk.entityAt(row) as Entity;
    }
    return end;
  }

  has(entity: Entity): boolean {
    const chunk = this.#host.chunkOf(entity);
    return chunk !== undefined && this.#holds(chunk, entity);
  }

  each(run: Callback): void {
    checkFunction(run, "each");
    const rows = this.#iteration();
    const chunks = this.#source.chunks();
    this.#host.beginIteration(this.#source);
    try {
      rows.runAll(chunks, this, run, this.#source);
    } finally {
      this.#host.endIteration();
    }
  }

  forEachPair(run: Callback): void {
    checkFunction(run, "forEachPair");
    this.#pairs ??= new RowPairs(this.#data, this.#source.describe());
    const chunks = this.#source.chunks();
    this.#host.beginIteration(this.#source);
    try {
      this.#pairs.runAll(chunks, this, run, this.#source);
    } finally {
      this.#host.endIteration();
    }
  }

  at(entity: Entity, run: Callback): boolean {
    checkFunction(run, "at");
    const chunk = this.#host.chunkOf(entity);
    if (chunk === undefined || !this.#holds(chunk, entity)) return false;
    const rows = this.#iteration();
    this.#host.beginIteration(this.#source, 1);
    try {
      rows.runOne(chunk, this.#host.rowOf(entity), run, this.#source);
    } finally {
      this.#host.endIteration();
    }
    return true;
  }

  /** The runs of matching rows; one iterator serves all loops but nested ones. */
  [Symbol.iterator](): Iterator<RowRun> {
    const chunks = this.#source.chunks();
    for (let i = 0; i < this.#iterators.length; i++) {
      if (!this.#iterators[i].isRunning) return this.#iterators[i].start(chunks);
    }
    const iterator = new RunIterator(this.#host, this.#source, this);
    this.#iterators.push(iterator);
    return iterator.start(chunks);
  }

  #holds(chunk: Chunk, entity: Entity): boolean {
    if (chunk.isWaiting) return false;
    const match = this.#source.matchOf(chunk.archetypeId);
    if (match !== Match.Some) return match === Match.All;
    return this.#source.condition.test(chunk, this.#host.rowOf(entity), this.#context);
  }

  /** How many rows of an archetype match that is decided by row. */
  countRows(archetype: Archetype): number {
    let count = 0;
    for (let i = 0; i < archetype.chunks.length; i++) {
      const chunk = archetype.chunks[i];
      const mask = this.#words.for(chunk);
      const match = this.choose(chunk, mask);
      if (match === Match.All) count += chunk.count;
      else if (match === Match.Some) count += countMarked(mask, chunk.count);
    }
    return count;
  }

  #iteration(): RowIteration {
    this.#rows ??= new RowIteration(
      this.#data,
      this.#source.describe(),
      this.#context.world.storage,
    );
    return this.#rows;
  }
}
