/**
 * Devtools: an overlay that shows what is inside a running world.
 *
 * Lies in a shadow root and refreshes the tab that shows five times a second; closed, it listens for
 * its key and does nothing else. Invariant: keys pressed inside never reach the page's own listeners.
 */
import { type FrameProfile, inspect, type Schedule, type World } from "../index.ts";
import { ArchetypesTab } from "./archetypes-tab.ts";
import { make, makeButton, setText } from "./dom.ts";
import { EntitiesTab } from "./entities-tab.ts";
import { formatMs } from "./format.ts";
import { GaugesTab } from "./gauges-tab.ts";
import { MemoryTab } from "./memory-tab.ts";
import { MessagesTab } from "./messages-tab.ts";
import { QueriesTab } from "./queries-tab.ts";
import { RelationsTab } from "./relations-tab.ts";
import { ScheduleTab } from "./schedule-tab.ts";
import { Stepper } from "./stepper.ts";
import { addStyle } from "./style.ts";
import { SystemsTab } from "./systems-tab.ts";
import type { Scene, Tab } from "./tab.ts";
import { TabStrip } from "./tab-strip.ts";

const REFRESH_MS = 200;

export interface DevtoolsOptions {
  /** Adds systems, their order and stepping; a function where it is replaced now and then. */
  readonly schedule?: Schedule | (() => Schedule | undefined);
  /** Adds how long systems take: the profile that the schedule, or the program, measures with. */
  readonly profile?: FrameProfile;
  /** Opens and closes the overlay, as `KeyboardEvent.key` has it; "F2" unless told. */
  readonly key?: string;
  /** Where the overlay is put; the page's body unless told. */
  readonly parent?: HTMLElement;
}

/** A world, or where to find the one at hand; undefined while there is none. */
export type WorldSource = World | (() => World | undefined);

export class Devtools {
  /** How long the last refresh took, in milliseconds, without the browser's layout and painting. */
  lastUpdateMs = Number.NaN;
  readonly #host = make("div");
  readonly #cost = make("span", "cost");
  readonly #stepper = new Stepper(() => this.update());
  readonly #tabs: TabStrip;
  readonly #source: () => World | undefined;
  readonly #options: DevtoolsOptions;
  readonly #key: string;
  readonly #onKey = (event: KeyboardEvent) => {
    if (event.key !== this.#key || event.ctrlKey || event.altKey || event.metaKey) return;
    event.preventDefault();
    event.stopPropagation();
    this.toggle();
  };
  readonly #onFrame = () => {
    this.#frame = requestAnimationFrame(this.#onFrame);
    const scene = this.#sceneNow();
    if (scene !== undefined) this.#tabs.chosen.watch?.(scene);
  };
  #timer: ReturnType<typeof setInterval> | undefined;
  #frame = 0;
  #scene: Scene | undefined;
  #focusedBefore: Element | null = null;

  /** @internal Use `openDevtools`. */
  constructor(source: WorldSource, options: DevtoolsOptions) {
    this.#source = typeof source === "function" ? source : () => source;
    this.#options = options;
    this.#key = options.key ?? "F2";
    this.#tabs = new TabStrip(makeTabs(this.#stepper), () => this.update());
    this.#host.className = "colonnade-devtools";
    this.#host.hidden = true;
    const root = this.#host.attachShadow({ mode: "open" });
    addStyle(root);
    const close = makeButton("Close", () => this.close());
    close.title = `Esc or ${this.#key}`;
    const bar = make("div", "bar", make("strong", "", "Colonnade"), this.#tabs.list);
    bar.append(make("div", "tools", this.#stepper.element, this.#cost, close));
    const panel = make("section", "panel", bar, this.#stepper.problem, this.#tabs.panel);
    panel.setAttribute("aria-label", "Devtools");
    root.append(panel);
    this.#host.addEventListener("keydown", (event) => {
      if (event.key === "Escape") this.close();
      event.stopPropagation();
    });
    (options.parent ?? document.body).append(this.#host);
    window.addEventListener("keydown", this.#onKey, { capture: true });
  }

  get isOpen(): boolean {
    return !this.#host.hidden;
  }

  open(): void {
    if (this.isOpen) return;
    this.#focusedBefore = document.activeElement;
    this.#host.hidden = false;
    this.#timer = setInterval(() => this.update(), REFRESH_MS);
    this.#frame = requestAnimationFrame(this.#onFrame);
    this.update();
    this.#tabs.focus();
  }

  close(): void {
    if (!this.isOpen) return;
    this.#host.hidden = true;
    clearInterval(this.#timer);
    cancelAnimationFrame(this.#frame);
    this.#tabs.chosen.hide?.();
    if (this.#focusedBefore instanceof HTMLElement) this.#focusedBefore.focus();
  }

  toggle(): void {
    if (this.isOpen) this.close();
    else this.open();
  }

  /** Refreshes the tab that shows, now; nothing while closed, or while there is no world. */
  update(): void {
    if (!this.isOpen) return;
    const scene = this.#sceneNow();
    this.#stepper.show(scene?.schedule);
    if (scene === undefined) return;
    const start = performance.now();
    this.#tabs.chosen.update(scene);
    this.lastUpdateMs = performance.now() - start;
    setText(this.#cost, `refresh ${formatMs(this.lastUpdateMs)} ms`);
  }

  #sceneNow(): Scene | undefined {
    const world = this.#source();
    if (world === undefined) return undefined;
    const { schedule: given, profile } = this.#options;
    const schedule = typeof given === "function" ? given() : given;
    if (this.#scene?.world !== world || this.#scene.schedule !== schedule)
      this.#scene = { world, inspector: inspect(world), schedule, profile };
    return this.#scene;
  }

  /** Closes the overlay and takes it off the page. */
  dispose(): void {
    this.close();
    this.#host.remove();
    window.removeEventListener("keydown", this.#onKey, { capture: true });
  }
}

/**
 * Puts an overlay on the page that one key opens: `openDevtools(world, { schedule, profile })`.
 *
 * Starts closed. Where the world is replaced now and then, pass a function that returns the one at hand.
 */
export function openDevtools(source: WorldSource, options: DevtoolsOptions = {}): Devtools {
  return new Devtools(source, options);
}

function makeTabs(stepper: Stepper): readonly Tab[] {
  return [
    new EntitiesTab(),
    new RelationsTab(),
    new ArchetypesTab(),
    new QueriesTab(),
    new MemoryTab(),
    new SystemsTab(stepper),
    new ScheduleTab(),
    new MessagesTab(),
    new GaugesTab(),
  ];
}
