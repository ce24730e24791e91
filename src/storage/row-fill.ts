/**
 * Row fill: the same values into many rows, a column run at a time.
 *
 * `writeValues` is its look-alike for one row. Both take values that have been checked.
 */
import type { Chunk } from "./chunk.ts";
import { type AnyComponent, fieldIndexOf } from "./component.ts";
import { fillRefs, refsIn } from "./row-refs.ts";
import { fillElements, writeElement } from "./row-values.ts";

/** Writes checked values into rows `start` to `end`; fields not named keep what they hold. */
export function fillValues(
  chunk: Chunk,
  start: number,
  end: number,
  component: AnyComponent,
  values: Readonly<Record<string, unknown>>,
): void {
  if (start >= end) return;
  const { slab } = chunk;
  const first = chunk.set.firstColumnOf(chunk.set.slotOf(component));
  let guess = 0;
  for (const name in values) {
    const value = values[name];
    const index = fieldIndexOf(component, name, guess++);
    const field = component.fields[index];
    if (field.meaning === "ref") {
      fillRefs(refsIn(chunk, first + index), value, start, end);
      continue;
    }
    if (value === undefined) continue;
    const { element, lanes, bytesPerRow } = field;
    const byteOffset = chunk.byteOffsets[first + index];
    if (lanes === 1) {
      fillElements(slab, element, byteOffset, start, end, chunk.set.codec.toStored(field, value));
      continue;
    }
    for (let lane = 0; lane < lanes; lane++) {
      const stored = (value as ArrayLike<number>)[lane];
      writeElement(slab, element, byteOffset, start * lanes + lane, stored);
    }
    repeatRow(slab.u8, byteOffset + start * bytesPerRow, bytesPerRow, end - start);
  }
}

/** Copies the row of bytes at `from` over the rows behind it, twice as many each time. */
function repeatRow(bytes: Uint8Array, from: number, bytesPerRow: number, rowCount: number): void {
  const end = bytesPerRow * rowCount;
  for (let done = bytesPerRow; done < end; done *= 2) {
    bytes.copyWithin(from + done, from, from + Math.min(done, end - done));
  }
}
