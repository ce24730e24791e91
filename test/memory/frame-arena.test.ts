import { expect, test } from "vitest";
import { FrameArena } from "../../src/memory/frame-arena.ts";

test("what a frame hands out stays readable through the next frame", () => {
  const frames = new FrameArena({ capacityBytes: 64, poison: true });
  const positions = frames.f32(4).fill(1.5);
  frames.swap();
  frames.f32(4).fill(9);
  expect([...positions]).toEqual([1.5, 1.5, 1.5, 1.5]);
  frames.swap();
  expect(new Uint8Array(positions.buffer, 0, 4)).toEqual(new Uint8Array(4).fill(0xdd));
});

test("swap makes the other arena current, and empty", () => {
  const frames = new FrameArena({ capacityBytes: 64 });
  const { current, previous } = frames;
  frames.allocate(10);
  frames.swap();
  expect(frames.current).toBe(previous);
  expect(frames.previous).toBe(current);
  expect(frames.previous.usedBytes).toBe(10);
  frames.swap();
  expect(frames.current).toBe(current);
  expect(frames.current.usedBytes).toBe(0);
});

test("allocations and views come from the current arena", () => {
  const frames = new FrameArena({ capacityBytes: 256 });
  frames.swap();
  expect(frames.allocate(3, 1)).toBe(0);
  expect(frames.allocate(8)).toBe(8);
  const views = [
    frames.f64(1),
    frames.f32(1),
    frames.i32(1),
    frames.u32(1),
    frames.i16(1),
    frames.u16(1),
    frames.i8(1),
    frames.u8(1),
  ];
  expect(views.map((view) => [view.constructor.name, view.byteOffset])).toEqual([
    ["Float64Array", 16],
    ["Float32Array", 24],
    ["Int32Array", 28],
    ["Uint32Array", 32],
    ["Int16Array", 36],
    ["Uint16Array", 38],
    ["Int8Array", 40],
    ["Uint8Array", 41],
  ]);
  expect(views.every((view) => view.buffer === frames.current.buffer)).toBe(true);
});

test("steady frames get the views of two frames earlier, the very same objects", () => {
  const frames = new FrameArena({ capacityBytes: 256 });
  const frame = () => {
    frames.swap();
    return [frames.f32(8), frames.u32(8)];
  };
  const a = frame();
  const b = frame();
  expect(frame().every((view, i) => view === a[i])).toBe(true);
  expect(frame().every((view, i) => view === b[i])).toBe(true);
  expect(a[0]).not.toBe(b[0]);
});

test("reserve grows the current arena only", () => {
  const frames = new FrameArena({ capacityBytes: 64 });
  frames.reserve(1000);
  expect(frames.current.capacityBytes).toBe(1024);
  expect(frames.previous.capacityBytes).toBe(64);
});

test("shrink gives the memory of a peak back within two swaps", () => {
  const frames = new FrameArena({ capacityBytes: 64 });
  for (let i = 0; i < 2; i++) {
    frames.allocate(10_000);
    frames.swap();
  }
  expect(frames.heldBytes).toBe(64 + 10_048 + 10_048); // the previous frame has not been reset yet
  frames.swap();
  frames.shrink();
  frames.swap();
  frames.swap();
  expect(frames.heldBytes).toBe(128);
});

test("E002 comes from the constructor when the second arena cannot be had", () => {
  let given = 0;
  const acquire = (bytes: number) => {
    if (++given === 2) throw new RangeError("refused");
    return new ArrayBuffer(bytes);
  };
  expect(() => new FrameArena({ capacityBytes: 64, acquire })).toThrow(
    "new Arena: a block of 64 bytes could not be had. " +
      "Nothing has changed: ask for less, or reset earlier. [E002]",
  );
});
