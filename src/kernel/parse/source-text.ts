/**
 * SourceText: the text that a body was parsed from, and where in it something stands.
 *
 * Trees count columns from 0, as parsers do; messages count them from 1, as editors do.
 */
import type { SourcePlace } from "../tree.ts";
import type { SyntaxNode } from "./syntax.ts";

/** Longer texts are cut in messages. */
const SHOWN_LENGTH = 48;

export class SourceText {
  /** Offsets of the first character of each line. */
  readonly #lines: number[] = [0];

  constructor(
    readonly text: string,
    readonly file: string | undefined,
  ) {
    for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1))
      this.#lines.push(at + 1);
  }

  placeOf(node: SyntaxNode): SourcePlace {
    let low = 0;
    let high = this.#lines.length;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (this.#lines[middle] <= node.start) low = middle;
      else high = middle;
    }
    return { line: low + 1, column: node.start - this.#lines[low] };
  }

  /** The place and the text of a node, as every message begins: `src/move.ts:3:7: for (;;) p.x++`. */
  shown(node: SyntaxNode): string {
    const { line, column } = this.placeOf(node);
    const whole = this.text.slice(node.start, node.end).replace(/\s+/g, " ");
    const text = whole.length > SHOWN_LENGTH ? `${whole.slice(0, SHOWN_LENGTH - 3)}...` : whole;
    return `${this.file ?? "body"}:${line}:${column + 1}: ${text}`;
  }
}
