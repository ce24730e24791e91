/**
 * The particle step's systems as kernels: the same arithmetic as the loops of `ColumnsStore`, in f32.
 *
 * Read by the Vite plugin when the page is built; nothing here is ever called.
 */
import { f32, f64, kernel, kernelFunction, read, u32, where, write } from "../../../src/index.ts";
import { Body, Life, Look, Origin, Position, Style, Velocity } from "./particle-components.ts";

// In doubles, as all layouts: whoever dies, dies in the same frame everywhere. The dead are selected on the way.
export const age = kernel(
  [write(Life)],
  { loss: f64 },
  (life, u) => {
    life.left -= u.loss;
    return { dead: where(life.left <= 0) };
  },
  { label: "particle age" },
);

export const forces = kernel(
  [read(Position), write(Velocity), read(Body)],
  { dt: f32, gravity: f32, pointerX: f32, pointerY: f32, strength: f32, softening: f32 },
  (p, v, body, u) => {
    const dx = u.pointerX - p.x;
    const dy = u.pointerY - p.y;
    const pull = u.strength / (dx * dx + dy * dy + u.softening);
    const kept = 1 - body.drag * u.dt;
    v.x = (v.x + dx * pull * u.dt) * kept;
    v.y = (v.y + (dy * pull + u.gravity) * u.dt) * kept;
  },
  { label: "particle forces" },
);

export const move = kernel(
  [write(Position), read(Velocity)],
  { dt: f32 },
  (p, v, u) => {
    p.x += v.x * u.dt;
    p.y += v.y * u.dt;
  },
  { label: "particle move" },
);

export const bounce = kernel(
  [write(Position), write(Velocity)],
  { width: f32, height: f32, bounciness: f32 },
  (p, v, u) => {
    if (p.x < 0) {
      p.x = 0;
      if (v.x < 0) v.x *= u.bounciness;
    } else if (p.x > u.width) {
      p.x = u.width;
      if (v.x > 0) v.x *= u.bounciness;
    }
    if (p.y < 0) {
      p.y = 0;
      if (v.y < 0) v.y *= u.bounciness;
    } else if (p.y > u.height) {
      p.y = u.height;
      if (v.y > 0) v.y *= u.bounciness;
    }
  },
  { label: "particle bounce" },
);

/** Mixes 32 bits well, as `hash` of the births does. */
const hash = kernelFunction((value: number) => {
  let bits = (value + 0x9e3779b9) >>> 0;
  bits = (bits ^ (bits >>> 16)) >>> 0;
  bits = Math.imul(bits, 0x7feb352d) >>> 0;
  bits = (bits ^ (bits >>> 15)) >>> 0;
  bits = Math.imul(bits, 0x846ca68b) >>> 0;
  return (bits ^ (bits >>> 16)) >>> 0;
});

/** The low 16 bits as a number in [0, 1). */
const unit = kernelFunction((bits: number) => (bits & 0xffff) / 0x10000);

/** `nextBirth`, for the rows of the dead: they stay where they are and begin anew. */
export const rebirth = kernel(
  [
    write(Position),
    write(Velocity),
    write(Life),
    write(Look),
    write(Body),
    write(Style),
    write(Origin),
  ],
  { width: f32, height: f32, size: f32, color: u32 },
  (p, v, life, appearance, body, style, origin, u) => {
    const seed = hash(origin.seed);
    const a = hash(seed ^ 0x2545f491);
    const b = hash(a);
    const c = hash(b);
    const d = hash(c);
    const pick = a & 0xffff;
    // The remainder by five, by a product: integers have no division in kernels.
    const index = pick - ((pick * 52429) >>> 18) * 5;
    const side = index === 1 || index === 3 ? -1 : 1;
    const isHigh = index >= 3;
    const isFountain = index === 0;
    const directionX = isFountain ? 0 : side * (isHigh ? 0.28 : -0.5);
    const directionY = isFountain ? -1 : isHigh ? -0.96 : -0.866;
    const across = (unit(c >>> 16) + unit(d) - 1) * (isFountain ? 0.3 : isHigh ? 0.8 : 0.22);
    const speed = (isFountain ? 250 : isHigh ? 130 : 260) * (0.5 + 0.5 * unit(d >>> 16));
    p.x =
      (0.5 + (isFountain ? 0 : side * (isHigh ? 0.2 : 0.4))) * u.width +
      (unit(a >>> 16) - unit(b)) * 7;
    p.y = (isFountain ? 0.94 : isHigh ? 0.42 : 0.9) * u.height + (unit(b >>> 16) - unit(c)) * 7;
    v.x = (directionX - directionY * across) * speed;
    v.y = (directionY + directionX * across) * speed;
    life.left = 1;
    appearance.size = u.size;
    appearance.color = u.color;
    body.drag = 0.01 + 0.05 * unit(a);
    body.mass = 0.5 + unit(b >>> 8);
    body.restitution = 0.7 + 0.2 * unit(c >>> 8);
    style.startSize = 3 + 2 * unit(d >>> 8);
    style.endSize = 0.5 + unit(a >>> 8);
    style.spin = unit(b ^ c) - 0.5;
    style.angle = unit(c ^ d) * 6.283185307179586;
    origin.emitter = index;
    origin.seed = seed;
  },
  { label: "particle rebirth", functions: { hash, unit } },
);
