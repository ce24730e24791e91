/**
 * `BufferPool` against fresh buffers: messages that are written into a buffer of their own, of
 * which the last eight are alive at a time. Sizes differ by up to a half, as messages do.
 */
import { BufferPool } from "../../../src/index.ts";
import { defineCard, formatBytes } from "../card.ts";
import { box, type Drawing, type Shape, text } from "../drawing.ts";
import { shuffledOrder } from "../shuffle.ts";

const ALIVE = 8;
const MESSAGES = 32;
const KIB = 1024;

interface Data {
  /** Bytes of each of a frame's messages, a multiple of 4. */
  readonly lengths: Uint32Array;
  /** As long as the longest: messages are its beginning. */
  readonly payload: Uint32Array;
}

function prepare(bytes: number, seed: number): Data {
  const lengths = Uint32Array.from(
    { length: MESSAGES },
    (_, i) => (bytes - ((bytes >> 1) * ((i * 7 + seed) & 15)) / 16) & ~3,
  );
  const payload = Uint32Array.from({ length: bytes / 4 }, (_, i) => (i * 3 + seed) & 1023);
  return { lengths, payload };
}

/** The messages alive, as a ring: `at` is the oldest. */
interface Alive {
  readonly buffers: ArrayBuffer[];
  at: number;
}

/** Writes a message into `buffer`, and reads its middle back. */
function write(buffer: ArrayBuffer, bytes: number, payload: Uint32Array): number {
  const words = new Uint32Array(buffer, 0, bytes >> 2);
  words.set(payload.subarray(0, bytes >> 2));
  return words[bytes >> 3] + bytes;
}

function sendFresh({ lengths, payload }: Data, alive: Alive): number {
  let sum = 0;
  for (let i = 0; i < lengths.length; i++) {
    const buffer = new ArrayBuffer(lengths[i]);
    sum += write(buffer, lengths[i], payload);
    alive.buffers[alive.at] = buffer;
    alive.at = (alive.at + 1) % alive.buffers.length;
  }
  return sum;
}

function sendPooled({ lengths, payload }: Data, alive: Alive, pool: BufferPool): number {
  let sum = 0;
  for (let i = 0; i < lengths.length; i++) {
    pool.release(alive.buffers[alive.at]);
    const buffer = pool.acquire(lengths[i]);
    sum += write(buffer, lengths[i], payload);
    alive.buffers[alive.at] = buffer;
    alive.at = (alive.at + 1) % alive.buffers.length;
  }
  return sum;
}

const SHOWN = 24;
const UNIT = 0.058;

function times(count: number): string {
  return count === 1 ? "once" : `${count} times`;
}

/** Messages through a real pool: each buffer it made, to scale, and what was last asked of it. */
function picture(seed: number): Drawing {
  const pool = new BufferPool();
  const made: ArrayBuffer[] = [];
  const asked = new Map<ArrayBuffer, number>();
  const uses = new Map<ArrayBuffer, number>();
  const alive: ArrayBuffer[] = [];
  let fresh = 0;
  const order = shuffledOrder(SHOWN, seed);
  for (let i = 0; i < SHOWN; i++) {
    const bytes = 200 << (order[i] % 5);
    if (alive.length === 4) pool.release(alive.shift() as ArrayBuffer);
    const buffer = pool.acquire(bytes);
    if (!uses.has(buffer)) made.push(buffer);
    asked.set(buffer, bytes);
    uses.set(buffer, (uses.get(buffer) ?? 0) + 1);
    alive.push(buffer);
    fresh += bytes;
  }
  made.sort((a, b) => a.byteLength - b.byteLength);
  const { created, reused, inUseBytes, freeBytes } = pool.stats;
  const held = formatBytes(inUseBytes + freeBytes);
  const words = `BufferPool: ${SHOWN} messages in ${created} buffers (${held}), ${reused} times reused; fresh: ${SHOWN} buffers (${formatBytes(fresh)})`;
  const shapes: Shape[] = [text(0, 12, words)];
  made.forEach((buffer, i) => {
    const top = 22 + i * 20;
    const bytes = asked.get(buffer) ?? 0;
    const isAlive = alive.includes(buffer);
    const size = formatBytes(buffer.byteLength);
    const hint = `${size}, last asked for ${bytes} bytes, ${isAlive ? "in use" : "free"}`;
    shapes.push({ ...text(56, top + 12, size, "end") });
    shapes.push(box(64, top, buffer.byteLength * UNIT, 16, "padding", hint));
    shapes.push(box(64, top, bytes * UNIT, 16, isAlive ? "used" : "other", hint));
    const label = `handed out ${times(uses.get(buffer) ?? 0)}${isAlive ? "" : ", free"}`;
    shapes.push(text(72 + buffer.byteLength * UNIT, top + 12, label));
  });
  return {
    width: 720,
    height: 22 + made.length * 20,
    shapes,
    caption: `Every buffer of the pool after ${SHOWN} messages of five sizes: green is in use, blue was given back, orange is what rounding up to a power of two adds.`,
  };
}

export const buffersCard = defineCard<Data>({
  id: "buffers",
  title: "Buffer reuse against fresh buffers",
  pattern:
    "A buffer pool keeps buffers that were given back, by powers of two, and hands them out again as they are. A fresh `ArrayBuffer` must be had and zeroed each time, and waits for the collector to give it back.",
  meaning:
    "Reuse buffers: fresh ones took 5 to 17 times as long up to 256 KiB, and two to four times at 1 MiB, where copying the message is most of the work; the pool's rounding took a third more memory.",
  sizes: [KIB, 4 * KIB, 16 * KIB, 64 * KIB, 256 * KIB, KIB * KIB],
  sizeName: "bytes",
  operation: "message",
  isLogarithmic: true,
  headlineSize: 64 * KIB,
  operations: () => MESSAGES,
  prepare,
  picture,
  sides: [
    {
      label: "fresh ArrayBuffer",
      source: [sendFresh, write],
      make(data, size) {
        const buffers = Array.from({ length: ALIVE }, () => new ArrayBuffer(size));
        const alive = { buffers, at: 0 };
        const bytes = data.lengths.reduce((sum, length) => sum + length, 0);
        return {
          run: () => sendFresh(data, alive),
          bytes: (bytes / MESSAGES) * ALIVE,
          allocatedBytes: bytes,
        };
      },
    },
    {
      label: "BufferPool",
      source: [sendPooled, write],
      make(data, size) {
        const pool = new BufferPool();
        const buffers = Array.from({ length: ALIVE }, () => pool.acquire(size));
        const alive = { buffers, at: 0 };
        const { created } = pool.stats;
        sendPooled(data, alive, pool);
        return {
          run: () => sendPooled(data, alive, pool),
          bytes: pool.stats.inUseBytes + pool.stats.freeBytes,
          allocatedBytes: pool.stats.created === created ? 0 : size,
        };
      },
    },
  ],
});
