/**
 * ChangedTerm: whether a component in columns was written since, by the versions that writes leave there.
 *
 * Windows whose version is old are skipped whole; where rows are tracked, each of the others is asked.
 */
import { markRows, wordCount } from "../query/row-mask.ts";
import { Match, type RowContext } from "../query/row-term.ts";
import type { Chunk } from "../storage/chunk.ts";
import type { AnyComponent } from "../storage/component.ts";
import type { ComponentSet } from "../storage/component-set.ts";
import { isRowAfter, markRowsAfter } from "../storage/row-versions.ts";
import { ChangeTerm } from "./change-term.ts";

export class ChangedTerm<C extends AnyComponent> extends ChangeTerm<C> {
  matchSet(set: ComponentSet): Match {
    return set.slotOf(this.component) > 0 ? Match.Some : Match.None;
  }

  fillMask(chunk: Chunk, mask: Uint32Array, context: RowContext): Match {
    const stamp = context.world.storage.clock.stampOf(context.cursor);
    if (stamp < 0) return Match.All;
    const slot = chunk.set.slotOf(this.component);
    const { windowRows, count } = chunk;
    const { tracksRows } = this.component;
    let isAny = false;
    for (let start = 0, window = 0; start < count; start += windowRows, window++) {
      if (!chunk.isWindowAfter(slot, window, stamp)) continue;
      if (!isAny) mask.fill(0, 0, wordCount(count));
      isAny = true;
      const end = Math.min(count, start + windowRows);
      if (tracksRows) markRowsAfter(chunk, slot, start, end, stamp, mask);
      else markRows(mask, start, end);
    }
    return isAny ? Match.Some : Match.None;
  }

  test(chunk: Chunk, row: number, context: RowContext): boolean {
    const stamp = context.world.storage.clock.stampOf(context.cursor);
    if (stamp < 0) return true;
    return isRowAfter(chunk, chunk.set.slotOf(this.component), row, stamp);
  }
}
