/**
 * Structure: the elementary structural changes, carried out at once.
 *
 * Adding a row, removing one by swap-remove, moving one to another archetype. Callers have made
 * sure of room beforehand, so nothing here can fail half-way.
 */
import type { Entity } from "../base/ids.ts";
import type { Archetype, Edge } from "../storage/archetype.ts";
import type { Chunk } from "../storage/chunk.ts";
import { chunkIdOf, type EntityIndex, rowOf } from "../storage/entity-index.ts";
import { releaseRows } from "../storage/entity-rows.ts";
import { poisonRow } from "../storage/poison.ts";
import { clearRefs } from "../storage/row-refs.ts";
import { copyBytes, copyRow, copyRows } from "../storage/row-transfer.ts";
import { fillDefaults, fillRowDefaults } from "../storage/row-values.ts";
import type { SparseStore } from "../storage/sparse-store.ts";
import type { SparseStores } from "../storage/sparse-stores.ts";
import type { Storage } from "../storage/storage.ts";
import { clearRow, clearRows } from "../storage/toggle-bits.ts";
import type { HookPlan } from "./hook-plans.ts";
import type { Observers } from "./observers.ts";
import type { DeathRules } from "./pair-rules.ts";

export class Structure {
  /** Who is told of changes; undefined until somebody asks to be, so that nobody else pays for it. */
  observers: Observers | undefined;
  /** Who else dies, and whose pairs end; undefined in a world without relations. */
  deaths: DeathRules | undefined;

  // Kept beside each other: one load less each in the hottest calls of the engine.
  readonly #index: EntityIndex;
  readonly #chunks: Storage["chunks"];
  /** By id. */
  readonly #archetypes: readonly (Archetype | undefined)[];
  readonly #isPoisoned: boolean;
  readonly #sparse: SparseStores;
  readonly #sparseStores: readonly SparseStore[];

  constructor(storage: Storage) {
    this.#index = storage.index;
    this.#chunks = storage.chunks;
    this.#archetypes = storage.graph.byId;
    this.#isPoisoned = storage.allocator.poison;
    this.#sparse = storage.sparse;
    this.#sparseStores = storage.sparse.list;
  }

  /** The chunk a living entity's row is in. */
  chunkOf(entity: Entity): Chunk {
    return this.#chunks[chunkIdOf(this.#index.locationOf(entity))] as Chunk;
  }

  rowOf(entity: Entity): number {
    return rowOf(this.#index.locationOf(entity));
  }

  archetypeOf(chunk: Chunk): Archetype {
    return this.#archetypes[chunk.archetypeId] as Archetype;
  }

  /** Takes the next row for an entity and returns its chunk; the row is `chunk.count - 1`, its columns are not set. */
  appendRow(archetype: Archetype, entity: Entity): Chunk {
    const chunk = archetype.chunkWithRoom();
    this.appendRowTo(chunk, entity);
    archetype.count++;
    return chunk;
  }

  /** The same in a chunk that waits to join its archetype. */
  appendRowTo(chunk: Chunk, entity: Entity): void {
    const row = chunk.count++;
    chunk.slab.u32[chunk.entityWord + row] = entity;
    this.#index.place(entity, chunk.id, row);
    chunk.stampRow(0, row);
  }

  /** Frees a row: the archetype's last row fills the hole. */
  removeRow(chunk: Chunk, row: number): void {
    const archetype = this.archetypeOf(chunk);
    const lastChunk = archetype.chunks[archetype.tail];
    const lastRow = lastChunk.count - 1;
    if (lastChunk !== chunk || lastRow !== row) {
      copyRow(archetype.selfEdge.transfer, lastChunk, lastRow, chunk, row);
      const moved = lastChunk.entityAt(lastRow) as Entity;
      chunk.slab.u32[chunk.entityWord + row] = moved;
      this.#index.place(moved, chunk.id, row);
      chunk.stampRow(0, row);
    }
    lastChunk.stampRow(0, lastRow);
    lastChunk.count = lastRow;
    if (lastChunk.toggleCount > 0) clearRow(lastChunk, lastRow);
    archetype.count--;
    if (lastChunk.refs !== undefined) clearRefs(lastChunk, lastRow, lastRow + 1);
    if (this.#isPoisoned) poisonRow(lastChunk, lastRow);
    archetype.settleTail();
  }

  /** Moves an entity's row along an edge and returns its new chunk; columns it lacked get their defaults. */
  moveRow(entity: Entity, chunk: Chunk, row: number, edge: Edge): Chunk {
    const plan = this.observers?.beforeMove(chunk, row, edge.target);
    return this.relocate(entity, chunk, row, edge, plan);
  }

  /**
   * The same where observers have been told that the row leaves; `plan` says whom to tell that it has arrived.
   *
   * `appendRow` and `removeRow` written out: V8 inlines into a caller until a budget is spent, and calls that are
   * left over cost a tenth of what it takes to add a component.
   */
  relocate(
    entity: Entity,
    chunk: Chunk,
    row: number,
    edge: Edge,
    plan: HookPlan | undefined,
  ): Chunk {
    const index = this.#index;
    const { target, transfer } = edge;
    let to = target.chunks[target.tail];
    if (to.count === to.capacity) to = target.chunks[++target.tail];
    const toRow = to.count++;
    target.count++;
    to.slab.u32[to.entityWord + toRow] = entity;
    to.stampRow(0, toRow);
    index.place(entity, to.id, toRow);
    copyRow(transfer, chunk, row, to, toRow);
    fillRowDefaults(to, transfer.fresh, toRow);

    const source = this.#archetypes[chunk.archetypeId] as Archetype;
    const last = source.chunks[source.tail];
    const lastRow = --last.count;
    source.count--;
    last.stampRow(0, lastRow);
    if (last !== chunk || lastRow !== row) {
      copyRow(source.selfEdge.transfer, last, lastRow, chunk, row);
      const moved = last.slab.u32[last.entityWord + lastRow] as Entity;
      chunk.slab.u32[chunk.entityWord + row] = moved;
      index.place(moved, chunk.id, row);
      chunk.stampRow(0, row);
    }
    if (last.toggleCount > 0) clearRow(last, lastRow);
    if (last.refs !== undefined) clearRefs(last, lastRow, lastRow + 1);
    if (this.#isPoisoned) poisonRow(last, lastRow);
    if (lastRow === 0) source.settleTail();
    if (plan !== undefined) this.observers?.queue.arrived(plan, to, toRow, toRow + 1);
    return to;
  }

  /**
   * Appends rows `start` to `end` of a chunk to an archetype, column runs at a time.
   *
   * The source's count is the caller's to settle.
   */
  appendRows(from: Chunk, start: number, end: number, edge: Edge): void {
    const { target, transfer } = edge;
    const index = this.#index;
    const plan = this.observers?.planOf(this.archetypeOf(from), target);
    for (let row = start; row < end; ) {
      const to = target.chunkWithRoom();
      const toRow = to.count;
      const count = Math.min(end - row, to.capacity - toRow);
      copyRows(transfer, from, row, to, toRow, count);
      copyBytes(from, (from.entityWord + row) * 4, to, (to.entityWord + toRow) * 4, count * 4);
      fillDefaults(to, transfer.fresh.all, toRow, toRow + count);
      const u32 = to.slab.u32;
      for (let i = 0; i < count; i++) {
        index.place(u32[to.entityWord + toRow + i] as Entity, to.id, toRow + i);
      }
      to.count = toRow + count;
      target.count += count;
      to.stamp(0, toRow, toRow + count);
      if (plan !== undefined) this.observers?.queue.arrived(plan, to, toRow, toRow + count);
      row += count;
    }
  }

  /** Ends an entity, and what its relations say dies with it. @throws {EcsError} E153 refused: nothing changes */
  despawn(entity: Entity): void {
    if (this.deaths === undefined) this.end(entity);
    else this.deaths.one(entity);
  }

  /**
   * Ends every entity of some archetypes and the first `count` of a list, and what their relations say dies
   * with them. @throws {EcsError} as `despawn`
   */
  despawnAll(archetypes: readonly Archetype[], entities: readonly Entity[], count: number): void {
    if (this.deaths !== undefined) {
      this.deaths.all(archetypes, entities, count);
      return;
    }
    this.endAll(archetypes);
    for (let i = 0; i < count; i++) this.end(entities[i]);
  }

  /** Ends an entity and frees its row; its pairs are the caller's business. */
  end(entity: Entity): void {
    const chunk = this.chunkOf(entity);
    const row = this.rowOf(entity);
    this.observers?.beforeDespawn(chunk, row);
    if (this.#sparseStores.length > 0) this.#sparse.removeAll(entity);
    this.removeRow(chunk, row);
    this.#index.release(entity);
  }

  /** Ends every entity of some archetypes; their pairs are the caller's business. */
  endAll(archetypes: readonly Archetype[]): void {
    for (let i = 0; this.observers !== undefined && i < archetypes.length; i++)
      this.observers.beforeAll(archetypes[i], undefined);
    for (let i = 0; i < archetypes.length; i++) this.clear(archetypes[i]);
  }

  /** Ends every entity of an archetype and tells nobody; its chunks stay for reuse. */
  clear(archetype: Archetype): void {
    const index = this.#index;
    for (let i = 0; i <= archetype.tail && i < archetype.chunks.length; i++) {
      const chunk = archetype.chunks[i];
      if (this.#sparseStores.length > 0) this.#removeSparse(chunk);
      releaseRows(index, chunk, chunk.count);
      this.emptyChunk(chunk);
    }
    archetype.count = 0;
    archetype.tail = 0;
  }

  #removeSparse(chunk: Chunk): void {
    for (let row = 0; row < chunk.count; row++)
      this.#sparse.removeAll(chunk.entityAt(row) as Entity);
  }

  /** Marks every row of a chunk as free; the rows' entities are the caller's business. */
  emptyChunk(chunk: Chunk): void {
    chunk.stamp(0, 0, chunk.count);
    if (chunk.refs !== undefined) clearRefs(chunk, 0, chunk.count);
    if (chunk.toggleCount > 0) clearRows(chunk);
    if (this.#isPoisoned) {
      for (let row = 0; row < chunk.count; row++) poisonRow(chunk, row);
    }
    chunk.count = 0;
  }
}
