import { expect, test } from "vitest";
import { Arena, type ArenaOptions } from "../../src/memory/arena.ts";

function arenaOf(capacityBytes: number, options: Partial<ArenaOptions> = {}): Arena {
  return new Arena({ capacityBytes, ...options });
}

/** The message of what `fn` throws. */
function messageOf(fn: () => unknown): string {
  try {
    fn();
  } catch (error) {
    return (error as Error).message;
  }
  return "nothing was thrown";
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

test("E001 names the bad size, length, alignment or offset", () => {
  const arena = arenaOf(64);
  const size = "Pass a whole number from 0 to 2147483648. [E001]";
  const align = "Pass a power of two from 1 to 65536. [E001]";
  expect(messageOf(() => arena.allocate(-1))).toBe(`allocate: bytes is -1. ${size}`);
  expect(messageOf(() => arena.allocate(1.5))).toBe(`allocate: bytes is 1.5. ${size}`);
  expect(messageOf(() => arena.allocate(Number.NaN))).toBe(`allocate: bytes is NaN. ${size}`);
  expect(messageOf(() => arena.reserve(2 ** 40))).toBe(`reserve: bytes is 1099511627776. ${size}`);
  expect(messageOf(() => arena.allocate(8, 3))).toBe(`allocate: align is 3. ${align}`);
  expect(messageOf(() => arena.allocate(8, 0))).toBe(`allocate: align is 0. ${align}`);
  expect(messageOf(() => arena.allocate(8, 1.5))).toBe(`allocate: align is 1.5. ${align}`);
  expect(messageOf(() => arena.allocate(8, 131_072))).toBe(`allocate: align is 131072. ${align}`);
  expect(messageOf(() => arena.f64(0.5))).toBe(
    "f64: length is 0.5. Pass a whole number from 0 to 268435456. [E001]",
  );
  expect(messageOf(() => arena.bufferAt(1))).toBe(
    "bufferAt: byteOffset is 1. Pass a whole number from 0 to 0. [E001]",
  );
  expect(messageOf(() => arenaOf(0))).toBe(
    "new Arena: capacityBytes is 0. Pass a whole number from 1 to 2147483648. [E001]",
  );
  expect(arena.usedBytes).toBe(0);
});

test("E002 leaves the arena as it was, and it goes on working", () => {
  const cause = new RangeError("refused");
  let mode: "give" | "refuse" | "cheat" = "give";
  const acquire = (bytes: number) => {
    if (mode === "refuse") throw cause;
    return new ArrayBuffer(mode === "cheat" ? 1 : bytes);
  };
  const arena = arenaOf(128, { acquire });
  const kept = arena.f32(16).fill(5);
  const later = arena.f32(8);
  arena.reset();
  arena.f32(16).fill(5);

  const remedy = "Nothing has changed: ask for less, or reset earlier. [E002]";
  mode = "refuse";
  expect(messageOf(() => arena.allocate(100))).toBe(
    `allocate: a block of 256 bytes could not be had. ${remedy}`,
  );
  expect(() => arena.allocate(100)).toThrow(expect.objectContaining({ code: "E002", cause }));
  mode = "cheat";
  expect(messageOf(() => arena.u16(1000))).toBe(
    `u16: a block of 2112 bytes could not be had, but one of 1. ${remedy}`,
  );
  expect(messageOf(() => arena.reserve(2 ** 31))).toBe(
    `reserve: a block of 2147483712 bytes could not be had; no block is so large. ${remedy}`,
  );

  expect(arena.usedBytes).toBe(64);
  expect(arena.heldBytes).toBe(128);
  expect(kept.every((value) => value === 5)).toBe(true);
  expect(arena.f32(8)).toBe(later);
  mode = "give";
  expect(arena.allocate(100)).toBe(96);
});

test("E002 comes from the constructor when not even the first block can be had", () => {
  const acquire = () => {
    throw new RangeError("refused");
  };
  expect(messageOf(() => arenaOf(100, { acquire }))).toBe(
    "new Arena: a block of 128 bytes could not be had. " +
      "Nothing has changed: ask for less, or reset earlier. [E002]",
  );
});
