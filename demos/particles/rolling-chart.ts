/**
 * RollingChart: ns per particle over the last while, a line in its own colour for each layout.
 *
 * One layout runs at a time, so at any moment one line has a value and the others have a gap.
 */
import type uPlot from "uplot";
import { formatNs } from "./comparison.ts";
import { LAYOUT_INFO } from "./layout-info.ts";
import { LAYOUT_NAMES, type LayoutName } from "./particle-store.ts";

/** Samples on screen; at four a second, 40 s. */
const SAMPLES = 160;

const HEIGHT = 76;
const INK = "#7e88a0";
const GRID = "rgba(140, 155, 190, 0.12)";

type Line = (number | null)[];

export class RollingChart {
  readonly #plot: uPlot;
  readonly #times: number[] = Array.from({ length: SAMPLES }, (_, i) => i - SAMPLES + 1);
  readonly #lines = new Map<LayoutName, Line>(
    LAYOUT_NAMES.map((layout) => [layout, new Array(SAMPLES).fill(null)]),
  );

  /** Loads uPlot and draws an empty chart into `parent`; rejects when the browser cannot have it. */
  static async open(parent: HTMLElement): Promise<RollingChart> {
    makeLanguageUsable();
    const { default: Plot } = await import("uplot");
    return new RollingChart(Plot, parent);
  }

  private constructor(Plot: typeof uPlot, parent: HTMLElement) {
    this.#plot = new Plot(
      {
        width: Math.max(parent.clientWidth, 120),
        height: HEIGHT,
        legend: { show: false },
        cursor: { show: false },
        padding: [6, 2, 2, 0],
        scales: {
          x: { time: false },
          // From zero, or a small difference would look like a large one.
          y: { range: (_plot, _min, max) => [0, Math.max(max ?? 0, 4) * 1.1] },
        },
        axes: [
          { show: false },
          {
            stroke: INK,
            font: "11px system-ui, sans-serif",
            size: 34,
            gap: 4,
            space: 28,
            grid: { stroke: GRID, width: 1 },
            ticks: { show: false },
            values: (_plot, ticks) => ticks.map((tick) => (tick === 0 ? "0" : formatTick(tick))),
          },
        ],
        series: [
          {},
          ...LAYOUT_NAMES.map((layout) => ({
            label: LAYOUT_INFO[layout].title,
            stroke: LAYOUT_INFO[layout].color,
            fill: `${LAYOUT_INFO[layout].color}1f`,
            width: 2,
            points: { show: false },
          })),
        ],
      },
      this.#data(),
      parent,
    );
    new ResizeObserver(() => {
      const width = parent.clientWidth;
      if (width > 0 && width !== this.#plot.width) this.#plot.setSize({ width, height: HEIGHT });
    }).observe(parent);
  }

  /** Adds the newest sample of one layout and drops the oldest. */
  add(layout: LayoutName, ns: number): void {
    for (const [name, line] of this.#lines) {
      line.shift();
      line.push(name === layout && !Number.isNaN(ns) ? ns : null);
    }
    this.#plot.setData(this.#data());
  }

  #data(): uPlot.AlignedData {
    return [this.#times, ...this.#lines.values()];
  }
}

/**
 * uPlot asks for a number format in the browser's language while it loads, and throws where that
 * is no language: Chromium says "en-US@posix" on a Linux without a locale.
 */
export function makeLanguageUsable(): void {
  try {
    new Intl.NumberFormat(navigator.language);
  } catch {
    Object.defineProperty(navigator, "language", { value: "en-US", configurable: true });
  }
}

function formatTick(ns: number): string {
  return Number.isInteger(ns) ? `${ns}` : formatNs(ns);
}
