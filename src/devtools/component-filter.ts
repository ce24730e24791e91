/**
 * ComponentFilter: a query typed as text: `Position !Disabled`, or `Position, any(Burning, Frozen), not(Hidden)`.
 *
 * Chooses among component combinations, so it asks what entities have and never for values, and leaves out nobody who
 * is not told to be: no `Disabled`, no `Prefab`. The world gets no query from it.
 */
import type { AnyComponent, InspectedArchetype } from "../index.ts";

type Condition = (has: (label: string) => boolean) => boolean;

const TOKEN = /\s*("[^"]*"|[(),!]|[^\s(),!"]+)\s*/y;
const HINT = "Write names of components, !A for those without, any(A, B), all(A, B), not(A, B).";

export class ComponentFilter {
  /** What is wrong with the text, as a sentence; undefined where nothing is. */
  readonly problem: string | undefined;
  readonly #conditions: readonly Condition[] = [];
  readonly #known: ReadonlySet<string>;
  readonly #tokens: string[] = [];
  #next = 0;

  /** `known` are the labels that the world's archetypes have. */
  constructor(text: string, known: ReadonlySet<string>) {
    this.#known = known;
    try {
      this.#split(text);
      this.#conditions = this.#list(undefined);
    } catch (error) {
      if (!(error instanceof SyntaxError)) throw error;
      this.problem = error.message;
    }
  }

  /** Whether entities of these components are asked for; none where the text is wrong. */
  matches(components: readonly AnyComponent[]): boolean {
    const has = (label: string): boolean => components.some((one) => one.label === label);
    return this.problem === undefined && this.#conditions.every((fits) => fits(has));
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
      const condition = this.#condition(denied);
      return (has) => !condition(has);
    }
    if (token === "(" || token === ")") throw new SyntaxError(`A bracket too many. ${HINT}`);
    if (!isOpen) return this.#component(token.replaceAll('"', ""));
    this.#next++;
    const operands = this.#list(")");
    if (operands.length === 0) throw new SyntaxError(`Nothing is in ${token}(). ${HINT}`);
    if (token === "any") return (has) => operands.some((fits) => fits(has));
    if (token === "not") return (has) => !operands.some((fits) => fits(has));
    if (token === "all" || token === "query") return (has) => operands.every((fits) => fits(has));
    throw new SyntaxError(`There is no ${token}(). ${HINT}`);
  }

  #component(label: string): Condition {
    if (!this.#known.has(label))
      throw new SyntaxError(`No entity has had a component ${label} in its columns. ${HINT}`);
    return (has) => has(label);
  }
}

/** Every label that the archetypes have, and those of the engine's own tags. */
export function labelsOf(archetypes: readonly InspectedArchetype[]): Set<string> {
  const labels = archetypes.flatMap(({ components }) => components.map(({ label }) => label));
  return new Set(["Disabled", "Prefab", ...labels]);
}
