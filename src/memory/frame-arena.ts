/**
 * FrameArena: two arenas that take turns, so that scratch data outlives its frame by one.
 *
 * For what one frame makes and the next still reads, such as staging for an upload or last
 * frame's positions. Where nothing is read a frame later, one `Arena` needs half the memory.
 *
 * Invariant: what was handed out since the last `swap` and since the one before it is intact.
 */
import { Arena, type ArenaOptions } from "./arena.ts";

/**
 * Costs what `Arena` costs, twice over in memory. What is handed out is valid until the second
 * `swap` after it; steady frames make no garbage, because each arena keeps its own views.
 */
export class FrameArena {
  #current: Arena;
  #previous: Arena;

  /**
   * `options` hold for each of the two arenas.
   *
   * @throws {EcsError} E001 bad capacity · E002 a first block could not be had
   */
  constructor(options: ArenaOptions) {
    this.#current = new Arena(options);
    this.#previous = new Arena(options);
  }

  /** The arena of this frame. Another one after `swap`: ask again, do not keep it. */
  get current(): Arena {
    return this.#current;
  }

  /** The arena of the frame before, to read from; `swap` resets it. */
  get previous(): Arena {
    return this.#previous;
  }

  /** Bytes of all blocks of both arenas. */
  get heldBytes(): number {
    return this.#current.heldBytes + this.#previous.heldBytes;
  }

  /**
   * Starts a frame: this frame's arena becomes `previous`, and the other is reset and becomes
   * `current`. Call it once a frame. Costs one `Arena.reset`; never throws.
   */
  swap(): void {
    const last = this.#current;
    this.#current = this.#previous;
    this.#previous = last;
    this.#current.reset();
  }

  /** Asks both arenas to shrink, each when `swap` next resets it: done after two swaps. */
  shrink(): void {
    this.#current.shrink();
    this.#previous.shrink();
  }

  /** `Arena.allocate` of this frame's arena; the offset lies in `current.buffer`. */
  allocate(bytes: number, align: number = 8): number {
    return this.#current.allocate(bytes, align);
  }

  /** `Arena.reserve` of this frame's arena. */
  reserve(bytes: number): void {
    this.#current.reserve(bytes);
  }

  /** `Arena.f32` of this frame's arena, and so on for each kind; valid until the second `swap`. */
  f32(length: number): Float32Array {
    return this.#current.f32(length);
  }
  /** Like `f32`. */
  f64(length: number): Float64Array {
    return this.#current.f64(length);
  }
  /** Like `f32`. */
  i32(length: number): Int32Array {
    return this.#current.i32(length);
  }
  /** Like `f32`. */
  u32(length: number): Uint32Array {
    return this.#current.u32(length);
  }
  /** Like `f32`. */
  i16(length: number): Int16Array {
    return this.#current.i16(length);
  }
  /** Like `f32`. */
  u16(length: number): Uint16Array {
    return this.#current.u16(length);
  }
  /** Like `f32`. */
  i8(length: number): Int8Array {
    return this.#current.i8(length);
  }
  /** Like `f32`. */
  u8(length: number): Uint8Array {
    return this.#current.u8(length);
  }
}
