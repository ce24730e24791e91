/**
 * Edits: texts put into a module, some in place of others, and the source map that leads back.
 *
 * No text holds a line break, and those of what a text replaces stay, so lines stay where they are; the map has a
 * segment for every word and sign that was there and still is.
 */

export interface Edit {
  /** Offset in the module before which the text goes. */
  readonly at: number;
  readonly text: string;
  /** Where what it replaces ends; without, it replaces nothing. */
  readonly end?: number;
}

export interface SourceMap {
  readonly version: 3;
  readonly names: string[];
  readonly sources: string[];
  readonly sourcesContent: string[];
  readonly mappings: string;
}

/** The module with all texts. Edits are sorted by their offsets and do not overlap. */
export function edited(code: string, edits: readonly Edit[]): string {
  let result = "";
  let done = 0;
  for (const { at, text, end = at } of edits) {
    result += code.slice(done, at) + text + code.slice(at, end).replace(/[^\n]/g, "");
    done = end;
  }
  return result + code.slice(done);
}

export function mapOf(code: string, file: string, edits: readonly Edit[]): SourceMap {
  const lines: string[] = [];
  let start = 0;
  let next = 0;
  /** Where what was replaced last ends. */
  let gone = 0;
  // Of the last segment, as the next one is written as a difference to it.
  let lastLine = 0;
  let lastColumn = 0;
  for (const [line, text] of code.split("\n").entries()) {
    const segments: string[] = [];
    const lineEnd = start + text.length;
    const cut = (from: number): number => Math.max(0, Math.min(gone, lineEnd) - from);
    let shift = -cut(start);
    let lastShifted = 0;
    const pass = (upTo: number): void => {
      for (; next < edits.length && edits[next].at <= upTo; next++) {
        const { at, text: put, end = at } = edits[next];
        gone = Math.max(gone, end);
        shift += put.length - cut(at);
      }
    };
    for (const { index } of text.matchAll(/\w+|[^\w\s]/g)) {
      pass(start + index);
      if (start + index < gone) continue;
      const shifted = index + shift;
      segments.push(
        `${digits(shifted - lastShifted)}A${digits(line - lastLine)}${digits(index - lastColumn)}`,
      );
      [lastShifted, lastLine, lastColumn] = [shifted, line, index];
    }
    // Behind the last word of the line.
    pass(lineEnd);
    lines.push(segments.join(","));
    start = lineEnd + 1;
  }
  return {
    version: 3,
    names: [],
    sources: [file],
    sourcesContent: [code],
    mappings: lines.join(";"),
  };
}

const DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/** A number as source maps write it: five bits a digit, lowest first, and the sign in the first bit. */
function digits(value: number): string {
  let rest = value < 0 ? (-value << 1) | 1 : value << 1;
  let text = "";
  do {
    const digit = rest & 31;
    rest >>>= 5;
    text += DIGITS[rest > 0 ? digit | 32 : digit];
  } while (rest > 0);
  return text;
}
