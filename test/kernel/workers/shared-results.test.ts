/** What kernels give back with workers: the same totals and rows whoever ran them, over any chunks. */
import { afterEach, expect, test } from "vitest";
import {
  component,
  count,
  createWorld,
  type Entity,
  f32,
  kernel,
  max,
  min,
  read,
  sum,
  u32,
  type World,
  type WorldOptions,
  where,
  write,
} from "../../../src/index.ts";
import { parseKernels } from "../../../src/kernel/parse/index.ts";
import { theCrew } from "../../../src/kernel/workers/crew.ts";
import { Job } from "../../../src/kernel/workers/job.ts";

parseKernels();

const Position = component("Position", { x: f32, y: f32 });
const Velocity = component("Velocity", { x: f32, y: f32 });
const Mark = component("Mark", { n: u32 });

const step = kernel([write(Position), write(Velocity)], { dt: f32, seed: u32 }, (p, v, u) => {
  p.x += v.x * u.dt + Math.sin(p.y);
  p.y += v.y * u.dt;
  if (p.x > 10) v.x = -v.x;
  return {
    mass: sum(p.x),
    least: min(p.y),
    most: max(p.y),
    fast: count(v.x > 0),
    far: where(p.x > 10),
    low: where(p.y < -9),
  };
});
const plain = kernel([write(Position), read(Velocity)], { dt: f32 }, (p, v, u) => {
  p.x += v.x * u.dt;
  p.y -= v.y * u.dt;
});

/** Without a sum, blocks need not be kept together. */
const least100 = kernel([read(Position)], {}, (p) => ({ least: min(p.x + 100) }));

const total = kernel([read(Position)], {}, (p) => ({ x: sum(p.x) }));

const worlds: World[] = [];
afterEach(() => {
  for (const world of worlds.splice(0)) world.dispose();
  Job.sharesFrom = undefined;
});

function worldOf(workers: number, rows: number, options: WorldOptions = {}): World {
  const world = createWorld({ workers, ...options });
  worlds.push(world);
  const fill = (share: number) => (x: number) =>
    Math.fround(((x * 2654435761 * share) % 2000) / 100 - 10);
  world.spawnMany(rows, [Position, Velocity], (to) => {
    const p = to.write(Position);
    const v = to.write(Velocity);
    for (let i = to.start; i < to.end; i++) {
      const n = to.offset + i - to.start;
      p.x[i] = fill(1)(n);
      p.y[i] = fill(3)(n);
      v.x[i] = fill(7)(n);
      v.y[i] = fill(11)(n);
    }
  });
  world.spawnMany(5_000, [Position, Velocity, Mark]);
  return world;
}

/** The kernels have been run once: workers know them. */
async function untilReady(workers: number): Promise<void> {
  const { threads } = theCrew();
  const areReady = () => threads.length === workers && threads.every((one) => one.isReady);
  for (let turn = 0; !areReady() && turn < 2_000; turn++)
    await new Promise((resolve) => setTimeout(resolve, 5));
  expect(areReady()).toBe(true);
}

/** All bytes and all that was given back, of a few runs; and how many units workers have run. */
async function outcome(world: World, workers: number): Promise<{ text: string; helped: number }> {
  const query = world.query(Position, Velocity);
  const found: unknown[] = [];
  let helped = 0;
  for (let frame = 0; frame < 12; frame++) {
    plain.run(query, { dt: 0.25 });
    const { mass, least, most, fast, far, low } = step.run(query, { dt: 0.5, seed: 1 });
    helped += step.shared?.helped ?? 0;
    found.push(mass, least, most, fast, far.count, low.count);
    found.push(hash(far.entities), hash(low.entities), least100.run(query).least);
    if (frame === 0) await untilReady(workers);
  }
  for (const chunk of query) {
    const p = chunk.read(Position);
    found.push(hash(bitsOf(p.x, chunk.count)), hash(bitsOf(p.y, chunk.count)));
  }
  return { text: JSON.stringify(found), helped };
}

function bitsOf(column: ArrayLike<number>, length: number): Uint32Array {
  return new Uint32Array(Float32Array.from({ length }, (_, i) => column[i]).buffer);
}

function hash(words: ArrayLike<number>): number {
  let bits = words.length;
  for (let i = 0; i < words.length; i++) bits = (Math.imul(bits, 31) + words[i]) | 0;
  return bits;
}

test.each([
  ["large chunks", 100_000, {}],
  ["blocks that go through many chunks", 30_000, { chunkRows: { min: 64, max: 1024 } }],
  ["chunks that grew", 30_000, { chunkRows: { min: 64, max: 16_384 } }],
  ["several slabs", 60_000, { firstSlabBytes: 1 << 19, slabBytes: 1 << 19 }],
] as const)(
  "workers leave the bytes, totals and rows that one thread does: %s",
  async (name, rows, options) => {
    Job.sharesFrom = 1;
    const alone = await outcome(worldOf(0, rows, options), 0);
    expect(alone.helped).toBe(0);
    for (const workers of [1, 2, 3]) {
      const together = await outcome(worldOf(workers, rows, options), workers);
      expect(together.text).toBe(alone.text);
      if (!name.startsWith("blocks")) expect(together.helped).toBeGreaterThan(0);
      for (const world of worlds.splice(0)) world.dispose();
    }
  },
);

test("a sum with workers has the last rows of an archetype that keeps an empty chunk behind them", () => {
  Job.sharesFrom = 1;
  const totals = [0, 1].map((workers) => {
    const world = createWorld({ workers, chunkRows: { min: 64, max: 1024 } });
    worlds.push(world);
    const last: Entity[] = [];
    for (let i = 0; i < 3_000; i++) last.push(world.spawn(Position({ x: 1 })));
    for (const entity of last.slice(2_000)) world.despawn(entity);
    return total.run(world.query(Position)).x;
  });
  expect(totals).toEqual([2_000, 2_000]);
});
