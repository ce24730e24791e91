/**
 * Changes as terms: `changed`, `added` and `removed`, which stand wherever a component may in a query.
 *
 * They are asked by `query.reader()`. Not to be confused with observers, which are called.
 */
import { EcsError } from "../base/errors.ts";
import { type AnyComponent, isComponent } from "../storage/component.ts";
import type { ChangeTerm } from "./change-term.ts";
import { ChangedTerm } from "./changed-term.ts";
import { AddedTerm, RemovedTerm } from "./presence-term.ts";
import { SparseChangeTerm } from "./sparse-change-term.ts";

/**
 * Holds for entities with the component whose values may have been written since the reader's last pass
 * began: by `set`, `chunk.write` and the like, `each`, or because they came with the component.
 *
 * Misses nothing, and reports whole windows of 1,024 rows, neighbours that were not written or only
 * moved included; exact to the row with `track: "rows"`. Nothing compares values, so writing the
 * same one again counts. A pass over 100,000 rows takes 1 us where nothing changed, and 2 ns a row in
 * windows where some did.
 * @throws {EcsError} E120 not a component · E127 a tag
 */
export function changed<C extends AnyComponent>(component: C): ChangeTerm<C> {
  const term = isSparse(component)
    ? new SparseChangeTerm<C>("changed", component)
    : new ChangedTerm<C>("changed", component);
  if (!component.isTag) return term;
  throw new EcsError(
    "E127",
    component.pairRules === undefined
      ? `changed(${component.label}): ${component.label} is a tag, and has no values that could change. Use added(${component.label}) or removed(${component.label}).`
      : `changed(${component.label}): ${component.label} is a relation, and what becomes of its pairs' values is not kept. Use added(${component.label}) or removed(${component.label}).`,
  );
}

/**
 * Holds for entities that got the component since the reader's last pass began, and have it. Exact.
 *
 * From the first such reader on, 8 bytes an entity index, and about 3 ns for each component added.
 * @throws {EcsError} E120 not a component
 */
export function added<C extends AnyComponent>(component: C): ChangeTerm<C> {
  return isSparse(component)
    ? new SparseChangeTerm<C>("added", component)
    : new AddedTerm<C>("added", component);
}

/**
 * Holds for living entities that lost the component since the reader's last pass began, and do not have
 * it again. Exact. What a new reader has not seen begins with the reader.
 *
 * Those that were despawned are no more, and in no query: `world.onRemove` and `world.onDespawn` tell of
 * them (`docs/guide-changes.md` shows how to have both in one list). Costs as `added`.
 * @throws {EcsError} E120 not a component
 */
export function removed(component: AnyComponent): ChangeTerm<never> {
  return isSparse(component)
    ? new SparseChangeTerm<never>("removed", component)
    : new RemovedTerm("removed", component);
}

/** What is no component is for the term to refuse. */
function isSparse(component: AnyComponent): boolean {
  return isComponent(component) && component.isSparse;
}
