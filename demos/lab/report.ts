/**
 * What a measured card says: its table, its headline, and both as Markdown.
 */
import { formatNs, type Table, toMarkdown } from "../particles/comparison.ts";
import { type Card, formatBytes, formatSize } from "./card.ts";
import type { CardResult } from "./measure.ts";

export interface Headline {
  /** 40x, 2.3x or 1.04x. */
  readonly ratio: string;
  /** "as long: “linked list” against “ChunkedList”, at 1M elements" */
  readonly text: string;
}

/** How the first side compares with the last, at the card's headline size or the largest measured. */
export function headline(card: Card, result: CardResult): Headline {
  const slow = result.sides[0];
  const fast = result.sides[result.sides.length - 1];
  const chosen = slow.points.findIndex((point) => point.size === card.headlineSize);
  const at = chosen < 0 ? slow.points.length - 1 : chosen;
  const a = slow.points[at];
  const b = fast.points[at];
  const ratio = a.medianNs / b.medianNs;
  const digits = ratio >= 10 ? 0 : ratio >= 1.1 ? 1 : 2;
  const counted = card.sizeName === "bytes" ? "" : ` ${card.sizeName}`;
  const [slowPause, fastPause] = [a, b].map(({ pauseMs }) => pauseMs.toFixed(1));
  const pauses = card.hasPauses ? `; longest pause ${slowPause} ms against ${fastPause} ms` : "";
  return {
    ratio: `${ratio.toFixed(digits)}×`,
    text: `as long: “${slow.label}” against “${fast.label}”, at ${formatSize(card, a.size)}${counted}${pauses}`,
  };
}

/** One row per size and side. */
export function cardTable(card: Card, result: CardResult): Table {
  const headers = [
    `${card.sizeName}, side`,
    `ns per ${card.operation}`,
    "range",
    "bytes",
    "allocated per run",
    "longest pause, ms",
  ];
  const rows = result.sides[0].points.flatMap((at, i) =>
    result.sides.map((side) => {
      const point = side.points[i];
      return [
        `${formatSize(card, at.size)}, ${side.label}`,
        formatNs(point.medianNs),
        `${formatNs(point.minNs)} - ${formatNs(point.maxNs)}`,
        formatBytes(point.bytes),
        formatBytes(point.allocatedBytes),
        point.pauseMs.toFixed(1),
      ];
    }),
  );
  return { headers, rows };
}

export function cardMarkdown(card: Card, result: CardResult): string {
  const { ratio, text } = headline(card, result);
  return `## ${card.title}\n\n${card.pattern}\n\n${toMarkdown(cardTable(card, result))}\n\n**${ratio}** ${text}. ${card.meaning}\n`;
}
