/**
 * Terms: the conditions a query is made of.
 *
 * A bare component asks for it and puts its columns at the query's disposal; `not` and `all` filter only.
 */
import { EcsError } from "../base/errors.ts";
import {
  type AnyComponent,
  type Component,
  isComponent,
  type SchemaOf,
} from "../storage/component.ts";

/** A condition that hands out no data; made by `not` and `all`. */
export class FilterTerm<
  Kind extends "not" | "all" = "not" | "all",
  C extends AnyComponent = AnyComponent,
> {
  readonly kind: Kind;
  readonly components: readonly C[];

  constructor(kind: Kind, components: readonly C[]) {
    this.kind = kind;
    this.components = components;
    if (components.length === 0) throw notATerm(`${kind}()`);
    for (const component of components)
      if (!isComponent(component)) throw notATerm(`${kind}(${String(component)})`);
  }
}

export type Term = AnyComponent | FilterTerm;

/** Leaves out every entity that has any of the components. */
export function not<C extends AnyComponent>(...components: C[]): FilterTerm<"not", C> {
  return new FilterTerm("not", components);
}

/** Asks for all of the components without handing them to `each`; chunks may still read them. */
export function all<C extends AnyComponent>(...components: C[]): FilterTerm<"all", C> {
  return new FilterTerm("all", components);
}

/** The components of a term list whose columns a loop is handed, in order; tags and filters are not in it. */
export type DataOf<Terms extends readonly Term[]> = Terms extends readonly [
  infer First,
  ...infer Rest extends readonly Term[],
]
  ? First extends Component<infer S>
    ? keyof S extends never
      ? DataOf<Rest>
      : [First, ...DataOf<Rest>]
    : DataOf<Rest>
  : [];

/** The components that chunks of a query let one read and write. */
export type ReadableOf<Terms extends readonly Term[]> = Terms[number] extends infer T
  ? T extends FilterTerm<infer Kind, infer C>
    ? Kind extends "all"
      ? C
      : never
    : T extends AnyComponent
      ? keyof SchemaOf<T> extends never
        ? never
        : T
      : never
  : never;

/** A term list taken apart. */
export interface Conditions {
  /** Handed to `each`, in the order of the terms. */
  readonly data: readonly AnyComponent[];
  readonly required: readonly AnyComponent[];
  readonly excluded: readonly AnyComponent[];
}

/**
 * Takes a term list apart.
 * @throws {EcsError} E120 when something in it is no term
 */
export function conditionsOf(terms: readonly Term[]): Conditions {
  const required = new Set<AnyComponent>();
  const excluded = new Set<AnyComponent>();
  const data = new Set<AnyComponent>();
  for (const term of terms) {
    if (isComponent(term)) {
      required.add(term);
      if (!term.isTag) data.add(term);
    } else if (term instanceof FilterTerm) {
      const into = term.kind === "not" ? excluded : required;
      for (const component of term.components) into.add(component);
    } else throw notATerm(String(term));
  }
  return { data: [...data], required: [...required], excluded: [...excluded] };
}

function notATerm(what: string): EcsError {
  return new EcsError(
    "E120",
    `query: ${what} is not a term. Pass components, not(Component) or all(Component).`,
  );
}

/** `Position, Velocity, not(Frozen)`: how messages write a query. */
export function describeTerms(terms: readonly Term[]): string {
  return terms
    .map((term) =>
      term instanceof FilterTerm
        ? `${term.kind}(${term.components.map((c) => c.label).join(", ")})`
        : term.label,
    )
    .join(", ");
}
