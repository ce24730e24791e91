/**
 * Change terms: conditions on what happened since a reader last looked.
 *
 * `changed`, `added` and `removed` stand wherever a component may in a query. Such a query is asked by
 * `query.reader()`: since when, is the reader's to know.
 */
import { EcsError } from "../base/errors.ts";
import { markRows, wordCount } from "../query/row-mask.ts";
import { Match, type RowContext, RowTerm, type RowWorld } from "../query/row-term.ts";
import type { Chunk } from "../storage/chunk.ts";
import { type AnyComponent, isComponent } from "../storage/component.ts";
import type { ComponentSet } from "../storage/component-set.ts";
import type { EntityStamps } from "../storage/entity-stamps.ts";
import { keepPresence, type PresenceKind, presenceStamps } from "./presence.ts";
import type { World } from "./world.ts";

/** A condition on what happened since a reader last looked. */
export abstract class ChangeTerm<C extends AnyComponent = AnyComponent> extends RowTerm<C> {
  override readonly needsReader = true;
  readonly key: string;
  readonly components: readonly AnyComponent[];
  protected readonly component: AnyComponent;
  readonly #kind: string;

  constructor(kind: string, component: AnyComponent) {
    super();
    if (!isComponent(component)) {
      throw new EcsError(
        "E120",
        `query: ${kind}(${String(component)}) is not a term. Pass what component() or tag() returned.`,
      );
    }
    if (component.isSparse) {
      throw new EcsError(
        "E127",
        `${kind}(${component.label}): ${component.label} is sparse, and nobody keeps track of its rows. Leave out storage: "sparse", or use world.has(entity, ${component.label}).`,
      );
    }
    this.key = `${kind} ${component.id}`;
    this.components = [component];
    this.component = component;
    this.#kind = kind;
  }

  describe(): string {
    return `${this.#kind}(${this.component.label})`;
  }
}

class ChangedTerm<C extends AnyComponent> extends ChangeTerm<C> {
  matchSet(set: ComponentSet): Match {
    return set.slotOf(this.component) > 0 ? Match.Some : Match.None;
  }

  fillMask(chunk: Chunk, mask: Uint32Array, context: RowContext): Match {
    const stamp = context.world.storage.clock.stampOf(context.cursor);
    if (stamp < 0) return Match.All;
    const slot = chunk.set.slotOf(this.component);
    const { windowRows, count } = chunk;
    let isAny = false;
    for (let start = 0, window = 0; start < count; start += windowRows, window++) {
      if (!chunk.isWindowAfter(slot, window, stamp)) continue;
      if (!isAny) mask.fill(0, 0, wordCount(count));
      isAny = true;
      const end = Math.min(count, start + windowRows);
      if (chunk.tracksRows(slot)) chunk.markRowsAfter(slot, start, end, stamp, mask);
      else markRows(mask, start, end);
    }
    return isAny ? Match.Some : Match.None;
  }

  test(chunk: Chunk, row: number, context: RowContext): boolean {
    const stamp = context.world.storage.clock.stampOf(context.cursor);
    if (stamp < 0) return true;
    const slot = chunk.set.slotOf(this.component);
    return chunk.tracksRows(slot)
      ? chunk.rowVersionOf(slot, row) > stamp
      : chunk.isWindowAfter(slot, Math.floor(row / chunk.windowRows), stamp);
  }
}

/** What both terms have in common that ask when entities got or lost a component. */
abstract class PresenceTerm<C extends AnyComponent> extends ChangeTerm<C> {
  abstract readonly kind: PresenceKind;

  override prepare(world: RowWorld): void {
    keepPresence(world as World, this.kind, this.component);
  }

  /** Stamps greater than this one are new to the reader; negative where everything is. */
  protected abstract stampOf(context: RowContext): number;

  fillMask(chunk: Chunk, mask: Uint32Array, context: RowContext): Match {
    const stamp = this.stampOf(context);
    if (stamp < 0) return Match.All;
    const stamps = this.#stamps(context);
    if (stamps === undefined || !stamps.isAnyAfter(stamp)) return Match.None;
    const { entities, count } = chunk;
    mask.fill(0, 0, wordCount(count));
    for (let row = 0; row < count; row++) {
      if (stamps.stampOf(entities[row]) > stamp) mask[row >>> 5] |= 1 << (row & 31);
    }
    return Match.Some;
  }

  test(chunk: Chunk, row: number, context: RowContext): boolean {
    const stamp = this.stampOf(context);
    return stamp < 0 || (this.#stamps(context)?.stampOf(chunk.entityAt(row)) ?? 0) > stamp;
  }

  #stamps(context: RowContext): EntityStamps | undefined {
    return presenceStamps(context.world, this.kind, this.component);
  }
}

class AddedTerm<C extends AnyComponent> extends PresenceTerm<C> {
  readonly kind = "added";

  matchSet(set: ComponentSet): Match {
    return set.has(this.component) ? Match.Some : Match.None;
  }

  protected stampOf({ world, cursor }: RowContext): number {
    return world.storage.clock.stampOf(cursor);
  }
}

/** Its component is not among those that a query hands out: the entities have it no more. */
class RemovedTerm extends PresenceTerm<never> {
  readonly kind = "removed";

  matchSet(set: ComponentSet): Match {
    return set.has(this.component) ? Match.None : Match.Some;
  }

  protected stampOf({ world, cursor, madeAt }: RowContext): number {
    return Math.max(0, world.storage.clock.stampOf(Math.max(cursor, madeAt)));
  }
}

/**
 * Holds for entities with the component whose values may have been written since the reader's last pass
 * began: by `set`, `chunk.write` and the like, `each`, or because they came with the component.
 *
 * Misses nothing, and reports whole windows of 1,024 rows, neighbours that were not written or only
 * moved included; exact to the row with `track: "rows"`. Nothing compares values, so writing the
 * same one again counts. A pass over 100,000 rows costs under 1 us where nothing changed.
 * @throws {EcsError} E120 not a component · E127 a tag
 */
export function changed<C extends AnyComponent>(component: C): ChangeTerm<C> {
  const term = new ChangedTerm<C>("changed", component);
  if (!component.isTag) return term;
  throw new EcsError(
    "E127",
    `changed(${component.label}): ${component.label} is a tag, and has no values that could change. Use added(${component.label}) or removed(${component.label}).`,
  );
}

/**
 * Holds for entities that got the component since the reader's last pass began, and have it. Exact.
 *
 * From the first such reader on, 8 bytes an entity index, and about 3 ns for each component added.
 * @throws {EcsError} E120 not a component
 */
export function added<C extends AnyComponent>(component: C): ChangeTerm<C> {
  return new AddedTerm<C>("added", component);
}

/**
 * Holds for living entities that lost the component since the reader's last pass began, and do not have
 * it again. Exact. What a new reader has not seen begins with the reader.
 *
 * Those that were despawned are no more, and in no query: `world.onRemove` and `world.onDespawn` tell of
 * them. Costs as `added`.
 * @throws {EcsError} E120 not a component
 */
export function removed(component: AnyComponent): ChangeTerm<never> {
  return new RemovedTerm("removed", component);
}
