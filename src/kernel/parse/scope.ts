/**
 * Scope: the names of a block, each with the name that it has in the tree.
 *
 * A tree has no blocks of its own: a name that is declared a second time gets a number, as in `y#2`, which no
 * text can say, so that statements may be moved from one block to another without meaning something else.
 */

export interface Binding {
  readonly name: string;
  readonly kind: "parameter" | "let" | "const";
  /** Whether its declaration has been passed: before that, the name means nothing. */
  isReady: boolean;
}

export class Scope {
  readonly #bindings = new Map<string, Binding>();
  readonly #outer: Scope | undefined;
  /** How often each name was declared, in the whole function. */
  readonly #counts: Map<string, number>;

  constructor(outer?: Scope) {
    this.#outer = outer;
    this.#counts = outer === undefined ? new Map() : outer.#counts;
  }

  declare(name: string, kind: Binding["kind"]): void {
    this.#bindings.set(name, { name: this.fresh(name), kind, isReady: kind === "parameter" });
  }

  find(name: string): Binding | undefined {
    return this.#bindings.get(name) ?? this.#outer?.find(name);
  }

  /** A name that nothing else has; those of the parser's own start with "#". */
  fresh(base: string): string {
    const count = (this.#counts.get(base) ?? 0) + 1;
    this.#counts.set(base, count);
    return count === 1 && base !== "" ? base : `${base}#${count}`;
  }
}
