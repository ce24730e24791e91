import fc from "fast-check";
import { expect, test } from "vitest";
import { Arena } from "../../src/memory/arena.ts";
import { FULL_SCALE, IS_USUAL, SEED } from "../model/soak.ts";

const KINDS = ["f32", "f64", "i32", "u32", "i16", "u16", "i8", "u8"] as const;

type Op =
  | { readonly kind: "allocate"; readonly bytes: number; readonly alignShift: number }
  | { readonly kind: "view"; readonly of: (typeof KINDS)[number]; readonly length: number }
  | { readonly kind: "reserve"; readonly bytes: number }
  | { readonly kind: "shrink" | "reset" | "refuse" };

const allocation: fc.Arbitrary<Op> = fc.oneof(
  fc.record({
    kind: fc.constant("allocate" as const),
    bytes: fc.nat(300),
    alignShift: fc.nat(7),
  }),
  fc.record({
    kind: fc.constant("view" as const),
    of: fc.constantFrom(...KINDS),
    length: fc.nat(60),
  }),
);
const anyOp: fc.Arbitrary<Op> = fc.oneof(
  { weight: 12, arbitrary: allocation },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant("reserve" as const), bytes: fc.nat(900) }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constantFrom("shrink", "reset", "reset", "refuse") }),
  },
);
const anyOps = fc.array(anyOp, { maxLength: 80, size: "max" });

/** What the model knows of an allocation: where it is, and the byte it was filled with. */
interface Live {
  readonly buffer: ArrayBufferLike;
  readonly start: number;
  readonly end: number;
  readonly mark: number;
}

class Subject {
  readonly arena: Arena;
  readonly live: Live[] = [];
  isRefusing = false;
  #mark = 0;

  constructor() {
    const acquire = (bytes: number) => {
      if (this.isRefusing) {
        this.isRefusing = false;
        throw new RangeError("refused");
      }
      return new ArrayBuffer(bytes);
    };
    this.arena = new Arena({ capacityBytes: 64, acquire, poison: true });
  }

  apply(op: Op): void {
    const { arena } = this;
    const usedBefore = arena.usedBytes;
    try {
      switch (op.kind) {
        case "allocate": {
          const align = 2 ** op.alignShift;
          const offset = arena.allocate(op.bytes, align);
          expect(offset % align).toBe(0);
          expect(offset - usedBefore).toBeLessThan(align);
          expect(arena.bufferAt(offset)).toBe(arena.buffer);
          this.#add(arena.buffer, offset, op.bytes);
          break;
        }
        case "view": {
          const view = arena[op.of](op.length);
          expect(view.constructor.name.toLowerCase()[0]).toBe(op.of[0]);
          expect(view.length).toBe(op.length);
          expect(view.buffer).toBe(arena.buffer);
          this.#add(view.buffer, view.byteOffset, view.byteLength);
          break;
        }
        case "reserve":
          arena.reserve(op.bytes);
          expect(arena.capacityBytes - arena.usedBytes).toBeGreaterThanOrEqual(op.bytes);
          expect(arena.usedBytes).toBe(usedBefore);
          break;
        case "reset":
          arena.reset();
          this.live.length = 0;
          expect(arena.usedBytes).toBe(0);
          expect(arena.heldBytes).toBe(arena.capacityBytes);
          break;
        case "shrink":
          arena.shrink();
          break;
        case "refuse":
          this.isRefusing = true;
          break;
      }
    } catch (error) {
      expect(error).toMatchObject({ code: "E002" });
      expect(arena.usedBytes).toBe(usedBefore);
    }
    this.#check();
  }

  #add(buffer: ArrayBufferLike, start: number, bytes: number): void {
    this.#mark = (this.#mark % 200) + 1;
    new Uint8Array(buffer, start, bytes).fill(this.#mark);
    this.live.push({ buffer, start, end: start + bytes, mark: this.#mark });
  }

  /** Nothing overlaps, neither by offset nor in memory, and nobody else wrote into anything. */
  #check(): void {
    let end = 0;
    for (const live of this.live) {
      expect(live.start).toBeGreaterThanOrEqual(end);
      end = live.end;
      const bytes = new Uint8Array(live.buffer, live.start, live.end - live.start);
      expect(bytes.every((byte) => byte === live.mark)).toBe(true);
      if (bytes.length > 0) expect(this.arena.bufferAt(live.start)).toBe(live.buffer);
    }
    expect(this.arena.usedBytes).toBe(end);
    expect(this.arena.highWaterBytes).toBeGreaterThanOrEqual(end);
    expect(this.arena.capacityBytes).toBeGreaterThanOrEqual(end);
  }
}

test("live allocations never overlap, keep their bytes and are aligned, whatever happens", () => {
  let longest = 0;
  let mostLive = 0;
  fc.assert(
    fc.property(anyOps, (ops) => {
      const subject = new Subject();
      for (const op of ops) {
        subject.apply(op);
        mostLive = Math.max(mostLive, subject.live.length);
      }
      longest = Math.max(longest, ops.length);
    }),
    { numRuns: 300 * FULL_SCALE, seed: SEED },
  );
  if (!IS_USUAL) return;
  expect(longest).toBeGreaterThan(70);
  expect(mostLive).toBeGreaterThan(15);
});

test("a frame repeated after reset gets the same offsets and the identical views", () => {
  const frame = (arena: Arena, ops: readonly Op[]) =>
    ops.map((op) => {
      if (op.kind === "allocate") return arena.allocate(op.bytes, 2 ** op.alignShift);
      return op.kind === "view" ? arena[op.of](op.length) : undefined;
    });
  fc.assert(
    fc.property(fc.array(allocation, { maxLength: 60, size: "max" }), (ops) => {
      const arena = new Arena({ capacityBytes: 64 });
      frame(arena, ops);
      arena.reset();
      const second = frame(arena, ops);
      arena.reset();
      frame(arena, ops).forEach((result, i) => {
        expect(result).toBe(second[i]);
      });
    }),
    { numRuns: 200 * FULL_SCALE, seed: SEED },
  );
});

test("offsets depend on what was asked for, not on how the arena grew", () => {
  const offsets = (capacityBytes: number, ops: readonly Op[]) => {
    const arena = new Arena({ capacityBytes });
    return ops.map((op) => {
      if (op.kind === "allocate") return arena.allocate(op.bytes, 2 ** op.alignShift);
      return op.kind === "view" ? arena[op.of](op.length).byteOffset : 0;
    });
  };
  fc.assert(
    fc.property(fc.array(allocation, { maxLength: 60, size: "max" }), (ops) => {
      expect(offsets(64, ops)).toEqual(offsets(65_536, ops));
    }),
    { numRuns: 200 * FULL_SCALE, seed: SEED },
  );
});
