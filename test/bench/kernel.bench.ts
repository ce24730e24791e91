/**
 * Kernels: the particle step of 100,000 rows as a JavaScript loop, a kernel and hand-written vectors, in ns a row.
 *
 * Then what totals and selections cost, values of other entities and switches, what a call does (rows none), what making a kernel's module does (bytes, compiling, joining to memory),
 * and what the first kernel of a process takes, the second, and later ones: under 1 ms for 50 operations is the aim.
 */

import { flatten } from "../../src/kernel/javascript/flatten.ts";
import { javascriptEngine } from "../../src/kernel/javascript.ts";
import type { KernelProgram, Step } from "../../src/kernel/program.ts";
import { compileModule, instantiate } from "../../src/kernel/wasm/instance.ts";
import { emitScalar } from "../../src/kernel/wasm/scalar.ts";
import { emitSimd } from "../../src/kernel/wasm/simd.ts";
import {
  describeMachine,
  measureInterleaved,
  measurementTable,
  printTable,
  type Subject,
  sinkTotal,
} from "./harness.ts";
import { gatherSubjects } from "./kernel-gather.ts";
import { answerAboutMaking, makingRows } from "./kernel-making.ts";
import { outputSubjects } from "./kernel-outputs.ts";
import { PARTICLE_PROGRAM, stepParticles } from "./kernel-particles.ts";
import { assembleReference } from "./kernel-reference.ts";

if (answerAboutMaking()) process.exit();

const ROWS = 100_000;
const UNIFORMS = [1 / 60, 1000, 1000];
const COLUMN_BYTES = ROWS * 4 + 64;
const pages = 5 * Math.ceil((5 * COLUMN_BYTES) / 65_536);
const memory = new WebAssembly.Memory({ initial: pages, maximum: pages });

/** Columns of its own for each subject, filled alike: all start from the same particles. */
function columnsAt(place: number): { offsets: number[]; views: Float32Array[] } {
  const offsets = UNIFORMS.concat(0, 0).map((_, index) => (place * 5 + index) * COLUMN_BYTES);
  const views = offsets.map((offset) => new Float32Array(memory.buffer, offset, ROWS));
  let state = 1;
  const random = (): number => {
    state = (Math.imul(state, 1103515245) + 12345) & 0x7fffffff;
    return state / 0x7fffffff;
  };
  for (let row = 0; row < ROWS; row++) {
    for (const position of views.slice(0, 2)) position[row] = random() * 1000;
    for (const velocity of views.slice(2, 4)) velocity[row] = random() * 200 - 100;
    views[4][row] = random() * 5;
  }
  return { offsets, views };
}

const hand = columnsAt(0);
const vectors = columnsAt(1);
const written = columnsAt(2);
const single = columnsAt(3);
const interpreted = columnsAt(4);
const runKernel = instantiate(
  compileModule(emitSimd(PARTICLE_PROGRAM, { shared: false })),
  memory,
  PARTICLE_PROGRAM,
);
const runScalar = instantiate(
  compileModule(emitScalar(PARTICLE_PROGRAM, { shared: false })),
  memory,
  PARTICLE_PROGRAM,
);
const viewOf = () => new Float32Array(memory.buffer); // of f32 there are all columns
const runJavascript = javascriptEngine(PARTICLE_PROGRAM, flatten(PARTICLE_PROGRAM), { viewOf });
const runReference = await assembleReference(memory);

for (let frame = 0; frame < 20; frame++) {
  runKernel(vectors.offsets, 0, 0, ROWS, UNIFORMS);
  runReference(...written.offsets, 0, ROWS, ...UNIFORMS);
}
vectors.views.forEach((view, column) => {
  if (view.some((value, row) => value !== written.views[column][row]))
    throw new Error(`bench: the kernel and the reference differ in column ${column}.`);
});

const steps: Subject[] = [
  {
    name: "JavaScript loop",
    operations: ROWS,
    run: () => {
      stepParticles(hand.views, ROWS, UNIFORMS);
      return hand.views[0][0];
    },
  },
  {
    name: "kernel, SIMD",
    operations: ROWS,
    run: () => {
      runKernel(vectors.offsets, 0, 0, ROWS, UNIFORMS);
      return vectors.views[0][0];
    },
  },
  {
    name: "kernel, scalar",
    operations: ROWS,
    run: () => {
      runScalar(single.offsets, 0, 0, ROWS, UNIFORMS);
      return single.views[0][0];
    },
  },
  {
    name: "kernel, JavaScript",
    operations: ROWS,
    run: () => {
      runJavascript(interpreted.offsets, 0, 0, ROWS, UNIFORMS);
      return interpreted.views[0][0];
    },
  },
  {
    name: "hand-written SIMD",
    operations: ROWS,
    run: () => {
      runReference(...written.offsets, 0, ROWS, ...UNIFORMS);
      return written.views[0][0];
    },
  },
];

const CALLS = 1000;
const calls: Subject[] = [0, 4, 64].map((rows) => ({
  name: `${rows} rows`,
  operations: CALLS,
  run: () => {
    for (let call = 0; call < CALLS; call++) runKernel(vectors.offsets, 0, 0, rows, UNIFORMS);
    return vectors.views[0][0];
  },
}));

/** Particle steps until there are 50 operations and more. */
const long: KernelProgram = {
  ...PARTICLE_PROGRAM,
  steps: Array.from({ length: 4 }, (): readonly Step[] => PARTICLE_PROGRAM.steps).flat(),
};
const bytes = emitSimd(long, { shared: false });
const compiled = compileModule(bytes);
const making: Subject[] = [
  {
    name: `bytes (${bytes.length})`,
    operations: 1,
    run: () => emitSimd(long, { shared: false }).length,
  },
  {
    name: "compile",
    operations: 1,
    run: () => WebAssembly.Module.exports(compileModule(bytes)).length,
  },
  { name: "join", operations: 1, run: () => instantiate(compiled, memory, long).length },
];

console.log(describeMachine());
printTable("The particle step, a row", measurementTable(measureInterleaved(steps)));
printTable("A call", measurementTable(measureInterleaved(calls)));
const { totals, selections } = outputSubjects();
printTable("Totals of 100,000 rows, a row", measurementTable(measureInterleaved(totals)));
printTable(
  "Rows selected of 100,000, a row of all",
  measurementTable(measureInterleaved(selections)),
);
const { gathered, switched } = gatherSubjects();
printTable("Values of other entities, a row", measurementTable(measureInterleaved(gathered)));
printTable("What is switched off, a row", measurementTable(measureInterleaved(switched)));
printTable("A kernel of 52 operations", measurementTable(measureInterleaved(making)));
printTable("A kernel of 52 operations from its tree to moved rows, in ms", {
  headers: ["kernel", "make", "compile and run", "both"],
  rows: makingRows(9),
});
console.log(`\nsink ${sinkTotal()}`);
