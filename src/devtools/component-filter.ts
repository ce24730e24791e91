/**
 * ComponentFilter: a query typed as text: `Position !Disabled`, or `Position, any(Burning, Frozen), not(Hidden)`.
 *
 * Asks what entities have and never for values, and leaves out nobody who is not told to be: no `Disabled`, no `Prefab`.
 * The world gets no query from it. Invariant: of a sparse component an archetype alone says nothing, so a condition may
 * be undecided, and then each entity has to be looked at.
 */
import type { AnyComponent, InspectedArchetype } from "../index.ts";

/** Undefined where it depends on sparse components. */
type Condition = (has: (label: string) => boolean | undefined) => boolean | undefined;

const TOKEN = /\s*("[^"]*"|[(),!]|[^\s(),!"]+)\s*/y;
const NONE: ReadonlySet<string> = new Set();
const HINT = "Write names of components, !A for those without, any(A, B), all(A, B), not(A, B).";

export class ComponentFilter {
  /** What is wrong with the text, as a sentence; undefined where nothing is. */
  readonly problem: string | undefined;
  readonly #conditions: readonly Condition[] = [];
  readonly #known: ReadonlySet<string>;
  readonly #sparse: ReadonlySet<string>;
  readonly #tokens: string[] = [];
  #next = 0;

  /** `known` are the labels that the world's archetypes have, `sparse` those of its sparse components. */
  constructor(text: string, known: ReadonlySet<string>, sparse: ReadonlySet<string> = NONE) {
    this.#known = known;
    this.#sparse = sparse;
    try {
      this.#split(text);
      this.#conditions = this.#list(undefined);
    } catch (error) {
      if (!(error instanceof SyntaxError)) throw error;
      this.problem = error.message;
    }
  }

  /** Whether an entity of just these components is asked for; none is where the text is wrong. */
  matches(components: readonly AnyComponent[]): boolean {
    if (this.problem !== undefined) return false;
    return allOf(this.#conditions, (label) => hasLabel(components, label)) === true;
  }

  /** The same of an archetype's entities; undefined where their sparse components decide. */
  matchesColumns(components: readonly AnyComponent[]): boolean | undefined {
    if (this.problem !== undefined) return false;
    return allOf(this.#conditions, (label) =>
      this.#sparse.has(label) ? undefined : hasLabel(components, label),
    );
  }

  #split(text: string): void {
    TOKEN.lastIndex = 0;
    while (TOKEN.lastIndex < text.length) {
      const at = TOKEN.lastIndex;
      const found = TOKEN.exec(text);
      if (found === null) {
        if (text.slice(at).trim() === "") return;
        throw new SyntaxError(`The quotation mark in ${text.slice(at)} has no other.`);
      }
      this.#tokens.push(found[1]);
    }
  }

  /** Conditions up to `end`: a closing bracket, or undefined for the end of the text. */
  #list(end: string | undefined): Condition[] {
    const conditions: Condition[] = [];
    for (;;) {
      const token = this.#tokens[this.#next++];
      if (token === end) return conditions;
      if (token === undefined) throw new SyntaxError("A closing bracket is missing.");
      if (token !== ",") conditions.push(this.#condition(token));
    }
  }

  #condition(token: string): Condition {
    const isOpen = this.#tokens[this.#next] === "(";
    if (token === "!" || (token === "not" && !isOpen)) {
      const denied = this.#tokens[this.#next++];
      if (denied === undefined) throw new SyntaxError(`Nothing follows ${token}. ${HINT}`);
      return noneOf([this.#condition(denied)]);
    }
    if (token === "(" || token === ")") throw new SyntaxError(`A bracket too many. ${HINT}`);
    if (!isOpen) return this.#component(token.replaceAll('"', ""));
    this.#next++;
    const operands = this.#list(")");
    if (operands.length === 0) throw new SyntaxError(`Nothing is in ${token}(). ${HINT}`);
    if (token === "any") return noneOf([noneOf(operands)]);
    if (token === "not") return noneOf(operands);
    if (token === "all" || token === "query") return (has) => allOf(operands, has);
    throw new SyntaxError(`There is no ${token}(). ${HINT}`);
  }

  #component(label: string): Condition {
    if (!this.#known.has(label) && !this.#sparse.has(label))
      throw new SyntaxError(`No entity has had a component ${label}. ${HINT}`);
    return (has) => has(label);
  }
}

function hasLabel(components: readonly AnyComponent[], label: string): boolean {
  return components.some((one) => one.label === label);
}

/** False where one is, and else undecided where one is. */
function allOf(
  conditions: readonly Condition[],
  has: (label: string) => boolean | undefined,
): boolean | undefined {
  let all: boolean | undefined = true;
  for (const fits of conditions) {
    const one = fits(has);
    if (one === false) return false;
    all &&= one;
  }
  return all;
}

function noneOf(conditions: readonly Condition[]): Condition {
  const denied = conditions.map(
    (fits): Condition =>
      (has) =>
        negated(fits(has)),
  );
  return (has) => allOf(denied, has);
}

function negated(one: boolean | undefined): boolean | undefined {
  return one === undefined ? undefined : !one;
}

/** Every label that the archetypes have, and those of the engine's own tags. */
export function labelsOf(archetypes: readonly InspectedArchetype[]): Set<string> {
  const labels = archetypes.flatMap(({ components }) => components.map(({ label }) => label));
  return new Set(["Disabled", "Prefab", ...labels]);
}
