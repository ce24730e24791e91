/**
 * One loop that sees many kinds of typed array, against a loop for each kind.
 *
 * Sizes go up, as what the optimiser has seen at one place never goes away again; each measurement
 * has a thread or a process of its own, so that other cards never meet these loops.
 */
import { defineCard } from "../card.ts";
import { box, type Drawing, type Shape, text } from "../drawing.ts";
import { KINDS, sumAnyKind, sumByLoopPerKind, sumByOneLoop, type Values } from "./mega-loops.ts";

/** Elements of all arrays together, or a few less where they cannot be shared out evenly. */
const ELEMENTS = 65_520;

/** The same number of elements of each of the first `kinds` kinds, all small and whole. */
function prepare(kinds: number, seed: number): Values[] {
  const length = Math.floor(ELEMENTS / kinds);
  const values = Float64Array.from({ length }, (_, i) => (i * 7 + seed) & 127);
  return KINDS.slice(0, kinds).map((kind) => kind.from(values));
}

const elementsOf = (kinds: number) => Math.floor(ELEMENTS / kinds) * kinds;
const bytesOf = (arrays: Values[]) => arrays.reduce((sum, one) => sum + one.byteLength, 0);

const SHOWN = 12;
const BYTE = 6;
const ROW = 22;

/** The first elements of a real array of each kind, in the order in which the loop meets them. */
function picture(seed: number): Drawing {
  const shapes: Shape[] = [];
  prepare(KINDS.length, seed).forEach((values, i) => {
    const y = i * ROW;
    shapes.push(text(0, y + 13, `${i + 1}. ${KINDS[i].name}`));
    for (let at = 0; at < SHOWN; at++) {
      const x = 150 + at * values.BYTES_PER_ELEMENT * BYTE;
      const hint = `${values[at]}, in ${values.BYTES_PER_ELEMENT} bytes`;
      const width = values.BYTES_PER_ELEMENT * BYTE - 1.5;
      shapes.push(box(x, y + 1, width, 16, i < 4 ? "used" : "padding", hint));
    }
  });
  return {
    width: 150 + SHOWN * 8 * BYTE,
    height: KINDS.length * ROW,
    shapes,
    caption: `The same ${SHOWN} numbers in every kind of array, to scale: of the green four, V8 keeps code for each at one place; the fifth makes it give up.`,
  };
}

export const megaCard = defineCard<Values[]>({
  id: "mega",
  title: "Megamorphic loop against one loop for each kind",
  pattern:
    "The optimiser writes code for the kinds of array that a loop has met, up to four at one place; past them, it calls a routine for every element. The same loop, written once for each kind, meets one kind for ever.",
  meaning:
    "Hand a hot loop one kind of array: four took twice as long, five and more 12 times in Chrome 147 and 24 in Node 20, and a copy of its text for each kind is all it takes.",
  sizes: [1, 4, 5, 7, 9],
  sizeName: "kinds of array",
  operation: "element",
  isLogarithmic: true,
  operations: elementsOf,
  prepare,
  picture,
  sides: [
    {
      label: "one loop for all",
      source: [sumByOneLoop, sumAnyKind],
      make(arrays) {
        return { run: () => sumByOneLoop(arrays), bytes: bytesOf(arrays), allocatedBytes: 0 };
      },
    },
    {
      label: "a loop for each kind",
      source: [sumByLoopPerKind, KINDS[0].sum, KINDS[1].sum],
      make(arrays) {
        return { run: () => sumByLoopPerKind(arrays), bytes: bytesOf(arrays), allocatedBytes: 0 };
      },
    },
  ],
});
