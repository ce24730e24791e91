import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { beforeAll, expect, test } from "vitest";
import {
  component,
  count,
  createWorld,
  f32,
  kernel,
  max,
  sum,
  where,
  write,
} from "../../src/index.ts";
import { parseKernels } from "../../src/kernel/parse/index.ts";

setFlagsFromString("--expose-gc");
const collect: () => void = runInNewContext("gc");

beforeAll(() => parseKernels());

/** Bytes that a frame leaves: the least of many windows, as V8 makes some of its own. */
function garbagePerFrame(frame: () => void): number {
  for (let i = 0; i < 2000; i++) frame();
  const windows = Array.from({ length: 30 }, () => {
    collect();
    const before = process.memoryUsage().heapUsed;
    for (let i = 0; i < 50; i++) frame();
    return process.memoryUsage().heapUsed - before;
  });
  return Math.min(...windows) / 50;
}

// Seen to fail: totals kept in the fields of a plain object, and a view of the entities made by each run.
test.each(["simd", "scalar", "javascript"] as const)(
  "%s leaves no garbage where it gives totals, selects rows and runs over them",
  (engine) => {
    const Life = component("Life", { left: f32 });
    const world = createWorld();
    for (let i = 0; i < 1000; i++) world.spawn(Life({ left: i / 3 }));
    const query = world.query(Life);
    const age = kernel(
      [write(Life)],
      { dt: f32 },
      (life, u) => {
        life.left -= u.dt;
        const isDead = life.left <= 0;
        return {
          dead: where(isDead),
          alive: count(!isDead),
          total: sum(life.left),
          most: max(life.left),
        };
      },
      { engine },
    );
    const revive = kernel(
      [write(Life)],
      {},
      (life) => {
        life.left += 300;
      },
      { engine },
    );
    const uniforms = age.draft();
    uniforms.dt = 0.3;
    const seen = new Float64Array(2);
    const bytes = garbagePerFrame(() => {
      const { dead, total } = age.run(query, uniforms);
      seen[0] += dead.count;
      seen[1] += total;
      revive.run(dead);
    });
    expect(seen[0]).toBeGreaterThan(1000);
    // Reading a total may box it, once.
    expect(bytes).toBeLessThan(30);
  },
);
