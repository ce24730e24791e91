/**
 * Kernels with workers: the same bytes whoever ran the rows, and every row run when workers die or never begin.
 */
import { afterEach, beforeAll, expect, test } from "vitest";
import {
  component,
  createWorld,
  f32,
  kernel,
  not,
  read,
  tag,
  u32,
  validate,
  type World,
  write,
} from "../../../src/index.ts";
import { parseKernels } from "../../../src/kernel/parse/index.ts";
import { CONTROL } from "../../../src/kernel/workers/control.ts";
import { theCrew } from "../../../src/kernel/workers/crew.ts";
import { Job } from "../../../src/kernel/workers/job.ts";
import { startThread, type ThreadPort } from "../../../src/kernel/workers/thread.ts";

const Position = component("Position", { x: f32, y: f32 });
const Velocity = component("Velocity", { x: f32, y: f32 });
const Count = component("Count", { runs: u32 });
const Frozen = tag("Frozen");

beforeAll(() => parseKernels());

const ROWS = 40_000;
const worlds: World[] = [];

afterEach(() => {
  for (const world of worlds.splice(0)) world.dispose();
  const crew = theCrew();
  expect(crew.threads).toEqual([]);
  crew.start = startThread;
  Job.sharesFrom = undefined;
  Job.patienceMs = 5000;
});

function makeWorld(workers: number): World {
  const world = createWorld({ workers, capacity: ROWS });
  worlds.push(world);
  for (const tags of [[], [Frozen]]) {
    world.spawnMany(ROWS / 2, [Position, Velocity, Count, ...tags], (rows) => {
      const p = rows.write(Position);
      const v = rows.write(Velocity);
      for (let row = rows.start; row < rows.end; row++) {
        p.x[row] = row * 0.37;
        v.x[row] = Math.sin(row);
        v.y[row] = row % 7;
      }
    });
  }
  return world;
}

const makeMove = () =>
  kernel([write(Position), read(Velocity), write(Count)], { dt: f32 }, (p, v, c, u) => {
    p.x += Math.sin(v.x) * u.dt;
    p.y += v.y * u.dt;
    if (p.x > 100) p.x = 0;
    c.runs += 1;
  });

/** The event loop's turn, as long as it takes; workers are started in it. */
async function until(isSo: () => boolean): Promise<void> {
  for (let turn = 0; !isSo() && turn < 2000; turn++)
    await new Promise((resolve) => setTimeout(resolve, 5));
  expect(isSo()).toBe(true);
}

const areReady = (count: number) => () =>
  theCrew().threads.length === count && theCrew().threads.every((one) => one.isReady);

function bytesOf(world: World): number[][] {
  const all: number[][] = [];
  for (const chunk of world.query(Position, Velocity, Count)) {
    const { x, y } = chunk.read(Position);
    for (const column of [x, y, chunk.read(Count).runs])
      all.push(Array.from({ length: chunk.count }, (_, row) => column[row]));
  }
  return all;
}

async function outcome(workers: number): Promise<{ bytes: number[][]; helped: number }> {
  const world = makeWorld(workers);
  const movers = world.query(Position, Velocity, Count);
  const move = makeMove();
  let helped = 0;
  move.run(movers, { dt: 0.5 });
  await until(areReady(workers));
  for (let frame = 0; frame < 50; frame++) {
    move.run(movers, { dt: 0.25 });
    helped += move.shared?.helped ?? 0;
  }
  validate(world);
  return { bytes: bytesOf(world), helped };
}

test("results are the same with 0, 1, 2 and 3 workers, and workers do help", async () => {
  Job.sharesFrom = 1;
  const alone = await outcome(0);
  expect(alone.helped).toBe(0);
  expect(new Set(alone.bytes.filter((_, i) => i % 3 === 2).flat())).toEqual(new Set([51]));
  for (const workers of [1, 2, 3]) {
    const together = await outcome(workers);
    expect(together.bytes).toEqual(alone.bytes);
    expect(together.helped).toBeGreaterThan(0);
  }
});

test("what waits for the end of an iteration waits for the workers", async () => {
  Job.sharesFrom = 1;
  const world = makeWorld(1);
  const moving = world.query(Position, Velocity, Count, not(Frozen));
  const move = makeMove();
  move.run(moving, { dt: 1 });
  await until(areReady(1));
  const before = moving.count;
  world.query(Position).each((_, entity) => {
    if (entity % 3 === 0) world.despawn(entity);
    if (entity === world.query(Position).first()) move.run(moving, { dt: 1 });
  });
  expect(moving.count).toBeLessThan(before);
  for (const chunk of moving)
    for (let row = 0; row < chunk.count; row++) expect(chunk.read(Count).runs[row]).toBe(2);
  validate(world);
});

test("a worker that is terminated is replaced, and meanwhile its rows are run here", async () => {
  Job.sharesFrom = 1;
  const ports: ThreadPort[] = [];
  theCrew().start = (onEnd) => {
    const port = startThread(onEnd);
    ports.push(port);
    return port;
  };
  const world = makeWorld(1);
  const movers = world.query(Position, Velocity, Count);
  const move = makeMove();
  move.run(movers, { dt: 1 });
  await until(areReady(1));
  ports[0].terminate();
  for (let frame = 0; frame < 20; frame++) move.run(movers, { dt: 1 });
  await until(() => ports.length === 2);
  move.run(movers, { dt: 1 });
  await until(areReady(1));
  let helped = 0;
  for (let frame = 0; frame < 50; frame++) {
    move.run(movers, { dt: 1 });
    helped += move.shared?.helped ?? 0;
  }
  expect(helped).toBeGreaterThan(0);
  expect(new Set(bytesOf(world)[2])).toEqual(new Set([72]));
});

test("where no worker can be started, all is run here, and the world says why", () => {
  Job.sharesFrom = 1;
  theCrew().start = () => {
    throw new Error("worker-src is 'none'");
  };
  const world = makeWorld(2);
  expect(world.workers).toEqual({ count: 2, reason: undefined });
  makeMove().run(world.query(Position, Velocity, Count), { dt: 1 });
  expect(world.workers).toEqual({
    count: 0,
    reason: "a worker could not be started: worker-src is 'none'",
  });
  expect(new Set(bytesOf(world)[2])).toEqual(new Set([1]));
});

/** A worker that, when it hears of a kernel, claims the first unit of the job, begins it where told to, and is gone. */
function startLost(begins: boolean): ThreadPort {
  let words: Int32Array = new Int32Array(0);
  let id = 0;
  return {
    postMessage(message) {
      if (typeof message !== "object" || message === null) return;
      if ("start" in message) {
        const start = message as unknown as { start: SharedArrayBuffer; line: number; id: number };
        words = new Int32Array(start.start);
        id = start.id;
        words[start.line + CONTROL.RECEIVED] = 1;
      } else if ("bind" in message) {
        if (begins) words[CONTROL.TABLE] |= id;
      }
    },
    terminate() {},
  };
}

test("rows that a worker has not begun are run here", () => {
  Job.sharesFrom = 1;
  theCrew().start = () => startLost(false);
  const world = makeWorld(1);
  makeMove().run(world.query(Position, Velocity, Count), { dt: 1 });
  expect(new Set(bytesOf(world)[2])).toEqual(new Set([1]));
});

test("a worker that stops in the middle of rows is an error that names them; all other rows are run", async () => {
  Job.sharesFrom = 1;
  Job.patienceMs = 20;
  let started = 0;
  theCrew().start = (onEnd) => (started++ === 0 ? startLost(true) : startThread(onEnd));
  const world = makeWorld(1);
  const movers = world.query(Position, Velocity, Count);
  const move = makeMove();
  const [chunk] = movers;
  const lost = Math.min(chunk.count, 4096);
  expect(() => move.run(movers, { dt: 1 })).toThrow(
    `run: a worker stopped while it ran kernel Position, Velocity, Count over ${lost} entities, from ${chunk.entities[0]} on in their order: theirs may be half done, all others are. Give those entities their values again; another worker takes its place. [E308]`,
  );
  const runs = bytesOf(world).filter((_, i) => i % 3 === 2);
  expect(runs.flat().filter((count) => count === 0)).toHaveLength(lost);
  expect(runs[0].slice(0, lost).every((count) => count === 0)).toBe(true);
  expect(started).toBe(2);
  await until(areReady(1));
  move.run(movers, { dt: 1 });
  expect(bytesOf(world)[2][0]).toBe(1);
});
