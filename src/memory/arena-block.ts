/**
 * The blocks of memory that arenas bump through.
 *
 * Invariant: a block's size is a multiple of 64, so that a view of any kind can span all of it.
 */
import { EcsError } from "../base/errors.ts";
import { shown } from "../base/shown.ts";
import { MAX_BLOCK_BYTES } from "./whole-number.ts";

/** What poisoned memory is filled with: as an f32 it reads -1.998e18. */
export const POISON_BYTE = 0xdd;

/** A block that was current earlier in the frame; it owns the offsets from `start` to the next block's. */
export interface OlderBlock {
  readonly bytes: Uint8Array;
  readonly start: number;
}

export function roundUpToBlock(bytes: number): number {
  return Math.ceil(bytes / 64) * 64;
}

/**
 * `bytes`, rounded up to a block, from the start of a buffer that `acquire` returns.
 *
 * @param tried - the call to name in the message
 * @throws {EcsError} E002 when `acquire` throws or returns too little, or the block is too large
 */
export function acquireBlock(
  tried: string,
  bytes: number,
  acquire: (bytes: number) => ArrayBufferLike,
): Uint8Array {
  const blockBytes = roundUpToBlock(bytes);
  if (blockBytes > MAX_BLOCK_BYTES) throw notHad(tried, blockBytes, "; no block is so large");
  let buffer: ArrayBufferLike;
  try {
    buffer = acquire(blockBytes);
  } catch (cause) {
    throw notHad(tried, blockBytes, "", cause);
  }
  if (!(buffer?.byteLength >= blockBytes)) {
    throw notHad(tried, blockBytes, `, but one of ${shown(buffer?.byteLength)}`);
  }
  return new Uint8Array(buffer, 0, blockBytes);
}

function notHad(tried: string, blockBytes: number, but: string, cause?: unknown): EcsError {
  return new EcsError(
    "E002",
    `${tried}: a block of ${blockBytes} bytes could not be had${but}. ` +
      "Nothing has changed: ask for less, or reset earlier.",
    { cause },
  );
}
