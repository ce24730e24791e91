/**
 * App: puts simulation, picture, stage and panel together, and runs the frame.
 *
 * A frame is one step of fixed length, a copy where the layout needs one, an upload and a render;
 * each is a span of the profile. Without a stage (no WebGL) everything but drawing goes on.
 */
import type { StructOrder, World } from "../../src/index.ts";
import { Attractor } from "./attractor.ts";
import type { CompareOrder } from "./compare-messages.ts";
import { byId, nextPaint } from "./dom.ts";
import { FrameLoop } from "./frame-loop.ts";
import { Hud } from "./hud.ts";
import { LAYOUT_INFO } from "./layout-info.ts";
import { LayoutPicker } from "./layout-picker.ts";
import { ColumnsStore } from "./layouts/columns-store.ts";
import type { Notices } from "./notices.ts";
import { OrderPicker } from "./order-picker.ts";
import { LAYOUT_NAMES, type LayoutName } from "./particle-store.ts";
import { Picture } from "./picture.ts";
import { formatCount } from "./scales.ts";
import type { DemoSettings } from "./settings.ts";
import { type Selection, Simulation } from "./simulation.ts";
import type { Stage } from "./stage.ts";

const DRAWING_TRACK = "Rendering";
const COMPARE_ROUNDS = 9;

/** Making more particles than this is worth a word before the page stands still. */
const SLOW_COUNT = 200_000;

export class App {
  readonly simulation: Simulation;
  readonly #settings: DemoSettings;
  readonly #notices: Notices;
  readonly #hud: Hud;
  readonly #picker: LayoutPicker;
  readonly #orders: OrderPicker;
  readonly #loop: FrameLoop;
  readonly #attractor: Attractor;
  /** Called when what the controls show has changed. */
  onChange: (app: App) => void = () => {};
  #stage: Stage | undefined;
  #picture: Picture | undefined;
  /** As the controls show it; the devtools pause the simulation, too. */
  #shownPaused = false;
  #isResting = false;
  /** What was asked for last; an older request that still waits gives up. */
  #wanted: Selection;

  constructor(settings: DemoSettings, area: HTMLElement, notices: Notices) {
    const { layout, count, seed } = settings;
    this.#settings = settings;
    this.#notices = notices;
    this.#wanted = { layout, count, order: "declared" };
    const { clientWidth, clientHeight } = area;
    this.simulation = new Simulation(this.#wanted, seed, clientWidth, clientHeight);
    this.#picker = new LayoutPicker(byId("layouts"), (name) => this.setLayout(name));
    this.#orders = new OrderPicker(byId("orders"), (order) => this.setOrder(order));
    this.#hud = new Hud(this.simulation, this.#picker);
    this.#attractor = new Attractor(area, this.simulation.input);
    this.#loop = new FrameLoop(
      (nowMs) => this.#frame(nowMs),
      (error) => this.#fail(error),
    );
    this.#showSelection();
  }

  get isPaused(): boolean {
    return this.simulation.isPaused;
  }

  get stage(): Stage | undefined {
    return this.#stage;
  }

  get picture(): Picture | undefined {
    return this.#picture;
  }

  /** The world of the particles; for layouts without one, the world that is drawn from. */
  get world(): World | undefined {
    const { store } = this.simulation;
    return store instanceof ColumnsStore ? store.world : this.#picture?.displayWorld;
  }

  start(): void {
    this.#loop.start();
  }

  /** Starts to draw; the numbers may have been running for a while. */
  drawOn(stage: Stage): void {
    this.#stage = stage;
    this.#showPicture();
  }

  setLayout(layout: LayoutName): void {
    if (layout !== this.#wanted.layout) void this.#restart({ ...this.#wanted, layout });
  }

  setOrder(order: StructOrder): void {
    if (order !== this.#wanted.order) void this.#restart({ ...this.#wanted, order });
  }

  setCount(count: number): void {
    if (count !== this.#wanted.count) void this.#restart({ ...this.#wanted, count });
  }

  reset(): void {
    void this.#restart(this.#wanted);
  }

  setRate(agePerSecond: number): void {
    this.simulation.input.agePerSecond = agePerSecond;
  }

  togglePause(): void {
    this.simulation.isPaused = !this.simulation.isPaused;
    this.onChange(this);
  }

  /** Takes `steps` steps at once and then stands still. */
  advance(steps = 1): void {
    this.simulation.isPaused = true;
    for (let i = 0; i < steps; i++) {
      this.#attractor.wander(this.simulation.steps);
      this.#step();
      this.simulation.endFrame();
    }
    this.onChange(this);
  }

  /** Neither steps nor draws while `isResting`; for whoever needs the machine. */
  rest(isResting: boolean): void {
    this.#isResting = isResting;
  }

  compareOrder(): CompareOrder {
    const { width, height, agePerSecond } = this.simulation.input;
    const { count } = this.simulation.selection;
    return {
      layouts: LAYOUT_NAMES,
      settings: { count, seed: this.#settings.seed, width, height },
      agePerSecond,
      rounds: COMPARE_ROUNDS,
    };
  }

  /** The stage has another size, in CSS pixels. */
  resize(width: number, height: number): void {
    this.simulation.resize(width, height);
    this.#picture?.expose(width, height);
  }

  /** Uploads and draws what there is. */
  draw(): void {
    const { profile } = this.simulation;
    const stage = this.#stage;
    const picture = this.#picture;
    if (stage === undefined || picture === undefined) return;
    profile.begin();
    picture.layer.sync(stage.renderer);
    profile.end("upload", DRAWING_TRACK, "tertiary");
    profile.begin();
    stage.render();
    profile.end("render", DRAWING_TRACK, "secondary");
  }

  #frame(nowMs: number): void {
    if (this.#isResting) return;
    const { profile } = this.simulation;
    profile.begin();
    const { isPaused } = this;
    if (isPaused !== this.#shownPaused) {
      this.#shownPaused = isPaused;
      this.onChange(this);
    }
    // Also while paused: the devtools may take a step between two frames.
    this.#attractor.wander(this.simulation.steps);
    if (!isPaused) this.#step();
    this.draw();
    profile.end("frame", "Frames", "secondary-light");
    this.simulation.endFrame();
    this.#hud.frame(nowMs, this.#picture, isPaused, this.world);
  }

  #step(): void {
    const { profile } = this.simulation;
    this.simulation.step();
    if (this.#picture?.isCopied !== true) return;
    profile.begin();
    this.#picture.refresh(this.simulation.store);
    profile.end("copy", DRAWING_TRACK, "tertiary-dark");
  }

  async #restart(selection: Selection): Promise<void> {
    this.#wanted = selection;
    this.#picker.select(selection.layout);
    if (selection.count >= SLOW_COUNT) {
      const { title } = LAYOUT_INFO[selection.layout];
      this.#notices.show("making", `Making ${formatCount(selection.count)}: ${title}…`, "info");
      await nextPaint();
      this.#notices.clear("making");
      if (this.#wanted !== selection) return;
    }
    const previous = this.simulation.selection;
    try {
      this.simulation.restart(selection);
      this.#notices.clear("memory");
      if (selection.count !== previous.count) this.#picker.clear();
      this.#showPicture();
    } catch (error) {
      this.#wanted = this.simulation.selection;
      this.#notices.show("memory", noMemory(selection, this.#wanted, error));
    }
    this.#showSelection();
  }

  /** Draws the store at hand; the picture before it goes. */
  #showPicture(): void {
    if (this.#stage === undefined) return;
    const { store } = this.simulation;
    this.#picture?.destroy();
    this.#picture = undefined;
    this.#picture = new Picture(store, this.#settings.render);
    if (this.world !== undefined) this.world.profile = this.simulation.profile;
    this.#picture.refresh(store);
    this.#picture.expose(this.simulation.input.width, this.simulation.input.height);
    this.#stage.show(this.#picture.layer);
  }

  #showSelection(): void {
    const { selection } = this.simulation;
    this.#picker.select(selection.layout);
    this.#orders.select(selection.order, selection.layout === "interleaved");
    this.#hud.showSelection(selection);
    this.onChange(this);
  }

  #fail(error: unknown): void {
    this.#notices.show("failure", `The page has stopped: ${messageOf(error)} Reload it to go on.`);
    throw error; // for the console, with its stack
  }
}

function noMemory(wanted: Selection, kept: Selection, error: unknown): string {
  const { title } = LAYOUT_INFO[wanted.layout];
  return `${title} with ${formatCount(wanted.count)} particles could not be made: ${messageOf(error)} ${LAYOUT_INFO[kept.layout].title} with ${formatCount(kept.count)} goes on.`;
}

/** What an error says, as a sentence; the browser's own leave out the full stop. */
function messageOf(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return /[.!?\]]$/.test(message) ? message : `${message}.`;
}
