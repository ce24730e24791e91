/**
 * WebGpuColumn: a column in a WebGPU buffer.
 *
 * One kind serves both techniques: as a vertex buffer for quads, as a storage buffer for pulling.
 * Made without data, as its WebGL sister is, so that Pixi owns it and this class fills it.
 */
import { Buffer, BufferUsage, type WebGPURenderer } from "pixi.js";
import { BYTES_PER_ROW, type GpuColumn } from "./gpu-column.ts";

export class WebGpuColumn implements GpuColumn {
  readonly resource: Buffer;
  readonly #renderer: WebGPURenderer;
  #filled: GPUBuffer | undefined;

  constructor(renderer: WebGPURenderer, capacity: number) {
    this.#renderer = renderer;
    const usage = BufferUsage.VERTEX | BufferUsage.STORAGE | BufferUsage.COPY_DST;
    this.resource = new Buffer({ size: capacity * BYTES_PER_ROW, usage });
  }

  begin(): boolean {
    const gpuBuffer = this.#renderer.buffer.getGPUBuffer(this.resource);
    const isFresh = gpuBuffer !== this.#filled;
    this.#filled = gpuBuffer;
    return isFresh;
  }

  upload(
    firstRow: number,
    source: Float32Array | Uint32Array,
    sourceRow: number,
    rowCount: number,
  ): void {
    if (this.#filled === undefined) return;
    const queue = this.#renderer.gpu.device.queue;
    queue.writeBuffer(this.#filled, firstRow * BYTES_PER_ROW, source, sourceRow, rowCount);
  }

  destroy(): void {
    this.resource.destroy();
  }
}
