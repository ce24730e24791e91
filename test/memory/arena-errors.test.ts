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
    "f64: length is 0.5. Pass a whole number from 0 to 2147483648. [E001]",
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
  expect(messageOf(() => arena.f64(2 ** 31))).toBe(
    `f64: a block of 17179869248 bytes could not be had; no block is so large. ${remedy}`,
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
