/**
 * Bulk pairs: what a bulk change does for relations among its components.
 *
 * The entities are listed only where there is a relation, and then for each anew.
 */
import { type ComponentInput, componentOf } from "../storage/component.ts";
import type { EntityIndex } from "../storage/entity-index.ts";
import { type AnyPair, Pair } from "../storage/pair.ts";
import type { Storage } from "../storage/storage.ts";
import type { BulkCommand } from "./bulk-command.ts";
import { type BulkChange, type PairBulk, type PairHost, pairRulesOf } from "./pair-rules.ts";

/** The rules of the first pair in a list, which know how entities part that lose pairs. */
export function splitterOf(removed: readonly ComponentInput[]): PairBulk | undefined {
  for (let i = 0; i < removed.length; i++)
    if (typeof removed[i] !== "function") return pairRulesOf(componentOf(removed[i]))?.bulk;
  return undefined;
}

/** A change that waited for its turn, without the pairs whose targets have died meanwhile. */
export function withLivingTargets(index: EntityIndex, command: BulkCommand): BulkCommand {
  if (command.kind !== "change") return command;
  const added = command.added.filter((one) => !(one instanceof Pair) || index.isAlive(one.target));
  if (added.length === command.added.length) return command;
  const living = command.copy();
  living.added = added;
  return living;
}

/** Throws where a pair is refused for one of the entities, and makes room for all. */
export function preparePairs(
  host: PairHost,
  change: BulkChange,
  added: readonly ComponentInput[],
): void {
  for (let i = 0; i < added.length; i++) {
    const rules = pairRulesOf(componentOf(added[i]));
    rules?.bulk.prepare(host, added[i] as AnyPair, change.matched());
  }
  for (let i = 0; i < added.length; i++) {
    const rules = pairRulesOf(componentOf(added[i]));
    rules?.bulk.announceAll(host, added[i] as AnyPair, change);
  }
}

export function linkPairs(
  storage: Storage,
  change: BulkChange,
  added: readonly ComponentInput[],
): void {
  for (let i = 0; i < added.length; i++) {
    const rules = pairRulesOf(componentOf(added[i]));
    rules?.bulk.linkAll(storage, added[i] as AnyPair, change.matched());
  }
}

/** Tells observers of the pairs that are going to end. */
export function announceLoss(
  storage: Storage,
  change: BulkChange,
  removed: readonly ComponentInput[],
): void {
  for (let i = 0; i < removed.length; i++)
    pairRulesOf(componentOf(removed[i]))?.bulk.announceLoss(storage, removed[i], change);
}

export function unlinkPairs(
  storage: Storage,
  change: BulkChange,
  removed: readonly ComponentInput[],
): void {
  for (let i = 0; i < removed.length; i++)
    pairRulesOf(componentOf(removed[i]))?.bulk.unlinkAll(storage, removed[i], change.matched());
}
