/**
 * Hud: everything on the page that shows a figure, refreshed a few times a second.
 *
 * Reads the simulation's averages and never measures by itself. Invariant: figures of one refresh
 * belong to one layout; none is shown before the layout's loops have warmed up.
 */
import type { World } from "../../src/index.ts";
import { formatNs } from "./comparison.ts";
import { byId, setText } from "./dom.ts";
import { HONEST_TEXT, LAYOUT_INFO } from "./layout-info.ts";
import type { LayoutPicker } from "./layout-picker.ts";
import type { Picture } from "./picture.ts";
import { RollingChart } from "./rolling-chart.ts";
import { type Selection, type Simulation, WARM_UP_STEPS } from "./simulation.ts";
import { StatsStrip } from "./stats-strip.ts";
import { formatMs, SystemsTable } from "./systems-table.ts";

const REFRESH_MS = 250;

/** A longer gap between frames is a tab that was hidden, not a slow frame. */
const GAP_MS = 1_500;

export class Hud {
  readonly #simulation: Simulation;
  readonly #picker: LayoutPicker;
  readonly #stepNs = byId("step-ns");
  readonly #stepMs = byId("step-ms");
  #chart: RollingChart | undefined;
  readonly #stats = new StatsStrip(byId("stats"));
  readonly #table = new SystemsTable(byId<HTMLTableElement>("systems"), byId("drawing"));
  #refreshedMs = 0;
  #lastFrameMs = 0;
  #framesSince = 0;
  #uploadBytes = 0;

  constructor(simulation: Simulation, picker: LayoutPicker) {
    this.#simulation = simulation;
    this.#picker = picker;
    setText(byId("honest"), HONEST_TEXT);
    void this.#openChart();
  }

  async #openChart(): Promise<void> {
    const parent = byId("chart");
    try {
      this.#chart = await RollingChart.open(parent);
    } catch {
      setText(parent, "No chart: it could not be loaded. All figures are in the table.");
    }
  }

  /** Shows what the layout is before anything of it was measured. */
  showSelection(selection: Selection): void {
    const info = LAYOUT_INFO[selection.layout];
    document.documentElement.style.setProperty("--accent", info.color);
    setText(byId("reason"), this.#simulation.store.caveat ?? info.reason);
    setText(this.#stepNs, "…");
    setText(this.#stepMs, "");
    this.#table.showLayout(selection.layout);
  }

  /** Call once a frame; refreshes every quarter of a second. */
  frame(
    nowMs: number,
    picture: Picture | undefined,
    isPaused: boolean,
    world: World | undefined,
  ): void {
    const gapMs = nowMs - this.#lastFrameMs;
    this.#lastFrameMs = nowMs;
    if (gapMs > GAP_MS) {
      this.#refreshedMs = nowMs;
      this.#framesSince = 0;
      return;
    }
    this.#framesSince++;
    const sinceMs = nowMs - this.#refreshedMs;
    if (sinceMs < REFRESH_MS) return;
    const fps = (this.#framesSince * 1_000) / sinceMs;
    this.#refreshedMs = nowMs;
    this.#framesSince = 0;
    this.#refresh(fps, picture, isPaused);
    if (world !== undefined) this.#stats.updateWorld(world);
  }

  #refresh(fps: number, picture: Picture | undefined, isPaused: boolean): void {
    const simulation = this.#simulation;
    const { profile, selection } = simulation;
    const stepMs = profile.averageMs("step");
    const uploadMs = profile.averageMs("upload");
    // A picture that stands still uploads nothing; what a moving one uploads stays on show.
    if (!isPaused) this.#uploadBytes = picture?.layer.lastUploadBytes ?? 0;
    this.#stats.update(fps, profile.averageMs("frame"), stepMs, this.#uploadBytes);
    if (simulation.steps <= WARM_UP_STEPS) return;
    const stepNs = simulation.nsPerParticle("step");
    this.#table.update(simulation, {
      copyMs: picture?.isCopied === false ? undefined : profile.averageMs("copy"),
      uploadMs,
      uploadBytes: this.#uploadBytes,
      renderMs: profile.averageMs("render"),
    });
    setText(this.#stepNs, formatNs(stepNs));
    setText(this.#stepMs, `${formatMs(stepMs)} a step`);
    this.#picker.update(selection.layout, stepNs);
    if (!isPaused) this.#chart?.add(selection.layout, stepNs);
  }
}
