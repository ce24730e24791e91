/** All results on the page as Markdown, with what they were measured on. */
import type { Card } from "./card.ts";
import type { CardResult } from "./measure.ts";
import { cardMarkdown } from "./report.ts";

interface Measured {
  readonly card: Card;
  readonly result: CardResult | null;
}

/** Whether modules come one by one, as from `npm start`: some loops are slower then. */
export const IS_UNBUNDLED = new URL(import.meta.url).pathname.endsWith(".ts");

export function pageMarkdown(measured: readonly Measured[]): string {
  const cores = navigator.hardwareConcurrency;
  const clock = self.crossOriginIsolated ? "isolated" : "not isolated";
  const build = IS_UNBUNDLED ? "development server, " : "";
  const head = `# Memory lab\n\n${navigator.userAgent}, ${cores} cores, ${clock}, ${build}${new Date().toISOString()}\n`;
  const parts = measured.map(({ card, result }) =>
    result === null ? "" : cardMarkdown(card, result),
  );
  return [head, ...parts].join("\n");
}
