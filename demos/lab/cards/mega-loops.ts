/**
 * What the card "mega" runs: one loop that is handed arrays of any kind, and the same text once for
 * each kind, so that each copy has seen one kind alone.
 */

export type Values =
  | Float32Array
  | Uint32Array
  | Uint8Array
  | Int16Array
  | Int32Array
  | Uint16Array
  | Float64Array
  | Int8Array
  | Uint8ClampedArray;

export function sumAnyKind(values: Values): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i];
  return sum;
}

export function sumByOneLoop(arrays: readonly Values[]): number {
  let sum = 0;
  for (const values of arrays) sum += sumAnyKind(values);
  return sum;
}

function sumFloat32(values: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i];
  return sum;
}

function sumUint32(values: Uint32Array): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i];
  return sum;
}

function sumUint8(values: Uint8Array): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i];
  return sum;
}

function sumInt16(values: Int16Array): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i];
  return sum;
}

function sumInt32(values: Int32Array): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i];
  return sum;
}

function sumUint16(values: Uint16Array): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i];
  return sum;
}

function sumFloat64(values: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i];
  return sum;
}

function sumInt8(values: Int8Array): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i];
  return sum;
}

function sumUint8Clamped(values: Uint8ClampedArray): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i];
  return sum;
}

/** One loop's copy and the kind that it is for. */
interface Kind {
  readonly name: string;
  readonly bytesPerElement: number;
  from(values: Float64Array): Values;
  readonly sum: (values: never) => number;
}

/** In the order in which sizes of the card bring them in. */
export const KINDS: readonly Kind[] = [
  kind(Float32Array, sumFloat32),
  kind(Uint32Array, sumUint32),
  kind(Uint8Array, sumUint8),
  kind(Int16Array, sumInt16),
  kind(Int32Array, sumInt32),
  kind(Uint16Array, sumUint16),
  kind(Float64Array, sumFloat64),
  kind(Int8Array, sumInt8),
  kind(Uint8ClampedArray, sumUint8Clamped),
];

function kind<V extends Values>(
  type: { readonly name: string; readonly BYTES_PER_ELEMENT: number; from(v: Float64Array): V },
  sum: (values: V) => number,
): Kind {
  return {
    name: type.name,
    bytesPerElement: type.BYTES_PER_ELEMENT,
    from: (values) => type.from(values),
    sum: sum as (values: never) => number,
  };
}

/** The n-th array is of the n-th kind. */
export function sumByLoopPerKind(arrays: readonly Values[]): number {
  let sum = 0;
  for (let i = 0; i < arrays.length; i++) sum += KINDS[i].sum(arrays[i] as never);
  return sum;
}
