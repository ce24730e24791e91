/**
 * colonnade/pixi: Pixi 8 draws straight from the engine's columns.
 *
 * A separate entry point, so that the engine itself needs no renderer; `pixi.js` is a peer dependency
 * of this one only.
 */
export type { ColumnSource, FieldIn, ParticleColumns, ReadableIn } from "./column-source.ts";
export { ParticleLayer, type ParticleLayerOptions } from "./particle-layer.ts";
export { TECHNIQUES, type Technique, type TechniqueOption } from "./technique.ts";
