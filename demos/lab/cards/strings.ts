/**
 * What to do by a name: hit points of eight kinds of creature, by `switch`, by `Map`, by interning
 * each name when it is needed, and by an id that was interned once.
 *
 * Names come as they come from files and sockets, by `JSON.parse`: each is a string of its own.
 */
import { Interner, RandomSource } from "../../../src/index.ts";
import { defineCard } from "../card.ts";
import { box, type Drawing, type Shape, text } from "../drawing.ts";

const NAMES = [
  "creatures/goblin-archer",
  "creatures/goblin-shaman",
  "creatures/forest-troll",
  "creatures/skeleton-guard",
  "creatures/skeleton-mage",
  "creatures/giant-spider",
  "creatures/river-dragon",
  "creatures/village-guard",
] as const;

/** The names of all rows as JSON, in an order that looks random. */
function prepare(size: number, seed: number): string {
  const random = new RandomSource(seed);
  return JSON.stringify(Array.from({ length: size }, () => random.pick(NAMES)));
}

/** A string of its own for every row: some 24 bytes of text, and what the engine puts before it. */
function parseNames(json: string): string[] {
  return JSON.parse(json);
}

function sumBySwitch(names: readonly string[]): number {
  let sum = 0;
  for (let i = 0; i < names.length; i++) {
    switch (names[i]) {
      case "creatures/goblin-archer":
        sum += 7;
        break;
      case "creatures/goblin-shaman":
        sum += 11;
        break;
      case "creatures/forest-troll":
        sum += 40;
        break;
      case "creatures/skeleton-guard":
        sum += 17;
        break;
      case "creatures/skeleton-mage":
        sum += 13;
        break;
      case "creatures/giant-spider":
        sum += 19;
        break;
      case "creatures/river-dragon":
        sum += 160;
        break;
      case "creatures/village-guard":
        sum += 23;
        break;
    }
  }
  return sum;
}

const HIT_POINTS = [7, 11, 40, 17, 13, 19, 160, 23] as const;

function sumByMap(names: readonly string[], hitPoints: ReadonlyMap<string, number>): number {
  let sum = 0;
  for (let i = 0; i < names.length; i++) sum += hitPoints.get(names[i]) ?? 0;
  return sum;
}

function sumByInterning(
  names: readonly string[],
  interner: Interner,
  hitPoints: Uint32Array,
): number {
  let sum = 0;
  for (let i = 0; i < names.length; i++) sum += hitPoints[interner.intern(names[i])];
  return sum;
}

function sumByIds(ids: Uint32Array, hitPoints: Uint32Array): number {
  let sum = 0;
  for (let i = 0; i < ids.length; i++) sum += hitPoints[ids[i]];
  return sum;
}

/** Hit points by the id that the interner gave. */
function hitPointsById(interner: Interner): Uint32Array {
  const hitPoints = new Uint32Array(NAMES.length + 1);
  for (let i = 0; i < NAMES.length; i++) hitPoints[interner.intern(NAMES[i])] = HIT_POINTS[i];
  return hitPoints;
}

const internAll = (names: readonly string[], interner: Interner) =>
  Uint32Array.from(names, (name) => interner.intern(name));

const SHOWN = 28;
const CELL = 25;

/** The texts of 28 rows to scale, and the ids and texts of an interner that took them. */
function picture(seed: number): Drawing {
  const names = parseNames(prepare(SHOWN, seed));
  const interner = new Interner({ name: "creatures" });
  const ids = internAll(names, interner);
  const textBytes = names.reduce((sum, name) => sum + name.length, 0);
  const shapes: Shape[] = [
    text(0, 12, `a string for each row: ${names.length} texts, ${textBytes} bytes`),
  ];
  names.forEach((name, row) => {
    shapes.push(box(row * CELL, 20, CELL - 3, name.length * 2, "padding", name));
  });
  const top = 176;
  const hex = `interned: an id for each row, ${ids.byteLength} bytes`;
  shapes.push(text(0, 98, `${hex}, and ${interner.count - 1} texts, ${interner.textBytes} bytes`));
  ids.forEach((id, row) => {
    const middle = row * CELL + CELL / 2 - 1.5;
    shapes.push(box(row * CELL, 106, CELL - 3, 8, "used", `row ${row}: id ${id}`));
    shapes.push(link(middle, 115, placeOf(id), top, row < 3));
  });
  for (let id = 1; id < interner.count; id++) {
    const name = interner.textOf(id);
    shapes.push(box(placeOf(id) - 11, top, CELL - 3, name.length * 2, "used", `id ${id}: ${name}`));
  }
  return {
    width: SHOWN * CELL,
    height: top + 52,
    shapes,
    caption: `Text of ${SHOWN} rows, drawn to scale: each its own, and interned, where all rows of a name share one.`,
  };
}

const placeOf = (id: number) => id * CELL * 3;

function link(x: number, y: number, toX: number, toY: number, isHot: boolean): Shape {
  const ink = isHot ? "hot" : "edge";
  return { kind: "path", d: `M ${x} ${y} C ${x} ${y + 30} ${toX} ${toY - 30} ${toX} ${toY}`, ink };
}

export const stringsCard = defineCard<string>({
  id: "strings",
  title: "Interned strings against strings",
  pattern:
    "Text that comes from a file or a socket is a new string each time, even where it says the same; an interner keeps each text once and gives a number for it. Numbers are compared and used as an index without looking at any text, 14 times as fast in Node 20 and 32 in Chrome 147, and take a twelfth of the memory.",
  meaning: "Turn each name into a number where it comes in and let systems see numbers alone.",
  sizes: [1_000, 4_000, 16_000, 64_000, 250_000],
  sizeName: "rows",
  operation: "row",
  isLogarithmic: true,
  prepare,
  picture,
  sides: [
    {
      label: "switch on the string",
      source: [sumBySwitch],
      make(json) {
        const names = parseNames(json);
        return { run: () => sumBySwitch(names), allocatedBytes: 0 };
      },
    },
    {
      label: "Map by string",
      source: [sumByMap],
      make(json) {
        const names = parseNames(json);
        const hitPoints = new Map(NAMES.map((name, i) => [name, HIT_POINTS[i]] as const));
        return { run: () => sumByMap(names, hitPoints), allocatedBytes: 0 };
      },
    },
    {
      label: "interned at each use",
      source: [sumByInterning],
      make(json) {
        const names = parseNames(json);
        const interner = new Interner();
        const hitPoints = hitPointsById(interner);
        const run = () => sumByInterning(names, interner, hitPoints);
        return { run, allocatedBytes: 0 };
      },
    },
    {
      label: "interned once, ids kept",
      source: [sumByIds],
      make(json) {
        const interner = new Interner();
        const hitPoints = hitPointsById(interner);
        const ids = internAll(parseNames(json), interner);
        const bytes = ids.byteLength + hitPoints.byteLength + interner.textBytes;
        return { run: () => sumByIds(ids, hitPoints), bytes, allocatedBytes: 0 };
      },
    },
  ],
});
