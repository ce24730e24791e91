/** explain: what a query matched, what it skipped, and which term was to blame. */
import type { Archetype } from "../storage/archetype.ts";
import { describeTerm, isSatisfied, type Term } from "./term.ts";

/** Lists a line per archetype; the text is for people, and its form may change. */
export function explainTerms(terms: readonly Term[], archetypes: readonly Archetype[]): string {
  const matched: string[] = [];
  const skipped: string[] = [];
  for (const archetype of archetypes) {
    const name = archetype.set.describe();
    const blamed = terms.find((term) => !isSatisfied(term, archetype.set));
    if (blamed === undefined) {
      matched.push(`  ${name}: ${archetype.count} rows in ${archetype.chunks.length} chunks`);
    } else
      skipped.push(`  ${name}: ${describeTerm(blamed)} does not hold (${archetype.count} rows)`);
  }
  return [
    `query(${terms.map(describeTerm).join(", ")})`,
    `matched ${matched.length} of ${archetypes.length} component combinations:`,
    ...matched,
    `skipped ${skipped.length}:`,
    ...skipped,
  ].join("\n");
}
