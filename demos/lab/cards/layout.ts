/**
 * Objects, interleaved rows and columns, by entity count and by how many of its 16 fields a system
 * touches.
 *
 * The work is `first = others - first`: it reads every field touched, writes one, and stays exact
 * however often it runs. Values end in a half, so that objects hold them as doubles.
 */
import { defineCard, type Side } from "../card.ts";
import { box, type Drawing, type Ink, type Shape, text } from "../drawing.ts";
import { shuffledOrder } from "../shuffle.ts";
import {
  columnsOf,
  FIELDS,
  objectsOf,
  stepColumns,
  stepFreshObjects,
  stepRows,
  stepShuffledObjects,
} from "./layout-steps.ts";

interface Data {
  readonly count: number;
  readonly width: number;
  /** Row by row. */
  readonly values: Float32Array;
  readonly order: Uint32Array;
}

function prepare(count: number, width: number, seed: number): Data {
  const values = new Float32Array(count * FIELDS);
  for (let i = 0; i < values.length; i++) values[i] = ((i * 5 + seed) & 127) + 0.5;
  return { count, width, values, order: shuffledOrder(count, seed) };
}

const SIDES: readonly Side<Data>[] = [
  {
    label: "objects, after churn",
    source: [stepShuffledObjects],
    make({ values, width, order }) {
      const fresh = objectsOf(values);
      const objects = Array.from(order, (i) => fresh[i]);
      // Keeps them where they are: the collector copies young objects in the order that it finds.
      const dispose = () => fresh.splice(0);
      return { run: () => stepShuffledObjects(objects, width), allocatedBytes: 0, dispose };
    },
  },
  {
    label: "objects, fresh",
    source: [stepFreshObjects],
    make({ values, width }) {
      const objects = objectsOf(values);
      return { run: () => stepFreshObjects(objects, width), allocatedBytes: 0 };
    },
  },
  {
    label: "interleaved rows",
    source: [stepRows],
    make({ values, width }) {
      const rows = values.slice();
      return { run: () => stepRows(rows, width), bytes: rows.byteLength, allocatedBytes: 0 };
    },
  },
  {
    label: "columns",
    source: [stepColumns],
    make({ values, width }) {
      const columns = columnsOf(values);
      return {
        run: () => stepColumns(columns, width),
        bytes: values.byteLength,
        allocatedBytes: 0,
      };
    },
  },
];

const SHOWN = 8;
const CELL = 5;

/** Where the touched fields of eight entities lie, in the buffers that the sides run on. */
function picture(width: number): (seed: number) => Drawing {
  return (seed) => {
    const { values } = prepare(SHOWN, width, seed);
    const shapes: Shape[] = [];
    const drawCells = (top: number, label: string, isTouched: (at: number) => boolean) => {
      const lines = new Set<number>();
      for (let at = 0; at < values.length; at++) {
        if (isTouched(at)) lines.add(at >> 4);
      }
      shapes.push(text(0, top + 12, `${label}: ${lines.size} of ${SHOWN} cache lines loaded`));
      for (let at = 0; at < values.length; at++) {
        const ink: Ink = isTouched(at) ? "used" : lines.has(at >> 4) ? "padding" : "free";
        const x = at * CELL + (at >> 4) * 6;
        shapes.push(box(x, top + 20, CELL - 1, 22, ink, `4 bytes at ${at * 4}`));
      }
    };
    drawCells(0, "interleaved rows", (at) => at % FIELDS < width);
    drawCells(62, "columns", (at) => at < width * SHOWN);
    return {
      width: values.length * CELL + SHOWN * 6,
      height: 108,
      shapes,
      caption: `${SHOWN} entities of ${FIELDS} fields; a system touches ${width}: green is what it wants, orange what comes along in the same 64-byte line.`,
    };
  };
}

const NARROW = 2;

export const layoutCard = defineCard<Data>({
  id: "layout",
  title: "Objects, rows, columns: by entity count",
  pattern:
    "The same 16 fields as objects, as rows of one typed array, or as a column each; a system touches two of them. Whatever shares a cache line with a field is loaded with it, wanted or not.",
  meaning:
    "Up to some thousand entities take what reads best; at 200,000, objects that have lived took about 20 times as long as columns, and rows two to three times.",
  sizes: [1_000, 4_000, 16_000, 64_000, 200_000],
  sizeName: "entities",
  operation: "entity",
  isLogarithmic: true,
  prepare: (count, seed) => prepare(count, NARROW, seed),
  picture: picture(NARROW),
  sides: SIDES,
});

const WIDTH_COUNT = 50_000;

export const widthCard = defineCard<Data>({
  id: "width",
  title: "Objects, rows, columns: by system width",
  pattern:
    "50,000 entities of 16 fields, and systems that touch 2, 4, 8 or all of them. The fewer a system touches, the more of each cache line goes to waste in rows and objects; the more, the more columns a loop has to go through.",
  meaning:
    "Columns and rows are level for narrow systems while the rows fit a cache, and rows were 1.6 to 3 times as fast where all 16 fields are touched; objects that have lived took 4 to 14 times as long as the better of the two.",
  sizes: [2, 4, 8, 16],
  sizeName: "fields touched",
  operation: "entity",
  isLogarithmic: true,
  headlineSize: 2,
  operations: () => WIDTH_COUNT,
  prepare: (width, seed) => prepare(WIDTH_COUNT, width, seed),
  picture: picture(4),
  sides: SIDES,
});
