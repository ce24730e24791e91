/**
 * What every library of the comparison does: nine workloads, each proved by a sum that must equal `hand`'s.
 *
 * An adapter writes each workload as the library's own pages say is fastest; the numbers that go in are
 * the same, and exact in 32 bits, so that sums agree to the last bit whatever the library stores.
 */

/** Work that is repeated and clocked. */
export interface Task {
  run(): void | Promise<void>;
  /** Of every value that the work wrote, in any order. */
  sum(): Made<number>;
}

/** Work in two steps, of which the second undoes the first; `sum` is asked between them. */
export interface Steps {
  first(): void | Promise<void>;
  second(): void | Promise<void>;
  sum(): Made<number>;
  /** Gives back what memory the library can give back. */
  shrink?(): void;
}

export type Made<Work> = Work | Promise<Work>;

/** A library, or a way to use one, and how it does each workload. */
export interface Peer {
  readonly name: string;
  /** Where its fastest way is documented. */
  readonly page: string;
  /** What that way is, in a line. */
  readonly note: string;
  /** `count` entities of five components; five systems double one each. */
  packed5(count: number): Made<Task>;
  /** Four kinds of `each` entities: AB, ABC, ABCD, ABCE; systems swap A with B, C with D, C with E. */
  simpleIter(each: number): Made<Task>;
  /** 26 kinds of `each` entities, a letter and Data; systems double Data and Z. */
  fragIter(each: number): Made<Task>;
  /** For each of `count` As a B is made, with its value; then all Bs end. */
  entityCycle(count: number, queries: boolean): Made<Steps>;
  /** Each of `count` As gets a B; then all lose it. */
  addRemove(count: number, queries: boolean): Made<Steps>;
  /** Moves, ages, replaces the dead, and fills an upload buffer: first all x, then all y. */
  particles(count: number): Made<Task>;
  /** `count` entities of Position and Velocity are made with values; then all end. */
  bulk(count: number): Made<Steps>;
}

export type Iteration = Pick<Peer, "packed5" | "simpleIter" | "fragIter">;
export type Changes = Omit<Peer, keyof Iteration>;

export const LETTERS: readonly string[] = [..."ABCDEFGHIJKLMNOPQRSTUVWXYZ"];

/** What entity `i` of a workload starts with. */
export const startOf = (i: number): number => i % 8;
export const START_B = 16;
export const START_C = 32;
export const START_E = 64;

/** The sums of the iteration workloads weigh components by these. */
export const WEIGHT = { a: 1, b: 3, c: 5, d: 7, e: 11 } as const;

/** The sum of an iteration workload, from the sum of each of five components. */
export const weigh = <C>(components: readonly C[], sumOf: (component: C) => number): number =>
  components.reduce((sum, one, i) => sum + sumOf(one) * Object.values(WEIGHT)[i], 0);

/** The particle step: dyadic numbers, so that 32 and 64 bits agree. */
export const STEP = {
  dt: 1 / 64,
  fall: 1 / 2,
  birthX: 512,
  birthY: 256,
  birthVy: -32,
  vx: (i: number): number => (i % 33) - 16,
  vy: (i: number): number => (i % 16) - 32,
  life: (i: number): number => (1 + (i % 64)) / 64,
} as const;

/** What entity `i` of the bulk workload gets. */
export const BULK = { x: (i: number): number => i % 64, y: 1, vx: 2, vy: 3 } as const;
export const sumOfBulk = (x: number, y: number, vx: number, vy: number): number =>
  x + 3 * y + 5 * vx + 7 * vy;

/** Of an upload buffer: every x once, every y three times. */
export function sumOfUpload(upload: Float32Array): number {
  const count = upload.length / 2;
  let sum = 0;
  for (let i = 0; i < count; i++) sum += upload[i] + 3 * upload[count + i];
  return sum;
}

/** A hundred queries ask for A or B and two of these tags, which no entity has. */
export const TAG_COUNT = 11;
/** Fifty pairs of tags; each is asked for with A and with B. */
export const TAG_PAIRS: readonly (readonly [number, number])[] = (() => {
  const pairs: [number, number][] = [];
  for (let i = 0; i < TAG_COUNT; i++) {
    for (let j = 0; j < i; j++) pairs.push([j, i]);
  }
  return pairs.slice(0, 50);
})();
