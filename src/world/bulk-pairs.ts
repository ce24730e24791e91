/**
 * Bulk pairs: what a bulk change does for relations among its components.
 *
 * The entities are listed only where there is a relation, and then for each anew.
 */
import type { Entity } from "../base/ids.ts";
import { type AnyComponent, type ComponentInput, componentOf } from "../storage/component.ts";
import type { EntityIndex } from "../storage/entity-index.ts";
import { type AnyPair, Pair } from "../storage/pair.ts";
import type { Storage } from "../storage/storage.ts";
import type { BulkCommand } from "./command-buffer.ts";
import { type PairHost, pairRulesOf } from "./pair-rules.ts";

/** A bulk change under way. */
interface BulkChange {
  /** Every entity that is about to change. */
  matched(): readonly Entity[];
}

/** A change that waited for its turn, without the pairs whose targets have died meanwhile. */
export function withLivingTargets(index: EntityIndex, command: BulkCommand): BulkCommand {
  if (command.kind !== "change") return command;
  const added = command.added.filter((one) => !(one instanceof Pair) || index.isAlive(one.target));
  return added.length < command.added.length ? { ...command, added } : command;
}

/** Throws where a pair is refused for one of the entities, and makes room for all. */
export function preparePairs(
  host: PairHost,
  change: BulkChange,
  added: readonly ComponentInput[],
): void {
  for (let i = 0; i < added.length; i++) {
    const rules = pairRulesOf(componentOf(added[i]));
    rules?.prepareBulk(host, added[i] as AnyPair, change.matched());
  }
}

export function linkPairs(
  storage: Storage,
  change: BulkChange,
  added: readonly ComponentInput[],
): void {
  for (let i = 0; i < added.length; i++) {
    const rules = pairRulesOf(componentOf(added[i]));
    rules?.linkAll(storage, added[i] as AnyPair, change.matched());
  }
}

export function unlinkPairs(
  storage: Storage,
  change: BulkChange,
  removed: readonly AnyComponent[],
): void {
  for (let i = 0; i < removed.length; i++)
    pairRulesOf(removed[i])?.unlinkAll(storage, change.matched());
}
