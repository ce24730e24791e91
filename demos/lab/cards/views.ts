/**
 * Views of one buffer, made for each use or kept: 65,536 floats, used in pieces.
 * The work is to add up every float; they are whole numbers, so sums are exact. Each side has a loop
 * of its own, and with it a profile of its own. Loops count to a number: in Chrome 147 the one that
 * asks a view from elsewhere for its length took four times as long.
 */
import { defineCard } from "../card.ts";
import { box, type Drawing, type Shape, text } from "../drawing.ts";

const FLOATS = 65_536;

function prepare(_size: number, seed: number): Float32Array {
  return Float32Array.from({ length: FLOATS }, (_, i) => (i * 7 + seed) % 251);
}

function sumByNewViews(buffer: ArrayBuffer, length: number): number {
  let sum = 0;
  for (let at = 0; at < buffer.byteLength; at += length * 4) {
    const view = new Float32Array(buffer, at, length);
    for (let i = 0; i < length; i++) sum += view[i];
  }
  return sum;
}

function sumBySubarrays(floats: Float32Array, length: number): number {
  let sum = 0;
  for (let at = 0; at < floats.length; at += length) {
    const view = floats.subarray(at, at + length);
    for (let i = 0; i < length; i++) sum += view[i];
  }
  return sum;
}

function sumByKeptViews(views: readonly Float32Array[], length: number): number {
  let sum = 0;
  for (let at = 0; at < views.length; at++) {
    const view = views[at];
    for (let i = 0; i < length; i++) sum += view[i];
  }
  return sum;
}

function sumByOffsets(floats: Float32Array, length: number): number {
  let sum = 0;
  for (let at = 0; at < floats.length; at += length) {
    const end = at + length;
    for (let i = at; i < end; i++) sum += floats[i];
  }
  return sum;
}

function viewsOf(floats: Float32Array, length: number): Float32Array[] {
  return Array.from({ length: floats.length / length }, (_, i) =>
    floats.subarray(i * length, (i + 1) * length),
  );
}

const SHOWN = 12;
const PIECE = 16;
const RUNS = 3;
const STEP = 58;

/** Twelve matrices of a real buffer, the views that are kept of them, and those that three runs leave. */
function picture(seed: number): Drawing {
  const floats = prepare(0, seed).slice(0, SHOWN * PIECE);
  const shapes: Shape[] = [];
  const placeOf = (view: Float32Array) => (view.byteOffset / (PIECE * 4)) * STEP;
  const drawViews = (views: readonly Float32Array[], y: number, isKept: boolean) => {
    for (const view of views) {
      const hint = `a view of bytes ${view.byteOffset} to ${view.byteOffset + view.byteLength - 1}`;
      shapes.push(box(placeOf(view), y, STEP - 10, 14, isKept ? "used" : "padding", hint));
    }
  };
  shapes.push(text(0, 12, `one buffer: ${SHOWN} matrices of ${PIECE} floats`));
  for (let i = 0; i < floats.length; i++) {
    const x = Math.floor(i / PIECE) * STEP + (i % PIECE) * 3;
    shapes.push(box(x, 20, 2.4, 22, "other", `float ${i}: ${floats[i]}`));
  }
  const kept = viewsOf(floats, PIECE);
  shapes.push(text(0, 66, `kept: ${kept.length} views, however often they are used`));
  drawViews(kept, 74, true);
  const runs = Array.from({ length: RUNS }, () => viewsOf(floats, PIECE));
  shapes.push(text(0, 112, `made per use: ${runs.flat().length} views after ${RUNS} runs`));
  runs.forEach((views, run) => {
    drawViews(views, 120 + run * 20, false);
  });
  return {
    width: SHOWN * STEP,
    height: 120 + RUNS * 20,
    shapes,
    caption: `${SHOWN} matrices in one buffer: green are the views that are kept, orange those that the collector has to find.`,
  };
}

export const viewsCard = defineCard<Float32Array>({
  id: "views",
  title: "Views made per use against views kept",
  pattern:
    "A typed array is two things: memory, and an object that looks at it. Looking at a piece of the memory by `subarray` makes another such object each time: that cost some 40 ns in Chrome 147 and 80 or more in Node 20, as much as adding up 16 floats or far more, and feeds the collector.",
  meaning:
    "Keep the views of small pieces, such as matrices, or use offsets into one view; from 1,024 floats on it hardly matters.",
  sizes: [4, 16, 64, 256, 1024, 4096],
  sizeName: "floats in a piece",
  operation: "float",
  isLogarithmic: true,
  headlineSize: 16,
  operations: () => FLOATS,
  prepare,
  picture,
  sides: [
    {
      label: "subarray, per use",
      source: [sumBySubarrays],
      make(values, length) {
        const floats = values.slice();
        return { run: () => sumBySubarrays(floats, length), bytes: floats.byteLength };
      },
    },
    {
      label: "new view, per use",
      source: [sumByNewViews],
      make(values, length) {
        const { buffer } = values.slice();
        return { run: () => sumByNewViews(buffer, length), bytes: buffer.byteLength };
      },
    },
    {
      label: "views kept",
      source: [sumByKeptViews],
      make(values, length) {
        const views = viewsOf(values.slice(), length);
        return { run: () => sumByKeptViews(views, length), allocatedBytes: 0 };
      },
    },
    {
      label: "offsets, one view",
      source: [sumByOffsets],
      make(values, length) {
        const floats = values.slice();
        const run = () => sumByOffsets(floats, length);
        return { run, bytes: floats.byteLength, allocatedBytes: 0 };
      },
    },
  ],
});
