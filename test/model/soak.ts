/**
 * How long the model tests run, and on which lists: as told by the environment, otherwise the same every time.
 *
 * `npm run soak -- --minutes 10` runs every test that imports this file, on ever new lists;
 * `MODEL_SEED=7 MODEL_SCALE=100 npx vitest run test/model` on those of one seed, a hundred times as many.
 */
export const SEED: number = Number(process.env.MODEL_SEED ?? 1);
export const SCALE: number = Number(process.env.MODEL_SCALE ?? 1);
/** The same, but never shorter than usual: for tests that take no time. */
export const FULL_SCALE: number = Math.max(1, SCALE);
/** Whether the lists are those that every full run tries, and go as far as it is known that they do. */
export const IS_USUAL: boolean = SEED === 1 && SCALE >= 1;

/** How long a test may take that takes less than `ms` as a rule: as long as it likes while soaking. */
export function timeoutMs(ms: number): number {
  return process.env.MODEL_SEED === undefined ? ms * Math.max(1, SCALE) : 0;
}
