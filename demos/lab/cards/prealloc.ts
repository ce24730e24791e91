/**
 * Pre-allocation against growth: the same numbers into a typed array that doubles when it is full
 * or was made large enough, and into a world that grows or was given its capacity.
 *
 * What is made beforehand is made outside the clock, as a game does it while it loads.
 */
import { component, createWorld, f32, type World } from "../../../src/index.ts";
import { defineCard, formatBytes, type Side } from "../card.ts";
import { box, type Drawing, type Shape, text } from "../drawing.ts";

const Health = component("Health", { value: f32 });

const FIRST_LENGTH = 16;
const WAVE = 50;

/** Numbers side by side; a full array is replaced by one of twice the length. */
class Numbers {
  values: Float32Array;
  count = 0;
  /** Bytes of all arrays made so far, and copied between them. */
  madeBytes = 0;
  copiedBytes = 0;

  constructor(length: number) {
    this.values = new Float32Array(length);
    this.madeBytes = this.values.byteLength;
  }

  grow(): void {
    const larger = new Float32Array(this.values.length * 2);
    larger.set(this.values);
    this.madeBytes += larger.byteLength;
    this.copiedBytes += this.values.byteLength;
    this.values = larger;
  }
}

function append(numbers: Numbers, size: number, seed: number): number {
  for (let i = 0; i < size; i++) {
    if (numbers.count === numbers.values.length) numbers.grow();
    numbers.values[numbers.count++] = (i + seed) & 255;
  }
  return sumOf(numbers.values, numbers.count);
}

function sumOf(values: Float32Array, count: number): number {
  let sum = 0;
  for (let i = 0; i < count; i++) sum += values[i];
  return sum;
}

/** In waves, as games spawn. */
function spawn(world: World, size: number, seed: number): number {
  for (let count = 0; count < size; count += WAVE) world.spawnMany(WAVE, [Health]);
  let row = seed;
  let sum = 0;
  for (const chunk of world.query(Health)) {
    const { value } = chunk.write(Health);
    for (let i = 0; i < chunk.count; i++) value[i] = row++ & 255;
    for (let i = 0; i < chunk.count; i++) sum += value[i];
  }
  return sum;
}

function arraySide(label: string, lengthFor: (size: number) => number): Side<number> {
  return {
    label,
    source: [append, Numbers.prototype.grow, sumOf],
    make(seed, size) {
      const make = () => new Numbers(lengthFor(size));
      let numbers = make();
      const trial = make();
      append(trial, size, seed);
      const beforehand = numbers.madeBytes;
      return {
        run: () => append(numbers, size, seed),
        reset() {
          numbers = make();
        },
        bytes: trial.values.byteLength,
        allocatedBytes: trial.madeBytes - beforehand,
      };
    },
  };
}

function worldSide(label: string, make: (size: number) => World): Side<number> {
  return {
    label,
    source: [spawn, { toString: () => make.toString() }],
    make(seed, size) {
      let world = make(size);
      const trial = make(size);
      const beforehand = trial.memory().usedBytes;
      spawn(trial, size, seed);
      const bytes = trial.memory().usedBytes;
      trial.dispose();
      return {
        run: () => spawn(world, size, seed),
        reset() {
          world.dispose();
          world = make(size);
        },
        bytes,
        allocatedBytes: bytes - beforehand,
        dispose: () => world.dispose(),
      };
    },
  };
}

function makeEmptyWorld(): World {
  return createWorld();
}

function makeRoomyWorld(size: number): World {
  const world = createWorld({ capacity: size });
  world.reserve(size, [Health]);
  return world;
}

const SHOWN = 150;
const UNIT = 2.8;

/** Every array that a growing one went through, to scale. */
function picture(seed: number): Drawing {
  const shapes: Shape[] = [];
  const grown = new Numbers(FIRST_LENGTH);
  let line = 0;
  const drawArray = (label: string, copied: number, { values, count }: Numbers) => {
    const top = line++ * 40;
    const words = `${label}: ${values.length} elements, ${copied} of them copied`;
    shapes.push(text(0, top + 12, words));
    shapes.push(box(0, top + 17, values.length * UNIT, 14, "free", "room"));
    shapes.push(box(0, top + 17, count * UNIT, 14, "used", `${count} elements`));
    if (copied > 0) shapes.push(box(0, top + 17, copied * UNIT, 14, "padding", "copied"));
  };
  let lastCopied = 0;
  for (let i = 0; i < SHOWN; i++) {
    const { length } = grown.values;
    if (grown.count === length) drawArray(`array ${line + 1}`, lastCopied, grown);
    append(grown, 1, seed);
    if (grown.values.length !== length) lastCopied = length;
  }
  drawArray(`array ${line + 1}`, lastCopied, grown);
  const ready = new Numbers(SHOWN);
  append(ready, SHOWN, seed);
  drawArray("made at once", 0, ready);
  const kept = formatBytes(ready.madeBytes);
  return {
    width: 720,
    height: line * 40,
    shapes,
    caption: `${SHOWN} elements appended: growing made ${formatBytes(grown.madeBytes)} of arrays and copied ${formatBytes(grown.copiedBytes)} (orange), where ${kept} made at once hold them.`,
  };
}

export const preallocCard = defineCard<number>({
  id: "prealloc",
  title: "Pre-allocation against growth",
  pattern:
    "A typed array that is full must be made anew and copied, and a world that grows, though it copies nothing, must get its chunks in the middle of a frame. What was made large enough beforehand is only written.",
  meaning:
    "Reserve while loading what the game will need: spawning into a world that had to grow took 1.3 to 4.6 times as long, and filling an array that doubles up to 1.8 times.",
  sizes: [1_000, 4_000, 16_000, 64_000, 250_000],
  sizeName: "elements",
  operation: "element",
  isLogarithmic: true,
  headlineSize: 16_000,
  prepare: (_size, seed) => seed,
  picture,
  sides: [
    worldSide("world that grows", makeEmptyWorld),
    arraySide("array that doubles", () => FIRST_LENGTH),
    arraySide("array made before", (size) => size),
    worldSide("world with capacity", makeRoomyWorld),
  ],
});
