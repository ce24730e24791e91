/**
 * Memory map: every slab drawn to scale twice: whole, as a thin strip, and below it the part in use.
 *
 * A chunk has its archetype's colour, filled as high as its rows; other blocks are grey, free space is
 * dark. A chunk that was written since the last refresh has a bright edge.
 */
import type { BlockMemory, MemoryReport, SlabMemory, WorldInspector } from "../index.ts";
import { make, setText } from "./dom.ts";
import { archetypeColor, formatBytes, formatCount } from "./format.ts";
import type { Scene, Tab } from "./tab.ts";

const STRIP_HEIGHT = 44;
const OVERVIEW_HEIGHT = 6;
/** Both strips of one slab, and the space below. */
const SLAB_HEIGHT = OVERVIEW_HEIGHT + 2 + STRIP_HEIGHT + 10;
const FREE = "#171b27";
const FILL_BACK = "#2a3042";
const OTHER = "#7b849b";
const FLASH = "#fff3b0";

interface Cell {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly bytes: number;
  /** None for free space. */
  readonly block: BlockMemory | undefined;
}

export class MemoryTab implements Tab {
  readonly label = "Memory map";
  readonly element: HTMLElement;
  readonly #canvas = make("canvas");
  readonly #summary = make("p", "summary");
  readonly #hover = make("p", "note");
  readonly #context = this.#canvas.getContext("2d");
  #cells: Cell[] = [];
  #cursor = 0;
  /** Where the pointer is, or the cell that the arrow keys have reached; -1 for none. */
  #chosen = -1;
  #inspector: WorldInspector | undefined;

  constructor() {
    this.#canvas.tabIndex = 0;
    this.#canvas.setAttribute("role", "img");
    this.#canvas.setAttribute(
      "aria-label",
      "Map of the slabs. Left and right arrow go through its blocks.",
    );
    this.#hover.setAttribute("role", "status");
    this.#canvas.addEventListener("pointermove", (event) => {
      this.#chosen = this.#cellAt(event.offsetX, event.offsetY);
      this.#tell();
    });
    this.#canvas.addEventListener("keydown", (event) => {
      const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
      if (step === undefined) return;
      event.preventDefault();
      this.#chosen = Math.min(Math.max(this.#chosen + step, 0), this.#cells.length - 1);
      this.#tell();
    });
    this.element = make("div", "page", this.#summary, this.#hover, this.#canvas);
  }

  update(scene: Scene): void {
    const report = scene.world.memory();
    setText(this.#summary, summaryOf(report));
    this.#inspector = scene.inspector;
    this.#draw(report, scene);
    this.#cursor = scene.world.changeCursor();
    this.#tell();
  }

  #draw({ slabs }: MemoryReport, scene: Scene): void {
    const context = this.#context;
    if (context === null) return;
    const width = Math.max(200, this.element.clientWidth - 24);
    const height = slabs.length * SLAB_HEIGHT;
    const scale = devicePixelRatio;
    const pixels = [Math.round(width * scale), Math.round(height * scale)];
    if (this.#canvas.width !== pixels[0] || this.#canvas.height !== pixels[1]) {
      this.#canvas.style.width = `${width}px`;
      this.#canvas.style.height = `${height}px`;
      [this.#canvas.width, this.#canvas.height] = pixels;
    }
    context.setTransform(scale, 0, 0, scale, 0, 0);
    context.clearRect(0, 0, width, height);
    this.#cells = [];
    const largest = Math.max(...slabs.map((slab) => slab.bytes));
    slabs.forEach((slab, nth) => {
      const y = nth * SLAB_HEIGHT;
      this.#drawOverview(context, slab, y, width / largest);
      this.#drawStrip(context, slab, { y: y + OVERVIEW_HEIGHT + 2, width }, scene);
    });
  }

  /** The whole slab, at one scale for all slabs. */
  #drawOverview(
    context: CanvasRenderingContext2D,
    slab: SlabMemory,
    y: number,
    perByte: number,
  ): void {
    context.fillStyle = FREE;
    context.fillRect(0, y, slab.bytes * perByte, OVERVIEW_HEIGHT);
    context.fillStyle = OTHER;
    for (const { byteOffset, bytes } of slab.blocks)
      context.fillRect(byteOffset * perByte, y, Math.max(0.5, bytes * perByte), OVERVIEW_HEIGHT);
  }

  /** The part of the slab that has blocks, and some of the free space behind, as wide as the page. */
  #drawStrip(
    context: CanvasRenderingContext2D,
    slab: SlabMemory,
    at: { y: number; width: number },
    scene: Scene,
  ): void {
    const { y, width } = at;
    const last = slab.blocks.at(-1);
    const usedEnd = last === undefined ? slab.bytes : last.byteOffset + last.bytes;
    const shown = Math.min(slab.bytes, usedEnd * 1.08);
    const perByte = width / shown;
    context.fillStyle = FREE;
    context.fillRect(0, y, width, STRIP_HEIGHT);
    let end = 0;
    const addFree = (to: number): void => {
      if (to <= end) return;
      const x = end * perByte;
      const shownWidth = Math.min(width, to * perByte) - x;
      this.#cells.push({ x, y, width: shownWidth, bytes: to - end, block: undefined });
    };
    for (const block of slab.blocks) {
      addFree(block.byteOffset);
      end = block.byteOffset + block.bytes;
      const drawn = { x: block.byteOffset * perByte, y, width: block.bytes * perByte };
      this.#drawBlock(context, block, drawn, scene);
      this.#cells.push({ ...drawn, bytes: block.bytes, block });
    }
    addFree(slab.bytes);
  }

  #drawBlock(
    context: CanvasRenderingContext2D,
    block: BlockMemory,
    at: { x: number; y: number; width: number },
    { inspector }: Scene,
  ): void {
    const width = Math.max(1, at.width - (at.width > 3 ? 1 : 0));
    const chunk = block.chunk === undefined ? undefined : inspector.chunk(block.chunk);
    if (chunk === undefined) {
      context.fillStyle = OTHER;
      context.fillRect(at.x, at.y, width, STRIP_HEIGHT);
      return;
    }
    const share = chunk.rows / chunk.rowCapacity;
    context.fillStyle = FILL_BACK;
    context.fillRect(at.x, at.y, width, STRIP_HEIGHT);
    context.fillStyle = archetypeColor(chunk.archetype ?? -1);
    context.fillRect(at.x, at.y + STRIP_HEIGHT * (1 - share), width, STRIP_HEIGHT * share);
    if (this.#cursor > 0 && inspector.isChunkChanged(chunk.id, this.#cursor)) {
      context.fillStyle = FLASH;
      context.fillRect(at.x, at.y, width, 3);
    }
  }

  #cellAt(x: number, y: number): number {
    return this.#cells.findIndex(
      (cell) =>
        x >= cell.x &&
        x < cell.x + Math.max(1, cell.width) &&
        y >= cell.y &&
        y < cell.y + STRIP_HEIGHT,
    );
  }

  #tell(): void {
    const cell = this.#cells[this.#chosen];
    setText(
      this.#hover,
      cell === undefined
        ? "Point at a block, or use the arrow keys, to see whose it is."
        : this.#textOf(cell),
    );
  }

  /** Of the cell that is looked at alone: words for every block take longer than to draw it. */
  #textOf({ bytes, block }: Cell): string {
    const size = formatBytes(bytes);
    if (block === undefined) return `free: ${size}`;
    const chunk = block.chunk === undefined ? undefined : this.#inspector?.chunk(block.chunk);
    if (chunk === undefined)
      return `${block.owner}: ${size}, ${formatBytes(block.usedBytes)} in use`;
    const rows = `${formatCount(chunk.rows)} of ${formatCount(chunk.rowCapacity)} rows`;
    return `chunk ${chunk.id} of [${block.owner || "(no components)"}]: ${rows}, ${size}`;
  }
}

function summaryOf({
  slabs,
  reservedBytes,
  usedBytes,
  peakBytes,
  freeBytes,
  shrinkableBytes,
}: MemoryReport): string {
  const count = slabs.length === 1 ? "1 slab" : `${slabs.length} slabs`;
  return `${count}, ${formatBytes(reservedBytes)}: ${formatBytes(usedBytes)} in use (peak ${formatBytes(peakBytes)}), ${formatBytes(freeBytes)} free; shrink() would give back ${formatBytes(shrinkableBytes)}`;
}
