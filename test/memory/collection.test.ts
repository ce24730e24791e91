import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { expect, test } from "vitest";
import { Arena } from "../../src/memory/arena.ts";
import { BufferPool } from "../../src/memory/buffer-pool.ts";
import { Pool } from "../../src/memory/pool.ts";

setFlagsFromString("--expose-gc");
const collect: () => void = runInNewContext("gc");

/** Whether the object of `ref` is gone after a collection. A WeakRef holds on until its task ends. */
async function isCollected(ref: WeakRef<object>): Promise<boolean> {
  await new Promise((resolve) => setTimeout(resolve, 0));
  collect();
  return ref.deref() === undefined;
}

test("an item that shrink let go is collected, one that is free is not", async () => {
  const pool = new Pool({ create: () => ({}) });
  const refs = (() => {
    const items = [pool.acquire(), pool.acquire()];
    for (const item of items) pool.release(item);
    return items.map((item) => new WeakRef(item));
  })();
  pool.shrink(1);
  expect(await isCollected(refs[0])).toBe(false);
  expect(await isCollected(refs[1])).toBe(true);
});

test("a buffer that its user lost is collected, and stays counted as in use", async () => {
  const pool = new BufferPool();
  const ref = (() => {
    // Released and acquired once more: no free list may still hold it.
    pool.release(pool.acquire(1000));
    return new WeakRef(pool.acquire(1000));
  })();
  expect(await isCollected(ref)).toBe(true);
  expect(pool.stats).toMatchObject({ created: 1, reused: 1, inUse: 1, inUseBytes: 1024 });
});

test("a buffer that release did not keep, or shrink let go, is collected", async () => {
  const pool = new BufferPool({ maxBytes: 256 });
  const refs = (() => {
    const buffers = [pool.acquire(256), pool.acquire(256)];
    for (const buffer of buffers) pool.release(buffer);
    return buffers.map((buffer) => new WeakRef(buffer));
  })();
  expect(await isCollected(refs[0])).toBe(false);
  expect(await isCollected(refs[1])).toBe(true);
  pool.shrink();
  expect(await isCollected(refs[0])).toBe(true);
});

test("a steady frame of an arena, a pool and a buffer pool leaves no garbage", () => {
  const arena = new Arena({ capacityBytes: 65_536 });
  const pool = new Pool({ create: () => ({ x: 0 }) });
  const buffers = new BufferPool();
  const items: { x: number }[] = new Array(50);
  const held: ArrayBuffer[] = new Array(50);
  const frame = () => {
    for (let i = 0; i < 50; i++) {
      arena.f32(16)[0] = 1;
      arena.u8(3)[0] = 1;
      arena.allocate(24);
      items[i] = pool.acquire();
      held[i] = buffers.acquire(1000);
    }
    for (let i = 0; i < 50; i++) {
      pool.release(items[i]);
      buffers.release(held[i]);
    }
    arena.reset();
  };
  for (let i = 0; i < 500; i++) frame();

  // Short windows, so that no collection falls into one and hides what it made; the least of them,
  // because V8 makes some of its own when it compiles.
  const windows = Array.from({ length: 9 }, () => {
    collect();
    const before = process.memoryUsage().heapUsed;
    for (let i = 0; i < 20; i++) frame();
    return process.memoryUsage().heapUsed - before;
  });
  // 20 frames of 100 fresh views would be 210,000 bytes, one boxed number per view 32,000.
  expect(Math.min(...windows)).toBeLessThan(10_000);
});
