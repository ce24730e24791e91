/**
 * Random: seeded random numbers, the same ones in every run, engine and machine.
 *
 * For everything that the simulation depends on; `Math.random` is for what must differ between runs.
 * Not for secrets: whoever sees a few numbers can work out the rest.
 *
 * Invariant: what comes next depends on `state` alone.
 */
import type { Column } from "../base/element.ts";
import { EcsError } from "../base/errors.ts";
import { shown } from "../base/shown.ts";
import { type Resource, resource } from "./resource.ts";

/** Where the words of the seed are in `state`, after the four of the generator. */
const SEED = 4;
const GOLDEN_GAMMA = 0x9e3779b97f4a7c15n;
/** Keeps the seeds of forks apart from the states that the seed itself gives. */
const FORK = 0x6a09e667f3bcc909n;

/** The output function of SplitMix64 (Steele, Lea and Flood, OOPSLA 2014): a bijection on 64 bits. */
function mix64(value: bigint): bigint {
  let bits = BigInt.asUintN(64, value);
  bits = BigInt.asUintN(64, (bits ^ (bits >> 30n)) * 0xbf58476d1ce4e5b9n);
  bits = BigInt.asUintN(64, (bits ^ (bits >> 27n)) * 0x94d049bb133111ebn);
  return bits ^ (bits >> 31n);
}

/**
 * The generator is xoshiro128** 1.1 (Blackman and Vigna, "Scrambled linear pseudorandom number
 * generators", ACM TOMS 47, 2021), started by SplitMix64 as its authors advise. Its period is
 * 2 ** 128 - 1. A number takes 4 ns and makes no garbage; `Random.of(world)` adds
 * 6 ns, so keep what it returns for the length of a loop.
 */
export class RandomSource {
  /**
   * All there is: four words of the generator, then the seed, low word first. Copy it to save the
   * source, and `state.set(copy)` to go back: the same numbers follow.
   */
  readonly state: Uint32Array = new Uint32Array(SEED + 2);

  /** @throws {EcsError} E138 a seed that is not a whole number from 0 to 2 ** 53 - 1 */
  constructor(seed: number = 0) {
    this.reseed(seed);
  }

  /** Starts over, as a source made with this seed would. 0.3 us. @throws {EcsError} E138 as the constructor */
  reseed(seed: number): void {
    if (!Number.isSafeInteger(seed) || seed < 0) {
      throw wrong(`reseed: the seed is ${shown(seed)}`, `a whole number from 0 to ${2 ** 53 - 1}`);
    }
    this.#start(BigInt(seed));
  }

  /**
   * A source of its own for one purpose: `fork(1)` for loot, `fork(2)` for weather. The same stream of
   * the same seed gives the same numbers, however many were drawn here meanwhile; drawing
   * from a fork changes nothing here. Forks can be forked.
   *
   * @throws {EcsError} E138 a stream that is not a whole number from 0 to 2 ** 53 - 1
   */
  fork(stream: number): RandomSource {
    if (!Number.isSafeInteger(stream) || stream < 0) {
      throw wrong(
        `fork: the stream is ${shown(stream)}`,
        `a whole number from 0 to ${2 ** 53 - 1}`,
      );
    }
    const seed = (BigInt(this.state[SEED + 1]) << 32n) | BigInt(this.state[SEED]);
    const forked = new RandomSource();
    forked.#start(mix64(mix64(seed ^ FORK) + BigInt(stream) * GOLDEN_GAMMA));
    return forked;
  }

  /** A whole number from 0 to 2 ** 32 - 1, each as likely as any other: the generator's own output. */
  u32(): number {
    const { state } = this;
    const s1 = state[1];
    const times5 = Math.imul(s1, 5);
    const output = Math.imul((times5 << 7) | (times5 >>> 25), 9);
    state[2] ^= state[0];
    state[3] ^= s1;
    state[1] = s1 ^ state[2];
    state[0] ^= state[3];
    state[2] ^= s1 << 9;
    state[3] = (state[3] << 11) | (state[3] >>> 21);
    return output >>> 0;
  }

  /** A number from 0 up to, never including, 1: one of 2 ** 32 equally spaced ones. */
  float(): number {
    return this.u32() * 2 ** -32;
  }

  /** A number from `from` up to, never including, `to`; `from` where they are equal. @throws {EcsError} E138 */
  range(from: number, to: number): number {
    const size = typeof from === "number" && typeof to === "number" ? to - from : Number.NaN;
    if (!(size >= 0 && size < Number.POSITIVE_INFINITY)) {
      throw wrong(
        `range: ${shown(from)} to ${shown(to)} is no range`,
        "two finite numbers, the smaller one first",
      );
    }
    const value = from + this.float() * size;
    // Where numbers lie far apart the sum can be rounded up to the end.
    return value < to ? value : from;
  }

  /**
   * A whole number from 0 up to, never including, `count`; each exactly as likely as any other.
   * Draws again while a draw lies past the last multiple, so 1 to 2 draws on average.
   *
   * @throws {EcsError} E138 unless `count` is a whole number from 1 to 2 ** 32
   */
  integer(count: number): number {
    if (!Number.isInteger(count) || count < 1 || count > 2 ** 32) {
      throw wrong(`integer: the count is ${shown(count)}`, `a whole number from 1 to ${2 ** 32}`);
    }
    if (count === 1) return 0;
    // The fewest top bits that can hold count - 1: more than half of their values will do.
    const shift = Math.clz32(count - 1);
    let drawn = this.u32() >>> shift;
    while (drawn >= count) drawn = this.u32() >>> shift;
    return drawn;
  }

  /** True with this probability: never for 0 or less, always for 1 or more. @throws {EcsError} E138 NaN */
  chance(probability: number): boolean {
    if (typeof probability !== "number" || Number.isNaN(probability)) {
      throw wrong(
        `chance: the probability is ${shown(probability)}`,
        "a number, 0 for never to 1 for always",
      );
    }
    return this.float() < probability;
  }

  /** One of the items, each as likely as any other. @throws {EcsError} E139 there are none */
  pick<T>(items: ArrayLike<T>): T {
    if (!(items?.length > 0)) {
      throw new EcsError(
        "E139",
        items?.length === 0
          ? "pick: there are no items to pick from. Check the length first."
          : `pick: ${shown(items)} is no list of items. Pass an array.`,
      );
    }
    return items[this.integer(items.length)];
  }

  /** Puts the items into a random order, each as likely as any other, in place; returns the same array. O(length). */
  shuffle<A extends unknown[] | Column>(items: A): A {
    if (items?.length === undefined)
      throw new EcsError("E139", `shuffle: ${shown(items)} is no list of items. Pass an array.`);
    const array: { readonly length: number; [index: number]: unknown } = items;
    for (let last = array.length - 1; last > 0; last--) {
      const other = this.integer(last + 1);
      const held = array[last];
      array[last] = array[other];
      array[other] = held;
    }
    return items;
  }

  #start(seed: bigint): void {
    for (let word = 0; word < SEED; word += 2) {
      this.#setWords(word, mix64(seed + GOLDEN_GAMMA * BigInt(word / 2 + 1)));
    }
    this.#setWords(SEED, seed);
  }

  #setWords(word: number, value: bigint): void {
    this.state[word] = Number(value & 0xffffffffn);
    this.state[word + 1] = Number(value >> 32n);
  }
}

function wrong(problem: string, remedy: string): EcsError {
  return new EcsError("E138", `${problem}. Pass ${remedy}.`);
}

/**
 * The world's random numbers: `Random.of(world).float()`. A world that was given no seed has seed 0, so
 * that it replays; `Random.of(world).reseed(Date.now())` makes runs differ.
 */
export const Random: Resource<RandomSource> = /* @__PURE__ */ resource(
  "Random",
  () => new RandomSource(),
);
