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
