import { expect, test } from "vitest";
import { BufferPool } from "../../src/memory/buffer-pool.ts";

test("a buffer has the next power of two of bytes, and 256 at least", () => {
  const pool = new BufferPool();
  const sizes = [0, 1, 256, 257, 512, 513, 65_536, 65_537].map((n) => pool.acquire(n).byteLength);
  expect(sizes).toEqual([256, 256, 256, 512, 512, 1024, 65_536, 131_072]);
});

test("the largest class is 2 GiB", () => {
  const asked: number[] = [];
  const acquire = (bytes: number) => {
    asked.push(bytes);
    throw new RangeError("refused");
  };
  const pool = new BufferPool({ acquire });
  expect(() => pool.acquire(2 ** 31)).toThrow("[E002]");
  expect(() => pool.acquire(2 ** 30 + 1)).toThrow("[E002]");
  expect(() => pool.acquire(2 ** 31 + 1)).toThrow("[E001]");
  expect(asked).toEqual([2 ** 31, 2 ** 31]);
});

test("a released buffer is handed out again within its class, the last one first", () => {
  const pool = new BufferPool();
  const a = pool.acquire(300);
  const b = pool.acquire(500);
  pool.release(a);
  pool.release(b);
  expect(pool.acquire(1000)).not.toBe(b);
  expect(pool.acquire(257)).toBe(b);
  expect(pool.acquire(512)).toBe(a);
  expect(pool.acquire(512)).not.toBe(a);
  pool.release(a);
  expect(pool.acquire(512)).toBe(a);
});

test("statistics count buffers and bytes", () => {
  const pool = new BufferPool({ maxBytes: 1024 });
  const a = pool.acquire(1000);
  const b = pool.acquire(300);
  pool.release(a);
  pool.release(b);
  expect(pool.stats).toEqual({
    created: 2,
    reused: 0,
    dropped: 1,
    inUse: 0,
    inUseBytes: 0,
    peakBytes: 1536,
    free: 1,
    freeBytes: 1024,
  });
  pool.acquire(1000);
  pool.acquire(100);
  expect(pool.stats).toEqual({
    created: 3,
    reused: 1,
    dropped: 1,
    inUse: 2,
    inUseBytes: 1280,
    peakBytes: 1536,
    free: 0,
    freeBytes: 0,
  });
});

test("no more than maxBytes are kept, and none with 0", () => {
  const pool = new BufferPool({ maxBytes: 600 });
  const buffers = [pool.acquire(256), pool.acquire(256), pool.acquire(256)];
  for (const buffer of buffers) pool.release(buffer);
  expect(pool.stats).toMatchObject({ free: 2, freeBytes: 512, dropped: 1 });
  const keepsNothing = new BufferPool({ maxBytes: 0 });
  keepsNothing.release(keepsNothing.acquire(1));
  expect(keepsNothing.stats).toMatchObject({ free: 0, dropped: 1 });
});

test("shrink lets go of the largest first, down to what is to be kept", () => {
  const pool = new BufferPool();
  const buffers = [pool.acquire(256), pool.acquire(1024), pool.acquire(4096), pool.acquire(1024)];
  for (const buffer of buffers) pool.release(buffer);
  expect(pool.shrink(2000)).toBe(4096 + 1024);
  expect(pool.stats).toMatchObject({ free: 2, freeBytes: 1280, dropped: 2 });
  expect(pool.shrink(5000)).toBe(0);
  expect(pool.shrink()).toBe(1280);
  expect(pool.stats).toMatchObject({ free: 0, freeBytes: 0, dropped: 4 });
  expect(buffers).not.toContain(pool.acquire(256));
});

test("a buffer that was transferred away is let go, not handed out empty", () => {
  const pool = new BufferPool();
  const inUse = pool.acquire(256);
  const free = pool.acquire(256);
  structuredClone(inUse, { transfer: [inUse] });
  pool.release(inUse);
  expect(pool.stats).toMatchObject({ inUse: 1, free: 0, dropped: 1 });
  pool.release(free);
  structuredClone(free, { transfer: [free] });
  expect(pool.acquire(256).byteLength).toBe(256);
  expect(pool.stats).toMatchObject({ inUse: 1, free: 0, freeBytes: 0, dropped: 2, reused: 0 });
});

test("E003: releasing twice is an error and changes nothing, kept or not", () => {
  const pool = new BufferPool({ maxBytes: 512 });
  const kept = pool.acquire(512);
  const dropped = pool.acquire(512);
  pool.release(kept);
  pool.release(dropped);
  const message =
    "release: a buffer of 512 bytes was released already. " +
    "Release it once, and drop every view of it then. [E003]";
  expect(() => pool.release(kept)).toThrow(message);
  expect(() => pool.release(dropped)).toThrow(message);
  expect(pool.stats).toMatchObject({ inUse: 0, free: 1, freeBytes: 512, dropped: 1 });
  expect(pool.acquire(512)).not.toBe(pool.acquire(512));
});

test("E004: releasing a buffer of someone else is an error and changes nothing", () => {
  const pool = new BufferPool();
  const message =
    "release: a buffer of 1024 bytes is not from this pool. " +
    "Release it to the pool that it was acquired from. [E004]";
  expect(() => pool.release(new ArrayBuffer(1024))).toThrow(message);
  expect(() => pool.release(new BufferPool().acquire(1024))).toThrow(message);
  expect(pool.stats).toMatchObject({ inUse: 0, free: 0 });
});

test("E001 names the bad size", () => {
  const pool = new BufferPool();
  expect(() => pool.acquire(-1)).toThrow(
    "acquire: minBytes is -1. Pass a whole number from 0 to 2147483648. [E001]",
  );
  expect(() => pool.shrink(Number.NaN)).toThrow(
    "shrink: keepBytes is NaN. Pass a whole number from 0 to 9007199254740991. [E001]",
  );
  expect(() => new BufferPool({ maxBytes: -5 })).toThrow(
    "new BufferPool: maxBytes is -5. Pass a whole number from 0 to 9007199254740991. [E001]",
  );
});

test("E002 tells what could not be had, and leaves the pool as it was", () => {
  const cause = new RangeError("refused");
  const shared = new ArrayBuffer(256);
  let give: (bytes: number) => ArrayBuffer = () => shared;
  const pool = new BufferPool({ acquire: (bytes) => give(bytes) });
  pool.acquire(256);

  const remedy = "The pool is as before: release or shrink, or ask for less. [E002]";
  expect(() => pool.acquire(256)).toThrow(
    `acquire: a buffer of 256 bytes could not be had, but one that the pool has already. ${remedy}`,
  );
  expect(() => pool.acquire(512)).toThrow(
    `acquire: a buffer of 512 bytes could not be had, but one of 256. ${remedy}`,
  );
  give = () => {
    throw cause;
  };
  expect(() => pool.acquire(512)).toThrow(
    `acquire: a buffer of 512 bytes could not be had. ${remedy}`,
  );
  expect(() => pool.acquire(512)).toThrow(expect.objectContaining({ code: "E002", cause }));
  expect(pool.stats).toMatchObject({ created: 1, inUse: 1, inUseBytes: 256, peakBytes: 256 });
  pool.release(shared);
  expect(pool.acquire(256)).toBe(shared);
});
