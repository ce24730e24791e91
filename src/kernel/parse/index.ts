/** `colonnade/kernel/parse`: makes kernels from the text of their functions, where no build did. */
import { parseExpressionAt } from "acorn";
import { describeProgram } from "../describe.ts";
import { REFUSALS } from "../refusals.ts";
import type { KernelTree } from "../tree.ts";
import { setTreeParser } from "../tree-source.ts";
import { giveWords } from "../words.ts";
import { unreadable } from "./refusals.ts";
import { SourceText } from "./source-text.ts";
import type { Syntax } from "./syntax.ts";
import { treeOf } from "./tree-of.ts";

/**
 * Lets `kernel` and `kernelFunction` read the text of their functions with acorn, from now on.
 *
 * For Node, tests and pages without a build; with the Vite plugin `colonnade/vite` nothing is left to parse.
 * A minified page needs the plugin where bodies call functions by names, which a minifier changes.
 */
export function parseKernels(): void {
  setTreeParser(treeOfText);
  giveWords(REFUSALS, describeProgram);
}

/** The tree of `text`, which begins with a function as `toString` gives it. */
function treeOfText(text: string): KernelTree {
  return treeOf(syntaxOf(text), text);
}

function syntaxOf(text: string): Syntax {
  try {
    // Acorn says what a node is by its `type`, as `Syntax` does, and has more kinds, which are refused by default.
    return parseExpressionAt(text, 0, { ecmaVersion: "latest" }) as unknown as Syntax;
  } catch (error) {
    // Acorn ends in a line and a column of its own, which counts from 0.
    const problem = String(error).replace(/^SyntaxError: | \(\d+:\d+\)$/g, "");
    const found = new SourceText(text, undefined).shown({ start: 0, end: text.length });
    throw unreadable(found, problem);
  }
}
