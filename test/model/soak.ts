/**
 * How long the model tests run: as told by the environment, otherwise the same every time.
 *
 * `MODEL_SEED=$RANDOM MODEL_SCALE=100 npx vitest run test/model` runs other lists, a hundred times as many.
 */
export const SEED: number = Number(process.env.MODEL_SEED ?? 1);
export const SCALE: number = Number(process.env.MODEL_SCALE ?? 1);
