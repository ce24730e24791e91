/**
 * Stage: the canvas behind everything, and the Pixi renderer that draws on it.
 *
 * Follows the window's size and devicePixelRatio, and says when the graphics context goes and
 * comes back. It never draws by itself: the frame loop calls `render`.
 */
// Pixi otherwise makes code from text, and does not start where a content security policy forbids that.
import "pixi.js/unsafe-eval";
import { Application, type Container, type Renderer } from "pixi.js";

/** Sharper than this costs fill rate and is hardly seen. */
const MAX_RESOLUTION = 2;

const BACKGROUND = 0x04050a;

export interface StageEvents {
  /** The size in CSS pixels changed. */
  resized(width: number, height: number): void;
  contextLost(): void;
  contextRestored(): void;
}

export class Stage {
  readonly #app: Application;
  readonly #parent: HTMLElement;
  readonly #events: StageEvents;
  #isContextLost = false;

  /**
   * Puts a canvas into `parent`; rejects when the browser offers neither WebGL nor WebGPU.
   */
  static async open(parent: HTMLElement, events: StageEvents): Promise<Stage> {
    const app = new Application();
    await app.init({
      preference: ["webgl", "webgpu"],
      autoStart: false,
      sharedTicker: false,
      width: parent.clientWidth,
      height: parent.clientHeight,
      resolution: resolutionNow(),
      autoDensity: true,
      background: BACKGROUND,
      antialias: false,
      powerPreference: "high-performance",
      // Nothing on the stage is clicked through Pixi.
      eventFeatures: { move: false, globalMove: false, click: false, wheel: false },
    });
    return new Stage(app, parent, events);
  }

  private constructor(app: Application, parent: HTMLElement, events: StageEvents) {
    this.#app = app;
    this.#parent = parent;
    this.#events = events;
    parent.append(app.canvas);
    app.canvas.addEventListener("webglcontextlost", () => {
      this.#isContextLost = true;
      events.contextLost();
    });
    app.canvas.addEventListener("webglcontextrestored", () => {
      this.#isContextLost = false;
      events.contextRestored();
    });
    new ResizeObserver(() => this.#fit()).observe(parent);
  }

  get renderer(): Renderer {
    return this.#app.renderer;
  }

  get isContextLost(): boolean {
    return this.#isContextLost;
  }

  /** Shows `layer` and nothing else. */
  show(layer: Container): void {
    this.#app.stage.removeChildren();
    this.#app.stage.addChild(layer);
  }

  render(): void {
    // Zooming, or a move to another screen, changes the ratio without changing the size. Asked for each frame:
    // a media query's event was seen to get lost in a busy browser.
    if (resolutionNow() !== this.#app.renderer.resolution) this.#fit();
    if (!this.#isContextLost) this.#app.renderer.render(this.#app.stage);
  }

  #fit(): void {
    const { clientWidth: width, clientHeight: height } = this.#parent;
    if (width === 0 || height === 0) return;
    this.#app.renderer.resize(width, height, resolutionNow());
    this.#events.resized(width, height);
  }
}

function resolutionNow(): number {
  return Math.min(window.devicePixelRatio, MAX_RESOLUTION);
}
