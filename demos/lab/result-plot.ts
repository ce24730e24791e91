/** ResultPlot: ns per operation of every side over the sizes of a card, by uPlot. */
import type uPlot from "uplot";
import { formatNs } from "../particles/comparison.ts";
import { makeLanguageUsable } from "../particles/rolling-chart.ts";
import { type Card, formatSize } from "./card.ts";
import type { CardResult } from "./measure.ts";

/** A colour for each side, in the order of the sides: the costly one warm, the pattern green. */
const COLORS = ["#ff8a65", "#ffd166", "#7aa2ff", "#3fe0b8"];

const HEIGHT = 230;
const INK = "#7e88a0";
const GRID = { stroke: "rgba(140, 155, 190, 0.12)", width: 1 };
const FONT = "11px system-ui, sans-serif";

export function sideColor(side: number, sides: number): string {
  return side === sides - 1 ? COLORS[COLORS.length - 1] : COLORS[side % (COLORS.length - 1)];
}

/** Replaces what `parent` holds by a plot that follows its width. */
export async function showPlot(parent: HTMLElement, card: Card, result: CardResult) {
  makeLanguageUsable();
  const { default: Plot } = await import("uplot");
  parent.replaceChildren();
  const plot = new Plot(
    optionsFor(card, result, parent.clientWidth),
    [
      result.sides[0].points.map((point) => point.size),
      ...result.sides.map((side) => side.points.map((point) => point.medianNs)),
    ],
    parent,
  );
  const observer = new ResizeObserver(() => {
    if (!plot.root.isConnected) return observer.disconnect();
    const width = parent.clientWidth;
    if (width > 0 && width !== plot.width) plot.setSize({ width, height: HEIGHT });
  });
  observer.observe(parent);
}

function optionsFor(card: Card, result: CardResult, width: number): uPlot.Options {
  const sizes = result.sides[0].points.map((point) => point.size);
  return {
    width: Math.max(width, 200),
    height: HEIGHT,
    legend: { show: false },
    cursor: { show: false },
    padding: [8, 24, 0, 0],
    scales: {
      x: { time: false, distr: 3, range: () => [sizes[0], sizes[sizes.length - 1]] },
      y: card.isLogarithmic ? { distr: 3 } : { range: (_plot, _min, max) => [0, (max || 1) * 1.1] },
    },
    axes: [
      {
        stroke: INK,
        font: FONT,
        size: 26,
        grid: { show: false },
        ticks: { show: false },
        splits: () => sizes,
        filter: (_plot, splits) => splits, // a logarithmic axis would keep powers of ten alone
        values: (_plot, ticks) =>
          ticks.map((size, i) =>
            sizes.length < 7 || i % 2 === (sizes.length - 1) % 2 ? formatSize(card, size) : "",
          ),
      },
      {
        stroke: INK,
        font: FONT,
        size: 46,
        grid: GRID,
        ticks: { show: false },
        values: (_plot, ticks) =>
          ticks.map((ns) => (ns === null ? "" : ns === 0 ? "0" : formatTick(ns))),
      },
    ],
    series: [
      {},
      ...result.sides.map((side, i) => ({
        label: side.label,
        stroke: sideColor(i, result.sides.length),
        width: 2,
        points: { show: true, size: 5 },
      })),
    ],
  };
}

function formatTick(ns: number): string {
  if (ns >= 10_000) return `${ns / 1000}k`;
  return Number.isInteger(ns) ? `${ns}` : formatNs(ns);
}
