/** Memory map: the slabs as a picture, in figures, and the block that is looked at in words. */
import type { MemoryReport, WorldInspector } from "../index.ts";
import { make, setText } from "./dom.ts";
import { formatBytes, formatCount } from "./format.ts";
import { type MapCell, MemoryMap } from "./memory-map.ts";
import type { Scene, Tab } from "./tab.ts";

export class MemoryTab implements Tab {
  readonly label = "Memory map";
  readonly element: HTMLElement;
  readonly #map = new MemoryMap();
  readonly #summary = make("p", "summary");
  readonly #hover = make("p", "note");
  #cursor = 0;
  /** Where the pointer is, or the cell that the arrow keys have reached; -1 for none. */
  #chosen = -1;
  #inspector: WorldInspector | undefined;

  constructor() {
    const { canvas } = this.#map;
    canvas.tabIndex = 0;
    canvas.setAttribute("role", "img");
    canvas.setAttribute(
      "aria-label",
      "Map of the slabs. Left and right arrow go through its blocks.",
    );
    this.#hover.setAttribute("role", "status");
    canvas.addEventListener("pointermove", (event) => {
      this.#chosen = this.#map.cellAt(event.offsetX, event.offsetY);
      this.#tell();
    });
    canvas.addEventListener("keydown", (event) => {
      const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
      if (step === undefined) return;
      event.preventDefault();
      this.#chosen = Math.min(Math.max(this.#chosen + step, 0), this.#map.cells.length - 1);
      this.#tell();
    });
    this.element = make("div", "page", this.#summary, this.#hover, canvas);
  }

  update(scene: Scene): void {
    const report = scene.world.memory();
    setText(this.#summary, summaryOf(report));
    this.#inspector = scene.inspector;
    const width = Math.max(200, this.element.clientWidth - 24);
    this.#map.draw(report.slabs, width, scene.inspector, this.#cursor);
    this.#cursor = scene.world.changeCursor();
    this.#tell();
  }

  #tell(): void {
    const cell = this.#map.cells[this.#chosen];
    setText(
      this.#hover,
      cell === undefined
        ? "Point at a block, or use the arrow keys, to see whose it is."
        : this.#textOf(cell),
    );
  }

  /** Of the cell that is looked at alone: words for every block take longer than to draw it. */
  #textOf({ bytes, block }: MapCell): string {
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
