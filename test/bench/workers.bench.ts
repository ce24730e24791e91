/**
 * Workers: the particle step of worlds with and without one, beside what two threads can gain at most on this machine.
 *
 * First the cores alone, then with the memory that so many particles are in, then the engine's own division of work.
 */
import {
  describeMachine,
  measureInterleaved,
  measurementTable,
  printTable,
  sinkTotal,
} from "./harness.ts";
import { type Load, workerSubjects } from "./kernel-workers.ts";
import { isSecondThread, measureCeiling } from "./worker-ceiling.ts";

if (isSecondThread()) process.exit();

console.log(describeMachine());
printTable(
  "The cores: 1,600 particles, in the nearest caches",
  measurementTable(await measureCeiling(1_600)),
);
for (const rows of [100_000, 1_000_000]) {
  const title = `${rows.toLocaleString("en")} particles`;
  printTable(`The memory: ${title}`, measurementTable(await measureCeiling(rows)));
}
async function printEngine(rows: number, load: Load): Promise<void> {
  const { subjects, dispose } = await workerSubjects(rows, load);
  const name = load === "step" ? "The engine" : "The engine, ten times the arithmetic";
  printTable(
    `${name}: ${rows.toLocaleString("en")} particles of a world`,
    measurementTable(measureInterleaved(subjects)),
  );
  dispose();
}

for (const rows of [10_000, 30_000, 100_000, 1_000_000]) await printEngine(rows, "step");
for (const rows of [100_000, 1_000_000]) await printEngine(rows, "pull");
console.log(`\nsink ${sinkTotal()}`);
