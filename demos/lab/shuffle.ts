/** Orders that look random and are the same on every machine. */
import { RandomSource } from "../../src/index.ts";

/** The numbers from 0 to `count - 1`, shuffled by `seed`. */
export function shuffledOrder(count: number, seed: number): Uint32Array {
  const order = Uint32Array.from({ length: count }, (_, i) => i);
  return new RandomSource(seed).shuffle(order);
}
