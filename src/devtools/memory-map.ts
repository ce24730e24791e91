/**
 * MemoryMap: every slab drawn to scale twice: whole, as a thin strip, and below it the part in use.
 *
 * A chunk has its archetype's colour, filled as high as its rows; other blocks are grey, free space is dark. A chunk
 * that was written since the last refresh has a bright edge. Invariant: while no block comes, goes or moves, only those
 * that look otherwise are drawn, and the picture is that which drawing all of them makes; hence whole device pixels.
 */
import type { BlockMemory, SlabMemory, WorldInspector } from "../index.ts";
import { make } from "./dom.ts";
import { archetypeColor } from "./format.ts";

const STRIP_HEIGHT = 44;
const OVERVIEW_HEIGHT = 6;
/** From the top of one slab to that of the next. */
const SLAB_HEIGHT = OVERVIEW_HEIGHT + 2 + STRIP_HEIGHT + 10;
const FREE = "#171b27";
const FILL_BACK = "#2a3042";
const OTHER = "#7b849b";
const FLASH = "#fff3b0";
/** A block that is not drawn yet. */
const UNDRAWN = -1;
/** A block that is no chunk; chunks count from here on. */
const GREY = 0;
/** How full a chunk is drawn. */
const FILL_STEPS = 176;

/** A block, or free space, in device pixels. */
export interface MapCell {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  /** Without the gap behind it. */
  readonly drawnWidth: number;
  readonly bytes: number;
  /** As in the last report; none for free space. */
  block: BlockMemory | undefined;
  /** What is drawn of it, as a number. */
  look: number;
}

export class MemoryMap {
  readonly canvas: HTMLCanvasElement = make("canvas");
  readonly #context = this.canvas.getContext("2d");
  /** Blocks and free space, in the order of slabs and offsets. */
  cells: readonly MapCell[] = [];
  /** The numbers on which the places of all cells depend. */
  #layout: readonly number[] = [];

  /** `width` in CSS pixels; chunks that were written since `cursor` flash, none where it is 0. */
  draw(
    slabs: readonly SlabMemory[],
    width: number,
    inspector: WorldInspector,
    cursor: number,
  ): void {
    const context = this.#context;
    if (context === null) return;
    const layout = layoutOf(slabs, width);
    const isSame =
      layout.length === this.#layout.length && layout.every((one, i) => one === this.#layout[i]);
    this.#layout = layout;
    if (!isSame) this.#layOut(context, slabs, width);
    const blocks = slabs.flatMap((slab) => slab.blocks);
    let nth = 0;
    let top = 0;
    let redrawnTo = 0;
    for (const cell of this.cells) {
      if (cell.y !== top) redrawnTo = 0;
      top = cell.y;
      if (cell.block === undefined) continue;
      cell.block = blocks[nth++];
      const look = lookOf(cell.block, inspector, cursor);
      // Of blocks narrower than a pixel, the last is seen.
      if (look === cell.look && cell.x >= redrawnTo) continue;
      cell.look = look;
      drawCell(context, cell);
      redrawnTo = cell.x + cell.drawnWidth;
    }
  }

  /** The number of the cell at a place in CSS pixels; -1 where there is none. */
  cellAt(cssX: number, cssY: number): number {
    const [x, y] = [cssX * devicePixelRatio, cssY * devicePixelRatio];
    const height = inPixels(STRIP_HEIGHT);
    return this.cells.findIndex(
      (cell) => x >= cell.x && x < cell.x + cell.width && y >= cell.y && y < cell.y + height,
    );
  }

  /** Clears the canvas, draws what depends on nothing but the layout, and finds each cell's place. */
  #layOut(context: CanvasRenderingContext2D, slabs: readonly SlabMemory[], cssWidth: number): void {
    const cssHeight = slabs.length * SLAB_HEIGHT;
    const width = inPixels(cssWidth);
    const height = inPixels(cssHeight);
    const { canvas } = this;
    if (canvas.width !== width || canvas.height !== height) {
      canvas.style.width = `${cssWidth}px`;
      canvas.style.height = `${cssHeight}px`;
      [canvas.width, canvas.height] = [width, height];
    }
    context.clearRect(0, 0, width, height);
    const largest = Math.max(...slabs.map((slab) => slab.bytes));
    this.cells = slabs.flatMap((slab, nth) => {
      const top = inPixels(nth * SLAB_HEIGHT);
      drawOverview(context, slab, top, width / largest);
      const y = top + inPixels(OVERVIEW_HEIGHT + 2);
      context.fillStyle = FREE;
      context.fillRect(0, y, width, inPixels(STRIP_HEIGHT));
      return cellsOf(slab, y, width);
    });
  }
}

function inPixels(cssPixels: number): number {
  return Math.round(cssPixels * devicePixelRatio);
}

function layoutOf(slabs: readonly SlabMemory[], width: number): number[] {
  const layout = [width, devicePixelRatio];
  for (const { bytes, blocks } of slabs) {
    layout.push(bytes, blocks.length);
    for (const block of blocks) layout.push(block.byteOffset, block.bytes);
  }
  return layout;
}

/** The whole slab, at one scale for all slabs. */
function drawOverview(
  context: CanvasRenderingContext2D,
  slab: SlabMemory,
  y: number,
  perByte: number,
): void {
  const height = inPixels(OVERVIEW_HEIGHT);
  context.fillStyle = FREE;
  context.fillRect(0, y, slab.bytes * perByte, height);
  context.fillStyle = OTHER;
  for (const { byteOffset, bytes } of slab.blocks)
    context.fillRect(byteOffset * perByte, y, Math.max(0.5, bytes * perByte), height);
}

/** The part of the slab that has blocks, and some of the free space behind, as wide as the page. */
function cellsOf(slab: SlabMemory, y: number, width: number): MapCell[] {
  const last = slab.blocks.at(-1);
  const usedEnd = last === undefined ? slab.bytes : last.byteOffset + last.bytes;
  const perByte = width / Math.min(slab.bytes, usedEnd * 1.08);
  const cells: MapCell[] = [];
  const add = (from: number, to: number, block: BlockMemory | undefined): void => {
    if (to <= from) return;
    const x = Math.round(from * perByte);
    const end = Math.min(width, Math.round(to * perByte));
    const cellWidth = Math.max(1, end - x);
    const bytes = to - from;
    // By bytes, so that blocks of one size all have a gap, or none.
    const gap = bytes * perByte > inPixels(3) ? inPixels(1) : 0;
    const drawnWidth = cellWidth - gap;
    cells.push({ x, y, width: cellWidth, drawnWidth, bytes, block, look: UNDRAWN });
  };
  let end = 0;
  for (const block of slab.blocks) {
    add(end, block.byteOffset, undefined);
    end = block.byteOffset + block.bytes;
    add(block.byteOffset, end, block);
  }
  add(end, slab.bytes, undefined);
  return cells;
}

/** Archetype, rows and edge of a chunk in one number, which tells whether it looks as before. */
function lookOf(block: BlockMemory, inspector: WorldInspector, cursor: number): number {
  const chunk = block.chunk === undefined ? undefined : inspector.chunk(block.chunk);
  if (chunk === undefined) return GREY;
  const fill = Math.round((FILL_STEPS * chunk.rows) / chunk.rowCapacity);
  const isWritten = cursor > 0 && inspector.isChunkChanged(chunk.id, cursor);
  const place = (chunk.archetype ?? -1) + 2;
  return (place * (FILL_STEPS + 1) + fill) * 2 + (isWritten ? 1 : 0);
}

function drawCell(context: CanvasRenderingContext2D, cell: MapCell): void {
  const { x, y, drawnWidth, look } = cell;
  const height = inPixels(STRIP_HEIGHT);
  const fill = (look >> 1) % (FILL_STEPS + 1);
  const archetype = Math.floor((look >> 1) / (FILL_STEPS + 1)) - 2;
  context.fillStyle = look === GREY ? OTHER : FILL_BACK;
  context.fillRect(x, y, drawnWidth, height);
  if (look === GREY) return;
  const filled = Math.round((height * fill) / FILL_STEPS);
  context.fillStyle = archetypeColor(archetype);
  context.fillRect(x, y + height - filled, drawnWidth, filled);
  if (look % 2 === 0) return;
  context.fillStyle = FLASH;
  context.fillRect(x, y, drawnWidth, inPixels(3));
}
