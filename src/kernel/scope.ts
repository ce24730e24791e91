/**
 * Scope: what the names of a kernel's text mean where it is being lowered; one a block, inside that of the block
 * around it. A function that is called has one of its own, around which there is none.
 */
import type { LocalFacts, Operand } from "./operand.ts";

export type Binding =
  /** A local without a variable: a number of the text, or a uniform. */
  | { readonly kind: "fixed"; readonly operand: Operand; readonly facts: LocalFacts }
  | { readonly kind: "local"; readonly variable: number; readonly facts: LocalFacts }
  | { readonly kind: "row"; readonly term: number }
  | { readonly kind: "uniforms" };

export class Scope {
  readonly #names = new Map<string, Binding>();
  readonly #outer: Scope | undefined;

  constructor(outer?: Scope) {
    this.#outer = outer;
  }

  bind(name: string, binding: Binding): void {
    this.#names.set(name, binding);
  }

  find(name: string): Binding | undefined {
    return this.#names.get(name) ?? this.#outer?.find(name);
  }

  /** Every name that can be seen from here, for messages. */
  names(): string[] {
    return [...(this.#outer?.names() ?? []), ...this.#names.keys()];
  }
}
