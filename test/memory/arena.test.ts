import { expect, test } from "vitest";
import { Arena, type ArenaOptions } from "../../src/memory/arena.ts";

function arenaOf(capacityBytes: number, options: Partial<ArenaOptions> = {}): Arena {
  return new Arena({ capacityBytes, ...options });
}

test("allocations follow each other, padded to their alignment", () => {
  const arena = arenaOf(1024);
  expect(arena.allocate(3, 1)).toBe(0);
  expect(arena.allocate(4, 4)).toBe(4);
  expect(arena.allocate(1)).toBe(8);
  expect(arena.allocate(16, 64)).toBe(64);
  expect(arena.usedBytes).toBe(80);
});

test("an allocation of nothing takes no bytes", () => {
  const arena = arenaOf(64);
  expect(arena.allocate(0)).toBe(0);
  expect(arena.allocate(64)).toBe(0);
  expect(arena.allocate(0)).toBe(64);
  expect(arena.f64(0).length).toBe(0);
  expect(arena.capacityBytes).toBe(64);
});

test("reset frees everything at once and keeps the block", () => {
  const arena = arenaOf(256);
  const { buffer } = arena;
  arena.allocate(200);
  arena.reset();
  expect(arena.usedBytes).toBe(0);
  expect(arena.allocate(200)).toBe(0);
  expect(arena.buffer).toBe(buffer);
});

test("each kind of view has its own element type, at a multiple of its size", () => {
  const arena = arenaOf(1024);
  arena.u8(1);
  const views = [
    arena.f64(2),
    arena.f32(1),
    arena.i32(1),
    arena.u32(1),
    arena.i16(1),
    arena.u16(1),
    arena.i8(1),
    arena.u8(1),
  ];
  expect(views.map((view) => [view.constructor.name, view.byteOffset, view.length])).toEqual([
    ["Float64Array", 8, 2],
    ["Float32Array", 24, 1],
    ["Int32Array", 28, 1],
    ["Uint32Array", 32, 1],
    ["Int16Array", 36, 1],
    ["Uint16Array", 38, 1],
    ["Int8Array", 40, 1],
    ["Uint8Array", 41, 1],
  ]);
});

test("a steady frame gets the very same view objects after each reset", () => {
  const arena = arenaOf(64);
  const frame = () => {
    arena.reset();
    const first = [arena.f32(7), arena.u8(3), arena.f32(7), arena.f64(1)];
    arena.allocate(5);
    return [...first, arena.i32(2), arena.u32(2), arena.i16(2), arena.u16(2), arena.i8(9)];
  };
  frame(); // grows
  const second = frame(); // one block from here on
  for (let repeat = 0; repeat < 3; repeat++) {
    frame().forEach((view, i) => {
      expect(view).toBe(second[i]);
    });
  }
});

test("views differ within a frame, even when they are asked for alike", () => {
  const arena = arenaOf(64);
  const a = arena.f32(4);
  const b = arena.f32(4);
  a.fill(1);
  b.fill(2);
  expect([...a, ...b]).toEqual([1, 1, 1, 1, 2, 2, 2, 2]);
});

test("a frame that asks for another length gets fitting views, and its likeness keeps them", () => {
  const arena = arenaOf(1024);
  const before = [arena.f32(4), arena.f32(4), arena.f32(4)];
  arena.reset();
  const after = [arena.f32(4), arena.f32(5), arena.f32(4)];
  expect(after.map((view) => [view.byteOffset, view.length])).toEqual([
    [0, 4],
    [16, 5],
    [36, 4],
  ]);
  expect(after[0]).toBe(before[0]);
  arena.reset();
  expect([arena.f32(4), arena.f32(5), arena.f32(4)].every((view, i) => view === after[i])).toBe(
    true,
  );
});

test("a view of the same length at another offset is not the kept one", () => {
  const arena = arenaOf(1024);
  arena.f32(4);
  arena.reset();
  arena.allocate(32);
  expect(arena.f32(4).byteOffset).toBe(32);
});

test("poison fills fresh memory and everything that reset takes back", () => {
  const arena = arenaOf(64, { poison: true });
  expect(arena.bytes.every((byte) => byte === 0xdd)).toBe(true);
  const early = arena.u8(64).fill(1);
  const late = arena.u8(64);
  expect(late.every((byte) => byte === 0xdd)).toBe(true);
  late.fill(2);
  arena.reset();
  expect(early.every((byte) => byte === 0xdd)).toBe(true);
  expect(late.every((byte) => byte === 0xdd)).toBe(true);
});

test("without poison reset leaves the bytes alone", () => {
  const arena = arenaOf(64, { poison: false });
  const view = arena.u8(64).fill(1);
  arena.reset();
  expect(view.every((byte) => byte === 1)).toBe(true);
});

test("poison is on while developing", () => {
  expect(arenaOf(64).bytes[0]).toBe(0xdd);
});

test("blocks come from acquire, shared ones too", () => {
  const asked: number[] = [];
  const acquire = (bytes: number) => {
    asked.push(bytes);
    return new SharedArrayBuffer(bytes + 10);
  };
  const arena = arenaOf(100, { acquire });
  expect(arena.f32(25).buffer).toBeInstanceOf(SharedArrayBuffer);
  arena.allocate(100);
  expect(asked).toEqual([128, 256]);
  expect(arena.capacityBytes).toBe(256);
});
