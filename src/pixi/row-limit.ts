/**
 * RowLimit: how many rows a technique can address on a GPU.
 *
 * Far above what anyone draws, except for data textures on small drivers; but past it, rows would
 * vanish without a word.
 */
import { BYTES_PER_ROW, TEXTURE_WIDTH } from "./gpu-column.ts";
import { type DrawingRenderer, isWebGl } from "./graphics.ts";
import type { Technique } from "./technique.ts";

/** Draw calls count vertices in signed 32 bits, and pulling needs six a row. */
const MAX_DRAWN_ROWS = 2 ** 28;

/** The most rows that a technique can address on this GPU; asks the driver, so call it when growing only. */
export function rowLimit(renderer: DrawingRenderer, technique: Technique): number {
  if (isWebGl(renderer)) {
    if (technique !== "pulling") return MAX_DRAWN_ROWS;
    const height: unknown = renderer.gl.getParameter(renderer.gl.MAX_TEXTURE_SIZE);
    return Math.min(MAX_DRAWN_ROWS, TEXTURE_WIDTH * Number(height));
  }
  const { maxBufferSize, maxStorageBufferBindingSize } = renderer.gpu.device.limits;
  const bytes =
    technique === "pulling" ? Math.min(maxBufferSize, maxStorageBufferBindingSize) : maxBufferSize;
  return Math.min(MAX_DRAWN_ROWS, Math.floor(bytes / BYTES_PER_ROW));
}
