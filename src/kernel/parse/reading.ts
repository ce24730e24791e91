/** Reading: what the parts of the converter share while they read one block of a body. */
import type { Scope } from "./scope.ts";
import type { SourceText } from "./source-text.ts";

export interface Reading {
  readonly text: SourceText;
  readonly scope: Scope;
  /** Functions that the text calls by another name than the tree is to: names of imports. */
  readonly callNames: ReadonlyMap<string, string>;
}
