/**
 * A SIMD kernel against loops: the same move and bounce, by `each`, by a loop over chunks and by a
 * kernel.
 *
 * Positions and speeds are whole numbers, so that every side gets the same bits.
 */
import { createWorld } from "../../../src/index.ts";
import { defineCard } from "../card.ts";
import { box, type Drawing, type Shape, text } from "../drawing.ts";
import {
  EDGE,
  kernelText,
  type Movers,
  moveByChunks,
  moveByKernel,
  Place,
  Speed,
} from "./moving.ts";

function makeMovers(size: number, seed: number) {
  const world = createWorld({ capacity: size });
  world.spawnMany(size, [Place, Speed]);
  const query = world.query(Place, Speed);
  let row = seed;
  for (const chunk of query) {
    const p = chunk.write(Place);
    const v = chunk.write(Speed);
    for (let i = 0; i < chunk.count; i++, row++) {
      p.x[i] = (row * 31) & 1023;
      p.y[i] = (row * 17) & 1023;
      v.x[i] = ((row * 7) & 15) - 7.5;
      v.y[i] = ((row * 3) & 15) - 7.5;
    }
  }
  return { world, query };
}

function moveByEach({ query }: Movers, edge: number) {
  query.each((p, v) => {
    p.x += v.x;
    p.y += v.y;
    if (p.x < 0 || p.x > edge) v.x = -v.x;
    if (p.y < 0 || p.y > edge) v.y = -v.y;
  });
}

/** Every 61st row of each chunk, doubled, as speeds end in a half. */
function checksum({ query }: Movers): number {
  let sum = 0;
  for (const chunk of query) {
    const { x, y } = chunk.read(Place);
    for (let i = 0; i < chunk.count; i += 61) sum += 2 * x[i] + 6 * y[i];
  }
  return sum;
}

const SHOWN = 16;

/** The first rows of a real column, in the groups that one instruction takes. */
function picture(seed: number): Drawing {
  const { world, query } = makeMovers(SHOWN, seed);
  const shapes: Shape[] = [];
  for (const chunk of query) {
    const columns = { x: chunk.read(Place).x, vx: chunk.read(Speed).x };
    Object.entries(columns).forEach(([name, column], line) => {
      const top = line * 62;
      shapes.push(text(0, top + 12, `column ${name}: four rows to an instruction`));
      for (let i = 0; i < SHOWN; i++) {
        const x = i * 40 + (i >> 2) * 14;
        shapes.push(box(x, top + 20, 38, 26, "used", `row ${i}: ${column[i]}`));
        const label = String(column[i]);
        shapes.push({
          kind: "text",
          x: x + 19,
          y: top + 38,
          text: label,
          ink: "edge",
          anchor: "middle",
        });
      }
    });
  }
  world.dispose();
  return {
    width: SHOWN * 40 + 44,
    height: 112,
    shapes,
    caption: `The columns of ${SHOWN} rows as a kernel takes them: groups of four, each one addition.`,
  };
}

export const simdCard = defineCard<number>({
  id: "simd",
  title: "SIMD kernel against loop",
  pattern:
    "A kernel is a loop body that Colonnade compiles to WebAssembly, where one instruction takes four rows of a column. JavaScript takes one row at a time, and checks every index.",
  meaning:
    "Give the loops that touch every entity to a kernel: a chunk loop took four to nine times as long, and `each` 1.4 to 1.7 times that.",
  sizes: [1_000, 4_000, 16_000, 64_000, 250_000, 1_000_000],
  sizeName: "rows",
  operation: "row",
  prepare: (_size, seed) => seed,
  picture,
  sides: (
    [
      ["each", moveByEach, []],
      ["chunk loop", moveByChunks, []],
      ["kernel", moveByKernel, [kernelText]],
    ] as const
  ).map(([label, move, more]) => ({
    label,
    source: [move, ...more],
    make(seed: number, size: number) {
      const movers = makeMovers(size, seed);
      return {
        run() {
          move(movers, EDGE);
          return checksum(movers);
        },
        bytes: size * 16,
        dispose: () => movers.world.dispose(),
      };
    },
  })),
});
