/**
 * The cache staircase: following links through ever larger working sets, in four orders.
 *
 * Every 64-byte line holds a value and four links to other lines, one for each order; each order
 * visits every line once. A link must be read before the next is known, so nothing but the
 * processor's own prefetching hides how long memory takes to answer.
 */
import { defineCard } from "../card.ts";
import { box, type Drawing, type Shape, text } from "../drawing.ts";
import { shuffledOrder } from "../shuffle.ts";

const KIB = 1024;
const LINE_BYTES = 64;
const LINE_WORDS = LINE_BYTES / 4;

/** Lines between two visits of the strided order: past the page that prefetchers stop at. */
const STRIDE_LINES = 67;

const ORDERS = ["sequential", "reversed", "strided", "random"] as const;
type Order = (typeof ORDERS)[number];

/** A line's word for each order; word 0 holds its value. */
const LINK: Readonly<Record<Order, number>> = { sequential: 1, reversed: 2, strided: 3, random: 4 };

/** The line that is visited as number `i` of `lines`, a power of two: an odd stride meets all. */
function lineAt(order: Order, i: number, lines: number, shuffled: Uint32Array): number {
  if (order === "sequential") return i;
  if (order === "reversed") return lines - 1 - i;
  return order === "strided" ? (i * STRIDE_LINES) & (lines - 1) : shuffled[i];
}

function prepare(bytes: number, seed: number): Uint32Array {
  const lines = bytes / LINE_BYTES;
  const words = new Uint32Array(lines * LINE_WORDS);
  const shuffled = shuffledOrder(lines, seed);
  for (let i = 0; i < lines; i++) words[i * LINE_WORDS] = (i + seed) & 0xff;
  for (const order of ORDERS) {
    let line = lineAt(order, lines - 1, lines, shuffled);
    for (let i = 0; i < lines; i++) {
      const next = lineAt(order, i, lines, shuffled);
      words[line * LINE_WORDS + LINK[order]] = next * LINE_WORDS;
      line = next;
    }
  }
  return words;
}

function follow(words: Uint32Array, link: number): number {
  const lines = words.length / 16;
  let at = 0;
  let sum = 0;
  for (let i = 0; i < lines; i++) {
    sum += words[at];
    at = words[at + link];
  }
  return sum;
}

const SHOWN_LINES = 64;
const SHOWN_VISITS = 32;
const CELL = 11;

/** For each order, 64 lines in memory, and when the first visits come. */
function picture(seed: number): Drawing {
  const words = prepare(SHOWN_LINES * LINE_BYTES, seed);
  const shapes: Shape[] = [];
  ORDERS.forEach((order, row) => {
    const top = row * 62;
    shapes.push(text(0, top + 11, order));
    let at = 0;
    const places: string[] = [];
    for (let i = 0; i < SHOWN_LINES; i++) {
      const isSoon = i < SHOWN_VISITS;
      const line = at / LINE_WORDS;
      shapes.push(
        box(line * CELL + 1, top + 44, CELL - 2, 12, isSoon ? "used" : "free", `visit ${i + 1}`),
      );
      if (isSoon) places.push(`${line * CELL + CELL / 2} ${top + 16 + (i * 26) / SHOWN_VISITS}`);
      at = words[at + LINK[order]];
    }
    shapes.push({ kind: "path", d: `M ${places.join(" L ")}`, ink: "hot" });
  });
  return {
    width: SHOWN_LINES * CELL,
    height: 4 * 62,
    shapes,
    caption: `${SHOWN_LINES} lines of memory; the line above them goes down as the first ${SHOWN_VISITS} visits are made.`,
  };
}

export const staircaseCard = defineCard<Uint32Array>({
  id: "staircase",
  title: "The cache staircase of this machine",
  pattern:
    "The same lines of memory, each visited once: in order, backwards, by strides, at random. Each time the working set outgrows a cache, the random line climbs a step.",
  meaning:
    "Visit data in the order in which it lies, forwards or backwards, and keep what one system touches small: past the caches a random step took 20 times as long.",
  sizes: [4, 16, 64, 256, 1024, 4096, 16_384, 65_536, 262_144].map((kib) => kib * KIB),
  sizeName: "bytes",
  operation: "line",
  isLogarithmic: true,
  operations: (bytes) => bytes / LINE_BYTES,
  prepare,
  picture,
  sides: (["random", "strided", "reversed", "sequential"] as const).map((order) => ({
    label: order,
    source: [follow],
    make(words: Uint32Array) {
      const link = LINK[order];
      return { run: () => follow(words, link), bytes: words.byteLength, allocatedBytes: 0 };
    },
  })),
});
