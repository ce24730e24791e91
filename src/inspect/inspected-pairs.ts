/** Inspected pairs: what a tool may ask of a world's relations; see `WorldInspector`, whose methods these are. */
import type { Entity } from "../base/ids.ts";
import type { Field } from "../storage/component.ts";
import type { PairTable } from "../storage/pair-table.ts";
import type { Relation } from "../world/relation.ts";
import type { World } from "../world/world.ts";

// biome-ignore lint/suspicious/noExplicitAny: stands for "a relation of any values".
export type AnyRelation = Relation<any>;

export interface InspectedPair {
  readonly source: Entity;
  readonly target: Entity;
}

export interface InspectedRelation {
  readonly label: string;
  readonly relation: AnyRelation;
  /** What `world.get(source, relation(target))` has. */
  readonly fields: readonly Field[];
  readonly pairCount: number;
  /** Whether nobody can stand above itself, as in `ChildOf`. */
  readonly isHierarchy: boolean;
  /** Grows when a pair comes, goes or gets another target; not when children change places. */
  readonly version: number;
}

/** A pair as its source has it. */
export interface InspectedTarget {
  readonly relation: AnyRelation;
  readonly target: Entity;
  /** What `world.get(source, relation(target))` has. */
  readonly fields: readonly Field[];
}

export function relationsOf(world: World): InspectedRelation[] {
  return tablesOf(world).map(({ kind, count, version }) => ({
    label: kind.relation.label,
    relation: kind.relation as unknown as AnyRelation,
    fields: kind.payload?.fields ?? [],
    pairCount: count,
    isHierarchy: kind.isAcyclic,
    version,
  }));
}

export function pairsIn(world: World, label: string, count: number): InspectedPair[] {
  const pairs: InspectedPair[] = [];
  const table = tablesOf(world).find((one) => one.kind.relation.label === label);
  if (table === undefined) return pairs;
  const { sources, targets } = table;
  for (let pair = 1; pair < sources.length && pairs.length < count; pair++) {
    if (sources[pair] === 0) continue;
    pairs.push({ source: sources[pair] as Entity, target: targets[pair] as Entity });
  }
  return pairs;
}

export function topsOf(world: World, relation: AnyRelation): Entity[] {
  const tops: Entity[] = [];
  const table = world.storage.pairs?.of(relation.id);
  if (table === undefined) return tops;
  const { targets, kind } = table;
  const { first } = table.incoming;
  for (let index = 0; index < first.length; index++) {
    const pair = first[index];
    if (pair === 0) continue; // nobody's target, as most are
    const target = targets[pair] as Entity;
    if (!kind.isAcyclic || table.firstOut(target) === 0) tops.push(target);
  }
  return tops;
}

export function targetsOf(world: World, source: Entity, count: number): InspectedTarget[] {
  const found: InspectedTarget[] = [];
  for (const table of tablesOf(world)) {
    const relation = table.kind.relation as unknown as AnyRelation;
    const fields = table.kind.payload?.fields ?? [];
    let pair = table.firstOut(source);
    for (; pair !== 0 && found.length < count; pair = table.outgoing.next[pair])
      found.push({ relation, target: table.targets[pair] as Entity, fields });
  }
  return found;
}

function tablesOf(world: World): readonly PairTable[] {
  return world.storage.pairs?.all ?? [];
}
