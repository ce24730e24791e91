/**
 * Chunk geometry: what the largest chunk size and the version window cost, in ns per row.
 *
 * A world per size, 100,000 rows (1,000,000 with --large) of 4 and of 16 columns; the same move
 * system over each, interleaved, beside a loop over plain typed arrays that are fetched as a chunk's are.
 */
import { component, createWorld, f32 } from "../../src/index.ts";
import {
  describeMachine,
  measureInterleaved,
  measurementTable,
  printTable,
  type Subject,
  sinkTotal,
} from "./harness.ts";

const ROWS = process.argv.includes("--large") ? 1_000_000 : 100_000;
const SIZES = [64, 256, 1024, 4096, 16_384];
const DT = 1 / 60;

const Position = component("Position", { x: f32, y: f32 });
const Velocity = component("Velocity", { x: f32(1), y: f32 });
const Cold = component("Cold", {
  a: f32,
  b: f32,
  c: f32,
  d: f32,
  e: f32,
  f: f32,
  g: f32,
  h: f32,
  i: f32,
  j: f32,
  k: f32,
  l: f32,
});

function chunkLoop(maxRows: number, window: number, isWide: boolean): Subject {
  const world = createWorld({ capacity: ROWS, chunkRows: { min: 64, max: maxRows, window } });
  world.spawnMany(ROWS, isWide ? [Position, Velocity, Cold] : [Position, Velocity]);
  const movers = world.query(Position, Velocity);
  // Text of its own for each world would be ideal; equal element kinds make sharing it harmless.
  return {
    name: `chunks of ${maxRows}, windows of ${window}`,
    operations: ROWS,
    run: () => {
      let sum = 0;
      for (const chunk of movers) {
        const { x, y } = chunk.write(Position);
        const { x: vx, y: vy } = chunk.read(Velocity);
        for (let i = 0; i < chunk.count; i++) {
          x[i] += vx[i] * DT;
          y[i] += vy[i] * DT;
        }
        sum += x[0];
      }
      return sum;
    },
  };
}

/** The same loop over arrays that no engine made, held in an object as a program would hold them. */
function handLoop(): Subject {
  const columns = [0, 1, 2, 3].map(() => new Float32Array(ROWS));
  columns[2].fill(1);
  return {
    name: "hand: plain typed arrays",
    operations: ROWS,
    run: () => {
      const [x, y, vx, vy] = columns;
      for (let i = 0; i < x.length; i++) {
        x[i] += vx[i] * DT;
        y[i] += vy[i] * DT;
      }
      return x[0];
    },
  };
}

console.log(describeMachine());
const hand = handLoop();
for (const isWide of [false, true]) {
  const subjects = [hand, ...SIZES.map((size) => chunkLoop(size, 1024, isWide))];
  const title = `Largest chunk, ${ROWS.toLocaleString("en")} rows of ${isWide ? 16 : 4} columns`;
  printTable(title, measurementTable(measureInterleaved(subjects), hand.name));
}
const windows = [hand, ...[256, 1024, 16_384].map((window) => chunkLoop(16_384, window, false))];
printTable("Version window", measurementTable(measureInterleaved(windows), hand.name));
console.log(`\n(sink ${sinkTotal().toFixed(0)})`);
