import { expect, expectTypeOf, test } from "vitest";
import { createWorld, Random, RandomSource } from "../../src/index.ts";

/** The next `count` numbers of the generator. */
function draw(random: RandomSource, count: number): number[] {
  return Array.from({ length: count }, () => random.u32());
}

test("the generator gives the reference's numbers for state 1, 2, 3, 4", () => {
  const random = new RandomSource();
  random.state.set([1, 2, 3, 4]);
  // As the authors' xoshiro128starstar.c 1.1 prints them; also the test vector of Rust's rand_xoshiro.
  expect(draw(random, 10)).toEqual([
    11520, 0, 5927040, 70819200, 2031721883, 1637235492, 1287239034, 3734860849, 3729100597,
    4258142804,
  ]);
});

test("the generator gives the reference's numbers and states for a state of mixed bits", () => {
  const random = new RandomSource();
  random.state.set([0x964d4a0c, 0xd40ab895, 0xad7fdecb, 0x3006f0f0]);
  // Made with the reference by the xoshiro-6502 project.
  expect(random.u32()).toBe(0xf1391922);
  expect([...random.state.subarray(0, 4)]).toEqual([
    0x72410269, 0xef382c52, 0x2e43bec7, 0x62432f20,
  ]);
  expect(draw(random, 3)).toEqual([0x6fe53806, 0xa5be2840, 0xf510ee70]);
  expect([...random.state.subarray(0, 4)]).toEqual([
    0xfc65379c, 0x52006d70, 0x87487639, 0xf1908343,
  ]);
});

test("a seed starts the generator as SplitMix64 does", () => {
  const { state } = new RandomSource(1_234_567);
  const words = new BigUint64Array(state.slice(0, 4).buffer);
  // The published outputs of SplitMix64 for this seed.
  expect([...words]).toEqual([6457827717110365317n, 3203168211198807973n]);
});

test("the same seed gives the same numbers, another seed others", () => {
  expect(draw(new RandomSource(5), 20)).toEqual(draw(new RandomSource(5), 20));
  expect(draw(new RandomSource(5), 20)).not.toEqual(draw(new RandomSource(6), 20));
});

test("reseed starts over", () => {
  const random = new RandomSource(5);
  const first = draw(random, 20);
  random.reseed(5);
  expect(draw(random, 20)).toEqual(first);
});

test("a copy of the state brings the same numbers back", () => {
  const random = new RandomSource(9);
  draw(random, 7);
  const saved = random.state.slice();
  const next = draw(random, 20);
  const forked = random.fork(3).u32();
  random.reseed(1);
  random.state.set(saved);
  expect(draw(random, 20)).toEqual(next);
  expect(random.fork(3).u32()).toBe(forked);
});

test("a fork depends on seed and stream, not on what was drawn", () => {
  const random = new RandomSource(7);
  const fork = draw(random.fork(2), 10);
  draw(random, 100);
  expect(draw(random.fork(2), 10)).toEqual(fork);
  expect(draw(random.fork(3), 10)).not.toEqual(fork);
  expect(draw(new RandomSource(8).fork(2), 10)).not.toEqual(fork);
  expect(draw(random.fork(2).fork(2), 10)).not.toEqual(fork);
  expect(draw(random.fork(0), 10)).not.toEqual(draw(new RandomSource(7), 10));
});

test("drawing from a fork changes nothing in its origin", () => {
  const random = new RandomSource(7);
  const before = random.state.slice();
  draw(random.fork(1), 10);
  expect(random.state).toEqual(before);
});

test("a fork of a fork remembers its whole way", () => {
  const random = new RandomSource(7);
  expect(draw(random.fork(1).fork(2), 5)).not.toEqual(draw(random.fork(2).fork(1), 5));
});

test("float, range and integer are made of the generator's numbers as documented", () => {
  const random = new RandomSource();
  const next = () => {
    random.state.set([1, 2, 3, 4]);
    return random;
  };
  expect(next().float()).toBe(11520 / 4_294_967_296);
  expect(next().range(10, 20)).toBe(10 + (11520 / 4_294_967_296) * 10);
  // The top bit of 11520, and the top 16.
  expect(next().integer(2)).toBe(0);
  expect(next().integer(2 ** 32)).toBe(11520);
  expect(next().integer(2 ** 31)).toBe(5760);
});

test("range never reaches its end, not even where numbers are few", () => {
  const random = new RandomSource(1);
  const [from, to] = [2 ** 53, 2 ** 53 + 2];
  for (let i = 0; i < 1000; i++) expect(random.range(from, to)).toBe(from);
  expect(random.range(3, 3)).toBe(3);
});

test("integer of 1 is 0 and draws nothing", () => {
  const random = new RandomSource(1);
  const before = random.state.slice();
  expect(random.integer(1)).toBe(0);
  expect(random.state).toEqual(before);
});

test("chance is never at 0 or less and always at 1 or more", () => {
  const random = new RandomSource(1);
  for (let i = 0; i < 100; i++) {
    expect([random.chance(0), random.chance(-1)]).toEqual([false, false]);
    expect([random.chance(1), random.chance(1.5)]).toEqual([true, true]);
  }
});

test("shuffle keeps all items, in place, in arrays of any kind", () => {
  const random = new RandomSource(1);
  const letters = ["a", "b", "c", "d"];
  expect(random.shuffle(letters)).toBe(letters);
  expect([...letters].sort()).toEqual(["a", "b", "c", "d"]);
  const numbers = Uint8Array.from({ length: 50 }, (_, i) => i);
  random.shuffle(numbers);
  expect(numbers).not.toEqual(Uint8Array.from({ length: 50 }, (_, i) => i));
  expect(numbers.slice().sort()).toEqual(Uint8Array.from({ length: 50 }, (_, i) => i));
  expect(random.shuffle([])).toEqual([]);
});

test("each world has its own numbers, the same in each until it is reseeded", () => {
  const first = createWorld();
  const second = createWorld();
  expect(Random.of(first).u32()).toBe(Random.of(second).u32());
  Random.of(first).reseed(99);
  expect(Random.of(first).u32()).toBe(new RandomSource(99).u32());
  expect(Random.of(second).u32()).not.toBe(Random.of(first).u32());
});

test("E138 names the bad argument, and draws nothing", () => {
  const random = new RandomSource(3);
  const before = random.state.slice();
  const whole = "Pass a whole number from 0 to 9007199254740991. [E138]";
  expect(() => new RandomSource(-1)).toThrow(`reseed: the seed is -1. ${whole}`);
  expect(() => random.reseed(0.5)).toThrow(`reseed: the seed is 0.5. ${whole}`);
  expect(() => random.fork(2 ** 53)).toThrow(`fork: the stream is 9007199254740992. ${whole}`);
  const count = "Pass a whole number from 1 to 4294967296. [E138]";
  expect(() => random.integer(0)).toThrow(`integer: the count is 0. ${count}`);
  expect(() => random.integer(2 ** 32 + 1)).toThrow(`integer: the count is 4294967297. ${count}`);
  expect(() => random.integer(1.5)).toThrow(`integer: the count is 1.5. ${count}`);
  const range = "Pass two finite numbers, the smaller one first. [E138]";
  expect(() => random.range(2, 1)).toThrow(`range: 2 to 1 is no range. ${range}`);
  expect(() => random.range(Number.NaN, 1)).toThrow(`range: NaN to 1 is no range. ${range}`);
  expect(() => random.range(0, Number.POSITIVE_INFINITY)).toThrow("[E138]");
  expect(() => random.range(-1e308, 1e308)).toThrow("[E138]");
  expect(() => random.chance(Number.NaN)).toThrow(
    "chance: the probability is NaN. Pass a number, 0 for never to 1 for always. [E138]",
  );
  expect(() => random.chance("1" as never)).toThrow("chance: the probability is 1.");
  expect(random.state).toEqual(before);
});

test("E139: there is nothing to pick from an empty list", () => {
  expect(() => new RandomSource().pick([])).toThrow(
    "pick: there are no items to pick from. Check the length first. [E139]",
  );
});

test("types of pick and shuffle are those of their arrays", () => {
  const random = new RandomSource();
  expectTypeOf(random.pick(["a", "b"] as const)).toEqualTypeOf<"a" | "b">();
  expectTypeOf(random.pick(new Float32Array(2))).toEqualTypeOf<number>();
  expectTypeOf(random.shuffle([1, 2])).toEqualTypeOf<number[]>();
  const fixed: readonly number[] = [1, 2];
  // @ts-expect-error a readonly array cannot be shuffled
  random.shuffle(fixed);
});
