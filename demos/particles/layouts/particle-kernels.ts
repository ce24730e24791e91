/**
 * The particle step's systems as kernels: the same arithmetic as the loops of `ColumnsStore`, in f32.
 *
 * Read by the Vite plugin when the page is built; nothing here is ever called.
 */
import { f32, f64, kernel, read, write } from "../../../src/index.ts";
import { Body, Life, Position, Velocity } from "./particle-components.ts";

// In doubles, as all layouts: whoever dies, dies in the same frame everywhere.
export const age = kernel([write(Life)], { loss: f64 }, (life, u) => {
  life.left -= u.loss;
});

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
);

export const move = kernel([write(Position), read(Velocity)], { dt: f32 }, (p, v, u) => {
  p.x += v.x * u.dt;
  p.y += v.y * u.dt;
});

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
);
