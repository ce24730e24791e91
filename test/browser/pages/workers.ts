/**
 * The page of workers.test.ts: runs a kernel over two worlds, one with a worker and one without, until the worker has helped or
 * the world knows why it cannot, and says how that went.
 */
import { component, createWorld, f32, kernel, read, sum, write } from "../../../src/index.ts";

export interface WorkerReport {
  readonly helped: number;
  readonly reason: string | undefined;
  /** What both worlds came to after the same runs. */
  readonly alone: number;
  readonly together: number;
}

declare global {
  interface Window {
    report: Promise<WorkerReport>;
  }
}

const ROWS = 200_000;
const Position = component("Position", { x: f32, y: f32 });
const Velocity = component("Velocity", { x: f32, y: f32 });

const makeMove = () =>
  kernel([write(Position), read(Velocity)], { dt: f32 }, (p, v, u) => {
    p.x += Math.sin(v.x) * u.dt;
    p.y += v.y * u.dt;
    return { total: sum(p.x) };
  });

function makeSide(workers: number) {
  const world = createWorld({ workers, capacity: ROWS });
  world.spawnMany(ROWS, [Position, Velocity], (rows) => {
    const { x, y } = rows.write(Velocity);
    for (let row = rows.start; row < rows.end; row++) {
      x[row] = (row % 77) - 30;
      y[row] = row % 9;
    }
  });
  return { world, query: world.query(Position, Velocity), move: makeMove() };
}

async function compare(): Promise<WorkerReport> {
  const [one, two] = [makeSide(0), makeSide(1)];
  let helped = 0;
  let [alone, together] = [0, 0];
  for (let frame = 0; frame < 400 && helped === 0 && two.world.workers.count > 0; frame++) {
    alone = one.move.run(one.query, { dt: 0.25 }).total;
    together = two.move.run(two.query, { dt: 0.25 }).total;
    helped += two.move.shared?.helped ?? 0;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  alone = one.move.run(one.query, { dt: 0.25 }).total;
  together = two.move.run(two.query, { dt: 0.25 }).total;
  return { helped, reason: two.world.workers.reason, alone, together };
}

window.report = compare();
