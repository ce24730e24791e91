/**
 * Presence terms: whether an entity got or lost a component since, by the stamps that `presence.ts` keeps.
 */
import { wordCount } from "../query/row-mask.ts";
import { Match, type RowContext, type RowWorld } from "../query/row-term.ts";
import type { Chunk } from "../storage/chunk.ts";
import type { AnyComponent } from "../storage/component.ts";
import type { ComponentSet } from "../storage/component-set.ts";
import type { EntityStamps } from "../storage/entity-stamps.ts";
import { ChangeTerm } from "./change-term.ts";
import { keepPresence, type PresenceKind, presenceStamps } from "./presence.ts";
import type { World } from "./world.ts";

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

export class AddedTerm<C extends AnyComponent> extends PresenceTerm<C> {
  readonly kind = "added";

  matchSet(set: ComponentSet): Match {
    return set.has(this.component) ? Match.Some : Match.None;
  }

  protected stampOf({ world, cursor }: RowContext): number {
    return world.storage.clock.stampOf(cursor);
  }
}

/** Its component is not among those that a query hands out: the entities have it no more. */
export class RemovedTerm extends PresenceTerm<never> {
  readonly kind = "removed";

  matchSet(set: ComponentSet): Match {
    return set.has(this.component) ? Match.None : Match.Some;
  }

  protected stampOf({ world, cursor, madeAt }: RowContext): number {
    return Math.max(0, world.storage.clock.stampOf(Math.max(cursor, madeAt)));
  }
}
