/**
 * ColumnUpload: brings one attribute's changed rows from the world's columns to the GPU.
 *
 * Windows that carry no newer version are left out at both ends of a chunk, not in its middle: one
 * call with some unchanged rows costs less than two calls.
 */
import type { Chunk } from "../index.ts";
import type { CheckedSource } from "./column-source.ts";
import { BYTES_PER_ROW, type GpuColumn } from "./gpu-column.ts";
import type { RowLayout } from "./row-layout.ts";
import type { Staging } from "./staging.ts";

type DrawnColumn = Float32Array | Uint32Array;

export class ColumnUpload {
  readonly #source: CheckedSource;
  readonly #isFloat: boolean;
  readonly #staging: Staging;

  constructor(source: CheckedSource, isFloat: boolean, staging: Staging) {
    this.#source = source;
    this.#isFloat = isFloat;
    this.#staging = staging;
  }

  /** The chunk's column. Chunks hand out readonly columns; nothing here writes to them. */
  columnOf(chunk: Chunk): DrawnColumn {
    const { component, field } = this.#source;
    return chunk.read(component)[field] as unknown as DrawnColumn;
  }

  /**
   * Uploads what was written, or moved, after the cursor was taken; everything when `isFresh`.
   * @returns bytes uploaded
   */
  run(layout: RowLayout, into: GpuColumn, cursor: number, isFresh: boolean): number {
    const rows =
      this.#uploadDirect(layout, into, cursor, isFresh) +
      this.#uploadStaged(layout, into, cursor, isFresh);
    return rows * BYTES_PER_ROW;
  }

  #uploadDirect(layout: RowLayout, into: GpuColumn, cursor: number, isFresh: boolean): number {
    const component = this.#source.component;
    let rows = 0;
    for (let slot = 0; slot < layout.directCount; slot++) {
      const chunk = layout.chunks[slot];
      const isWhole = isFresh || layout.isMoved[slot];
      let first = 0;
      let end = Math.ceil(chunk.count / chunk.windowRows);
      if (!isWhole) {
        while (first < end && !chunk.windowChangedSince(component, first, cursor)) first++;
        while (end > first && !chunk.windowChangedSince(component, end - 1, cursor)) end--;
      }
      const start = first * chunk.windowRows;
      const count = Math.min(end * chunk.windowRows, chunk.count) - start;
      if (count <= 0) continue;
      into.upload(layout.firstRows[slot] + start, this.columnOf(chunk), start, count);
      rows += count;
    }
    return rows;
  }

  #uploadStaged(layout: RowLayout, into: GpuColumn, cursor: number, isFresh: boolean): number {
    let first = layout.directCount;
    let last = layout.slotCount - 1;
    while (first <= last && !this.#isChanged(layout, first, cursor, isFresh)) first++;
    while (last > first && !this.#isChanged(layout, last, cursor, isFresh)) last--;
    if (first > last) return 0;
    const base = layout.firstRows[first];
    const rows = layout.firstRows[last] + layout.chunks[last].count - base;
    this.#gather(layout, first, last);
    into.upload(base, this.#isFloat ? this.#staging.f32 : this.#staging.u32, 0, rows);
    return rows;
  }

  #isChanged(layout: RowLayout, slot: number, cursor: number, isFresh: boolean): boolean {
    if (isFresh || layout.isMoved[slot]) return true;
    return layout.chunks[slot].changedSince(this.#source.component, cursor);
  }

  #gather(layout: RowLayout, first: number, last: number): void {
    const { chunks, firstRows } = layout;
    const base = firstRows[first];
    // Whole columns are copied, unused rows too: a view of the used ones would be garbage. What a
    // column spills past its rows is overwritten by the next, or lies beyond what is uploaded.
    let needed = 0;
    for (let slot = first; slot <= last; slot++) {
      needed = Math.max(needed, firstRows[slot] - base + chunks[slot].capacity);
    }
    this.#staging.reserve(needed);
    const into = this.#isFloat ? this.#staging.f32 : this.#staging.u32;
    for (let slot = first; slot <= last; slot++) {
      into.set(this.columnOf(chunks[slot]), firstRows[slot] - base);
    }
  }
}
