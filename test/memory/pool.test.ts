import { expect, test } from "vitest";
import { Pool } from "../../src/memory/pool.ts";

interface Bullet {
  x: number;
}

const create = (): Bullet => ({ x: 0 });

function bullets(options: { preallocate?: number; max?: number } = {}): Pool<Bullet> {
  return new Pool({ create, name: "bullets", ...options });
}

test("a released item is acquired again, the last one first", () => {
  const pool = bullets();
  const a = pool.acquire();
  const b = pool.acquire();
  expect(a).not.toBe(b);
  pool.release(a);
  pool.release(b);
  expect(pool.acquire()).toBe(b);
  expect(pool.acquire()).toBe(a);
});

test("reset is called with each released item, before anyone acquires it", () => {
  const pool = new Pool({ create, reset: (item) => (item.x = -1) });
  const bullet = pool.acquire();
  expect(bullet.x).toBe(0);
  bullet.x = 5;
  pool.release(bullet);
  expect(bullet.x).toBe(-1);
});

test("statistics count what was made, is free, is in use, was at most, and was used again", () => {
  const pool = bullets({ preallocate: 2 });
  expect(pool.stats).toEqual({ created: 2, free: 2, inUse: 0, peak: 0, reused: 0 });
  const items = [pool.acquire(), pool.acquire(), pool.acquire()];
  expect(pool.stats).toEqual({ created: 3, free: 0, inUse: 3, peak: 3, reused: 2 });
  for (const item of items) pool.release(item);
  pool.acquire();
  expect(pool.stats).toEqual({ created: 3, free: 2, inUse: 1, peak: 3, reused: 3 });
});

test("preallocate makes items until that many are free", () => {
  const pool = bullets();
  pool.preallocate(3);
  pool.preallocate(2);
  expect(pool.stats).toMatchObject({ created: 3, free: 3 });
  pool.acquire();
  pool.preallocate(3);
  expect(pool.stats).toMatchObject({ created: 4, free: 3, inUse: 1 });
});

test("shrink lets go of free items only, and says how many", () => {
  const pool = bullets({ preallocate: 5 });
  const inUse = pool.acquire();
  expect(pool.shrink(3)).toBe(1);
  expect(pool.shrink(10)).toBe(0);
  expect(pool.shrink()).toBe(3);
  expect(pool.stats).toMatchObject({ created: 5, free: 0, inUse: 1 });
  pool.release(inUse);
  expect(pool.acquire()).toBe(inUse);
});

test("shrink makes room under max", () => {
  const pool = bullets({ preallocate: 2, max: 2 });
  pool.shrink();
  pool.acquire();
  pool.acquire();
  expect(pool.stats).toMatchObject({ created: 4, inUse: 2 });
});

test("E003: releasing twice is an error and changes nothing", () => {
  const pool = bullets();
  const bullet = pool.acquire();
  pool.release(bullet);
  expect(() => pool.release(bullet)).toThrow(
    'release: the item is back in pool "bullets" already. ' +
      "Release it once, and drop every reference to it then. [E003]",
  );
  expect(pool.stats).toMatchObject({ free: 1, inUse: 0 });
  expect(pool.acquire()).not.toBe(pool.acquire());
});

test("E003: releasing a preallocated item that nobody acquired is an error", () => {
  const made: Bullet[] = [];
  const pool = new Pool({
    create: () => {
      const bullet = create();
      made.push(bullet);
      return bullet;
    },
  });
  pool.preallocate(1);
  expect(() => pool.release(made[0])).toThrow("[E003]");
});

test("E004: releasing what is not the pool's is an error and changes nothing", () => {
  const pool = bullets();
  pool.acquire();
  expect(() => pool.release({ x: 0 })).toThrow(
    'release: the item is not one of the 1 of pool "bullets". ' +
      "Release it to the pool that it was acquired from. [E004]",
  );
  expect(() => pool.release(bullets().acquire())).toThrow("[E004]");
  expect(pool.stats).toMatchObject({ free: 0, inUse: 1 });
});

test("E004: an item that shrink let go is the pool's no more", () => {
  const pool = bullets();
  const bullet = pool.acquire();
  pool.release(bullet);
  pool.shrink();
  expect(() => pool.release(bullet)).toThrow("[E004]");
});

test("E005: past max acquire is an error until an item is released", () => {
  const pool = bullets({ max: 2 });
  const bullet = pool.acquire();
  pool.acquire();
  expect(() => pool.acquire()).toThrow(
    'acquire: all 2 items of pool "bullets" are in use. ' +
      "Release one first, or raise max. [E005]",
  );
  expect(pool.stats).toEqual({ created: 2, free: 0, inUse: 2, peak: 2, reused: 0 });
  pool.release(bullet);
  expect(pool.acquire()).toBe(bullet);
});

test("E009: a create that returns the same object twice is an error", () => {
  const only = create();
  const pool = new Pool({ create: () => only });
  expect(pool.acquire()).toBe(only);
  expect(() => pool.acquire()).toThrow(
    'create: it returned an item that pool "unnamed" has already. ' +
      "Return a fresh object from each call. [E009]",
  );
  expect(pool.stats).toEqual({ created: 1, free: 0, inUse: 1, peak: 1, reused: 0 });
});

test("E001 names the bad count", () => {
  const max = Number.MAX_SAFE_INTEGER;
  expect(() => bullets({ max: 0 })).toThrow(
    `new Pool: max is 0. Pass a whole number from 1 to ${max}. [E001]`,
  );
  expect(() => bullets().preallocate(-1)).toThrow(
    `preallocate: count is -1. Pass a whole number from 0 to ${max}. [E001]`,
  );
  expect(() => bullets().shrink(0.5)).toThrow(
    `shrink: keep is 0.5. Pass a whole number from 0 to ${max}. [E001]`,
  );
  const pool = bullets({ max: 4 });
  pool.acquire();
  expect(() => pool.preallocate(4)).toThrow(
    "preallocate: count is 4. Pass a whole number from 0 to 3. [E001]",
  );
});

test("when create or reset throws, the pool is as before", () => {
  let isFailing = true;
  const failing = () => {
    if (isFailing) throw new Error("no");
    return create();
  };
  const pool = new Pool({ create: failing, reset: failing });
  expect(() => pool.acquire()).toThrow("no");
  expect(pool.stats).toEqual({ created: 0, free: 0, inUse: 0, peak: 0, reused: 0 });
  isFailing = false;
  const bullet = pool.acquire();
  isFailing = true;
  expect(() => pool.release(bullet)).toThrow("no");
  expect(pool.stats).toMatchObject({ free: 0, inUse: 1 });
});
