/** explain: what a query matched, what it skipped, and which term was to blame. */
import type { Archetype } from "../storage/archetype.ts";
import type { ComponentSet } from "../storage/component-set.ts";
import { HIDDEN, termCondition } from "./condition.ts";
import { Match, type RowCondition } from "./row-term.ts";
import type { Selection } from "./selection.ts";
import { describeTerm, mentionsComponent, type Term } from "./term.ts";

/** What is explained: a query. */
export interface ExplainedQuery {
  readonly terms: readonly Term[];
  readonly selection: Selection;
  readonly needsReader: boolean;
  matchOf(archetypeId: number): Match;
  describe(): string;
}

/** Lists a line per archetype; the text is for people, and its form may change. */
export function explainTerms(query: ExplainedQuery, archetypes: readonly Archetype[]): string {
  const matched: string[] = [];
  const skipped: string[] = [];
  const conditions = query.terms.map(termCondition);
  for (const archetype of archetypes) {
    const name = archetype.set.describe();
    const { count, chunks } = archetype;
    const match = query.matchOf(archetype.id);
    if (match === Match.All) matched.push(`  ${name}: ${count} rows in ${chunks.length} chunks`);
    else if (match === Match.Some) {
      const chosen = query.needsReader ? "some" : query.selection.countRows(archetype);
      const by = query.needsReader ? ", for each reader" : "";
      matched.push(
        `  ${name}: ${chosen} of ${count} rows in ${chunks.length} chunks, decided row by row${by}`,
      );
    } else
      skipped.push(`  ${name}: ${reason(query.terms, conditions, archetype.set)} (${count} rows)`);
  }
  return [
    query.describe(),
    `matched ${matched.length} of ${archetypes.length} component combinations:`,
    ...matched,
    `skipped ${skipped.length}:`,
    ...skipped,
  ].join("\n");
}

/** The first term that cannot hold; where each could, the entities are hidden ones. */
function reason(
  terms: readonly Term[],
  conditions: readonly RowCondition[],
  set: ComponentSet,
): string {
  const blamed = conditions.findIndex((condition) => condition.matchSet(set) === Match.None);
  if (blamed >= 0) return `${describeTerm(terms[blamed])} does not hold`;
  const hidden = HIDDEN.filter(
    (one) => set.has(one) && !terms.some((term) => mentionsComponent(term, one)),
  );
  return `left out, because no term mentions ${hidden.map((one) => one.label).join(" or ")}`;
}
