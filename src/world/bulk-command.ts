/**
 * BulkCommand: a bulk change by query, at hand or waiting for its turn.
 *
 * Filled anew for each call, so that calls make no garbage: whoever keeps one keeps a copy.
 */
import type { AnyQuery } from "../query/query.ts";
import { type ComponentInput, ComponentValue } from "../storage/component.ts";

export class BulkCommand {
  kind: "change" | "set" | "despawn" = "change";
  query!: AnyQuery;
  /** For `change`. */
  added: readonly ComponentInput[] = [];
  /** For `change`: components and pairs. */
  removed: readonly ComponentInput[] = [];
  /** For `set`. */
  value: ComponentValue | undefined;

  fill(
    kind: BulkCommand["kind"],
    query: AnyQuery,
    added: readonly ComponentInput[],
    removed: readonly ComponentInput[],
    value: ComponentValue | undefined,
  ): void {
    this.kind = kind;
    this.query = query;
    this.added = added;
    this.removed = removed;
    this.value = value;
  }

  /** The command with lists and values of its own, as `ComponentValue.own` explains. */
  copy(): BulkCommand {
    const copy = new BulkCommand();
    const { value, added } = this;
    for (let i = 0; i < added.length; i++) {
      const input = added[i];
      if (input instanceof ComponentValue) input.own();
    }
    const own = value && new ComponentValue(value.component, value.values);
    own?.own();
    copy.fill(this.kind, this.query, added.slice(), this.removed.slice(), own);
    return copy;
  }
}
