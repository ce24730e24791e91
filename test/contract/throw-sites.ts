/**
 * Throw sites: every place in a source text that makes an `EcsError`, and what its message looks like.
 *
 * Reads the text, not the types: strings and templates are kept, what is computed matches anything, and
 * the arms of a `?:` are separate ways to get there.
 */

export interface ThrowSite {
  readonly code: string;
  /** The message as written, for people. */
  readonly text: string;
  /** Matches every full message that the site can make. */
  readonly pattern: RegExp;
}

const CALL = "new EcsError(";
const ANYTHING = "[\\s\\S]*";

export function throwSitesOf(source: string): ThrowSite[] {
  const sites: ThrowSite[] = [];
  for (let at = source.indexOf(CALL); at >= 0; at = source.indexOf(CALL, at + 1)) {
    const [first, message = []] = argumentsAt(source, at + CALL.length);
    const code = first?.find((part) => part.kind === "literal")?.text ?? "a code that is computed";
    for (const arm of armsOf(message)) {
      const text = arm.map((part) => part.text).join("");
      const pattern = arm
        .map((part) => (part.kind === "literal" ? patternOf(part.text) : ANYTHING))
        .join("");
      sites.push({ code, text, pattern: new RegExp(`^${pattern} \\[${code}\\]$`) });
    }
  }
  return sites;
}

interface Part {
  readonly kind: "literal" | "computed" | "question" | "colon";
  readonly text: string;
}

/** The arguments of the call whose opening bracket is before `from`, each as literals and what is between them. */
function argumentsAt(source: string, from: number): Part[][] {
  const lists: Part[][] = [[]];
  let depth = 0;
  for (let at = from; at < source.length; ) {
    const parts = lists[lists.length - 1];
    const char = source[at];
    if (char === '"' || char === "`") {
      const end = literalEnd(source, at);
      if (depth === 0) parts.push({ kind: "literal", text: unescaped(source.slice(at + 1, end)) });
      at = end + 1;
      continue;
    }
    if ("([{".includes(char)) depth++;
    if (")]}".includes(char) && depth-- === 0) break;
    const isOptional = source[at + 1] === "." || source[at + 1] === "?" || source[at - 1] === "?";
    if (depth > 0) at++;
    else {
      if (char === ",") lists.push([]);
      else if (char === "?" && !isOptional) parts.push({ kind: "question", text: "" });
      else if (char === ":") parts.push({ kind: "colon", text: "" });
      else if (!/[\s+]/.test(char) && parts.at(-1)?.kind !== "computed")
        parts.push({ kind: "computed", text: "..." });
      at++;
    }
  }
  return lists;
}

/** Where a string or template that starts at `at` ends; what a template computes may hold others. */
function literalEnd(source: string, at: number): number {
  const quote = source[at];
  for (let i = at + 1; i < source.length; i++) {
    if (source[i] === "\\") i++;
    else if (source[i] === quote) return i;
    else if (quote === "`" && source.startsWith("${", i)) i = computedEnd(source, i + 2);
  }
  throw new Error("A string does not end.");
}

function computedEnd(source: string, from: number): number {
  let depth = 0;
  for (let i = from; i < source.length; i++) {
    if (source[i] === '"' || source[i] === "`") i = literalEnd(source, i);
    else if (source[i] === "{") depth++;
    else if (source[i] === "}" && depth-- === 0) return i;
  }
  throw new Error("A template does not end.");
}

/** What may be the message: all of it, or each arm of a choice without its condition. */
function armsOf(parts: readonly Part[]): Part[][] {
  if (!parts.some((part) => part.kind === "question")) return [[...parts]];
  const arms: Part[][] = [];
  let current: Part[] = [];
  for (const part of parts) {
    if (part.kind === "question") current = [];
    else if (part.kind === "colon") {
      arms.push(current);
      current = [];
    } else current.push(part);
  }
  return [...arms, current];
}

/** A literal as a pattern, in which `${...}` matches anything. */
function patternOf(literal: string): string {
  let pattern = "";
  for (let i = 0; i < literal.length; i++) {
    if (literal.startsWith("${", i)) {
      pattern += ANYTHING;
      i = computedEnd(literal, i + 2);
    } else pattern += literal[i].replace(/[.*+?^${}()|[\]\\/-]/, "\\$&");
  }
  return pattern;
}

const unescaped = (text: string): string => text.replace(/\\(["`])/g, "$1");

/** Every string and template in a text that ends in a code, joined where one is added to the next. */
export function fullMessagesIn(source: string): string[] {
  const joined = source.replace(/["`]\s*\+\s*["`]/g, "");
  const messages: string[] = [];
  for (const [, , text] of joined.matchAll(/(["'`])((?:\\.|(?!\1)[^\\])*?\[E\d{3}\])\1/g))
    messages.push(unescaped(text));
  return messages;
}
