/**
 * Bulk changes by query: add, remove and despawn for every matching entity, whole chunks at a time.
 *
 * Full chunks are handed over without copying a row where the two archetypes differ in tags only;
 * the rest is copied as column runs.
 */
import type { AnyQuery } from "../query/query.ts";
import type { Archetype, Edge } from "../storage/archetype.ts";
import {
  type AnyComponent,
  type ComponentInput,
  ComponentValue,
  componentOf,
} from "../storage/component.ts";
import { writeValues } from "../storage/row-values.ts";
import type { Storage } from "../storage/storage.ts";
import type { Structure } from "./structure.ts";

export class Bulk {
  readonly #storage: Storage;
  readonly #structure: Structure;

  constructor(storage: Storage, structure: Structure) {
    this.#storage = storage;
    this.#structure = structure;
  }

  /** Inputs are checked already. */
  add(query: AnyQuery, inputs: readonly ComponentInput[]): void {
    const targetOf = (archetype: Archetype): Archetype => {
      let target = archetype;
      for (const input of inputs) {
        const component = componentOf(input);
        if (!target.set.has(component))
          target = this.#storage.edgeByAdding(target, component).target;
      }
      return target;
    };
    const values = inputs.filter((input) => input instanceof ComponentValue);
    this.#moveAll(query, targetOf, values);
  }

  remove(query: AnyQuery, components: readonly AnyComponent[]): void {
    this.#moveAll(query, (archetype) => {
      let target = archetype;
      for (const component of components) {
        if (target.set.has(component))
          target = this.#storage.edgeByRemoving(target, component).target;
      }
      return target;
    });
  }

  despawn(query: AnyQuery): void {
    for (const archetype of query.archetypes) this.#structure.despawnAll(archetype);
  }

  /**
   * Moves every row of the matching archetypes, and writes `values` into those rows.
   *
   * Room is made for all moves before the first, so that a failure changes nothing.
   */
  #moveAll(
    query: AnyQuery,
    targetOf: (archetype: Archetype) => Archetype,
    values: readonly ComponentValue[] = [],
  ): void {
    const sources = query.archetypes.filter((archetype) => archetype.count > 0);
    const moves = new Map<Archetype, Edge>();
    for (const source of sources) {
      const target = targetOf(source);
      if (target !== source) moves.set(source, this.#storage.edgeBetween(source, target));
    }
    this.#ensureRoom(moves);
    // As `world.add` does one by one, given values also reach entities that had the component.
    for (const source of sources) writeRows(source, 0, 0, values);
    for (const [source, edge] of moves) {
      const { target } = edge;
      if (source.set.hasSameColumns(target.set)) this.#handOverFullChunks(source, target);
      const { tail } = target;
      const firstRow = target.chunks[tail]?.count ?? 0;
      this.#copyRows(source, edge);
      writeRows(target, tail, firstRow, values);
    }
  }

  #ensureRoom(moves: ReadonlyMap<Archetype, Edge>): void {
    const needed = new Map<Archetype, number>();
    for (const [source, { target }] of moves) {
      const rows = source.set.hasSameColumns(target.set)
        ? source.count - fullChunks(source).reduce((sum, chunk) => sum + chunk.count, 0)
        : source.count;
      needed.set(target, (needed.get(target) ?? 0) + rows);
    }
    try {
      for (const [target, rows] of needed) {
        target.isClaimed = true;
        this.#storage.ensureRows(target, rows);
      }
    } finally {
      for (const target of needed.keys()) target.isClaimed = false;
    }
  }

  /** Full chunks change their archetype and stay where they are: not a row is touched. */
  #handOverFullChunks(source: Archetype, target: Archetype): void {
    const full = fullChunks(source);
    if (full.length === 0) return;
    source.chunks = source.chunks.filter((chunk) => !full.includes(chunk));
    let rows = 0;
    for (const chunk of full) {
      chunk.set = target.set;
      chunk.archetypeId = target.id;
      chunk.stamp(0, 0, chunk.count);
      rows += chunk.count;
    }
    source.count -= rows;
    source.tail = 0;
    // Before the target's tail, which may be partly full: chunks before it must be full.
    target.chunks.splice(target.tail, 0, ...full);
    target.tail += full.length;
    target.count += rows;
    target.settleTail();
    source.markChunksChanged();
    target.markChunksChanged();
  }

  #copyRows(source: Archetype, edge: Edge): void {
    for (const chunk of source.chunks) {
      if (chunk.count === 0) continue;
      this.#structure.appendRows(chunk, 0, chunk.count, edge);
      this.#structure.emptyChunk(chunk);
    }
    source.count = 0;
    source.tail = 0;
  }
}

/** Writes values into all rows from a chunk's row onward, where the archetype has their columns. */
function writeRows(
  archetype: Archetype,
  firstChunk: number,
  firstRow: number,
  values: readonly ComponentValue[],
): void {
  for (const value of values) {
    const slot = archetype.set.slotOf(value.component);
    if (slot <= 0) continue;
    for (let i = firstChunk; i < archetype.chunks.length; i++) {
      const chunk = archetype.chunks[i];
      const start = i === firstChunk ? firstRow : 0;
      for (let row = start; row < chunk.count; row++)
        writeValues(chunk, row, value.component, value.values);
      chunk.stamp(slot, start, chunk.count);
    }
  }
}

function fullChunks(archetype: Archetype): Archetype["chunks"] {
  return archetype.chunks.filter((chunk) => chunk.count === chunk.capacity);
}
