/** The code of workers is loaded by the first run over a world that has some; worlds that are gone by then start none. */
import { afterEach, beforeEach, expect, test, vi } from "vitest";

const CODE = "../../src/kernel/workers/shared-run.ts";

beforeEach(() => vi.resetModules());
afterEach(() => vi.doUnmock(CODE));

/** The engine anew, as what is loaded once is there for all worlds. */
async function firstRun() {
  const { component, createWorld, f32, kernel, write } = await import("../../src/index.ts");
  const { parseKernels } = await import("../../src/kernel/parse/index.ts");
  parseKernels();
  const Count = component("Count", { value: f32 });
  const step = kernel([write(Count)], {}, (c) => {
    c.value += 1;
  });
  const makeWorld = () => {
    const world = createWorld({ workers: 1 });
    world.spawnMany(10_000, [Count]);
    const query = world.query(Count);
    return {
      world,
      run: () => step.run(query),
      value: () => query.chunks()[0].read(Count).value[0],
    };
  };
  const first = makeWorld();
  first.run();
  expect(first.value()).toBe(1);
  return { ...first, makeWorld };
}

const turn = () => new Promise((resolve) => setTimeout(resolve, 5));

test("a world that is disposed of before the code is there starts no worker", async () => {
  const { world } = await firstRun();
  world.dispose();
  expect(world.workers).toEqual({ count: 0, reason: "the world has been disposed of" });
  await import(CODE);
  await turn();
  const { theCrew } = await import("../../src/kernel/workers/crew.ts");
  expect(theCrew().threads).toEqual([]);
});

test("the first run starts the workers, however few rows it has had", async () => {
  const { world } = await firstRun();
  const { theCrew } = await import("../../src/kernel/workers/crew.ts");
  await expect.poll(() => theCrew().threads.length, { timeout: 60_000 }).toBe(1);
  expect(world.workers).toEqual({ count: 1, reason: undefined });
  world.dispose();
  expect(theCrew().threads).toEqual([]);
});

test("where the code cannot be loaded all is done on this thread, and every world says why", async () => {
  vi.doMock(CODE, () => {
    throw new Error("no such file");
  });
  const { world, run, value, makeWorld } = await firstRun();
  await expect.poll(() => world.workers.count, { timeout: 60_000 }).toBe(0);
  expect(world.workers.reason).toMatch(/^the code of workers could not be loaded: /);
  run();
  expect(value()).toBe(2);
  const later = makeWorld();
  expect(later.world.workers.count).toBe(1);
  later.run();
  expect(later.world.workers).toEqual(world.workers);
  expect(later.value()).toBe(1);
});
