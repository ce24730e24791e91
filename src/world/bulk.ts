/**
 * Bulk changes by query: add, remove, set and despawn for every matching entity, whole chunks at a time.
 *
 * Full chunks are handed over without copying a row where the two archetypes differ in tags only;
 * the rest is copied as column runs. Lists are kept from call to call, so that a frame's bulk
 * changes make no garbage.
 */
import type { AnyQuery } from "../query/query.ts";
import type { Archetype, Edge } from "../storage/archetype.ts";
import {
  type AnyComponent,
  type ComponentInput,
  ComponentValue,
  componentOf,
} from "../storage/component.ts";
import type { AnyPair } from "../storage/pair.ts";
import { fillValues } from "../storage/row-fill.ts";
import type { Storage } from "../storage/storage.ts";
import type { Observers } from "./observers.ts";
import { type PairHost, pairRulesOf } from "./pair-rules.ts";
import type { SparseChanges } from "./sparse-changes.ts";
import type { Structure } from "./structure.ts";

export class Bulk {
  readonly #storage: Storage;
  readonly #structure: Structure;
  readonly #sparse: SparseChanges;
  readonly #pairs: PairHost;
  /** The archetypes whose rows move in the change at hand, and where to: `#moveCount` of them. */
  readonly #sources: Archetype[] = [];
  readonly #edges: Edge[] = [];
  /** How many rows of each have to be copied. */
  readonly #rows: number[] = [];
  #moveCount = 0;

  constructor(storage: Storage, structure: Structure, sparse: SparseChanges, pairs: PairHost) {
    this.#storage = storage;
    this.#structure = structure;
    this.#sparse = sparse;
    this.#pairs = pairs;
  }

  /**
   * Removes and adds components, each row in one move. Inputs are checked already, and no component is in
   * both lists. As `world.add` does, given values also reach entities that have the component.
   */
  change(
    query: AnyQuery,
    added: readonly ComponentInput[],
    removed: readonly AnyComponent[],
  ): void {
    this.#moveCount = 0;
    const matchedCount = query.archetypes.length; // the targets may match, too, and must not be visited
    for (let i = 0; i < matchedCount; i++) {
      const source = query.archetypes[i];
      if (source.count === 0) continue; // or every bulk change would multiply the archetypes
      this.#plan(source, this.#targetOf(source, added, removed));
    }
    this.#preparePairs(query.archetypes, matchedCount, added);
    this.#ensureRoom(query.archetypes, matchedCount, added);
    this.#link(query.archetypes, matchedCount, added); // before hooks, which may take the room made for it
    this.#tellLeaving();
    this.#unlink(query.archetypes, matchedCount, removed);
    this.#sparse.removeFromRows(query.archetypes, matchedCount, removed);
    this.#sparse.addToRows(query.archetypes, matchedCount, added);
    for (let i = 0; i < matchedCount; i++) writeRows(query.archetypes[i], 0, 0, added);
    this.#moveAll(added);
  }

  /** Writes checked values where entities have the component; moves nothing. */
  set(query: AnyQuery, value: ComponentValue): void {
    for (let i = 0; i < query.archetypes.length; i++) {
      if (value.component.isSparse) this.#sparse.setInRows(query.archetypes[i], value);
      else writeInput(query.archetypes[i], 0, 0, value);
    }
  }

  despawn(query: AnyQuery): void {
    this.#structure.despawnAll(query.archetypes);
  }

  #preparePairs(
    matched: readonly Archetype[],
    matchedCount: number,
    added: readonly ComponentInput[],
  ): void {
    for (let i = 0; i < added.length; i++) {
      const rules = pairRulesOf(componentOf(added[i]));
      rules?.prepareBulk(this.#pairs, added[i] as AnyPair, matched.slice(0, matchedCount));
    }
  }

  #link(
    matched: readonly Archetype[],
    matchedCount: number,
    added: readonly ComponentInput[],
  ): void {
    for (let i = 0; i < added.length; i++) {
      const rules = pairRulesOf(componentOf(added[i]));
      rules?.linkAll(this.#storage, added[i] as AnyPair, matched.slice(0, matchedCount));
    }
  }

  #unlink(
    matched: readonly Archetype[],
    matchedCount: number,
    removed: readonly AnyComponent[],
  ): void {
    for (let i = 0; i < removed.length; i++) {
      pairRulesOf(removed[i])?.unlinkAll(this.#storage, matched.slice(0, matchedCount));
    }
  }

  #targetOf(
    source: Archetype,
    added: readonly ComponentInput[],
    removed: readonly AnyComponent[],
  ): Archetype {
    let target = source;
    for (let i = 0; i < removed.length; i++) {
      if (target.set.slotOf(removed[i]) === 0) continue;
      target = this.#storage.edgeByRemoving(target, removed[i]).target;
    }
    for (let i = 0; i < added.length; i++) {
      const component = componentOf(added[i]);
      if (target.set.slotOf(component) !== 0 || component.isSparse) continue;
      target = this.#storage.edgeByAdding(target, component).target;
    }
    return target;
  }

  #plan(source: Archetype, target: Archetype): void {
    if (target === source) return;
    this.#sources[this.#moveCount] = source;
    this.#edges[this.#moveCount] = this.#storage.edgeBetween(source, target);
    this.#rows[this.#moveCount] = rowsToCopy(source, target);
    this.#moveCount++;
  }

  /** Observers are told before the first move, so that they find the world as it was before the change. */
  #tellLeaving(): void {
    const { observers } = this.#structure;
    if (observers === undefined) return;
    for (let i = 0; i < this.#moveCount; i++) this.#edges[i].target.claimedRows += this.#rows[i];
    for (let i = 0; i < this.#moveCount; i++)
      observers.beforeAll(this.#sources[i], this.#edges[i].target);
    for (let i = 0; i < this.#moveCount; i++) this.#edges[i].target.claimedRows -= this.#rows[i];
  }

  /** Makes room for all moves before the first, so that a failure changes nothing. */
  #ensureRoom(
    matched: readonly Archetype[],
    matchedCount: number,
    inputs: readonly ComponentInput[],
  ): void {
    try {
      for (let i = 0; i < this.#moveCount; i++) {
        const { target } = this.#edges[i];
        // A target counts once, with the rows of all its sources.
        if (target.isClaimed) continue;
        target.isClaimed = true;
        let rows = 0;
        for (let j = i; j < this.#moveCount; j++) {
          if (this.#edges[j].target === target) rows += this.#rows[j];
        }
        this.#storage.ensureRows(target, rows);
      }
      this.#sparse.ensureRowsOf(matched, matchedCount, inputs);
    } finally {
      for (let i = 0; i < this.#moveCount; i++) this.#edges[i].target.isClaimed = false;
    }
  }

  #moveAll(inputs: readonly ComponentInput[]): void {
    for (let i = 0; i < this.#moveCount; i++) {
      const source = this.#sources[i];
      const edge = this.#edges[i];
      const { target } = edge;
      if (source.set.hasSameColumns(target.set))
        handOverFullChunks(source, target, this.#structure.observers);
      const { tail } = target;
      const firstRow = target.chunks[tail]?.count ?? 0;
      this.#copyRows(source, edge);
      writeRows(target, tail, firstRow, inputs);
    }
  }

  #copyRows(source: Archetype, edge: Edge): void {
    for (let i = 0; i < source.chunks.length; i++) {
      const chunk = source.chunks[i];
      if (chunk.count === 0) continue;
      this.#structure.appendRows(chunk, 0, chunk.count, edge);
      this.#structure.emptyChunk(chunk);
    }
    source.count = 0;
    source.tail = 0;
  }
}

/** How many chunks are full: all before the tail, and perhaps the tail. */
function fullChunkCount({ chunks, tail }: Archetype): number {
  if (chunks.length === 0) return 0;
  return chunks[tail].count === chunks[tail].capacity ? tail + 1 : tail;
}

/** Rows that a move cannot hand over with their chunk. */
function rowsToCopy(source: Archetype, target: Archetype): number {
  if (!source.set.hasSameColumns(target.set)) return source.count;
  const full = fullChunkCount(source);
  return full <= source.tail ? source.chunks[source.tail].count : 0;
}

/** Full chunks change their archetype and stay where they are: not a row is touched. */
function handOverFullChunks(
  source: Archetype,
  target: Archetype,
  observers: Observers | undefined,
): void {
  const full = fullChunkCount(source);
  if (full === 0) return;
  // Before the target's tail, which may be partly full: chunks before it must be full.
  const at = target.tail;
  const plan = observers?.planOf(source, target);
  for (let i = target.chunks.length - 1; i >= at; i--) target.chunks[i + full] = target.chunks[i];
  for (let i = 0; i < full; i++) {
    const chunk = source.chunks[i];
    chunk.set = target.set;
    chunk.archetypeId = target.id;
    chunk.stamp(0, 0, chunk.count);
    source.count -= chunk.count;
    target.count += chunk.count;
    target.chunks[at + i] = chunk;
    if (plan !== undefined) observers?.arrived(plan, chunk, 0, chunk.count);
  }
  for (let i = full; i < source.chunks.length; i++) source.chunks[i - full] = source.chunks[i];
  source.chunks.length -= full;
  source.tail = 0;
  target.tail += full;
  target.settleTail();
  source.markChunksChanged();
  target.markChunksChanged();
}

/** Writes the given values into all rows from a chunk's row onward, where the archetype has their columns. */
function writeRows(
  archetype: Archetype,
  firstChunk: number,
  firstRow: number,
  inputs: readonly ComponentInput[],
): void {
  for (let i = 0; i < inputs.length; i++) {
    const input = inputs[i];
    if (input instanceof ComponentValue) writeInput(archetype, firstChunk, firstRow, input);
  }
}

function writeInput(
  archetype: Archetype,
  firstChunk: number,
  firstRow: number,
  { component, values }: ComponentValue,
): void {
  const slot = archetype.set.slotOf(component);
  if (slot <= 0) return;
  for (let i = firstChunk; i < archetype.chunks.length; i++) {
    const chunk = archetype.chunks[i];
    const start = i === firstChunk ? firstRow : 0;
    if (start >= chunk.count) continue;
    fillValues(chunk, start, chunk.count, component, values);
    chunk.stampWritten(slot, start, chunk.count);
  }
}
