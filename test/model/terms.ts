/** A query's terms in the model's words: what they mean for one body, and how a world is asked for them. */
import {
  type AnyComponent,
  all,
  any,
  Disabled,
  disabled,
  not,
  Prefab,
  type Query,
  type Term,
  type World,
} from "../../src/index.ts";
import type { Body } from "./body.ts";

export interface Terms {
  readonly data: readonly AnyComponent[];
  readonly all: readonly AnyComponent[];
  readonly not: readonly AnyComponent[];
  /** At least one of them, where there are any. */
  readonly any: readonly AnyComponent[];
  /** Toggle components that are there and off. */
  readonly off: readonly AnyComponent[];
  /** Templates and what is disabled, too. */
  readonly isWhole: boolean;
}

/** What queries leave out unless a term mentions it. */
const LEFT_OUT: readonly AnyComponent[] = [Disabled, Prefab];

/** As a query without terms. */
export const ANYTHING: Terms = { data: [], all: [], not: [], any: [], off: [], isWhole: false };
export const EVERYTHING: Terms = { ...ANYTHING, isWhole: true };

/** A query and what it was made of. */
export interface KeptQuery {
  readonly query: Query;
  readonly terms: Terms;
}

export function makeQuery(world: World, terms: Terms): KeptQuery {
  const list: Term[] = [...terms.data];
  if (terms.all.length > 0) list.push(all(...terms.all));
  if (terms.not.length > 0) list.push(not(...terms.not));
  if (terms.any.length > 0) list.push(any(...terms.any));
  for (const of of terms.off) list.push(disabled(of));
  if (terms.isWhole) for (const tag of LEFT_OUT) list.push(any(tag, not(tag)));
  return { query: world.query(...list), terms };
}

export function holds(body: Body, terms: Terms): boolean {
  const isOn = (of: AnyComponent) => body.isOn(of);
  return (
    terms.data.every(isOn) &&
    terms.all.every(isOn) &&
    !terms.not.some(isOn) &&
    (terms.any.length === 0 || terms.any.some(isOn)) &&
    terms.off.every((of) => body.off.has(of)) &&
    (terms.isWhole || LEFT_OUT.every((tag) => !body.has(tag) || mentions(terms, tag)))
  );
}

function mentions({ data, all: both, not: without, any: some }: Terms, tag: AnyComponent): boolean {
  return [data, both, without, some].some((list) => list.includes(tag));
}
