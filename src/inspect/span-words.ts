/** Span words: where a profile's list of open spans has what of each; five numbers a span. */

/** Milliseconds by the page's clock. */
export const START = 0;
export const END = 1;
/** What the work inside amounts to so far. */
export const ROWS = 2;
export const CHANGES = 3;
export const BYTES = 4;
export const SPAN_WORDS = 5;
