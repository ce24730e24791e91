/**
 * How many bytes of heap a particle costs that is an object, and where its numbers lie.
 *
 * V8 keeps small integers in the object itself and every other number in a box of its own. Chrome
 * compresses pointers to 4 bytes, Node does not.
 */
import type { ParticleField } from "../particle-store.ts";

/** How a V8 lays objects out. */
export interface ObjectModel {
  readonly pointerBytes: number;
  /** Bytes of one boxed number: a map and 8 bytes of double. */
  readonly boxBytes: number;
  /** Map, properties and elements, before the fields. */
  readonly headerBytes: number;
}

const COMPRESSED: ObjectModel = { pointerBytes: 4, boxBytes: 12, headerBytes: 12 };
const UNCOMPRESSED: ObjectModel = { pointerBytes: 8, boxBytes: 16, headerBytes: 24 };

/** The model of this process: uncompressed in Node, compressed elsewhere. */
export function objectModel(): ObjectModel {
  const inNode = typeof process !== "undefined" && process.versions?.node !== undefined;
  return inNode ? UNCOMPRESSED : COMPRESSED;
}

/** Fields V8 keeps as small integers in place; every other number of an object is boxed. */
export const UNBOXED_FIELDS: readonly ParticleField[] = ["emitter"];

/** Heap bytes of one particle: the object, its boxes and its slot in the array. */
export function particleObjectBytes(fieldCount: number, model: ObjectModel): number {
  const boxes = (fieldCount - UNBOXED_FIELDS.length) * model.boxBytes;
  return model.headerBytes + fieldCount * model.pointerBytes + boxes + model.pointerBytes;
}
