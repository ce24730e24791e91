/**
 * Chunk sizes: the same step over a crowd and 127 rare kinds, in worlds whose chunks have more and
 * more rows: all the same, or growing from 64 rows with what they hold, as they do unless told.
 *
 * Places and speeds are whole numbers, so that every side gets the same bits.
 */
import { inspect, type World } from "../../../src/index.ts";
import { defineCard } from "../card.ts";
import { box, type Drawing, type Ink, type Shape, text } from "../drawing.ts";
import { type ChunkSizes, FEW, makeCrowds } from "./chunk-worlds.ts";
import {
  EDGE,
  kernelText,
  type Movers,
  moveByChunks,
  moveByKernel,
  Place,
  Speed,
} from "./moving.ts";

const CROWD = 40_000;
const RARE_KINDS = 127;
const allOf = (rows: number): ChunkSizes => ({ min: rows, max: rows });
const growingTo = (rows: number): ChunkSizes => ({ min: Math.min(64, rows), max: rows });

function makeMovers(sizes: ChunkSizes, seed: number) {
  const world = makeCrowds(sizes, CROWD, RARE_KINDS, seed);
  return { world, query: world.query(Place, Speed) };
}

/** Every row of the rare kinds, and some of the crowd: the same rows whatever their chunks are. */
function checksum({ query }: Movers): number {
  let sum = 0;
  let rows = 0;
  for (const chunk of query) {
    const { x, y } = chunk.read(Place);
    const first = (61 - (rows % 61)) % 61;
    for (let i = first; i < chunk.count; i += 61) sum += x[i] + 3 * y[i];
    rows += chunk.count;
  }
  return sum;
}

const LINE_BYTES = 65_536;
const WIDTH = 704;
const LINE_HEIGHT = 20;

/** The slab of a world to scale, 64 KiB to a line: what blocks use, and what they keep free. */
function drawSlab(world: World, top: number, label: string): Shape[] {
  const { slabs, usedBytes } = world.memory();
  const inspector = inspect(world);
  const shapes: Shape[] = [text(0, top + 12, `${label}: ${Math.round(usedBytes / 1024)} KiB`)];
  const draw = (start: number, end: number, ink: Ink, hint: string) => {
    for (let at = start; at < end; ) {
      const line = Math.floor(at / LINE_BYTES);
      const stop = Math.min(end, (line + 1) * LINE_BYTES);
      const x = ((at - line * LINE_BYTES) / LINE_BYTES) * WIDTH;
      const width = Math.max(0.4, ((stop - at) / LINE_BYTES) * WIDTH - 0.6);
      shapes.push(box(x, top + 20 + line * LINE_HEIGHT, width, LINE_HEIGHT - 4, ink, hint));
      at = stop;
    }
  };
  for (const { owner, chunk, byteOffset, bytes, usedBytes: used } of slabs[0].blocks) {
    const seen = chunk === undefined ? undefined : inspector.chunk(chunk);
    const rows = seen === undefined ? "" : `: ${seen.rows} of ${seen.rowCapacity} rows`;
    const ink = seen === undefined ? "other" : "used";
    draw(byteOffset, byteOffset + used, ink, `${owner}${rows}`);
    draw(byteOffset + used, byteOffset + bytes, "padding", `${owner}${rows}, the rest is free`);
  }
  return shapes;
}

const SHOWN_CROWD = 3_000;
const SHOWN_KINDS = 16;

/** Two small worlds of the same entities, in chunks of 1,024 rows and in chunks that grow. */
function picture(seed: number): Drawing {
  const fixed = makeCrowds(allOf(1024), SHOWN_CROWD, SHOWN_KINDS, seed);
  const growing = makeCrowds(growingTo(1024), SHOWN_CROWD, SHOWN_KINDS, seed);
  const shapes = drawSlab(fixed, 0, "every chunk 1,024 rows");
  const top = bottomOf(shapes) + 10;
  shapes.push(...drawSlab(growing, top, "chunks that grow from 64 to 1,024 rows"));
  fixed.dispose();
  growing.dispose();
  return {
    width: WIDTH,
    height: bottomOf(shapes),
    shapes,
    caption: `The memory of two worlds of the same entities, ${SHOWN_CROWD.toLocaleString("en")} of one kind and ${FEW} each of ${SHOWN_KINDS} kinds: green holds rows, orange waits for some, blue is the index of entities.`,
  };
}

function bottomOf(shapes: readonly Shape[]): number {
  return shapes.reduce((y, shape) => (shape.kind === "box" ? Math.max(y, shape.y + 18) : y), 0);
}

export const chunksCard = defineCard<number>({
  id: "chunks",
  title: "Chunk size: looping, and memory",
  pattern:
    "Entities of one kind lie together in chunks: where chunks are small, loops start over every few rows; where they are large, those of rare kinds stand nearly empty. Chunks that grow with what they hold cost neither.",
  meaning:
    "Let chunks grow: from 1,024 rows on a loop gained a seventh at most, while chunks of 16,384 rows for every kind took 29 times the memory.",
  sizes: [16, 64, 256, 1024, 4096, 16_384],
  sizeName: "rows in a chunk",
  operation: "entity",
  headlineFrom: 16,
  isLogarithmic: true,
  operations: () => CROWD + RARE_KINDS * FEW,
  prepare: (_size, seed) => seed,
  picture,
  sides: (
    [
      ["loop, all chunks the same", moveByChunks, allOf, []],
      ["loop, growing chunks", moveByChunks, growingTo, []],
      ["kernel, growing chunks", moveByKernel, growingTo, [kernelText]],
    ] as const
  ).map(([label, move, sizesOf, more]) => ({
    label,
    source: [move, ...more],
    make(seed: number, rows: number) {
      const movers = makeMovers(sizesOf(rows), seed);
      return {
        run() {
          move(movers, EDGE);
          return checksum(movers);
        },
        bytes: movers.world.memory().usedBytes,
        allocatedBytes: 0,
        dispose: () => movers.world.dispose(),
      };
    },
  })),
});
