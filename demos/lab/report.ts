/**
 * What a measured card says: its table, its headline, and both as Markdown.
 */
import { formatNs, type Table, toMarkdown } from "../particles/comparison.ts";
import { type Card, formatBytes, formatSize } from "./card.ts";
import type { CardResult, SidePoint, SideResult } from "./measure.ts";

export interface Headline {
  /** 40x, 2.3x or 1.04x. */
  readonly ratio: string;
  /** "as long: “linked list” against “ChunkedList”, at 1M elements" */
  readonly text: string;
}

/** How the first side compares with the last at the headline's size, or the last with itself at two. */
export function headline(card: Card, result: CardResult): Headline {
  const fast = result.sides[result.sides.length - 1];
  const isSweep = card.headlineFrom !== undefined;
  const slow = isSweep ? fast : result.sides[0];
  const b = pointAt(fast, card.headlineSize);
  const a = pointAt(slow, card.headlineFrom ?? b.size);
  const ratio = a.medianNs / b.medianNs;
  const digits = ratio >= 10 ? 0 : ratio >= 1.1 ? 1 : 2;
  const counted = card.sizeName === "bytes" ? "" : ` ${card.sizeName}`;
  const [slowPause, fastPause] = [a, b].map(({ pauseMs }) => pauseMs.toFixed(1));
  const pauses = card.hasPauses ? `; longest pause ${slowPause} ms against ${fastPause} ms` : "";
  return {
    ratio: `${ratio.toFixed(digits)}×`,
    text: isSweep
      ? `as long: “${fast.label}”, at ${formatSize(card, a.size)} against ${formatSize(card, b.size)}${counted}`
      : `as long: “${slow.label}” against “${fast.label}”, at ${formatSize(card, a.size)}${counted}${pauses}`,
  };
}

/** The point of a size; the last where there is none. */
function pointAt({ points }: SideResult, size: number | undefined): SidePoint {
  return points.find((point) => point.size === size) ?? points[points.length - 1];
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
