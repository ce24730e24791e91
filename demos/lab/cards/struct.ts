/**
 * Alignment and packing: the same seven fields in the orders that `structLayout` knows, visited at
 * random, as by handle.
 *
 * Typed arrays reach aligned fields alone; packed rows need a `DataView`.
 */
import { type StructLayout, structLayout } from "../../../src/index.ts";
import { defineCard } from "../card.ts";
import { box, type Drawing, type Shape, text } from "../drawing.ts";
import { shuffledOrder } from "../shuffle.ts";

const FIELDS = {
  alive: "u8",
  x: "f64",
  team: "u8",
  y: "f64",
  health: "u16",
  mana: "f32",
  kind: "u8",
} as const;

type Layout = StructLayout<keyof typeof FIELDS>;

const DECLARED: Layout = structLayout(FIELDS);
const LARGEST_FIRST: Layout = structLayout(FIELDS, { order: "largest-first" });
const PACKED: Layout = structLayout(FIELDS, { order: "packed" });

interface Data {
  readonly order: Uint32Array;
  readonly seed: number;
}

/** Rows in a buffer, with the views that its loops take. */
class Rows {
  readonly layout: Layout;
  readonly data: DataView;
  readonly f64: Float64Array;
  readonly u16: Uint16Array;

  constructor(layout: Layout, { order, seed }: Data) {
    const buffer = new ArrayBuffer(Math.ceil((order.length * layout.strideBytes) / 8) * 8);
    this.layout = layout;
    this.data = new DataView(buffer);
    this.f64 = new Float64Array(buffer);
    this.u16 = new Uint16Array(buffer);
    for (let i = 0; i < order.length; i++) {
      const row = i * layout.strideBytes;
      this.data.setFloat64(row + layout.offsets.x, (i + seed) & 255, true);
      this.data.setFloat64(row + layout.offsets.y, (i * 3) & 255, true);
      this.data.setUint16(row + layout.offsets.health, i & 1023, true);
    }
  }
}

function stepPacked(rows: Rows, order: Uint32Array): number {
  const { data, layout } = rows;
  const { x, y, health } = layout.offsets;
  const stride = layout.strideBytes;
  let sum = 0;
  for (let i = 0; i < order.length; i++) {
    const row = order[i] * stride;
    const moved = data.getFloat64(row + y, true) - data.getFloat64(row + x, true);
    data.setFloat64(row + x, moved, true);
    sum += moved + data.getUint16(row + health, true);
  }
  return sum;
}

// The same text twice: each side keeps its own profile in the optimiser.
function stepDeclared(rows: Rows, order: Uint32Array): number {
  const { f64, u16, layout } = rows;
  const { x, y, health } = layout.offsets;
  const stride = layout.strideBytes;
  let sum = 0;
  for (let i = 0; i < order.length; i++) {
    const row = order[i] * stride;
    const moved = f64[(row + y) >> 3] - f64[(row + x) >> 3];
    f64[(row + x) >> 3] = moved;
    sum += moved + u16[(row + health) >> 1];
  }
  return sum;
}

function stepLargestFirst(rows: Rows, order: Uint32Array): number {
  const { f64, u16, layout } = rows;
  const { x, y, health } = layout.offsets;
  const stride = layout.strideBytes;
  let sum = 0;
  for (let i = 0; i < order.length; i++) {
    const row = order[i] * stride;
    const moved = f64[(row + y) >> 3] - f64[(row + x) >> 3];
    f64[(row + x) >> 3] = moved;
    sum += moved + u16[(row + health) >> 1];
  }
  return sum;
}

const BYTE = 13;

/** One row in each order, byte by byte, as `structLayout` says. */
function picture(): Drawing {
  const shapes: Shape[] = [];
  const width = DECLARED.strideBytes * BYTE;
  [DECLARED, LARGEST_FIRST, PACKED].forEach((layout, i) => {
    const top = i * 62;
    const { order, strideBytes, paddingBytes, cacheLinesPerRow } = layout;
    const lines = cacheLinesPerRow.toFixed(2);
    const words = `${order}: ${strideBytes} bytes, ${paddingBytes} of them padding, ${lines} cache lines a row`;
    shapes.push(text(0, top + 12, words));
    shapes.push(box(0, top + 18, strideBytes * BYTE - 1, 30, "padding", "padding"));
    for (const { name, type, byteOffset, bytes, isAligned } of layout.fields) {
      const hint = `${name}: ${type} at ${byteOffset}${isAligned ? "" : ", not aligned"}`;
      const ink = isAligned ? "used" : "hot";
      shapes.push(box(byteOffset * BYTE, top + 18, bytes * BYTE - 1, 30, ink, hint));
      const middle = (byteOffset + bytes / 2) * BYTE;
      const label = bytes > 2 ? name : name.slice(0, bytes * 2 - 1);
      shapes.push({
        kind: "text",
        x: middle,
        y: top + 37,
        text: label,
        ink: "edge",
        anchor: "middle",
      });
    }
  });
  return {
    width,
    height: 3 * 62,
    shapes,
    caption:
      "One row of seven fields, drawn to scale: green is reached by typed arrays, yellow is not aligned, orange is padding.",
  };
}

export const structCard = defineCard<Data>({
  id: "struct",
  title: "Alignment and packing",
  pattern:
    "Each field of a row lies at a multiple of its size, so the order of declaration can leave holes; sorting by size closes them, packing ignores alignment. Smaller rows fit more to a cache line, but unaligned fields are out of reach of typed arrays.",
  meaning:
    "Sort the fields of a row by size: a third less memory, and faster or level at every size. Packing gained a sixth more in Chrome 147 and lost up to a half in Node 20, so measure before you pack.",
  sizes: [1_000, 4_000, 16_000, 64_000, 250_000, 1_000_000],
  sizeName: "rows",
  operation: "row",
  prepare: (size, seed) => ({ order: shuffledOrder(size, seed), seed }),
  picture,
  sides: (
    [
      ["declared order", DECLARED, stepDeclared],
      ["packed", PACKED, stepPacked],
      ["largest first", LARGEST_FIRST, stepLargestFirst],
    ] as const
  ).map(([label, layout, step]) => ({
    label: `${label}, ${layout.strideBytes} B`,
    source: [step],
    make(data: Data) {
      const rows = new Rows(layout, data);
      const run = () => step(rows, data.order);
      return { run, bytes: rows.data.byteLength, allocatedBytes: 0 };
    },
  })),
});
