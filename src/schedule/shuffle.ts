/** A seeded order: the same seed gives the same one, on every machine. */

/** `count` numbers from 0 up to 1, by the "mulberry32" generator. */
export function seededPriorities(count: number, seed: number): number[] {
  let mixed = seed >>> 0;
  return Array.from({ length: count }, () => {
    mixed = (mixed + 0x6d2b79f5) >>> 0;
    let bits = mixed;
    bits = Math.imul(bits ^ (bits >>> 15), bits | 1);
    bits ^= bits + Math.imul(bits ^ (bits >>> 7), bits | 61);
    return ((bits ^ (bits >>> 14)) >>> 0) / 2 ** 32;
  });
}
