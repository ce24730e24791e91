/**
 * Slab: one fixed-size WebAssembly.Memory and the views over it.
 *
 * A slab never grows and never detaches, so every view made of it stays good for ever. Reserving
 * one costs address space only: the machine commits a page when it is first written.
 *
 * Behind `byteLength`, which blocks are cut from, lies scratch memory: what code that only sees this memory
 * needs while it runs. Nothing in there outlives a call of the engine, and nobody counts or copies it.
 */
import type { Column, ElementKind } from "../base/element.ts";

/** A page of WebAssembly for each thread that runs code over the slab: at `slab.byteLength`, and behind that. */
export const SCRATCH_BYTES = 65_536;

/** Threads that can run code over a shared slab at a time, this one among them. */
export const SHARED_THREADS = 17;

/** Bytes behind the blocks of a slab. */
export function scratchBytes(shared: boolean): number {
  return shared ? SCRATCH_BYTES * SHARED_THREADS : SCRATCH_BYTES;
}

export class Slab {
  readonly id: number;
  readonly memory: WebAssembly.Memory;
  readonly buffer: ArrayBufferLike;
  /** Bytes to cut blocks from; scratch memory begins there. */
  readonly byteLength: number;
  // One view per element kind for the whole slab. Engine code addresses columns by offset through
  // these, so each access site in it sees a single kind of typed array.
  readonly f32: Float32Array;
  readonly f64: Float64Array;
  readonly i8: Int8Array;
  readonly u8: Uint8Array;
  readonly i16: Int16Array;
  readonly u16: Uint16Array;
  readonly i32: Int32Array;
  readonly u32: Uint32Array;
  /** By element kind. */
  readonly #views: readonly Column[];

  constructor(id: number, memory: WebAssembly.Memory, shared = false) {
    const buffer: ArrayBufferLike = memory.buffer;
    this.id = id;
    this.memory = memory;
    this.buffer = buffer;
    this.byteLength = buffer.byteLength - scratchBytes(shared);
    this.f32 = new Float32Array(buffer);
    this.f64 = new Float64Array(buffer);
    this.i8 = new Int8Array(buffer);
    this.u8 = new Uint8Array(buffer);
    this.i16 = new Int16Array(buffer);
    this.u16 = new Uint16Array(buffer);
    this.i32 = new Int32Array(buffer);
    this.u32 = new Uint32Array(buffer);
    const { f32, f64, i8, u8, i16, u16, i32, u32 } = this;
    this.#views = [f32, f64, i8, u8, i16, u16, i32, u32];
  }

  /** The view of one element kind. */
  viewOf(kind: ElementKind): Column {
    return this.#views[kind];
  }
}
