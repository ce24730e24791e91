/**
 * Copy-on-write: keeping a history of a world of 262,144 rows, of which some windows of 1,024 rows
 * are written each frame.
 *
 * The engine stamps each window that is written; a reader of `changed(Body)` hands out exactly
 * those. Both sides write one row in each window before they copy.
 */
import { changed, component, createWorld, f32 } from "../../../src/index.ts";
import { defineCard } from "../card.ts";
import { box, type Drawing, type Shape } from "../drawing.ts";

const WINDOW = 1024;
const WINDOWS = 256;
const ROWS = WINDOW * WINDOWS;

const Body = component("Body", { x: f32, y: f32, vx: f32, vy: f32 });

interface Columns {
  readonly x: Float32Array;
  readonly y: Float32Array;
  readonly vx: Float32Array;
  readonly vy: Float32Array;
}

/** The frame before, column by column. */
class History implements Columns {
  readonly x = new Float32Array(ROWS);
  readonly y = new Float32Array(ROWS);
  readonly vx = new Float32Array(ROWS);
  readonly vy = new Float32Array(ROWS);
}

function makeBodies(seed: number) {
  const world = createWorld({ capacity: ROWS });
  world.spawnMany(ROWS, [Body]);
  const query = world.query(Body);
  /** Where each chunk's rows begin in the history, by its list of entities. */
  const bases = new Map<Uint32Array, number>();
  let base = 0;
  for (const chunk of query) {
    const { x } = chunk.write(Body);
    for (let i = 0; i < chunk.count; i++) x[i] = (base + i + seed) & 255;
    bases.set(chunk.entities, base);
    base += chunk.count;
  }
  return { world, query, bases, history: new History(), frame: seed };
}

type Bodies = ReturnType<typeof makeBodies>;

/** Writes a row in each of `count` windows, spread over the world. */
function writeWindows(bodies: Bodies, count: number): void {
  const frame = bodies.frame++;
  for (const chunk of bodies.query) {
    const base = bodies.bases.get(chunk.entities) as number;
    for (let row = 0; row < chunk.count; row += WINDOW) {
      const turn = (((base + row) / WINDOW) * 97 + frame) & (WINDOWS - 1);
      if (turn < count) chunk.write(Body, row, row + 1).x[row] = frame & 1023;
    }
  }
}

function copyRows(to: Columns, from: Readonly<Columns>, start: number, end: number, base: number) {
  to.x.set(from.x.subarray(start, end), base + start);
  to.y.set(from.y.subarray(start, end), base + start);
  to.vx.set(from.vx.subarray(start, end), base + start);
  to.vy.set(from.vy.subarray(start, end), base + start);
}

function copyEverything(bodies: Bodies): number {
  let copied = 0;
  for (const chunk of bodies.query) {
    const base = bodies.bases.get(chunk.entities) as number;
    copyRows(bodies.history, chunk.read(Body) as Columns, 0, chunk.count, base);
    copied += chunk.count;
  }
  return copied;
}

type Reader = ReturnType<typeof makeReader>;

function makeReader(bodies: Bodies) {
  return bodies.world.query(Body, changed(Body)).reader();
}

function copyChanged(bodies: Bodies, reader: Reader): number {
  let copied = 0;
  for (const rows of reader.runs()) {
    const base = bodies.bases.get(rows.entities) as number;
    copyRows(bodies.history, rows.read(Body) as Columns, rows.start, rows.end, base);
    copied += rows.end - rows.start;
  }
  return copied;
}

/** One value of each window of the history. */
function checksum({ x }: History): number {
  let sum = 0;
  for (let row = 0; row < ROWS; row += WINDOW) sum += x[row];
  return sum;
}

const SHOWN = 16;

/** Which windows a real reader hands out after 16 were written. */
function picture(seed: number): Drawing {
  const bodies = makeBodies(seed);
  const reader = makeReader(bodies);
  copyChanged(bodies, reader);
  writeWindows(bodies, SHOWN);
  const isChanged = new Uint8Array(WINDOWS);
  for (const rows of reader.runs()) {
    const base = bodies.bases.get(rows.entities) as number;
    for (let row = rows.start; row < rows.end; row += WINDOW) isChanged[(base + row) / WINDOW] = 1;
  }
  bodies.world.dispose();
  const shapes = Array.from(isChanged, (is, i): Shape => {
    const hint = `rows ${i * WINDOW} to ${(i + 1) * WINDOW - 1}${is ? ": copied" : ""}`;
    return box((i % 64) * 11, (i >> 6) * 22, 9, 18, is ? "used" : "free", hint);
  });
  return {
    width: 704,
    height: 88,
    shapes,
    caption: `${WINDOWS} windows of ${WINDOW} rows after ${SHOWN} were written: green is all that is copied.`,
  };
}

export const cowCard = defineCard<number>({
  id: "cow",
  title: "Copy-on-write against full copy",
  pattern:
    "A history of the world needs a copy each frame, but only of what was written since the last: the engine stamps every window of 1,024 rows that is written. The less of the world moves, the less there is to copy.",
  meaning:
    "Keep history by what was written: it saves by as much as the world rests, and costs next to nothing more when all of it moves.",
  sizes: [1, 4, 16, 64, 256],
  sizeName: "windows written, of 256",
  operation: "window of the world",
  isLogarithmic: true,
  headlineSize: 4,
  operations: () => WINDOWS,
  prepare: (_size, seed) => seed,
  picture,
  sides: [
    {
      label: "full copy",
      source: [copyEverything, copyRows],
      make(seed, size) {
        const bodies = makeBodies(seed);
        return {
          run() {
            writeWindows(bodies, size);
            copyEverything(bodies);
            return checksum(bodies.history);
          },
          bytes: ROWS * 16,
          dispose: () => bodies.world.dispose(),
        };
      },
    },
    {
      label: "changed windows",
      source: [copyChanged, copyRows],
      make(seed, size) {
        const bodies = makeBodies(seed);
        const reader = makeReader(bodies);
        return {
          run() {
            writeWindows(bodies, size);
            copyChanged(bodies, reader);
            return checksum(bodies.history);
          },
          bytes: ROWS * 16,
          dispose: () => bodies.world.dispose(),
        };
      },
    },
  ],
});
