/** Sanity of the distributions, with fixed seeds: a wrong shift or a biased remainder shows here. */
import { expect, test } from "vitest";
import { RandomSource } from "../../src/index.ts";

/** Chi-squared of counts that should be equal. */
function chiSquared(counts: readonly number[]): number {
  const expected = counts.reduce((sum, count) => sum + count, 0) / counts.length;
  return counts.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
}

/** How often `draw` gave 0 to `kinds - 1`. */
function countsOf(kinds: number, draws: number, draw: () => number): number[] {
  const counts = new Array<number>(kinds).fill(0);
  for (let i = 0; i < draws; i++) counts[draw()]++;
  return counts;
}

// Bounds: chi-squared that a fair source exceeds once in 10,000 tries.
test.each([
  [2, 15.1],
  [3, 18.4],
  [6, 25.7],
  [10, 33.7],
  [100, 160.1],
])("integer(%d) gives each number as often as the others", (kinds, bound) => {
  const random = new RandomSource(2024);
  expect(chiSquared(countsOf(kinds, 100_000, () => random.integer(kinds)))).toBeLessThan(bound);
});

test("integer is fair where a remainder would favour the lower numbers", () => {
  // Of 2 ** 32 numbers, 3 * 2 ** 30 leave the remainders of the first third twice as likely.
  const random = new RandomSource(2024);
  const third = 2 ** 30;
  const counts = countsOf(3, 100_000, () => Math.floor(random.integer(3 * third) / third));
  expect(chiSquared(counts)).toBeLessThan(18.4);
});

test("every bit of the generator is set half of the time", () => {
  const random = new RandomSource(11);
  const counts = new Array<number>(32).fill(0);
  for (let i = 0; i < 100_000; i++) {
    const bits = random.u32();
    for (let bit = 0; bit < 32; bit++) counts[bit] += (bits >>> bit) & 1;
  }
  // Five standard deviations of 100,000 coin throws.
  for (const count of counts) expect(Math.abs(count - 50_000)).toBeLessThan(800);
});

test("float has the mean, the spread and the independence of an even distribution", () => {
  const random = new RandomSource(3);
  const count = 200_000;
  let sum = 0;
  let squares = 0;
  let products = 0;
  let last = random.float();
  for (let i = 0; i < count; i++) {
    const value = random.float();
    expect(value >= 0 && value < 1).toBe(true);
    sum += value;
    squares += (value - 0.5) ** 2;
    products += (value - 0.5) * (last - 0.5);
    last = value;
  }
  expect(Math.abs(sum / count - 0.5)).toBeLessThan(0.0033);
  expect(Math.abs(squares / count - 1 / 12)).toBeLessThan(0.0009);
  expect(Math.abs(products / count)).toBeLessThan(0.001);
});

test("chance(0.3) comes true three times in ten", () => {
  const random = new RandomSource(4);
  const [, hits] = countsOf(2, 100_000, () => Number(random.chance(0.3)));
  expect(Math.abs(hits - 30_000)).toBeLessThan(750);
});

test("shuffle gives each order of four items as often as the others", () => {
  const random = new RandomSource(6);
  const orders = new Map<string, number>();
  for (let i = 0; i < 48_000; i++) {
    const order = random.shuffle([1, 2, 3, 4]).join("");
    orders.set(order, (orders.get(order) ?? 0) + 1);
  }
  expect(orders.size).toBe(24);
  // 23 degrees of freedom.
  expect(chiSquared([...orders.values()])).toBeLessThan(58);
});

test("pick gives each item as often as the others", () => {
  const random = new RandomSource(8);
  const items = [0, 1, 2, 3, 4, 5, 6];
  expect(chiSquared(countsOf(7, 70_000, () => random.pick(items)))).toBeLessThan(28);
});

test("neighbouring seeds and streams are not alike", () => {
  const sources = [
    ...[0, 1, 2, 3].map((seed) => new RandomSource(seed)),
    ...[0, 1, 2, 3].map((stream) => new RandomSource(0).fork(stream)),
  ];
  const rows = sources.map((source) => Array.from({ length: 2000 }, () => source.u32()));
  for (let a = 0; a < rows.length; a++) {
    for (let b = 0; b < a; b++) {
      let equalBits = 0;
      for (let i = 0; i < 2000; i++) {
        let same = ~(rows[a][i] ^ rows[b][i]);
        for (; same !== 0; same &= same - 1) equalBits++;
      }
      // Five standard deviations of 64,000 coin throws.
      expect(Math.abs(equalBits - 32_000)).toBeLessThan(640);
    }
  }
});
