/**
 * One element of a column whose kind is known only at run time.
 *
 * A loop over one column reads it directly; this is for code that serves every kind. Each kind has
 * an access site of its own, because one that has seen five kinds of typed array is 40 times slower.
 */
import { type Column, ElementKind } from "../base/element.ts";

/** `column[index]`; the column must be of this kind. */
export function readColumn(kind: ElementKind, column: Column, index: number): number {
  switch (kind) {
    case ElementKind.F32:
      return (column as Float32Array)[index];
    case ElementKind.F64:
      return (column as Float64Array)[index];
    case ElementKind.I8:
      return (column as Int8Array)[index];
    case ElementKind.U8:
      return (column as Uint8Array)[index];
    case ElementKind.I16:
      return (column as Int16Array)[index];
    case ElementKind.U16:
      return (column as Uint16Array)[index];
    case ElementKind.I32:
      return (column as Int32Array)[index];
    default:
      // Not a case of its own: a function that could also return undefined boxes every fraction.
      return (column as Uint32Array)[index];
  }
}

/** `column[index] = value`; the column must be of this kind, and rounds or wraps as it does. */
export function writeColumn(kind: ElementKind, column: Column, index: number, value: number): void {
  switch (kind) {
    case ElementKind.F32:
      (column as Float32Array)[index] = value;
      return;
    case ElementKind.F64:
      (column as Float64Array)[index] = value;
      return;
    case ElementKind.I8:
      (column as Int8Array)[index] = value;
      return;
    case ElementKind.U8:
      (column as Uint8Array)[index] = value;
      return;
    case ElementKind.I16:
      (column as Int16Array)[index] = value;
      return;
    case ElementKind.U16:
      (column as Uint16Array)[index] = value;
      return;
    case ElementKind.I32:
      (column as Int32Array)[index] = value;
      return;
    case ElementKind.U32:
      (column as Uint32Array)[index] = value;
  }
}
