/**
 * SystemsTable: what each system costs and loads per particle, and what drawing costs a frame.
 *
 * Nanoseconds are measured; bytes and cache lines are computed from the layout.
 */
import { formatNs } from "./comparison.ts";
import { make, setText } from "./dom.ts";
import { type LayoutName, SYSTEM_NAMES } from "./particle-store.ts";
import type { Simulation } from "./simulation.ts";
import { estimateStep, estimateSystem, type Work } from "./work-estimate.ts";

const ROW_NAMES = [...SYSTEM_NAMES, "step"] as const;
type RowName = (typeof ROW_NAMES)[number];

interface Row {
  readonly ns: HTMLElement;
  readonly bar: HTMLElement;
  readonly bytes: HTMLElement;
  readonly lines: HTMLElement;
}

/** What a frame spends on drawing; milliseconds may be NaN where there is nothing to measure. */
export interface DrawingCost {
  /** The copy into the display world; undefined where the renderer reads the columns themselves. */
  readonly copyMs: number | undefined;
  readonly uploadMs: number;
  readonly uploadBytes: number;
  readonly renderMs: number;
}

export class SystemsTable {
  readonly #rows = new Map<RowName, Row>();
  readonly #copy: HTMLElement;
  readonly #upload: HTMLElement;
  readonly #render: HTMLElement;

  constructor(table: HTMLTableElement, drawing: HTMLElement) {
    for (const name of ROW_NAMES) {
      const bar = make("span", "fill");
      const row: Row = {
        ns: make("td"),
        bar,
        bytes: make("td", "estimate"),
        lines: make("td", "estimate"),
      };
      const head = make("th", "", name === "step" ? "whole step" : name);
      head.scope = "row";
      const barCell = make("td", "bar-cell", make("span", "bar", bar));
      barCell.setAttribute("aria-hidden", "true");
      const line = make("tr", name === "step" ? "total" : "", head, row.ns, barCell);
      line.append(row.bytes, row.lines);
      table.tBodies[0].append(line);
      this.#rows.set(name, row);
    }
    const add = (title: string): HTMLElement => {
      const value = make("dd", "", "–");
      drawing.append(make("div", "", make("dt", "", title), value));
      return value;
    };
    this.#copy = add("copy");
    this.#upload = add("upload");
    this.#render = add("render");
  }

  /** Shows what the layout loads; changes with the layout only. */
  showLayout(layout: LayoutName): void {
    for (const [name, row] of this.#rows) {
      const work: Work = name === "step" ? estimateStep(layout) : estimateSystem(layout, name);
      setText(row.bytes, work.bytesTouched.toFixed(0));
      setText(row.lines, work.cacheLines.toFixed(2));
    }
  }

  update(simulation: Simulation, drawing: DrawingCost): void {
    const longest = Math.max(...SYSTEM_NAMES.map((name) => simulation.nsPerParticle(name)));
    for (const [name, row] of this.#rows) {
      const ns = simulation.nsPerParticle(name);
      setText(row.ns, Number.isNaN(ns) ? "–" : formatNs(ns));
      row.bar.style.transform = `scaleX(${ns <= longest ? ns / longest : 0})`;
    }
    const { copyMs, uploadMs, uploadBytes, renderMs } = drawing;
    setText(this.#copy, copyMs === undefined ? "none" : formatMs(copyMs));
    setText(this.#upload, `${formatMs(uploadMs)}, ${(uploadBytes / 1e6).toFixed(1)} MB`);
    setText(this.#render, formatMs(renderMs));
  }
}

/** Milliseconds with two digits after the point; a dash for NaN. */
export function formatMs(ms: number): string {
  return Number.isNaN(ms) ? "–" : `${ms.toFixed(2)} ms`;
}
