/**
 * Outputs of kernels over worlds: totals, and rows that a condition selects, by all engines.
 */
import fc from "fast-check";
import { beforeAll, expect, test } from "vitest";
import {
  bool,
  component,
  count,
  createWorld,
  f32,
  f64,
  i32,
  kernel,
  max,
  min,
  read,
  sum,
  u8,
  u32,
  where,
  write,
} from "../../src/index.ts";
import { parseKernels } from "../../src/kernel/parse/index.ts";
import { FULL_SCALE, SEED } from "../model/soak.ts";

const Life = component("Life", { left: f32, drawn: u8 });
const Position = component("Position", { x: f32, y: f32 });
const Exact = component("Exact", { value: f64, whole: i32, large: u32, isOn: bool });
const Shield = component("Shield", { left: f32 }, { toggle: true });

beforeAll(() => parseKernels());

const ENGINES = ["simd", "scalar", "javascript"] as const;
type EngineName = (typeof ENGINES)[number];

const makeAge = (engine: EngineName) =>
  kernel(
    [write(Life)],
    { dt: f32 },
    (life, u) => {
      life.left -= u.dt;
      const isDead = life.left <= 0;
      return { dead: where(isDead), alive: count(!isDead), oldest: max(life.left) };
    },
    { engine },
  );

test.each(ENGINES)("%s writes, counts and selects in one pass", (engine) => {
  const world = createWorld({ chunkRows: { min: 16, max: 64 } });
  const entities = Array.from({ length: 1000 }, (_, i) => world.spawn(Life({ left: i % 10 })));
  const { dead, alive, oldest } = makeAge(engine).run(world.query(Life), { dt: 1 });
  const expected = entities.filter((_, i) => i % 10 <= 1);
  expect([...dead]).toEqual(expected);
  expect([...dead.entities]).toEqual(expected);
  expect(dead.at(3)).toBe(expected[3]);
  expect({ count: dead.count, alive, oldest }).toEqual({ count: 200, alive: 800, oldest: 8 });
  expect(world.get(entities[13], Life, "left")).toBe(2);
});

test.each(ENGINES)("%s gives totals of no rows, of NaN and of every type", (engine) => {
  const world = createWorld();
  const measure = kernel(
    [read(Exact)],
    { over: f64 },
    (e, u) => ({
      values: sum(e.value),
      least: min(e.value),
      most: max(e.value),
      wholes: sum(e.whole),
      leastWhole: min(e.whole),
      mostLarge: max(e.large),
      larges: sum(e.large),
      products: sum(e.whole * e.whole),
      on: count(e.isOn),
      over: count(e.value > u.over && !e.isOn),
      rows: sum(1),
    }),
    { engine },
  );
  const query = world.query(Exact);
  const none = { values: 0, least: Infinity, most: -Infinity, wholes: 0, leastWhole: Infinity };
  const result = measure.run(query, { over: 1 });
  expect({ ...result }).toEqual({
    ...none,
    ...{ mostLarge: -Infinity, larges: 0, products: 0, on: 0, over: 0, rows: 0 },
  });
  for (let i = 0; i < 101; i++)
    world.spawn(Exact({ value: i - 0.5, whole: -i, large: 4294967295 - i, isOn: i % 2 === 0 }));
  expect(measure.run(query, { over: 1 })).toBe(result);
  expect({ ...result }).toEqual({
    ...{ values: 4999.5, least: -0.5, most: 99.5, wholes: -5050, leastWhole: -100 },
    ...{ mostLarge: 4294967295, larges: 101 * 4294967295 - 5050, products: 338350 },
    ...{ on: 51, over: 49, rows: 101 },
  });
  world.spawn(Exact({ value: NaN }));
  measure.run(query, { over: 1 });
  expect([result.values, result.least, result.most]).toEqual([NaN, NaN, NaN]);
});

test.each(ENGINES)("%s takes the rows that a query decides one by one, and no others", (engine) => {
  const world = createWorld();
  const entities = Array.from({ length: 300 }, (_, i) => world.spawn(Shield({ left: i })));
  for (let i = 0; i < 300; i += 3) world.disable(entities[i], Shield);
  const ask = kernel(
    [read(Shield)],
    {},
    (s) => ({ even: where(s.left % 2 === 0), all: sum(s.left) }),
    { engine },
  );
  const { even, all } = ask.run(world.query(Shield));
  const on = entities.map((_, i) => i).filter((i) => i % 3 !== 0);
  expect(all).toBe(on.reduce((total, i) => total + i, 0));
  expect([...even]).toEqual(on.filter((i) => i % 2 === 0).map((i) => entities[i]));
});

/** Numbers whose sum shows in which order they were added. */
function weights(length: number, seed: number): number[] {
  let state = seed | 1;
  return Array.from({ length }, () => {
    state = (Math.imul(state, 1103515245) + 12345) & 0x7fffffff;
    return Math.fround((state / 0x7fffffff - 0.5) * 2 ** ((state >>> 7) % 40));
  });
}

/** By archetype, what `result-area.ts` says: four lanes, in blocks of 4,096 rows. */
function addedUp(archetypes: readonly (readonly number[])[]): number {
  let total = 0;
  for (const values of archetypes) {
    for (let start = 0; start < values.length; start += 4096) {
      const lanes = [0, 0, 0, 0];
      values.slice(start, start + 4096).forEach((value, i) => {
        lanes[i % 4] += value;
      });
      total += lanes[0] + lanes[1] + (lanes[2] + lanes[3]);
    }
  }
  return total;
}

test("a sum has the same bits by every engine, in chunks of any size, and over slabs", () => {
  const total = (engine: EngineName) =>
    kernel([read(Position)], {}, (p) => ({ x: sum(p.x), squares: sum(p.x * p.x) }), { engine });
  fc.assert(
    fc.property(
      fc.integer({ min: 5000, max: 14_000 }),
      fc.nat(5000),
      fc.integer(),
      fc.constantFrom(16, 64, 256, 4096, 16_384),
      fc.constantFrom(16, 128, 16_384),
      (rows, others, seed, least, most) => {
        const values = weights(rows + others, seed);
        const [mine, theirs] = [values.slice(0, rows), values.slice(rows)];
        const squares = (list: readonly number[]) => list.map((x) => Math.fround(x * x));
        const expected = [addedUp([mine, theirs]), addedUp([squares(mine), squares(theirs)])];
        const page = 65_536;
        const small = { firstSlabBytes: page, slabBytes: page };
        for (const options of [
          {},
          { chunkRows: { min: Math.min(least, most), max: most }, ...small },
        ]) {
          const world = createWorld(options);
          world.spawnMany(rows, [Position], (at) => {
            const { x } = at.write(Position);
            for (let i = at.start; i < at.end; i++) x[i] = values[at.offset + i - at.start];
          });
          world.spawnMany(others, [Position, Life], (at) => {
            const { x } = at.write(Position);
            for (let i = at.start; i < at.end; i++) x[i] = values[rows + at.offset + i - at.start];
          });
          for (const engine of ENGINES) {
            const result = total(engine).run(world.query(Position));
            expect([result.x, result.squares]).toEqual(expected);
          }
        }
      },
    ),
    { numRuns: 12 * FULL_SCALE, seed: SEED },
  );
});

test.each(ENGINES)("%s selects more rows than its lists hold at a time", (engine) => {
  const world = createWorld();
  const entities: number[] = [];
  world.spawnMany(40_000, [Position], (made) => {
    const { x } = made.write(Position);
    for (let i = made.start; i < made.end; i++) x[i] = made.offset + i - made.start;
  });
  const query = world.query(Position);
  for (const chunk of query) entities.push(...chunk.entities.subarray(0, chunk.count));
  const split = kernel(
    [read(Position)],
    {},
    (p) => ({
      all: where(p.x >= 0),
      even: where(p.x % 2 === 0),
      late: where(p.x >= 39_990),
      rows: count(true),
    }),
    { engine },
  );
  const { all, even, late, rows } = split.run(query);
  expect(rows).toBe(40_000);
  expect([...all.entities]).toEqual(entities);
  expect([...even.entities]).toEqual(entities.filter((_, i) => i % 2 === 0));
  expect([...late.entities]).toEqual(entities.slice(39_990));
  const again = kernel([write(Position)], {}, (p) => {
    p.x += 1;
    return { most: max(p.x), odd: where(p.x % 2 === 1) };
  });
  const { most, odd } = again.run(even);
  expect([most, odd.count]).toEqual([39_999, 20_000]);
});
