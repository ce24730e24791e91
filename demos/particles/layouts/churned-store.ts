/**
 * Particles as objects on a heap that has lived: the same class and step as `objects`.
 *
 * Array order and heap order part here as they do in a game: particles are replaced one at a time,
 * in random order, by freshly allocated ones, while other objects are allocated in between, live
 * for a while and die. The collector then moves the survivors of each while together, in the order
 * they were replaced. Nothing is shuffled by hand, and nobody's field values change.
 */
import { ParticleRecord } from "../particle-record.ts";
import type { StoreSettings } from "../particle-store.ts";
import { createParticleObjects, ObjectsStore } from "./objects-store.ts";

/** Short-lived objects allocated for each replaced particle: effects, events, results of queries. */
const NEIGHBOURS_PER_BIRTH = 16;

/** How many of those are alive at a time. */
const NEIGHBOURS_ALIVE = 4_096;

/** Particles that have gone through `churn`; takes about 2 us per particle to make. */
export function createChurnedStore(settings: StoreSettings): ObjectsStore {
  const particles = createParticleObjects(settings);
  churn(particles, settings.seed);
  return new ObjectsStore("churned", particles);
}

/** Replaces every particle once by an equal, freshly allocated one, in an order `seed` decides. */
function churn(particles: ParticleRecord[], seed: number): void {
  const order = shuffledIndices(particles.length, seed);
  const neighbours: object[] = new Array(NEIGHBOURS_ALIVE).fill(particles);
  let born = 0;
  for (const index of order) {
    for (let i = 0; i < NEIGHBOURS_PER_BIRTH; i++) {
      neighbours[born++ % NEIGHBOURS_ALIVE] = { at: born, from: index, to: i, payload: [born] };
    }
    particles[index] = new ParticleRecord(particles[index]);
  }
}

/** 0 .. `count` - 1 in random order (Fisher-Yates over a 32-bit linear congruential generator). */
function shuffledIndices(count: number, seed: number): Uint32Array {
  const indices = Uint32Array.from({ length: count }, (_, i) => i);
  let state = seed | 0;
  for (let i = count - 1; i > 0; i--) {
    state = (Math.imul(state, 1664525) + 1013904223) | 0;
    const other = Math.floor(((state >>> 0) / 0x1_0000_0000) * (i + 1));
    const held = indices[i];
    indices[i] = indices[other];
    indices[other] = held;
  }
  return indices;
}
