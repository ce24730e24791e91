/**
 * `Arena` and `FrameArena` against fresh typed arrays: scratch arrays that a frame fills, sums up
 * and forgets. Lengths differ from array to array and are the same in every frame.
 */
import { Arena, FrameArena } from "../../../src/index.ts";
import { defineCard } from "../card.ts";
import { box, type Drawing, type Shape, text } from "../drawing.ts";

interface Data {
  /** How long each scratch array of a frame is. */
  readonly lengths: Uint16Array;
  readonly bytes: number;
  readonly seed: number;
}

function prepare(count: number, seed: number): Data {
  const lengths = Uint16Array.from({ length: count }, (_, i) => 20 + ((i * 37 + seed * 11) & 63));
  return { lengths, bytes: lengths.reduce((sum, length) => sum + length * 4, 0), seed };
}

/** Fills the scratch array and sums it up: the work that every side does. */
function work(scratch: Float32Array, value: number): number {
  for (let i = 0; i < scratch.length; i++) scratch[i] = (value + i) & 255;
  let sum = 0;
  for (let i = 0; i < scratch.length; i++) sum += scratch[i];
  return sum;
}

function frameOfFreshArrays(lengths: Uint16Array, value: number): number {
  let sum = 0;
  for (let i = 0; i < lengths.length; i++) {
    sum += work(new Float32Array(lengths[i]), value + i);
  }
  return sum;
}

function frameOfArena(lengths: Uint16Array, value: number, arena: Arena): number {
  let sum = 0;
  for (let i = 0; i < lengths.length; i++) {
    sum += work(arena.f32(lengths[i]), value + i);
  }
  arena.reset();
  return sum;
}

function frameOfFrameArena(lengths: Uint16Array, value: number, arena: FrameArena): number {
  let sum = 0;
  for (let i = 0; i < lengths.length; i++) {
    sum += work(arena.f32(lengths[i]), value + i);
  }
  arena.swap();
  return sum;
}

const SHOWN = 14;
const UNIT = 0.19;

/** One frame of a real arena, drawn to scale, and the same arrays made afresh. */
function picture(seed: number): Drawing {
  const { lengths, bytes } = prepare(SHOWN, seed);
  const arena = new Arena({ capacityBytes: bytes + 256 });
  const shapes: Shape[] = [];
  for (let frame = 0; frame < 2; frame++) {
    const top = frame * 62;
    const title = frame === 0 ? "Arena, first frame" : "Arena, next frame: the same memory again";
    const views = Array.from(lengths, (length) => arena.f32(length));
    const words = `${title}, ${arena.usedBytes} of ${arena.capacityBytes} bytes used`;
    shapes.push(text(0, top + 12, words));
    shapes.push(box(0, top + 18, arena.capacityBytes * UNIT, 24, "free", "room left"));
    views.forEach(({ byteOffset, byteLength }, i) => {
      const hint = `array ${i}: ${byteLength} bytes at ${byteOffset}`;
      const ink = frame === 0 ? "used" : "other";
      shapes.push(box(byteOffset * UNIT, top + 18, byteLength * UNIT - 1, 24, ink, hint));
    });
    arena.reset();
  }
  const made = SHOWN * 2;
  shapes.push(
    text(0, 136, `fresh typed arrays: ${made} objects and ${made} buffers in two frames`),
  );
  let x = 0;
  for (let i = 0; i < made; i++) {
    const isLast = i >= SHOWN;
    if (i === SHOWN) x = 0;
    const width = lengths[i % SHOWN] * 4 * UNIT - 1;
    const hint = `array ${i}: ${lengths[i % SHOWN] * 4} bytes${isLast ? "" : ", garbage"}`;
    shapes.push(box(x, isLast ? 172 : 144, width, 22, isLast ? "used" : "padding", hint));
    x += width + 5;
  }
  return {
    width: Math.max(x, arena.capacityBytes * UNIT),
    height: 198,
    shapes,
    caption: `${SHOWN} scratch arrays a frame, drawn to scale: an arena goes over its block again, fresh arrays of the frame before are garbage (orange).`,
  };
}

export const arenaCard = defineCard<Data>({
  id: "arena",
  title: "Arena against fresh typed arrays",
  pattern:
    "An arena hands out memory by moving one offset forward, and takes all of it back at once at the end of the frame. A fresh typed array is an object and a buffer that must be had, zeroed, and collected later.",
  meaning:
    "Take a frame's scratch arrays from an arena: fresh ones took 2.6 to 7 times as long, filling and summing included, and frames with thousands of them waited 10 to 37 ms for the collector.",
  sizes: [16, 64, 256, 1_024, 4_096],
  sizeName: "arrays a frame",
  operation: "array",
  hasPauses: true,
  prepare,
  picture,
  sides: [
    {
      label: "fresh typed arrays",
      source: [frameOfFreshArrays, work],
      make({ lengths, bytes, seed }) {
        let frame = seed;
        return { run: () => frameOfFreshArrays(lengths, frame++), bytes };
      },
    },
    {
      label: "FrameArena",
      source: [frameOfFrameArena, work],
      make({ lengths, bytes, seed }) {
        const arena = new FrameArena({ capacityBytes: bytes, poison: false });
        let frame = seed;
        const run = () => frameOfFrameArena(lengths, frame++, arena);
        return { run, bytes: arena.heldBytes, allocatedBytes: 0 };
      },
    },
    {
      label: "Arena",
      source: [frameOfArena, work],
      make({ lengths, bytes, seed }) {
        const arena = new Arena({ capacityBytes: bytes, poison: false });
        let frame = seed;
        const run = () => frameOfArena(lengths, frame++, arena);
        return { run, bytes: arena.heldBytes, allocatedBytes: 0 };
      },
    },
  ],
});
