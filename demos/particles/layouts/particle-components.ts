/**
 * The 16 fields of a particle as components of the engine, grouped by who uses them together.
 *
 * Definitions belong to no world; every columns store uses these.
 */
import { component, f32, u32 } from "../../../src/index.ts";

export const Position = component("Position", { x: f32, y: f32 });
export const Velocity = component("Velocity", { x: f32, y: f32 });
export const Life = component("Life", { left: f32 });
export const Look = component("Look", { size: f32, color: u32 });
export const Body = component("Body", { drag: f32, mass: f32, restitution: f32 });
export const Style = component("Style", { startSize: f32, endSize: f32, spin: f32, angle: f32 });
export const Origin = component("Origin", { emitter: u32, seed: u32 });

export const PARTICLE_COMPONENTS = [Position, Velocity, Life, Look, Body, Style, Origin] as const;
