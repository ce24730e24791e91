/**
 * Outbox: shared memory where units leave what they come to, until the main thread takes it in their order.
 *
 * Words: the area of no rows | the area of each entry | how many rows each has selected, by list | their numbers
 */
import { type Column, ElementKind } from "../../base/element.ts";

export class Outbox {
  readonly u32: Uint32Array;
  readonly #i32: Int32Array;
  readonly #f32: Float32Array;
  readonly #f64: Float64Array;

  constructor(wordCount: number) {
    const buffer = new SharedArrayBuffer(Math.ceil(wordCount / 2) * 8);
    this.u32 = new Uint32Array(buffer);
    this.#i32 = new Int32Array(buffer);
    this.#f32 = new Float32Array(buffer);
    this.#f64 = new Float64Array(buffer);
  }

  /** As a slab's: what totals are read by. */
  viewOf(kind: ElementKind): Column {
    if (kind === ElementKind.F64) return this.#f64;
    if (kind === ElementKind.F32) return this.#f32;
    return kind === ElementKind.I32 ? this.#i32 : this.u32;
  }
}
