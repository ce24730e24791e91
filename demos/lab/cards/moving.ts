/**
 * What the cards on chunks and on kernels move: places by speeds, which turn at an edge; by a loop over chunks and by a
 * kernel.
 *
 * Edges come as an argument: inside a loop, a name from another module would be looked up on every row.
 */
import { component, f32, kernel, type Query, write } from "../../../src/index.ts";

export const Place = component("Place", { x: f32, y: f32 });
export const Speed = component("Speed", { x: f32, y: f32 });

export const EDGE = 1024;

/** Entities with a place and a speed. */
export interface Movers {
  readonly query: Query<readonly [typeof Place, typeof Speed]>;
}

export const moveKernel = kernel([write(Place), write(Speed)], { edge: f32 }, (p, v, u) => {
  p.x += v.x;
  p.y += v.y;
  if (p.x < 0 || p.x > u.edge) v.x = -v.x;
  if (p.y < 0 || p.y > u.edge) v.y = -v.y;
});

/** What the kernel was compiled to, for a card's source. */
export const kernelText = { toString: () => moveKernel.explain() };

export function moveByChunks({ query }: Movers, edge: number): void {
  for (const chunk of query) {
    const { x, y } = chunk.write(Place);
    const { x: vx, y: vy } = chunk.write(Speed);
    for (let i = 0; i < chunk.count; i++) {
      x[i] += vx[i];
      y[i] += vy[i];
      if (x[i] < 0 || x[i] > edge) vx[i] = -vx[i];
      if (y[i] < 0 || y[i] > edge) vy[i] = -vy[i];
    }
  }
}

export function moveByKernel({ query }: Movers, edge: number): void {
  moveKernel.run(query, { edge });
}
