/**
 * StatsStrip: panels of stats.js side by side, in the page's colours: its own three, and what the engine tells.
 *
 * stats.js draws the graphs. It rounds what it writes to whole numbers, which says nothing of a
 * step of 0.3 ms, so the line of text over each graph is drawn anew here.
 */
import Stats from "stats.js";
import type { World } from "../../src/index.ts";

/** Chromium only; everything else does without the panel. */
interface MemoryUse {
  readonly usedJSHeapSize: number;
}

const BACKGROUND = "#0a0d16";

/** Height of stats.js's line of text, in CSS pixels. */
const TEXT_HEIGHT = 15;

class StatsPanel {
  readonly #panel: Stats.Panel;
  readonly #context: CanvasRenderingContext2D;
  readonly #name: string;
  readonly #color: string;
  readonly #scale: number;
  /** Full height of the graph: the most that was ever seen, or `least`. */
  #top: number;

  constructor(parent: HTMLElement, name: string, color: string, least: number) {
    this.#panel = new Stats.Panel(name, color, BACKGROUND);
    this.#context = this.#panel.dom.getContext("2d")!; // stats.js has drawn with it already
    this.#name = name;
    this.#color = color;
    this.#scale = this.#panel.dom.width / 80;
    this.#top = least;
    this.#panel.dom.style.cssText = "";
    this.#panel.dom.dataset.name = name;
    parent.append(this.#panel.dom);
    this.#write("");
  }

  update(value: number, shown: string): void {
    if (value > this.#top) this.#top = value * 1.2;
    else this.#top = Math.max(this.#top * 0.999, value);
    this.#panel.update(value, this.#top);
    this.#write(shown);
  }

  #write(shown: string): void {
    this.#panel.dom.dataset.shown = shown; // what the canvas says, for tests
    const context = this.#context;
    const scale = this.#scale;
    context.globalAlpha = 1;
    context.fillStyle = BACKGROUND;
    context.fillRect(0, 0, 80 * scale, TEXT_HEIGHT * scale);
    context.font = `600 ${10 * scale}px system-ui, sans-serif`;
    context.fillStyle = "#7e88a0";
    // Squeezed, where a font is wide, rather than under the figure.
    const room = 70 * scale - context.measureText(shown).width;
    context.fillText(this.#name, 3 * scale, 3 * scale, room);
    context.fillStyle = this.#color;
    context.textAlign = "right";
    context.fillText(shown, 77 * scale, 3 * scale);
    context.textAlign = "left";
  }
}

export class StatsStrip {
  readonly #fps: StatsPanel;
  readonly #frame: StatsPanel;
  readonly #memory: StatsPanel | undefined;
  readonly #step: StatsPanel;
  readonly #upload: StatsPanel;
  readonly #entities: StatsPanel;
  readonly #chunks: StatsPanel;
  readonly #slabs: StatsPanel;
  readonly #arena: StatsPanel;
  readonly #memoryUse: MemoryUse | undefined;

  constructor(parent: HTMLElement) {
    const use = (performance as { memory?: MemoryUse }).memory;
    this.#fps = new StatsPanel(parent, "FPS", "#8fe3ff", 60);
    this.#frame = new StatsPanel(parent, "MS", "#a5f0b5", 4);
    if (use !== undefined) this.#memory = new StatsPanel(parent, "MB", "#ff9fc4", 32);
    this.#step = new StatsPanel(parent, "STEP", "#3fe0b8", 0.5);
    this.#upload = new StatsPanel(parent, "UPLOAD", "#c6b3ff", 1_000);
    this.#entities = new StatsPanel(parent, "ENTITIES", "#8fe3ff", 1_000);
    this.#chunks = new StatsPanel(parent, "CHUNKS", "#a5f0b5", 4);
    this.#slabs = new StatsPanel(parent, "SLABS", "#ff9fc4", 1_000);
    this.#arena = new StatsPanel(parent, "ARENA", "#ffd27f", 1_000);
    this.#memoryUse = use;
  }

  /** Frames per second; JavaScript and step in milliseconds a frame, upload in bytes; NaN leaves out. */
  update(fps: number, frameMs: number, stepMs: number, uploadBytes: number): void {
    show(this.#fps, fps, fps.toFixed(0));
    show(this.#frame, frameMs, shownMs(frameMs));
    if (this.#memory !== undefined) {
      // Read through `performance` each time: the object is a snapshot.
      const use = (performance as { memory?: MemoryUse }).memory ?? this.#memoryUse!;
      const megabytes = use.usedJSHeapSize / 1e6;
      show(this.#memory, megabytes, megabytes.toFixed(0));
    }
    show(this.#step, stepMs, shownMs(stepMs));
    show(this.#upload, uploadBytes, shownBytes(uploadBytes));
  }

  /** Entities and chunks of a world, and the bytes in use in its slabs and in its frame arena. */
  updateWorld(world: World): void {
    const { entityCount, usedBytes, archetypes } = world.memory();
    const chunks = archetypes.reduce((count, { chunkCount }) => count + chunkCount, 0);
    const { current, previous } = world.frameArena;
    const arenaBytes = current.usedBytes + previous.usedBytes;
    show(this.#entities, entityCount, shortened(entityCount));
    show(this.#chunks, chunks, shortened(chunks));
    show(this.#slabs, usedBytes, shownBytes(usedBytes));
    show(this.#arena, arenaBytes, shownBytes(arenaBytes));
  }
}

function show(panel: StatsPanel, value: number, shown: string): void {
  if (!Number.isNaN(value)) panel.update(value, shown);
}

/** Milliseconds in as few characters as say something: 0.31, 4.2, 18. */
function shownMs(ms: number): string {
  if (ms >= 10) return ms.toFixed(0);
  return ms.toFixed(ms >= 1 ? 1 : 2);
}

/** 640 B, 640 KB, 8.1 MB. */
function shownBytes(bytes: number): string {
  return bytes < 1_000 ? `${bytes} B` : `${shortened(bytes)}B`;
}

/** A count in as few characters as say something: 640, 640 K, 8.1 M. */
function shortened(count: number): string {
  if (count < 1_000) return `${count}`;
  if (count < 999_500) return `${(count / 1_000).toFixed(0)} K`;
  return `${(count / 1_000_000).toFixed(count < 9_950_000 ? 1 : 0)} M`;
}
