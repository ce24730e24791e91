/** Reading: what the parts of the converter share while they read one block of a body. */
import type { TreeOutput } from "../tree.ts";
import type { Scope } from "./scope.ts";
import type { SourceText } from "./source-text.ts";
import type { Syntax } from "./syntax.ts";

export interface Reading {
  readonly text: SourceText;
  readonly scope: Scope;
  /** Functions that the text calls by another name than the tree is to: names of imports. */
  readonly callNames: ReadonlyMap<string, string>;
  /** What the last statement of the body returns: where outputs may stand. */
  readonly end: Syntax | undefined;
  /** Those, once they are read. */
  readonly outputs: TreeOutput[];
}
