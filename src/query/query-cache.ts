/**
 * QueryCache: every query of a world, found again by its terms and told of new archetypes.
 *
 * The terms are looked up in a tree of small maps, term by term, so asking for a query that exists
 * makes no garbage and costs about 10 ns a term. Keep the query all the same.
 */
import type { Archetype } from "../storage/archetype.ts";
import type { AnyComponent } from "../storage/component.ts";
import { type AnyQuery, Query, type QueryHost } from "./query.ts";
import { conditionsOf, FilterTerm, type Term } from "./term.ts";

/** How a component appears in a term; part of its key in the tree. */
const KINDS = { data: 0, not: 1, all: 2 } as const;

class Node {
  readonly next = new Map<number, Node>();
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
    for (let i = 0; i < terms.length; i++) {
      const term = terms[i];
      if (term instanceof FilterTerm) {
        for (let j = 0; j < term.components.length; j++)
          node = step(node, term.components[j], KINDS[term.kind as "not" | "all"]);
      } else node = step(node, term, KINDS.data);
    }
    node.query ??= this.#make(terms);
    return node.query as Query<Terms>;
  }

  /** Tells every query of an archetype that has just appeared. */
  addArchetype(archetype: Archetype): void {
    for (const query of this.queries) matchOne(query, archetype);
  }

  #make(terms: readonly Term[]): AnyQuery {
    const query: AnyQuery = new Query(this.#host, terms, conditionsOf(terms));
    for (const archetype of this.#archetypes) matchOne(query, archetype);
    this.queries.push(query);
    return query;
  }
}

function matchOne(query: AnyQuery, archetype: Archetype): void {
  if (!query.matches(archetype)) return;
  query.archetypes.push(archetype);
  query.isStale = true;
  archetype.watchers.push(query);
}

function step(node: Node, component: AnyComponent, kind: number): Node {
  // An impostor has no id; it gets a key no component has, and fails in conditionsOf.
  const key = component?.id === undefined ? -1 : component.id * 3 + kind;
  let next = node.next.get(key);
  if (next === undefined) {
    next = new Node();
    node.next.set(key, next);
  }
  return next;
}
