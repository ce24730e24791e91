/**
 * Required components: refuses to remove a component from under another that requires it.
 *
 * Adding is the archetype graph's business: an edge that adds a component adds what it requires.
 */
import { EcsError } from "../base/errors.ts";
import type { Archetype } from "../storage/archetype.ts";
import type { AnyComponent } from "../storage/component.ts";

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

/** @throws {EcsError} E115 when rows would be left with a component that requires one of those removed */
export function checkBulkRemoval(
  verb: string,
  { archetypes, selection }: MatchedRows,
  components: readonly AnyComponent[],
): void {
  for (const component of components) {
    for (const requirer of component.requiredBy) {
      if (components.includes(requirer)) continue;
      const owner = archetypes.find(
        (one) => one.set.has(component) && one.set.has(requirer) && selection.countRows(one) > 0,
      );
      if (owner === undefined) continue;
      const rows = `${selection.countRows(owner)} entities of ${owner.set.describe()} have`;
      throw stillRequired(verb, rows, component, requirer);
    }
  }
}
