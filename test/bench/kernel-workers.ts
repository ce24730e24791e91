/** The particle step over worlds with and without a worker, through `kernel.run`. */
import { component, createWorld, f32, kernel, type World, write } from "../../src/index.ts";
import { parseKernels } from "../../src/kernel/parse/index.ts";
import type { Subject } from "./harness.ts";

const Body = component("Body", { x: f32, y: f32, vx: f32, vy: f32, life: f32 });

parseKernels();

function makeStep() {
  return kernel([write(Body)], { dt: f32, width: f32, height: f32 }, (p, u) => {
    p.x += p.vx * u.dt;
    p.y += p.vy * u.dt;
    if (p.x < 0) {
      p.x = 0;
      p.vx = -p.vx;
    }
    if (p.x > u.width) {
      p.x = u.width;
      p.vx = -p.vx;
    }
    if (p.y < 0) {
      p.y = 0;
      p.vy = -p.vy;
    }
    if (p.y > u.height) {
      p.y = u.height;
      p.vy = -p.vy;
    }
    p.life -= u.dt;
  });
}

/** Much arithmetic for each byte: every body is drawn to four others. */
function makePull() {
  return kernel([write(Body)], { dt: f32, width: f32, height: f32 }, (p, u) => {
    const ax = u.width - p.x;
    const ay = u.height - p.y;
    const bx = u.width / 2 - p.x;
    const by = u.height / 2 - p.y;
    const a = Math.sqrt(ax * ax + ay * ay + 25);
    const b = Math.sqrt(bx * bx + by * by + 25);
    const c = Math.sqrt(p.x * p.x + ay * ay + 25);
    const d = Math.sqrt(ax * ax + p.y * p.y + 25);
    p.vx += (ax / (a * a * a) + bx / (b * b * b) - p.x / (c * c * c) + ax / (d * d * d)) * u.dt;
    p.vy += (ay / (a * a * a) + by / (b * b * b) + ay / (c * c * c) - p.y / (d * d * d)) * u.dt;
    p.x += p.vx * u.dt;
    p.y += p.vy * u.dt;
    p.life -= u.dt;
  });
}

/** How much there is to do for a row: the particle step, or some ten times its arithmetic. */
export type Load = "step" | "pull";

function makeWorld(rows: number, workers: number): World {
  const world = createWorld({ capacity: rows, workers });
  world.spawnMany(rows, [Body], (run) => {
    const { x, y, vx, vy, life } = run.write(Body);
    for (let row = run.start; row < run.end; row++) {
      const i = run.offset + row - run.start;
      x[row] = (i * 7919) % 1000;
      y[row] = (i * 104_729) % 1000;
      vx[row] = ((i * 31) % 200) - 100;
      vy[row] = ((i * 17) % 200) - 100;
      life[row] = (i % 50) / 10;
    }
  });
  return world;
}

function checksum(world: World): number {
  let sum = 0;
  for (const chunk of world.query(Body)) {
    const { x, vy } = chunk.read(Body);
    for (let row = 0; row < chunk.count; row++) sum += x[row] + vy[row];
  }
  return sum;
}

export interface WorkerSubjects {
  readonly subjects: Subject[];
  dispose(): void;
}

/**
 * One thread, then one with a worker, over `rows` particles each. Both have made the same steps when this returns.
 *
 * @throws where they differ, or the worker does not help
 */
export async function workerSubjects(rows: number, load: Load): Promise<WorkerSubjects> {
  const worlds = [0, 1].map((workers) => makeWorld(rows, workers));
  const made = worlds.map((world) => {
    const step = load === "step" ? makeStep() : makePull();
    const uniforms = Object.assign(step.draft(), { dt: 1 / 60, width: 1000, height: 1000 });
    const bodies = world.query(Body);
    return { step, run: () => step.run(bodies, uniforms) };
  });
  let helped = 0;
  // One by one, in which the worker starts, then without a pause: a worker that sleeps is not woken for few rows.
  for (let frame = 0; frame < 50 || (helped === 0 && frame < 3000); frame++) {
    for (const { run } of made) run();
    helped += made[1].step.shared?.helped ?? 0;
    if (frame < 50) await new Promise((resolve) => setTimeout(resolve, 5));
  }
  const sums = worlds.map(checksum);
  if (sums[0] !== sums[1]) throw new Error(`bench: one thread made ${sums[0]}, two ${sums[1]}.`);
  if (helped === 0 && rows >= 100_000) throw new Error("bench: the worker did not help.");
  const subjects = made.map(({ run }, i) => {
    const [chunk] = worlds[i].query(Body);
    return {
      name: i === 0 ? "one thread" : "and a worker",
      operations: rows,
      run: () => {
        run();
        return chunk.read(Body).x[0];
      },
    };
  });
  return {
    subjects,
    dispose() {
      for (const world of worlds) world.dispose();
    },
  };
}
