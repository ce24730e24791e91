/**
 * SparseChangeTerm: what happened since to a sparse component, which archetypes and chunks know nothing of.
 *
 * Every row's entity is looked up in the component's store; where nothing happened at all, none is.
 */
import type { Entity } from "../base/ids.ts";
import { wordCount } from "../query/row-mask.ts";
import { Match, type RowContext, type RowWorld } from "../query/row-term.ts";
import type { Chunk } from "../storage/chunk.ts";
import type { AnyComponent } from "../storage/component.ts";
import { isRowAfter } from "../storage/row-versions.ts";
import type { SparseStore } from "../storage/sparse-store.ts";
import { ChangeTerm } from "./change-term.ts";
import { keepPresence, type PresenceKind, presenceStamps } from "./presence.ts";
import type { World } from "./world.ts";

export class SparseChangeTerm<C extends AnyComponent> extends ChangeTerm<C> {
  readonly kind: "changed" | PresenceKind;

  constructor(kind: "changed" | PresenceKind, component: AnyComponent) {
    super(kind, component);
    this.kind = kind;
  }

  override prepare(world: RowWorld): void {
    world.storage.sparse.watch(this.component);
    if (this.kind !== "changed") keepPresence(world as World, this.kind, this.component);
  }

  matchSet(): Match {
    return Match.Some;
  }

  fillMask(chunk: Chunk, mask: Uint32Array, context: RowContext): Match {
    const store = context.world.storage.sparse.of(this.component);
    const stamp = this.#stampOf(context);
    if (!this.#isAnyAfter(store, stamp, context.world)) return Match.None;
    const { entities, count } = chunk;
    mask.fill(0, 0, wordCount(count));
    for (let row = 0; row < count; row++) {
      if (this.#holds(store, entities[row] as Entity, stamp, context.world))
        mask[row >>> 5] |= 1 << (row & 31);
    }
    return Match.Some;
  }

  test(chunk: Chunk, row: number, context: RowContext): boolean {
    const store = context.world.storage.sparse.of(this.component);
    const entity = chunk.entityAt(row) as Entity;
    return this.#holds(store, entity, this.#stampOf(context), context.world);
  }

  /** What a reader does not know of before it was made, it has not missed. */
  #stampOf({ world, cursor, madeAt }: RowContext): number {
    const { clock } = world.storage;
    if (this.kind !== "removed") return clock.stampOf(cursor);
    return Math.max(0, clock.stampOf(Math.max(cursor, madeAt)));
  }

  #isAnyAfter(store: SparseStore, stamp: number, world: RowWorld): boolean {
    if (this.kind === "removed") return this.#isAnyNoted(stamp, world);
    if (store.count === 0) return false;
    if (stamp < 0) return true;
    return this.kind === "changed" ? isAnyRowAfter(store, stamp) : this.#isAnyNoted(stamp, world);
  }

  #isAnyNoted(stamp: number, world: RowWorld): boolean {
    return (
      presenceStamps(world, this.kind as PresenceKind, this.component)?.isAnyAfter(stamp) === true
    );
  }

  #holds(store: SparseStore, entity: Entity, stamp: number, world: RowWorld): boolean {
    if (store.has(entity) === (this.kind === "removed")) return false;
    if (stamp < 0) return true;
    if (this.kind === "changed") return isAfter(store, entity, stamp);
    const stamps = presenceStamps(world, this.kind, this.component);
    return stamps !== undefined && stamps.stampOf(entity) > stamp;
  }
}

/** Whether any row of a store came, went or was written after the stamp. */
function isAnyRowAfter({ rows: { chunks } }: SparseStore, stamp: number): boolean {
  for (let i = 0; i < chunks.length; i++) if (chunks[i].isAnyAfter(1, stamp)) return true;
  return false;
}

/** Whether the row of an entity that has one may have been written after the stamp; exact where rows are tracked. */
function isAfter(store: SparseStore, entity: Entity, stamp: number): boolean {
  const place = store.placeOf(entity);
  return isRowAfter(store.chunkAt(place), 1, store.rowAt(place), stamp);
}
