/**
 * Required components: refuses to remove a component from under another that requires it.
 *
 * Adding is the archetype graph's business: an edge that adds a component adds what it requires.
 */
import { EcsError } from "../base/errors.ts";
import type { Archetype } from "../storage/archetype.ts";
import { type AnyComponent, type ComponentInput, componentOf } from "../storage/component.ts";

/** An error about a component that others still need. */
export function stillRequired(
  verb: string,
  owner: string,
  component: AnyComponent,
  requirer: AnyComponent,
): EcsError {
  return new EcsError(
    "E115",
    `${verb}: ${owner} ${requirer.label}, which requires ${component.label}. Remove ${requirer.label} first.`,
  );
}

/** The rows of a query, which may be some of an archetype's. */
interface MatchedRows {
  readonly archetypes: readonly Archetype[];
  readonly selection: { countRows(archetype: Archetype): number };
}

/** @throws {EcsError} E115 when rows would be left with a component that requires number `at` of those removed */
export function checkBulkRemoval(
  verb: string,
  { archetypes, selection }: MatchedRows,
  removed: readonly ComponentInput[],
  at: number,
): void {
  const component = componentOf(removed[at]);
  for (let i = 0; i < component.requiredBy.length; i++) {
    const requirer = component.requiredBy[i];
    if (removed.includes(requirer)) continue;
    for (let j = 0; j < archetypes.length; j++) {
      const { set } = archetypes[j];
      if (!set.has(component) || !set.has(requirer)) continue;
      const count = selection.countRows(archetypes[j]);
      if (count === 0) continue;
      const rows = `${count} entities of ${set.describe()} have`;
      throw stillRequired(verb, rows, component, requirer);
    }
  }
}
