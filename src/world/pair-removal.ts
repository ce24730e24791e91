/**
 * Pair removal: which of many entities lose the tag of a relation when pairs are taken from all of them.
 *
 * Linear: each entity's pairs are looked at once for each that is taken, and no further than the first that stays.
 */
import type { Entity } from "../base/ids.ts";
import type { Archetype } from "../storage/archetype.ts";
import { type AnyComponent, type ComponentInput, componentOf } from "../storage/component.ts";
import { Pair } from "../storage/pair.ts";
import type { PairTable } from "../storage/pair-table.ts";
import type { Storage } from "../storage/storage.ts";
import type { BulkChange } from "./pair-rules.ts";

/** Plans the change of entities of one archetype, those that go to the same one together, in the order of their rows. */
export function splitByPairs(
  storage: Storage,
  change: BulkChange,
  source: Archetype,
  entities: readonly Entity[],
  added: readonly ComponentInput[],
  removed: readonly ComponentInput[],
): void {
  const parts = new Map<Archetype, Entity[]>();
  const bare = removed.filter((one) => !(one instanceof Pair));
  const relations = new Set(removed.filter((one) => one instanceof Pair).map(componentOf));
  for (const relation of relations) if (!source.set.has(relation)) relations.delete(relation);
  for (const entity of entities) {
    const lost = [...bare];
    for (const relation of relations)
      if (losesAll(storage.pairs?.of(relation.id), entity, removed)) lost.push(relation);
    const target = change.targetOf(source, added, lost);
    const part = parts.get(target);
    if (part === undefined) parts.set(target, [entity]);
    else part.push(entity);
  }
  for (const [target, part] of parts) change.planSome(source, target, part);
}

/** Whether every pair that an entity has of a relation is among those removed. */
function losesAll(
  table: PairTable | undefined,
  entity: Entity,
  removed: readonly ComponentInput[],
): boolean {
  if (table === undefined) return false;
  const relation: AnyComponent = table.kind.relation;
  for (let pair = table.firstOut(entity); pair !== 0; pair = table.outgoing.next[pair]) {
    const target = table.targets[pair];
    const isRemoved = removed.some(
      (one) => one instanceof Pair && one.component === relation && one.target === target,
    );
    if (!isRemoved) return false;
  }
  return true;
}
