/**
 * Element kinds: what one number of a column is made of.
 *
 * A kind is a small integer so that hot code can `switch` on it; each kind gets its own access
 * site there, because one site that has seen five typed-array kinds runs 40 times slower.
 */
export const ElementKind = {
  F32: 0,
  F64: 1,
  I8: 2,
  U8: 3,
  I16: 4,
  U16: 5,
  I32: 6,
  U32: 7,
} as const;
export type ElementKind = (typeof ElementKind)[keyof typeof ElementKind];

/** Bytes of one element, by kind. */
export const ELEMENT_BYTES: readonly number[] = [4, 8, 1, 1, 2, 2, 4, 4];
/** The same as powers of two: `bytes >> shift` counts elements. */
export const ELEMENT_SHIFT: readonly number[] = [2, 3, 0, 0, 1, 1, 2, 2];

export type Column =
  | Float32Array
  | Float64Array
  | Int8Array
  | Uint8Array
  | Int16Array
  | Uint16Array
  | Int32Array
  | Uint32Array;

/** A view of `length` elements that starts at `byteOffset`, which must be a multiple of the element's size. */
export function elementView(
  kind: ElementKind,
  buffer: ArrayBufferLike,
  byteOffset: number,
  length: number,
): Column {
  switch (kind) {
    case ElementKind.F32:
      return new Float32Array(buffer, byteOffset, length);
    case ElementKind.F64:
      return new Float64Array(buffer, byteOffset, length);
    case ElementKind.I8:
      return new Int8Array(buffer, byteOffset, length);
    case ElementKind.U8:
      return new Uint8Array(buffer, byteOffset, length);
    case ElementKind.I16:
      return new Int16Array(buffer, byteOffset, length);
    case ElementKind.U16:
      return new Uint16Array(buffer, byteOffset, length);
    case ElementKind.I32:
      return new Int32Array(buffer, byteOffset, length);
    case ElementKind.U32:
      return new Uint32Array(buffer, byteOffset, length);
  }
}
