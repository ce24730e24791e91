/**
 * What two threads can gain at most on this machine: each runs the hand-written step over memory of its own, and they
 * wait for each other for nothing. Over memory that stays in a core's nearest cache that tells of the cores, over more
 * of it tells what the memory gives.
 *
 * The second thread runs this same program, which asks `isSecondThread` first of all.
 */
import { isMainThread, Worker, workerData } from "node:worker_threads";
import { median } from "../../demos/particles/comparison.ts";
import { consume, type Measurement, summarize } from "./harness.ts";
import { compileReference, joinReference, type ParticleStep } from "./kernel-reference.ts";

const UNIFORMS = [1 / 60, 1000, 1000];
const ROUNDS = 7;
const TURN_MS = 30;

/** Words that both threads see: whether the second is to run, how many times it has, and whether it waits. */
const IS_RUNNING = 0;
const RUNS = 1;
const IS_IDLE = 2;

interface SecondThread {
  readonly module: WebAssembly.Module;
  readonly words: Int32Array;
  readonly rows: number;
}

/** Steps of so many particles in memory of their own. */
function makeStepper(module: WebAssembly.Module, rows: number): () => void {
  const columnBytes = Math.ceil(rows / 16) * 64 + 64;
  const memory = new WebAssembly.Memory({ initial: Math.ceil((5 * columnBytes) / 65_536) });
  const step: ParticleStep = joinReference(module, memory);
  const offsets = [0, 1, 2, 3, 4].map((column) => column * columnBytes);
  const [x, y, vx, vy, life] = offsets.map((at) => new Float32Array(memory.buffer, at, rows));
  for (let i = 0; i < rows; i++) {
    x[i] = (i * 7919) % 1000;
    y[i] = (i * 104_729) % 1000;
    vx[i] = ((i * 31) % 200) - 100;
    vy[i] = ((i * 17) % 200) - 100;
    life[i] = (i % 50) / 10;
  }
  const inputs = [...offsets, 0, rows, ...UNIFORMS];
  // Calls cost as much as some hundred rows do.
  const repeats = Math.ceil(50_000 / rows);
  return () => {
    for (let i = 0; i < repeats; i++) step(...inputs);
  };
}

/** Whether this is the second thread, which has been ended when this returns. */
export function isSecondThread(): boolean {
  if (isMainThread) return false;
  const { module, words, rows } = workerData as SecondThread;
  const run = makeStepper(module, rows);
  run();
  for (;;) {
    if (Atomics.load(words, IS_RUNNING) === 0) {
      Atomics.store(words, IS_IDLE, 1);
      Atomics.wait(words, IS_RUNNING, 0);
      Atomics.store(words, IS_IDLE, 0);
    }
    run();
    Atomics.add(words, RUNS, 1);
  }
}

/** Runs for a turn; nanoseconds of one run of one thread, whoever has made them. */
function turn(run: () => void, words: Int32Array): number {
  const before = Atomics.load(words, RUNS);
  const start = performance.now();
  let runs = 0;
  let elapsed = 0;
  do {
    run();
    runs++;
    elapsed = performance.now() - start;
  } while (elapsed < TURN_MS);
  return (elapsed * 1e6) / (runs + Atomics.load(words, RUNS) - before);
}

/** One thread over `rows` particles, then two over half of them each; in ns a particle. */
export async function measureCeiling(rows: number): Promise<Measurement[]> {
  const module = await compileReference();
  const words = new Int32Array(new SharedArrayBuffer(12));
  const half = rows / 2;
  const worker = new Worker(process.argv[1], { workerData: { module, words, rows: half } });
  const runAll = makeStepper(module, rows);
  const runHalf = makeStepper(module, half);
  const set = (isRunning: 0 | 1) => {
    Atomics.store(words, IS_RUNNING, isRunning);
    Atomics.notify(words, IS_RUNNING);
    while (Atomics.load(words, IS_IDLE) === isRunning);
  };
  set(1);
  while (Atomics.load(words, RUNS) < 50) await new Promise((resolve) => setTimeout(resolve, 5));
  const [alone, together]: number[][] = [[], []];
  for (let round = 0; round <= ROUNDS; round++) {
    set(0);
    alone.push(turn(runAll, words) / (rows * Math.ceil(50_000 / rows)));
    set(1);
    together.push(turn(runHalf, words) / (half * Math.ceil(50_000 / half)));
  }
  await worker.terminate();
  consume(median(alone));
  return [
    summarize("one thread", alone.slice(1)),
    summarize("two, each with memory of its own", together.slice(1)),
  ];
}
