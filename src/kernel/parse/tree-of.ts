/**
 * treeOf: the tree of a function, from its syntax and its text.
 *
 * Knows no parser, no file system and no component: the Vite plugin runs it at build time, `parseKernels` in the
 * page. A tree that comes out of it has unique names, no early return, and only what JSON can hold.
 */
import type { KernelTree } from "../tree.ts";
import { hasReturn, withoutEarlyReturns } from "./early-return.ts";
import type { Reading } from "./reading.ts";
import { noFunction, noParameter, noStatement } from "./refusals.ts";
import { Scope } from "./scope.ts";
import { SourceText } from "./source-text.ts";
import { addResult, blockOf } from "./statement.ts";
import { type BlockSyntax, type FunctionSyntax, type Syntax, unwrapped } from "./syntax.ts";

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
  const { body } = node;
  const end = body.type === "BlockStatement" ? endOf(body) : body;
  const reading: Reading = {
    text: source,
    scope,
    callNames: options.callNames ?? new Map(),
    end,
    outputs: [],
  };
  const statements = body.type === "BlockStatement" ? blockOf(reading, body.body) : [];
  if (body.type !== "BlockStatement") addResult(reading, body, statements);
  const { outputs } = reading;
  if (end !== undefined && outputs.length > 0 && hasReturn(statements))
    throw noStatement(
      source.shown(end),
      "A body that gives outputs back has no other return, so that every row comes to them: write if and else, and make conditions part of what is counted or selected.",
    );
  return {
    parameters: node.params.map((one) => (one.type === "Identifier" ? one.name : "")),
    statements: withoutEarlyReturns(statements, () => scope.fresh("")),
    ...(outputs.length === 0 ? {} : { outputs }),
    ...(options.file === undefined ? {} : { file: options.file }),
  };
}

/** What the last statement of a body returns. */
function endOf({ body }: BlockSyntax): Syntax | undefined {
  const last = body.at(-1);
  return last?.type === "ReturnStatement" ? (last.argument ?? undefined) : undefined;
}

function functionAt(syntax: Syntax, source: SourceText): FunctionSyntax {
  const node = unwrapped(syntax);
  const isFunction = node.type === "ArrowFunctionExpression" || node.type === "FunctionExpression";
  if (!isFunction || node.async || node.generator) throw noFunction(source.shown(node));
  return node;
}
