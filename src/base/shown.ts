/**
 * Shown: what was passed where something else belongs, as messages write it.
 *
 * Invariant: no value makes it throw, be it a symbol or an object that cannot become text.
 */

/** A function's own text would be its source. */
export function shown(value: unknown): string {
  if (typeof value === "function") return "a function";
  if (typeof value !== "object" || value === null) return String(value);
  return Array.isArray(value) ? "an array" : "an object";
}

/** The same, with quotes around text, of which an empty one would not be seen; lists and plain objects in full. */
export function quoted(value: unknown): string {
  try {
    return JSON.stringify(value) ?? shown(value);
  } catch {
    return shown(value); // a bigint, or an object that holds itself
  }
}
