/**
 * Insertions: texts put into a module, and the source map that leads back.
 *
 * No insertion holds a line break, so lines stay where they are; the map has a segment for every word and sign.
 */

export interface Insertion {
  /** Offset in the module before which the text goes. */
  readonly at: number;
  readonly text: string;
}

export interface SourceMap {
  readonly version: 3;
  readonly names: string[];
  readonly sources: string[];
  readonly sourcesContent: string[];
  readonly mappings: string;
}

/** The module with all texts, which are sorted by their offsets. */
export function inserted(code: string, insertions: readonly Insertion[]): string {
  let result = "";
  let done = 0;
  for (const { at, text } of insertions) {
    result += code.slice(done, at) + text;
    done = at;
  }
  return result + code.slice(done);
}

export function mapOf(code: string, file: string, insertions: readonly Insertion[]): SourceMap {
  const lines: string[] = [];
  let start = 0;
  let next = 0;
  // Of the last segment, as the next one is written as a difference to it.
  let lastLine = 0;
  let lastColumn = 0;
  for (const [line, text] of code.split("\n").entries()) {
    const segments: string[] = [];
    let shift = 0;
    let lastShifted = 0;
    for (const { index } of text.matchAll(/\w+|[^\w\s]/g)) {
      for (; next < insertions.length && insertions[next].at <= start + index; next++)
        shift += insertions[next].text.length;
      const shifted = index + shift;
      segments.push(
        `${digits(shifted - lastShifted)}A${digits(line - lastLine)}${digits(index - lastColumn)}`,
      );
      [lastShifted, lastLine, lastColumn] = [shifted, line, index];
    }
    lines.push(segments.join(","));
    start += text.length + 1;
    // Behind the last word of the line: they moved nothing.
    while (next < insertions.length && insertions[next].at < start) next++;
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
