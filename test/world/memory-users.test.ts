import { expect, test } from "vitest";
import {
  type Block,
  createWorld,
  endMessageFrame,
  f32,
  type MemoryUser,
  message,
  type PartMemory,
  validate,
  type World,
} from "../../src/index.ts";

/** Keeps a list of blocks, one of which is spare. */
class Grid implements MemoryUser {
  readonly label = "grid";
  readonly kept: Block[];
  readonly #world: World;
  isLying = false;

  constructor(world: World) {
    this.#world = world;
    this.kept = [640, 128, 64].map((bytes) => world.storage.allocate(bytes));
    world.addMemoryUser(this);
  }

  memory(): readonly PartMemory[] {
    const bytes = this.isLying ? 1 : this.kept.reduce((sum, block) => sum + block.byteLength, 0);
    return [{ label: "grid cells", place: "slabs", bytes, usedBytes: 500, peakBytes: 500 }];
  }

  blocks(): readonly Block[] {
    return this.kept;
  }

  shrink(): number {
    const spare = this.kept.splice(2);
    for (const block of spare) this.#world.storage.free(block);
    return spare.reduce((sum, block) => sum + block.byteLength, 0);
  }

  dispose(): void {
    for (const block of this.kept.splice(0)) this.#world.storage.free(block);
  }
}

test("a memory user shows in the report, shrinks with the world, and goes with it", () => {
  const world = createWorld({ capacity: 100 });
  const grid = new Grid(world);
  validate(world);
  const report = world.memory();
  expect(report.parts).toEqual([
    { label: "grid cells", place: "slabs", bytes: 832, usedBytes: 500, peakBytes: 500 },
  ]);
  expect(report.heapBytes).toBe(0);
  expect(report.usedBytes).toBe(report.entityIndexBytes + 832);
  expect(report.slabs[0].blocks).toEqual([
    {
      owner: "entity index",
      chunk: undefined,
      byteOffset: 0,
      bytes: 2048,
      usedBytes: 8,
      shrinkableBytes: 0,
    },
    {
      owner: "grid",
      chunk: undefined,
      byteOffset: 2048,
      bytes: 640,
      usedBytes: 640,
      shrinkableBytes: 0,
    },
    {
      owner: "grid",
      chunk: undefined,
      byteOffset: 2688,
      bytes: 128,
      usedBytes: 128,
      shrinkableBytes: 0,
    },
    {
      owner: "grid",
      chunk: undefined,
      byteOffset: 2816,
      bytes: 64,
      usedBytes: 64,
      shrinkableBytes: 0,
    },
  ]);
  expect(world.shrink()).toEqual({ bytes: 64, isDone: true });
  validate(world);
  expect(world.memory().usedBytes).toBe(2048 + 768);
  world.dispose();
  expect(grid.kept).toEqual([]);
  expect(world.memory()).toMatchObject({ reservedBytes: 0, parts: [] });
});

test("validate finds blocks that nobody reports, and reports without blocks", () => {
  const world = createWorld({ capacity: 100 });
  const grid = new Grid(world);
  grid.isLying = true;
  expect(() => validate(world)).toThrow("grid reports 1 bytes and has 832 in blocks");
  grid.isLying = false;
  world.storage.allocate(64);
  expect(() => validate(world)).toThrow(
    "chunks, index and memory users have 2880 bytes, 2944 are in use",
  );
});

test("a memory user that has been taken away is asked no more", () => {
  const world = createWorld();
  const pool = (label: string): MemoryUser => ({
    label,
    memory: () => [{ label, place: "heap", bytes: 64, usedBytes: 0, peakBytes: 64 }],
  });
  const forgetFirst = world.addMemoryUser(pool("first"));
  world.addMemoryUser(pool("second"));
  expect(world.memory().heapBytes).toBe(128);
  forgetFirst();
  forgetFirst();
  expect(world.memory().parts.map((part) => part.label)).toEqual(["second"]);
});

test("messages and names show in the report, and shrink gives back what messages keep", () => {
  const Hit = message("Hit", { amount: f32, at: f32 });
  const world = createWorld();
  world.setName(world.spawn(), "hero");
  expect(world.memory().parts).toEqual([
    // "hero", 16 holders and 64 names
    { label: "names", place: "heap", bytes: 4 + 64 + 256, usedBytes: 4 + 8 + 256, peakBytes: 268 },
  ]);
  Hit.sendMany(world, 1000);
  endMessageFrame(world);
  Hit.sendMany(world, 10);
  const parts = () => world.memory().parts.filter((part) => part.label !== "names");
  const label = "messages Hit";
  const peakBytes = 8 * 1010;
  expect(parts()).toEqual([
    {
      label,
      place: "heap",
      bytes: 8 * 1064,
      usedBytes: 8 * 1010,
      peakBytes,
      shrinkableBytes: 8 * 54,
    },
  ]);
  endMessageFrame(world);
  endMessageFrame(world);
  const [all] = parts();
  expect(all).toEqual({
    label,
    place: "heap",
    bytes: 8 * 1064,
    usedBytes: 0,
    peakBytes,
    shrinkableBytes: 8 * 1064,
  });
  expect(world.memory().heapBytes).toBe(8 * 1064 + 324);
  expect(world.shrink().bytes).toBe(8 * 1064);
  expect(parts()).toEqual([{ ...all, bytes: 0, shrinkableBytes: 0 }]);
});

test("shrink passes over messages that a loop is reading", () => {
  const Hit = message("Hit", { amount: f32 });
  const world = createWorld();
  Hit.sendMany(world, 10);
  let freed = -1;
  Hit.sendMany(world, 1, () => {
    freed = world.shrink().bytes;
  });
  expect(freed).toBe(0);
  expect(world.shrink().bytes).toBe(4 * (64 - 11));
});
