/**
 * GlBufferColumn: a column in a WebGL vertex buffer.
 *
 * The Pixi buffer is made without data. Pixi then allocates it, binds it and brings it back after a
 * context loss, but never uploads: its one dirty range per buffer would lose all but a frame's last.
 */
import { Buffer, BufferUsage, type WebGLRenderer } from "pixi.js";
import { BYTES_PER_ROW, type GpuColumn } from "./gpu-column.ts";

export class GlBufferColumn implements GpuColumn {
  readonly resource: Buffer;
  readonly #renderer: WebGLRenderer;
  /** The GL buffer that holds what was uploaded; another one holds nothing. */
  #filled: object | undefined;

  constructor(renderer: WebGLRenderer, capacity: number) {
    this.#renderer = renderer;
    const usage = BufferUsage.VERTEX | BufferUsage.COPY_DST;
    this.resource = new Buffer({ size: capacity * BYTES_PER_ROW, usage });
  }

  begin(): boolean {
    const glBuffer = this.#renderer.buffer.updateBuffer(this.resource);
    this.#renderer.buffer.bind(this.resource);
    const isFresh = glBuffer !== this.#filled;
    this.#filled = glBuffer;
    return isFresh;
  }

  upload(
    firstRow: number,
    source: Float32Array | Uint32Array,
    sourceRow: number,
    rowCount: number,
  ): void {
    const gl = this.#renderer.gl;
    gl.bufferSubData(gl.ARRAY_BUFFER, firstRow * BYTES_PER_ROW, source, sourceRow, rowCount);
  }

  destroy(): void {
    this.resource.destroy();
  }
}
