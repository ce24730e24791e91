/**
 * Terms: the conditions a query is made of.
 *
 * A bare component asks for it and puts its columns at the query's disposal; `optional` puts them
 * there where they exist; `not`, `all` and `any` filter only, nest freely, and mean what they say.
 * Row terms are leaves that rows decide. What terms mean is worked out in `condition.ts`.
 */
import { EcsError } from "../base/errors.ts";
import { shown } from "../base/shown.ts";
import {
  type AnyComponent,
  type Component,
  isComponent,
  type PairHolder,
  type SchemaOf,
} from "../storage/component.ts";
import { describePassed, remedyFor } from "../storage/misplaced.ts";
import { type AnyPair, Pair } from "../storage/pair.ts";
import { RowTerm } from "./row-term.ts";
import { ToggleTerm } from "./toggle-term.ts";

export type FilterKind = "not" | "all" | "any";
/** What filters combine: components, pairs, row terms and other filters. */
export type Operand = AnyComponent | FilterTerm | RowTerm | AnyPair;

/** What makes a term of a pair: its relation's rules. */
interface PairTerms extends PairHolder {
  termOf(pair: AnyPair): RowTerm;
}

/** The term that a pair stands for; other terms as they are. */
export function settled<T>(term: T): Exclude<T, AnyPair> | RowTerm {
  if (!(term instanceof Pair)) return term as Exclude<T, AnyPair>;
  return (term.component.pairRules as PairTerms).termOf(term);
}

/** A condition that hands out no data; made by `not`, `all` and `any`. */
export class FilterTerm<
  Kind extends FilterKind = FilterKind,
  C extends AnyComponent = AnyComponent,
> {
  readonly kind: Kind;
  readonly operands: readonly Exclude<Operand, AnyPair>[];
  /** Carries the types of the components mentioned; never set. */
  declare readonly mentions: C;

  constructor(kind: Kind, operands: readonly Operand[]) {
    if (operands.length === 0) throw notATerm(`${kind}()`, operands);
    for (const operand of operands.map(settled)) {
      const isOperand =
        isComponent(operand) || operand instanceof FilterTerm || operand instanceof RowTerm;
      if (!isOperand) throw notATerm(`${kind}(${shown(operand)})`, operand);
    }
    this.kind = kind;
    this.operands = operands.map(settled);
  }
}

/** A component that a query hands out where an entity has it; made by `optional`. */
export class OptionalTerm<C extends AnyComponent = AnyComponent> {
  readonly component: C;

  constructor(component: C) {
    if (!isComponent(component)) throw notATerm(`optional(${shown(component)})`, component);
    this.component = component;
  }
}

/** What queries are made of: what `settled` makes of terms. */
export type SettledTerm = AnyComponent | FilterTerm | OptionalTerm | RowTerm;
export type Term = SettledTerm | AnyPair;

type MentionedBy<O> =
  O extends FilterTerm<infer _Kind, infer C>
    ? C
    : O extends RowTerm<infer C>
      ? C
      : O extends AnyComponent
        ? O
        : never;

/** Leaves out every entity for which any of the operands holds. */
export function not<const O extends readonly Operand[]>(
  ...operands: O
): FilterTerm<"not", MentionedBy<O[number]>> {
  return new FilterTerm("not", operands);
}

/** Asks for all of the operands without handing them to `each`; chunks may still read the components. */
export function all<const O extends readonly Operand[]>(
  ...operands: O
): FilterTerm<"all", MentionedBy<O[number]>> {
  return new FilterTerm("all", operands);
}

/** Asks for at least one of the operands. Two groups stay two: each must hold. */
export function any<const O extends readonly Operand[]>(
  ...operands: O
): FilterTerm<"any", MentionedBy<O[number]>> {
  return new FilterTerm("any", operands);
}

/** Hands the component to `each` where the entity has it, and `undefined` where not; filters nothing. */
export function optional<C extends AnyComponent>(component: C): OptionalTerm<C> {
  return new OptionalTerm(component);
}

type IsTag<C> = keyof SchemaOf<C> extends never ? true : false;

/** What a term list hands to a loop, in order: components and optional terms; tags and filters are not in it. */
export type DataOf<Terms extends readonly Term[]> = Terms extends readonly [
  infer First,
  ...infer Rest extends readonly Term[],
]
  ? First extends AnyPair
    ? DataOf<Rest>
    : First extends OptionalTerm<infer C>
      ? IsTag<C> extends true
        ? DataOf<Rest>
        : [First, ...DataOf<Rest>]
      : First extends Component<infer _S>
        ? IsTag<First> extends true
          ? DataOf<Rest>
          : [First, ...DataOf<Rest>]
        : DataOf<Rest>
  : [];

/** The components that chunks of a query let one read and write; ask `chunk.has` about those of `any` and `optional`. */
export type ReadableOf<Terms extends readonly Term[]> = Terms[number] extends infer T
  ? T extends AnyPair
    ? never
    : T extends OptionalTerm<infer C>
      ? C
      : T extends FilterTerm<infer Kind, infer C>
        ? Kind extends "not"
          ? never
          : WithData<C>
        : T extends RowTerm<infer C>
          ? WithData<C>
          : WithData<T>
  : never;
type WithData<C> = C extends AnyComponent ? (IsTag<C> extends true ? never : C) : never;

/** A component that `each` hands over. */
export interface DataTerm {
  readonly component: AnyComponent;
  readonly isOptional: boolean;
}

/**
 * What a term list hands over, in order.
 * @throws {EcsError} E120 when something in it is no term, or hands over a component twice
 */
export function dataTermsOf(terms: readonly Term[]): DataTerm[] {
  const data: DataTerm[] = [];
  for (const [at, term] of terms.entries()) {
    if (term instanceof FilterTerm || term instanceof RowTerm || term instanceof Pair) continue;
    const isOptional = term instanceof OptionalTerm;
    const component = isOptional ? term.component : term;
    if (!isComponent(component)) throw notATerm(describePassed(term, at), term);
    if (data.some((other) => other.component === component)) {
      throw new EcsError(
        "E120",
        `query: ${component.label} is given twice. Name each component once.`,
      );
    }
    if (!component.isTag) data.push({ component, isOptional });
  }
  return data;
}

/** The row terms that stand anywhere in a term. */
export function rowTermsOf(term: Term): readonly RowTerm[] {
  if (term instanceof RowTerm) return [term];
  return term instanceof FilterTerm ? term.operands.flatMap(rowTermsOf) : [];
}

/** Whether whatever fits a term has the component, switched on or off. */
export function needsComponent(term: Term, component: AnyComponent): boolean {
  if (term instanceof ToggleTerm) return term.components.includes(component);
  if (!(term instanceof FilterTerm)) return term === component;
  const { kind, operands } = term;
  const needs = (operand: Operand): boolean => needsComponent(operand, component);
  return kind === "any" ? operands.every(needs) : kind === "all" && operands.some(needs);
}

/** Whether a component stands anywhere in a term. */
export function mentionsComponent(term: Term, component: AnyComponent): boolean {
  if (term instanceof OptionalTerm || term instanceof Pair) return term.component === component;
  if (term instanceof RowTerm) return term.components.includes(component);
  if (!(term instanceof FilterTerm)) return term === component;
  return term.operands.some((operand) => mentionsComponent(operand, component));
}

function notATerm(what: string, passed: unknown): EcsError {
  return new EcsError(
    "E120",
    `query: ${what} is not a term. Pass components, or not, all, any and optional of them${remedyFor(passed)}.`,
  );
}

/** `Position, not(Frozen)`: how messages write a term. */
export function describeTerm(term: Term): string {
  if (term instanceof OptionalTerm) return `optional(${term.component.label})`;
  if (term instanceof RowTerm) return term.describe();
  if (term instanceof Pair) return describeTerm(settled(term));
  if (!(term instanceof FilterTerm)) return term.label;
  return `${term.kind}(${term.operands.map(describeTerm).join(", ")})`;
}
