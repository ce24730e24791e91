import fc from "fast-check";
import { expect, test } from "vitest";
import { Pool } from "../../src/memory/pool.ts";
import { FULL_SCALE, IS_USUAL, SEED } from "../model/soak.ts";

interface Bullet {
  x: number;
}

const create = (): Bullet => ({ x: 0 });

test("a pool behaves as a stack of free items beside a set of used ones", () => {
  type Op = readonly [kind: "acquire" | "release" | "preallocate" | "shrink", n: number];
  const anyOp: fc.Arbitrary<Op> = fc.tuple(
    fc.constantFrom("acquire", "acquire", "acquire", "release", "release", "preallocate", "shrink"),
    fc.nat(30),
  );
  const max = 12;
  const codes = new Set<string>();
  let longest = 0;

  const run = (ops: readonly Op[]) => {
    const pool = new Pool({ create, max });
    const everSeen: Bullet[] = [];
    let free: Bullet[] = [];
    const inUse = new Set<Bullet>();
    let dropped = 0;
    /** Runs `act`, which must throw exactly `code`, or nothing when that is undefined. */
    const expectCode = (code: string | undefined, act: () => void) => {
      if (code === undefined) return act();
      codes.add(code);
      expect(act).toThrow(expect.objectContaining({ code }));
    };
    for (const [kind, n] of ops) {
      switch (kind) {
        case "acquire":
          expectCode(inUse.size === max ? "E005" : undefined, () => {
            const item = pool.acquire();
            if (free.length > 0) expect(item).toBe(free.pop());
            else expect(everSeen).not.toContain(item);
            expect(inUse.has(item)).toBe(false);
            inUse.add(item);
            if (!everSeen.includes(item)) everSeen.push(item);
          });
          break;
        case "release": {
          const item = everSeen[n % Math.max(1, everSeen.length)] ?? create();
          const code = free.includes(item) ? "E003" : "E004";
          expectCode(inUse.has(item) ? undefined : code, () => {
            pool.release(item);
            inUse.delete(item);
            free.push(item);
          });
          break;
        }
        case "preallocate":
          expectCode(n > max - inUse.size ? "E001" : undefined, () => {
            pool.preallocate(n);
            // The pool does not show its fresh items: take them all out to see them, and back in.
            const items = Array.from({ length: pool.stats.free }, () => pool.acquire());
            expect(items.slice(items.length - free.length)).toEqual([...free].reverse());
            free = items.reverse();
            for (const item of free) pool.release(item);
            everSeen.push(...free.filter((item) => !everSeen.includes(item)));
          });
          break;
        case "shrink":
          expect(pool.shrink(n)).toBe(Math.max(0, free.length - n));
          dropped += Math.max(0, free.length - n);
          free.length = Math.min(free.length, n);
          break;
      }
      const { created, peak, ...now } = pool.stats;
      expect(now).toMatchObject({ free: free.length, inUse: inUse.size });
      expect(created).toBe(free.length + inUse.size + dropped);
      expect(peak).toBeGreaterThanOrEqual(inUse.size);
    }
    longest = Math.max(longest, ops.length);
  };

  fc.assert(fc.property(fc.array(anyOp, { maxLength: 100, size: "max" }), run), {
    numRuns: 200 * FULL_SCALE,
    seed: SEED,
  });
  if (!IS_USUAL) return;
  expect(longest).toBeGreaterThan(90);
  expect([...codes].sort()).toEqual(["E001", "E003", "E004", "E005"]);
});
