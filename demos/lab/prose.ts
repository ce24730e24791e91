/** Prose: a card's sentences as nodes, with what stands between backticks as code. */
import { make } from "../particles/dom.ts";

export function prose(text: string): (Node | string)[] {
  return text.split("`").map((part, i) => (i % 2 === 1 ? make("code", "", part) : part));
}
