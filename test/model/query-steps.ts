/** Ways to ask a query that change nothing: sorted, pair by pair, by handle. */
import fc from "fast-check";
import type { AnyComponent, Entity } from "../../src/index.ts";
import { insist, isSameSet } from "./comparison.ts";
import type { Subject } from "./subject.ts";
import type { KeptQuery } from "./terms.ts";

export interface QueryStep {
  readonly kind: "sorted" | "forEachPair" | "at";
  readonly query: number;
  readonly nth: number;
}

export function anyQueryStep(
  nth: fc.Arbitrary<number>,
  query: fc.Arbitrary<number>,
): fc.Arbitrary<QueryStep> {
  return fc.record({ kind: fc.constantFrom("sorted", "forEachPair", "at"), query, nth });
}

export function isQueryStep(operation: { readonly kind: string }): operation is QueryStep {
  return ["sorted", "forEachPair", "at"].includes(operation.kind);
}

export function runQueryStep(subject: Subject, { kind, query, nth }: QueryStep): void {
  const { model } = subject;
  const kept = subject.queryOf(query);
  // The end of a loop would carry out what waits after a failure.
  if (model.depth === 0 && model.pending.length > 0) return;
  if (kind === "sorted") sorted(subject, kept);
  else if (!subject.running.has(kept.query)) {
    if (kind === "at") at(subject, kept, subject.pick(nth));
    else forEachPair(subject, kept);
  }
}

function sorted(subject: Subject, { query, terms }: KeptQuery): void {
  const of = terms.data.find((one) => !one.isSparse && one.fields[0]?.lanes === 1);
  const field = of?.fields[0];
  if (of === undefined || field === undefined || field.meaning !== "number") return;
  const found = query.sorted(of as never, field.name as never) as readonly Entity[];
  const expected = subject.model.matching(terms);
  insist(isSameSet(found, expected), () => `sorted: [${found}], not [${expected}]`);
  const values = found.map((entity) => numberOf(subject, entity, of));
  const isSorted = values.every((value, i) => i === 0 || values[i - 1] <= value);
  insist(isSorted, () => `sorted by ${of.label}.${field.name}: [${values}]`);
  if (found.length > 1) subject.reach("sorted");
}

function numberOf({ model }: Subject, entity: Entity, of: AnyComponent): number {
  return model.valuesOf(entity, of)?.[0] ?? Number.NaN;
}

/** So many that there are several chunks, at most. */
const MOST_BODIES = 40;

function forEachPair(subject: Subject, { query, terms }: KeptQuery): void {
  const expected = subject.model.matching(terms);
  if (terms.data.some((of) => of.isSparse) || expected.length > MOST_BODIES) return;
  const members = new Set<Entity>(expected);
  const pairs = new Set<string>();
  let count = 0;
  query.forEachPair((...row: unknown[]) => {
    const [a, b] = row.slice(-2) as [Entity, Entity];
    insist(a !== b && members.has(a) && members.has(b), () => `a pair of ${a} and ${b}`);
    pairs.add(a < b ? `${a} ${b}` : `${b} ${a}`);
    count++;
  });
  const { length } = expected;
  insist(
    count === (length * (length - 1)) / 2 && pairs.size === count,
    () => `${count} pairs, ${pairs.size} of them different, of ${length}`,
  );
  if (count > 0) subject.reach("forEachPair");
}

function at(subject: Subject, { query, terms }: KeptQuery, entity: Entity): void {
  const expected = subject.model.matches(entity, terms);
  let visited: unknown;
  const isThere = query.at(entity, (...row: unknown[]) => {
    visited = row.at(-1);
  });
  insist(isThere === expected, () => `at(${entity}) is ${isThere}`);
  insist(query.has(entity) === expected, () => `has(${entity}) is ${!expected}`);
  insist(visited === (expected ? entity : undefined), () => `at(${entity}) visits ${visited}`);
  if (expected) subject.reach("at");
}
