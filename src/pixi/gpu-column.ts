/**
 * GpuColumn: one column's copy on the GPU.
 *
 * Holds no memory of its own on this side: the world's columns stay the one truth, and whatever the
 * GPU forgets (a lost context, a collected buffer) is uploaded again from them.
 */
import type { Buffer, TextureSource } from "pixi.js";

export interface GpuColumn {
  /** What a geometry or a shader binds. */
  readonly resource: Buffer | TextureSource;
  /**
   * Makes this column the one that `upload` writes to; to be called before the uploads of a frame.
   * @returns whether the contents are unknown: at first, and after the GPU has dropped them
   */
  begin(): boolean;
  /** Writes `rowCount` rows of `source`, from row `sourceRow` on, to rows `firstRow` and up. Copies at once. */
  upload(
    firstRow: number,
    source: Float32Array | Uint32Array,
    sourceRow: number,
    rowCount: number,
  ): void;
  destroy(): void;
}

/** Every column that is drawn has 4 bytes a row. */
export const BYTES_PER_ROW = 4;

/** Rows per row of a data texture: a power of two, and no more than every WebGL 2 driver has. */
export const TEXTURE_WIDTH = 2048;
