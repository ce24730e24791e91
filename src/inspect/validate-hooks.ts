/** The part of `validate` that is about observers: what is kept of whom to tell, and what waits to be told. */
import type { Archetype } from "../storage/archetype.ts";
import { type HookPlan, HookPlans } from "../world/hook-plans.ts";
import type { World } from "../world/world.ts";

/** Problems found, as sentences. Compares every plan that is kept with a fresh one. */
export function checkHooks({ observers, storage }: World): string[] {
  if (observers === undefined) return [];
  const { archetypes } = storage;
  const problems = checkPlans(observers.plans, archetypes);
  if (observers.isBusy) return problems;
  if (!observers.queue.isEmpty)
    problems.push("observers were not told of something that has happened");
  for (const archetype of archetypes) {
    if (archetype.claimedRows !== 0)
      problems.push(`${archetype.set.describe()}: rows are claimed for a move that is over`);
  }
  return problems;
}

function checkPlans(kept: HookPlans, archetypes: readonly Archetype[]): string[] {
  const problems: string[] = [];
  const plans = new HookPlans();
  for (const observer of kept.all) plans.insert(observer);
  const compare = (old: HookPlan | undefined, from?: Archetype, to?: Archetype): void => {
    if (old === undefined || isSame(old, freshPlan(plans, from, to))) return;
    const name = (archetype?: Archetype): string => archetype?.set.describe() ?? "nothing";
    problems.push(`the hooks of a move from ${name(from)} to ${name(to)} are out of date`);
  };
  for (const to of archetypes) {
    compare(kept.spawns[to.id], undefined, to);
    compare(kept.despawns[to.id], to, undefined);
    for (const from of archetypes) compare(kept.moves[from.id]?.[to.id], from, to);
  }
  return problems;
}

function freshPlan(plans: HookPlans, from?: Archetype, to?: Archetype): HookPlan {
  if (to === undefined) return plans.ofDespawn(from as Archetype);
  return from === undefined ? plans.ofSpawn(to) : plans.ofMove(from, to);
}

function isSame(a: HookPlan, b: HookPlan): boolean {
  return (
    isSameList(a.out, b.out) &&
    isSameList(a.end, b.end) &&
    isSameList(a.arrive, b.arrive) &&
    isSameList(a.enter, b.enter)
  );
}

function isSameList(a: readonly unknown[], b: readonly unknown[]): boolean {
  return a.length === b.length && a.every((one, i) => one === b[i]);
}
