/**
 * QueryCache: every query of a world, found again by its terms and told of new archetypes.
 *
 * The terms are looked up in a tree of small maps, term by term, so asking for a query that exists
 * makes no garbage and costs about 10 ns a term. Keep the query all the same.
 */
import type { Archetype } from "../storage/archetype.ts";
import type { AnyComponent } from "../storage/component.ts";
import { type AnyQuery, Query, type QueryHost } from "./query.ts";
import { Match, RowTerm } from "./row-term.ts";
import { FilterTerm, OptionalTerm, settled, type Term } from "./term.ts";

/** How a component appears in a term list, and the brackets of filters: parts of its key in the tree. */
const KEYS = { data: 0, operand: 1, optional: 2 } as const;
const BRACKETS = { not: -2, all: -3, any: -4, close: -5 } as const;

class Node {
  readonly next = new Map<unknown, Node>();
  query: AnyQuery | undefined;
}

export class QueryCache {
  readonly queries: AnyQuery[] = [];
  readonly #host: QueryHost;
  readonly #archetypes: readonly Archetype[];
  readonly #root = new Node();

  constructor(host: QueryHost, archetypes: readonly Archetype[]) {
    this.#host = host;
    this.#archetypes = archetypes;
  }

  /** @throws {EcsError} E120 when something in the list is no term */
  find<Terms extends readonly Term[]>(terms: Terms): Query<Terms> {
    let node = this.#root;
    for (let i = 0; i < terms.length; i++) node = stepInto(node, terms[i], KEYS.data);
    node.query ??= this.#make(terms);
    return node.query as Query<Terms>;
  }

  /** Tells every query of an archetype that has just appeared. */
  addArchetype(archetype: Archetype): void {
    for (const query of this.queries) matchOne(query, archetype);
  }

  #make(terms: readonly Term[]): AnyQuery {
    const query: AnyQuery = new Query(this.#host, terms);
    for (const archetype of this.#archetypes) matchOne(query, archetype);
    this.queries.push(query);
    return query;
  }
}

function matchOne(query: AnyQuery, archetype: Archetype): void {
  const match = query.condition.matchSet(archetype.set);
  if (match !== Match.None) query.addArchetype(archetype, match);
}

function stepInto(node: Node, given: Term, key: number): Node {
  const term = settled(given);
  if (term instanceof OptionalTerm) return step(node, keyOf(term.component, KEYS.optional));
  if (term instanceof RowTerm) return step(node, term.key);
  if (!(term instanceof FilterTerm)) return step(node, keyOf(term, key));
  let inner = step(node, BRACKETS[term.kind]);
  for (let i = 0; i < term.operands.length; i++)
    inner = stepInto(inner, term.operands[i], KEYS.operand);
  return step(inner, BRACKETS.close);
}

/** An impostor has no id; it gets a key no component has, and is refused when the query is made. */
function keyOf(component: AnyComponent, key: number): number {
  return component?.id === undefined ? -1 : component.id * 3 + key;
}

function step(node: Node, key: unknown): Node {
  let next = node.next.get(key);
  if (next === undefined) {
    next = new Node();
    node.next.set(key, next);
  }
  return next;
}
