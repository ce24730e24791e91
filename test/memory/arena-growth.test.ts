import { expect, test } from "vitest";
import { Arena, type ArenaOptions } from "../../src/memory/arena.ts";

function arenaOf(capacityBytes: number, options: Partial<ArenaOptions> = {}): Arena {
  return new Arena({ capacityBytes, ...options });
}

test("growth leaves what this frame handed out where it is", () => {
  const arena = arenaOf(64);
  const early = arena.u8(48).fill(7);
  const earlyBuffer = arena.buffer;
  const late = arena.u8(100).fill(9);
  expect(early.every((byte) => byte === 7)).toBe(true);
  expect(early.buffer).toBe(earlyBuffer);
  expect(late.buffer).toBe(arena.buffer);
  expect(arena.buffer).not.toBe(earlyBuffer);
});

test("a further block is at least twice as large, or as large as it must be", () => {
  const arena = arenaOf(64);
  arena.allocate(65);
  expect(arena.capacityBytes).toBe(128);
  arena.allocate(1000);
  expect(arena.capacityBytes).toBe(1088); // 72 + 1,000, rounded up to 64
  expect(arena.heldBytes).toBe(64 + 128 + 1088);
});

test("offsets go on across growth, and bufferAt finds the buffer of each", () => {
  const arena = arenaOf(64);
  const a = arena.allocate(40);
  const bufferOfA = arena.buffer;
  const b = arena.allocate(40);
  const bufferOfB = arena.buffer;
  const c = arena.allocate(400);
  expect([a, b, c]).toEqual([0, 40, 80]);
  expect(arena.bufferAt(a)).toBe(bufferOfA);
  expect(arena.bufferAt(39)).toBe(bufferOfA);
  expect(arena.bufferAt(b)).toBe(bufferOfB);
  expect(arena.bufferAt(c)).toBe(arena.buffer);
  expect(new Set([bufferOfA, bufferOfB, arena.buffer]).size).toBe(3);
});

test("reset leaves one block that holds the whole frame", () => {
  const arena = arenaOf(64);
  for (let i = 0; i < 20; i++) arena.allocate(60);
  const { highWaterBytes } = arena;
  expect(highWaterBytes).toBe(19 * 64 + 60);
  arena.reset();
  expect(arena.heldBytes).toBe(arena.capacityBytes);
  const { buffer } = arena;
  for (let i = 0; i < 20; i++) arena.allocate(60);
  expect(arena.buffer).toBe(buffer);
  expect(arena.highWaterBytes).toBe(highWaterBytes);
});

test("no view of a dropped block is handed out again after growth", () => {
  const arena = arenaOf(64);
  arena.f32(8);
  arena.f32(8);
  arena.reset();
  arena.f32(8);
  arena.reserve(1000); // the second kept view now lies in the old block
  expect(arena.f32(8).buffer).toBe(arena.buffer);
  arena.reset();
  expect(arena.f32(8).buffer).toBe(arena.buffer);
  expect(arena.f32(8).buffer).toBe(arena.buffer);
});

test("after reserve the buffer stays the same for that many bytes", () => {
  const arena = arenaOf(64);
  arena.allocate(60);
  arena.reserve(200);
  const { buffer } = arena;
  expect(arena.usedBytes).toBe(60);
  expect(arena.allocate(196)).toBe(64);
  expect(arena.buffer).toBe(buffer);
});

test("shrink gives back what growth took, at the next reset", () => {
  const arena = arenaOf(64);
  arena.allocate(5000);
  arena.reset();
  const view = arena.f32(50).fill(3);
  arena.shrink();
  expect(arena.capacityBytes).toBe(5056);
  expect(view[49]).toBe(3);
  arena.reset();
  expect(arena.capacityBytes).toBe(256);
  expect(arena.highWaterBytes).toBe(200);
  expect(arena.f32(50).buffer).toBe(arena.buffer);
  arena.shrink();
  arena.reset();
  arena.shrink();
  arena.reset();
  expect(arena.capacityBytes).toBe(64);
});

test("shrink keeps the larger block when a smaller one cannot be had", () => {
  let isRefusing = false;
  const acquire = (bytes: number) => {
    if (isRefusing) throw new RangeError("refused");
    return new ArrayBuffer(bytes);
  };
  const arena = arenaOf(64, { acquire });
  arena.allocate(1000);
  arena.reset();
  arena.shrink();
  isRefusing = true;
  arena.reset();
  expect(arena.capacityBytes).toBe(1024);
  expect(arena.allocate(1000)).toBe(0);
});
