/**
 * treeOf: the tree of a function, from its syntax and its text.
 *
 * Knows no parser, no file system and no component: the Vite plugin runs it at build time, `parseKernels` in the
 * page. A tree that comes out of it has unique names, no early return, and only what JSON can hold.
 */
import type { KernelTree } from "../tree.ts";
import { withoutEarlyReturns } from "./early-return.ts";
import { noFunction, noParameter } from "./refusals.ts";
import { Scope } from "./scope.ts";
import { SourceText } from "./source-text.ts";
import { addResult, blockOf } from "./statement.ts";
import { type FunctionSyntax, type Syntax, unwrapped } from "./syntax.ts";

export interface TreeOptions {
  /** What messages and the tree call the file. */
  readonly file?: string;
  /** Functions that the text calls by another name than the tree is to: local names of imports. */
  readonly callNames?: ReadonlyMap<string, string>;
}

/**
 * The tree of the function at `syntax`, an ESTree node whose offsets count in `text`.
 *
 * @throws {EcsError} E310 to E319 for what kernels do not have, with its place.
 */
export function treeOf(syntax: Syntax, text: string, options: TreeOptions = {}): KernelTree {
  const source = new SourceText(text, options.file);
  const node = functionAt(syntax, source);
  const scope = new Scope();
  for (const parameter of node.params) {
    if (parameter.type !== "Identifier") throw noParameter(source.shown(parameter));
    scope.declare(parameter.name, "parameter");
  }
  const reading = { text: source, scope, callNames: options.callNames ?? new Map() };
  const statements = node.body.type === "BlockStatement" ? blockOf(reading, node.body.body) : [];
  if (node.body.type !== "BlockStatement") addResult(reading, node.body, statements);
  return {
    parameters: node.params.map((one) => (one.type === "Identifier" ? one.name : "")),
    statements: withoutEarlyReturns(statements, () => scope.fresh("")),
    ...(options.file === undefined ? {} : { file: options.file }),
  };
}

function functionAt(syntax: Syntax, source: SourceText): FunctionSyntax {
  const node = unwrapped(syntax);
  const isFunction = node.type === "ArrowFunctionExpression" || node.type === "FunctionExpression";
  if (!isFunction || node.async || node.generator) throw noFunction(source.shown(node));
  return node;
}
