/**
 * Syntax: the ESTree nodes that a kernel's body may be made of, as far as they are looked at.
 *
 * Written by hand, so that the converter belongs to no parser: acorn's nodes fit, and so do those of the bundler,
 * which also keeps brackets and the types of TypeScript. `start` and `end` are offsets in the text.
 */

export interface SyntaxNode {
  readonly start: number;
  readonly end: number;
}

interface Of<Type extends string> extends SyntaxNode {
  readonly type: Type;
}

export interface IdentifierSyntax extends Of<"Identifier"> {
  readonly name: string;
}

export interface LiteralSyntax extends Of<"Literal"> {
  readonly value?: unknown;
}

export interface MemberSyntax extends Of<"MemberExpression"> {
  readonly object: Syntax;
  readonly property: Syntax;
  readonly computed: boolean;
}

export interface AssignmentSyntax extends Of<"AssignmentExpression"> {
  readonly operator: string;
  readonly left: Syntax;
  readonly right: Syntax;
}

export interface UpdateSyntax extends Of<"UpdateExpression"> {
  readonly operator: "++" | "--";
  readonly prefix: boolean;
  readonly argument: Syntax;
}

export interface UnarySyntax extends Of<"UnaryExpression"> {
  readonly operator: string;
  readonly argument: Syntax;
}

/** `a + b` and `a && b`. */
export interface BinarySyntax extends Of<"BinaryExpression" | "LogicalExpression"> {
  readonly operator: string;
  readonly left: Syntax;
  readonly right: Syntax;
}

export interface ConditionalSyntax extends Of<"ConditionalExpression"> {
  readonly test: Syntax;
  readonly consequent: Syntax;
  readonly alternate: Syntax;
}

export interface CallSyntax extends Of<"CallExpression"> {
  readonly callee: Syntax;
  readonly arguments: readonly Syntax[];
}

export interface SequenceSyntax extends Of<"SequenceExpression"> {
  readonly expressions: readonly Syntax[];
}

/** Brackets and types around an expression: what stands in them is meant. */
export interface WrapperSyntax
  extends Of<
    | "ParenthesizedExpression"
    | "TSAsExpression"
    | "TSNonNullExpression"
    | "TSSatisfiesExpression"
    | "TSTypeAssertion"
  > {
  readonly expression: Syntax;
}

export interface FunctionSyntax extends Of<"ArrowFunctionExpression" | "FunctionExpression"> {
  readonly params: readonly Syntax[];
  readonly body: Syntax;
  readonly async: boolean;
  readonly generator: boolean;
}

export interface DeclarationSyntax extends Of<"VariableDeclaration"> {
  readonly kind: string;
  readonly declarations: readonly (SyntaxNode & {
    readonly id: Syntax;
    readonly init?: Syntax | null;
  })[];
}

export interface IfSyntax extends Of<"IfStatement"> {
  readonly test: Syntax;
  readonly consequent: Syntax;
  readonly alternate?: Syntax | null;
}

export interface ReturnSyntax extends Of<"ReturnStatement"> {
  readonly argument?: Syntax | null;
}

export interface BlockSyntax extends Of<"BlockStatement"> {
  readonly body: readonly Syntax[];
}

export interface ExpressionStatementSyntax extends Of<"ExpressionStatement"> {
  readonly expression: Syntax;
  readonly directive?: string | null;
}

export interface PropertySyntax extends Of<"Property"> {
  readonly key: Syntax;
  readonly value: Syntax;
  readonly computed: boolean;
}

export interface ObjectSyntax extends Of<"ObjectExpression"> {
  readonly properties: readonly (PropertySyntax | Of<"SpreadElement">)[];
}

/** What is met and refused, some of it with words of its own. */
export type ForeignSyntax = Of<
  | "ArrayExpression"
  | "AwaitExpression"
  | "ChainExpression"
  | "DoWhileStatement"
  | "ForInStatement"
  | "ForOfStatement"
  | "ForStatement"
  | "FunctionDeclaration"
  | "SpreadElement"
  | "SwitchStatement"
  | "TemplateLiteral"
  | "ThrowStatement"
  | "TryStatement"
  | "WhileStatement"
>;

export type Syntax =
  | IdentifierSyntax
  | LiteralSyntax
  | MemberSyntax
  | AssignmentSyntax
  | UpdateSyntax
  | UnarySyntax
  | BinarySyntax
  | ConditionalSyntax
  | CallSyntax
  | SequenceSyntax
  | WrapperSyntax
  | FunctionSyntax
  | DeclarationSyntax
  | IfSyntax
  | ReturnSyntax
  | BlockSyntax
  | ExpressionStatementSyntax
  | Of<"EmptyStatement">
  | ObjectSyntax
  | ForeignSyntax;

/** The expression without brackets and types around it. */
export function unwrapped(node: Syntax): Syntax {
  switch (node.type) {
    case "ParenthesizedExpression":
    case "TSAsExpression":
    case "TSNonNullExpression":
    case "TSSatisfiesExpression":
    case "TSTypeAssertion":
      return unwrapped(node.expression);
    default:
      return node;
  }
}
