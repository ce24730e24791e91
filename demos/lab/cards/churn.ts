/**
 * Chunk sizes once more: 20,000 entities come one by one, half of them go in an order that looks
 * random, then the others, in worlds whose chunks have more and more rows.
 *
 * A chunk that is empty is kept for the next rows; `shrink` gives it back. The one side calls it
 * after each run, outside the clock, so that every run has to make its chunks anew.
 */
import { createWorld, type Entity, type World } from "../../../src/index.ts";
import { defineCard, type Side } from "../card.ts";
import { box, type Drawing, type Shape, text } from "../drawing.ts";
import { shuffledOrder } from "../shuffle.ts";
import { Place, Speed } from "./moving.ts";

const COUNT = 20_000;

function makeWorld(rows: number) {
  const world = createWorld({ capacity: COUNT, chunkRows: { min: rows, max: rows } });
  return { world, query: world.query(Place, Speed), entities: new Uint32Array(COUNT) };
}

type Churn = ReturnType<typeof makeWorld>;

/** Spawns, ends half, adds up the places of those that are left, and ends them too. */
function churn({ world, query, entities }: Churn, order: Uint32Array): number {
  for (let i = 0; i < order.length; i++) entities[i] = world.spawn(Place({ x: i & 1023 }), Speed);
  const half = order.length / 2;
  for (let i = 0; i < half; i++) world.despawn(entities[order[i]] as Entity);
  let sum = 0;
  for (const chunk of query) {
    const { x } = chunk.read(Place);
    for (let i = 0; i < chunk.count; i++) sum += x[i];
  }
  for (let i = half; i < order.length; i++) world.despawn(entities[order[i]] as Entity);
  return sum;
}

const SHOWN = 400;
const SHOWN_ROWS = 64;
const CHUNK_WIDTH = 96;

/** The chunks of a world of 400 entities, when 160 of them are gone, and after `shrink`. */
function picture(seed: number): Drawing {
  const churned = makeWorld(SHOWN_ROWS);
  const { world, entities } = churned;
  const shapes: Shape[] = [];
  for (let i = 0; i < SHOWN; i++) entities[i] = world.spawn(Place({ x: i }), Speed);
  const slots = chunksOf(world).map(({ byteOffset }) => byteOffset);
  shapes.push(...drawChunks(world, slots, 0, `${SHOWN} entities`));
  const order = shuffledOrder(SHOWN, seed);
  for (let i = 0; i < 160; i++) world.despawn(entities[order[i]] as Entity);
  shapes.push(
    ...drawChunks(world, slots, 62, "160 of them gone, at random: the last rows fill the holes"),
  );
  world.shrink();
  shapes.push(...drawChunks(world, slots, 124, "after shrink()"));
  world.dispose();
  return {
    width: slots.length * CHUNK_WIDTH,
    height: 186,
    shapes,
    caption: `Chunks of ${SHOWN_ROWS} rows, each to scale: green rows are used, grey ones are kept for what comes next.`,
  };
}

function chunksOf(world: World) {
  return world
    .memory()
    .slabs.flatMap(({ blocks }) => blocks.filter((block) => block.chunk !== undefined));
}

function drawChunks(world: World, slots: readonly number[], top: number, label: string): Shape[] {
  const shapes: Shape[] = [text(0, top + 12, label)];
  for (const { byteOffset, usedBytes, bytes, owner } of chunksOf(world)) {
    const x = slots.indexOf(byteOffset) * CHUNK_WIDTH;
    const width = CHUNK_WIDTH - 8;
    const used = width * (usedBytes / bytes);
    const hint = `${owner}: ${usedBytes} of ${bytes} bytes`;
    shapes.push(box(x, top + 20, width, 26, "free", hint));
    if (used > 0) shapes.push(box(x, top + 20, used, 26, "used", hint));
  }
  return shapes;
}

/** `reset` is what becomes of the chunks after each run. */
function churnSide(label: string, reset: (world: World) => void): Side<Uint32Array> {
  return {
    label,
    source: [churn],
    make(order, rows) {
      const churned = makeWorld(rows);
      const { world } = churned;
      churn(churned, order);
      return {
        bytes: world.memory().peakBytes,
        run: () => churn(churned, order),
        reset: () => reset(world),
        dispose: () => world.dispose(),
      };
    },
  };
}

export const churnCard = defineCard<Uint32Array>({
  id: "churn",
  title: "Chunk size: coming and going",
  pattern:
    "What is spawned fills the last chunk of its kind, what is despawned empties it, and an empty chunk is kept for what comes next. `shrink` gives it back, and the next rows need a new one, which costs the more the smaller chunks are.",
  meaning:
    "Do not tune chunks for what comes and goes: from 64 rows on their size hardly matters; shrink after a peak.",
  sizes: [16, 64, 256, 1024, 4096, 16_384],
  sizeName: "rows in a chunk",
  operation: "entity that comes and goes",
  headlineSize: 16,
  operations: () => COUNT,
  prepare: (_size, seed) => shuffledOrder(COUNT, seed),
  picture,
  sides: [
    churnSide("chunks made anew", (world) => world.shrink()),
    churnSide("chunks kept", () => {}),
  ],
});
