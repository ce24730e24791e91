/**
 * Staging: where the rows of small chunks are brought together before one upload.
 *
 * Its own memory rather than the world's frame arena: it has to be plain where the world is shared
 * and the browser refuses to upload shared memory, and it outlives every frame.
 *
 * Invariant: `f32` and `u32` view the same bytes.
 */
export class Staging {
  f32 = new Float32Array(0);
  u32 = new Uint32Array(0);

  /** Makes room for `rows`; doubles, so that a growing world reallocates a handful of times. Contents are lost. */
  reserve(rows: number): void {
    if (rows <= this.f32.length) return;
    const capacity = Math.max(rows, this.f32.length * 2, 4096);
    this.f32 = new Float32Array(capacity);
    this.u32 = new Uint32Array(this.f32.buffer);
  }

  /** Gives the memory back. */
  clear(): void {
    this.f32 = new Float32Array(0);
    this.u32 = new Uint32Array(0);
  }
}
