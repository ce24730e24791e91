/**
 * KernelTree: what a kernel's body says, as data. JSON all through, so that a build can write it into a bundle.
 *
 * The parser and the Vite plugin make it from the text of an arrow function; `lower` gives it types and turns it
 * into a `KernelProgram`. Nothing here knows of components: `p.x` is a member of the parameter `p`.
 */

/** Where something stands in the text that it was made from: 1-based line, 0-based column. */
export interface SourcePlace {
  readonly line: number;
  readonly column: number;
}

export type UnaryOperator = "-" | "+" | "!" | "~";
export type BinaryOperator =
  | "+"
  | "-"
  | "*"
  | "/"
  | "%"
  | "**"
  | "<"
  | "<="
  | ">"
  | ">="
  | "==="
  | "!=="
  | "&"
  | "|"
  | "^"
  | "<<"
  | ">>"
  | ">>>"
  | "&&"
  | "||";

export type Expression =
  | { readonly kind: "number"; readonly value: number; readonly at?: SourcePlace }
  | { readonly kind: "boolean"; readonly value: boolean; readonly at?: SourcePlace }
  /** A local, or a parameter of a helper function. */
  | { readonly kind: "name"; readonly name: string; readonly at?: SourcePlace }
  /** `p.x`, or `p.x[2]` for a lane of a field. */
  | {
      readonly kind: "member";
      readonly object: string;
      readonly name: string;
      readonly lane?: number;
      readonly at?: SourcePlace;
    }
  | {
      readonly kind: "unary";
      readonly operator: UnaryOperator;
      readonly of: Expression;
      readonly at?: SourcePlace;
    }
  | {
      readonly kind: "binary";
      readonly operator: BinaryOperator;
      readonly left: Expression;
      readonly right: Expression;
      readonly at?: SourcePlace;
    }
  | {
      readonly kind: "choose";
      readonly test: Expression;
      readonly then: Expression;
      readonly otherwise: Expression;
      readonly at?: SourcePlace;
    }
  /** `Math.min(a, b)` is a call of "Math.min"; others are `random`, and helper functions by name. */
  | {
      readonly kind: "call";
      readonly name: string;
      readonly inputs: readonly Expression[];
      readonly at?: SourcePlace;
    };

/** What can be assigned to. */
export type Place = Extract<Expression, { kind: "name" | "member" }>;

export type Statement =
  | {
      readonly kind: "let";
      readonly name: string;
      readonly value: Expression;
      readonly at?: SourcePlace;
    }
  /** `p.x += 1` is an assignment of `p.x + 1`. */
  | {
      readonly kind: "assign";
      readonly to: Place;
      readonly value: Expression;
      readonly at?: SourcePlace;
    }
  | {
      readonly kind: "if";
      readonly test: Expression;
      readonly then: readonly Statement[];
      readonly otherwise: readonly Statement[];
      readonly at?: SourcePlace;
    }
  /** Gives a helper function's value. The parser leaves nothing behind one, neither in its block nor around it. */
  | { readonly kind: "return"; readonly value?: Expression; readonly at?: SourcePlace };

/** What a kernel gives back of a value of each row: `where` the rows themselves, the others one number. */
export type OutputKind = "sum" | "min" | "max" | "count" | "where";

export const OUTPUT_KINDS: readonly OutputKind[] = ["sum", "min", "max", "count", "where"];

/** `name: kind(value)` of what a body returns. */
export interface TreeOutput {
  readonly name: string;
  readonly kind: OutputKind;
  readonly value: Expression;
  readonly at?: SourcePlace;
}

export interface KernelTree {
  /** The body's parameters by name: a cursor for each term, then the uniforms. */
  readonly parameters: readonly string[];
  readonly statements: readonly Statement[];
  /** Taken after the last statement. A tree that has some has no `return`. */
  readonly outputs?: readonly TreeOutput[];
  /** The file that the text stands in, where a build knows it. */
  readonly file?: string;
}
